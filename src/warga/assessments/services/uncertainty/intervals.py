"""A run's result as rows: one for each city and node."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from cityindex.analysis.uncertainty import Uncertainty
from cityindex.framework import Framework
from warga.assessments.models import CityInterval, UncertaintyRun

DIGITS = 6


def intervals(run: UncertaintyRun, framework: Framework, found: Uncertainty) -> Iterator[CityInterval]:
    """Yield what a run found; a node that no draw could compute has no figures and a ``computable`` of 0."""
    places = _places(found)
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
                bands=_bands(framework, found, unit, node) if found.computable[u, n] else {},
                **(places[u] if n == found.root else {}),
            )


def _places(found: Uncertainty) -> list[dict[str, Any]]:
    """The places of each city, with the one most draws gave; none where it has no company or no score in any draw."""
    counts = found.rank_counts[:, 1:]
    return [
        {"place_low": int(low), "place_high": int(high), "place_likely": int(likely) + 1} if low else {}
        for low, high, likely in zip(found.rank_low, found.rank_high, counts.argmax(axis=1), strict=True)
    ]


def _bands(framework: Framework, found: Uncertainty, unit: str, node: str) -> dict[str, float]:
    if node not in found.band_counts:
        return {}
    scale = framework.band_scale(framework.node(node).bands or "")
    return {
        band.code: round(found.probability_in_band(unit, band.code, node), DIGITS) for band in scale.bands
    }


def _plain(number: float) -> float | None:
    return None if np.isnan(number) else round(float(number), DIGITS)
