"""A run's result as rows: one for each city and node."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from cityindex.analysis.uncertainty import Uncertainty
from cityindex.analysis.uncertainty.spread import Ranks
from cityindex.dataset import Floats
from cityindex.framework import Framework
from cityindex.ranking import rounded
from warga.assessments.models import CityInterval, UncertaintyRun

DIGITS = 6
ENDS = (0.05, 0.95)


def intervals(run: UncertaintyRun, framework: Framework, found: Uncertainty) -> Iterator[CityInterval]:
    """Yield what a run found; a node that no draw could compute has no figures and a ``computable`` of 0."""
    for n, node in enumerate(found.nominal.nodes):
        for u, unit in enumerate(found.nominal.units):
            low, median, high = map(_plain, found.quantiles[u, n])
            yield CityInterval(
                run=run,
                city_id=int(unit),
                node=node,
                mean=_plain(found.mean[u, n]),
                low=low,
                median=median,
                high=high,
                computable=float(found.computable[u, n]),
                **(_of_the_whole(framework, found, u) if n == found.root else {}),
            )


def _of_the_whole(framework: Framework, found: Uncertainty, u: int) -> dict[str, Any]:
    """Places and bands of a city, which only the top node has."""
    return _places(found.root_ranks[u]) | {"bands": _bands(framework, found.root_scores[u])}


def _places(ranks: Ranks) -> dict[str, int]:
    """The places 5 and 95 of 100 draws do not exceed, and the one most draws gave; none where there is no company."""
    ranked = ranks[ranks > 0]
    if not len(ranked):
        return {}
    low, high = np.quantile(ranked, ENDS, method="inverted_cdf")
    return {
        "place_low": int(low),
        "place_high": int(high),
        "place_likely": int(np.argmax(np.bincount(ranked))),
    }


def _bands(framework: Framework, scores: Floats) -> dict[str, float]:
    """The share of the draws in each band of the top node; none where it has no bands or no score."""
    scale = next((s for s in framework.band_scales if s.code == framework.root.bands), None)
    known = scores[~np.isnan(scores)]
    if scale is None or not len(known):
        return {}
    starts = np.array([band.start for band in scale.bands])
    shown = known if scale.decimals is None else rounded(known, scale.decimals)
    which = np.searchsorted(starts, shown, side="right") - 1
    counts = np.bincount(which[which >= 0], minlength=len(starts))
    return {
        band.code: round(float(n) / len(known), DIGITS) for band, n in zip(scale.bands, counts, strict=True)
    }


def _plain(number: float) -> float | None:
    return None if np.isnan(number) else round(float(number), DIGITS)
