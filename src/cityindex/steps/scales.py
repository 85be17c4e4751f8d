"""Normalisation methods: columns (n, k) of indicator values to columns that can be averaged.

Each takes the values and the columns' ``Settings`` and returns the new values and, per column, the reason for
cells that had a value and lost it. NaN stays NaN. Higher is better in every result (``direction`` is applied),
except under ``none``, which takes values as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import BandScale, Goalposts
from cityindex.ranking import ascending, rounded
from cityindex.reasons import Reason
from cityindex.steps.state import RecipeError


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What a method may need to know of its k columns; ``low`` and ``high`` are the ends of the result."""

    codes: Sequence[str]
    directions: Floats
    goalposts: Sequence[Goalposts | None]
    bands: Sequence[BandScale | None]
    targets: Sequence[float | None]
    low: float
    high: float
    mean: float
    sd: float
    scores: Mapping[str, float]

    def stretch(self, share: Floats) -> Floats:
        """Take shares 0–1 to the range low–high."""
        return self.low + share * (self.high - self.low)


Scale = Callable[[Floats, Settings], tuple[Floats, Codes]]


def none(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Keep x. RecipeError for an indicator where less is better: its values cannot be averaged as they are."""
    if (s.directions < 0).any():
        code = s.codes[int(np.argmax(s.directions < 0))]
        raise RecipeError(
            f"normalise: {code} counts downwards, so 'none' cannot be used; choose goalposts or minmax"
        )
    return x.copy(), _why(x, Reason.NONE)


def minmax(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − min) / (max − min) of the data, times direction, on low–high (Handbook, section 5.2)."""
    up = x * s.directions
    low, high = np.fmin.reduce(up, axis=0), np.fmax.reduce(up, axis=0)
    share = _divide(up - low, high - low)
    return s.stretch(share), _spread(x)


def zscore(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − mean) / sd with n − 1, times direction; then mean + sd·z of the settings (default 0 and 1)."""
    up = x * s.directions
    count = np.count_nonzero(~np.isnan(up), axis=0)
    why = _spread(x)
    centred = up - np.nansum(up, axis=0) / np.maximum(count, 1)
    spread = np.sqrt(np.nansum(centred**2, axis=0) / np.maximum(count - 1, 1))
    spread[why != Reason.NONE] = 0.0
    why[(spread == 0) & (why == Reason.NONE)] = Reason.ZERO_RANGE  # differences too small to be squared
    return s.mean + s.sd * _divide(centred, spread), why


def rank(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Rank from 1 = worst; ties take the smallest rank."""
    up = np.where(_spread(x) == Reason.SINGLE, np.nan, x * s.directions)
    return ascending(up), _alone(x)


def borda(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Borda count: rank − 1, the number of units that are strictly worse."""
    ranks, why = rank(x, s)
    return ranks - 1, why


def percentile(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(rank − 1) / (n − 1) on low–high: the share of the others that are strictly worse."""
    ranks, why = rank(x, s)
    count = np.count_nonzero(~np.isnan(ranks), axis=0)
    return s.stretch(_divide(ranks - 1, np.broadcast_to(count - 1.0, x.shape[1:]))), why


def goalposts(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − low) / (high − low) against the declared goalposts, kept within 0–1; ln of all three if ``log``.

    ``low`` scores 0 and ``high`` 1, whichever is larger; with direction −1 and low < high the score is turned
    round. Values beyond the posts count as the post, so ln never sees a number ≤ 0. Nothing here depends on
    the other units: a city added changes nobody's score.
    """
    first = np.array([np.nan if g is None else float(g.low) for g in s.goalposts])
    last = np.array([np.nan if g is None else float(g.high) for g in s.goalposts])
    kept = np.clip(x, np.fmin(first, last), np.fmax(first, last))
    for column in [k for k, g in enumerate(s.goalposts) if g is not None and g.log]:
        if min(first[column], last[column]) <= 0:
            raise RecipeError(
                f"normalise: the goalposts of {s.codes[column]} use ln, so both must be above 0"
            )
        kept[:, column] = np.log(kept[:, column])
        first[column], last[column] = np.log(first[column]), np.log(last[column])
    share = _divide(kept - first, last - first)
    turned = (s.directions < 0) & (first < last)
    share[:, turned] = 1 - share[:, turned]
    why = np.where(
        np.isnan(first), Reason.NO_GOALPOSTS, np.where(first == last, Reason.ZERO_RANGE, Reason.NONE)
    )
    return s.stretch(share), why.astype(np.uint8)


def target(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Distance to target: (x − min) / (target − min), or (max − x) / (max − target) if less is better; 0–1.

    Reaching the target scores the most; a target no better than the worst value is met by all.
    """
    goal = np.array([np.nan if t is None else t for t in s.targets]) * s.directions
    up = x * s.directions
    worst = np.fmin.reduce(up, axis=0)
    share = np.where(up >= goal, 1.0, _divide(np.minimum(up, goal) - worst, goal - worst))
    share[np.isnan(up) | np.isnan(goal)] = np.nan
    why = np.where(np.isnan(goal), Reason.NO_TARGET, Reason.NONE)
    return s.stretch(share), why.astype(np.uint8)


def bands(x: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Score of the band a value falls in: ``scores`` by band code, else equal steps from low to high."""
    out, why = np.full(x.shape, np.nan), _why(x, Reason.OUTSIDE)
    for column, scale in enumerate(s.bands):
        if scale is None:
            why[column] = Reason.NO_BANDS
            continue
        values = x[:, column] if scale.decimals is None else rounded(x[:, column], scale.decimals)
        place = np.searchsorted([band.start for band in scale.bands], values, side="right") - 1
        inside = (place >= 0) & ~np.isnan(values)
        if scale.maximum is not None:
            inside &= values <= scale.maximum
        out[inside, column] = _band_scores(scale, s, s.directions[column])[place[inside]]
    return out, why


def _band_scores(scale: BandScale, s: Settings, direction: float) -> Floats:
    if s.scores:
        if lacking := [band.code for band in scale.bands if band.code not in s.scores]:
            raise RecipeError(f"normalise: band {lacking[0]!r} has no entry in scores")
        return np.array([s.scores[band.code] for band in scale.bands])
    steps = np.linspace(s.low, s.high, len(scale.bands)) if len(scale.bands) > 1 else np.array([s.high])
    return steps[::-1] if direction < 0 else steps


def _why(x: Floats, reason: Reason) -> Codes:
    return np.full(x.shape[1], reason, dtype=np.uint8)


def _alone(x: Floats) -> Codes:
    """SINGLE for columns with fewer than two values."""
    count = np.count_nonzero(~np.isnan(x), axis=0)
    return np.where(count < 2, Reason.SINGLE, Reason.NONE).astype(np.uint8)


def _spread(x: Floats) -> Codes:
    """SINGLE with fewer than two values, ZERO_RANGE where all are equal."""
    flat = np.fmin.reduce(x, axis=0) == np.fmax.reduce(x, axis=0)
    alone = _alone(x)
    return np.where((alone == Reason.NONE) & flat, np.uint8(Reason.ZERO_RANGE), alone)


def _divide(above: Floats, below: Floats) -> Floats:
    """Divide columns; NaN where the divisor is 0."""
    result: Floats = above / np.where(below == 0, np.nan, below)
    return result


SCALES: dict[str, Scale] = {
    "none": none,
    "minmax": minmax,
    "zscore": zscore,
    "rank": rank,
    "borda": borda,
    "percentile": percentile,
    "goalposts": goalposts,
    "target": target,
    "bands": bands,
}
