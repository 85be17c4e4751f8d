"""Values as they are, and values by the named band they fall in."""

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import BandScale
from cityindex.ranking import rounded
from cityindex.reasons import Reason
from cityindex.steps.scales.settings import Settings, reason
from cityindex.steps.state import RecipeError


def none(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Keep x. RecipeError for an indicator where less is better: its values cannot be averaged as they are."""
    if (s.directions < 0).any():
        code = s.codes[int(np.argmax(s.directions < 0))]
        raise RecipeError(
            f"normalise: {code} counts downwards, so 'none' cannot be used; choose goalposts or minmax"
        )
    return x.copy(), reason(x.shape)


def bands(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Score of the band a value falls in: ``scores`` by band code, else equal steps from low to high."""
    out = np.full(x.shape, np.nan)
    for k, scale in enumerate(s.bands):
        if scale is None:
            continue
        values = x[..., k] if scale.decimals is None else rounded(x[..., k], scale.decimals)
        place = np.searchsorted([band.start for band in scale.bands], values, side="right") - 1
        inside = (place >= 0) & ~np.isnan(values)
        if scale.maximum is not None:
            inside &= values <= scale.maximum
        out[..., k][inside] = _band_scores(scale, s, k)[place[inside]]
    without = np.array([scale is None for scale in s.bands])
    return out, reason(x.shape, (without, Reason.NO_BANDS), (~without, Reason.OUTSIDE))


def _band_scores(scale: BandScale, s: Settings, k: int) -> Floats:
    given = s.scores[k]
    if given:
        if lacking := [band.code for band in scale.bands if band.code not in given]:
            raise RecipeError(f"normalise: band {lacking[0]!r} has no entry in scores")
        return np.array([given[band.code] for band in scale.bands])
    many = len(scale.bands) > 1
    steps = np.linspace(s.low[k], s.high[k], len(scale.bands)) if many else s.high[k : k + 1]
    return steps[::-1] if s.directions[k] < 0 else steps
