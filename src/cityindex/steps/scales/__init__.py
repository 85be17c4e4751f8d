"""Normalisation methods: columns of indicator values to columns that can be averaged.

Each takes the cells (…, n, k), the values seen (…, m, k) its parameters come from, and the columns' ``Settings``; it
returns the new values and, per column, the reason for cells that had a value and lost it. NaN stays NaN. Leading axes
are replications, each treated as if it were alone. Higher is better in every result (``direction`` is applied),
except under ``none``, which takes values as they are.
"""

from cityindex.steps.scales.lines import (
    distance_to_max,
    distance_to_reference,
    fraction_of_max,
    goalposts,
    minmax,
    scaled,
    target,
)
from cityindex.steps.scales.places import borda, percentile, rank
from cityindex.steps.scales.plain import bands, none
from cityindex.steps.scales.settings import Scale, Settings
from cityindex.steps.scales.spreads import zscore

SCALES: dict[str, Scale] = {
    "none": none,
    "minmax": minmax,
    "scaled": scaled,
    "zscore": zscore,
    "rank": rank,
    "borda": borda,
    "percentile": percentile,
    "goalposts": goalposts,
    "target": target,
    "distance_to_max": distance_to_max,
    "distance_to_reference": distance_to_reference,
    "fraction_of_max": fraction_of_max,
    "bands": bands,
}

__all__ = ["SCALES", "Scale", "Settings"]
