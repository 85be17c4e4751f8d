"""Bootstrap intervals of sensitivity indices, for any number of outputs at once."""

import numpy as np

from cityindex.analysis.sampling import Seed, generator
from cityindex.analysis.sensitivity.estimators import FIRST, TOTAL, Mean, named
from cityindex.dataset import Floats

OUTPUTS_AT_ONCE = 32
"""Outputs resampled together: their sums stay within some tens of megabytes."""


def bootstrap(
    y_a: Floats,
    y_b: Floats,
    y_ab: Floats,
    *,
    seed: Seed,
    resamples: int = 1000,
    confidence: float = 0.95,
    first: str = "centred",
    total: str = "jansen",
) -> tuple[Floats, Floats]:
    """Return percentile intervals of the first- and the total-order indices, each (2, M, k): low, high.

    ``y_a`` and ``y_b`` (M, N) for M outputs, ``y_ab`` (M, k, N) for k factors. Each resample takes N of the N rows of
    the design with replacement, a row of A with its rows of B and AB, the same ones for all outputs; the ends are the
    (1 ∓ confidence)/2 quantiles of the estimates (Efron 1979; Archer, Saltelli & Sobol' 1997). Rows of a Sobol'
    sequence are more even than independent ones, so intervals are then wider than they need be, not narrower.
    NaN where the output does not vary. ValueError for a confidence not between 0 and 1, and for no resamples.
    """
    if not 0 < confidence < 1 or resamples < 1:
        raise ValueError(f"{resamples} resamples at confidence {confidence}; give 1 or more, and a share")
    mean = _resampled(y_a.shape[-1], resamples, generator(seed))
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    formulas = named(FIRST, first), named(TOTAL, total)
    low_high = np.empty((2, 2, *y_ab.shape[:-1]))
    for start in range(0, len(y_a), OUTPUTS_AT_ONCE):
        part = slice(start, start + OUTPUTS_AT_ONCE)
        a, b, ab = y_a[part, None], y_b[part, None], y_ab[part]
        for found, formula in zip(low_high, formulas, strict=True):
            found[:, part] = _quantiles(formula(a, b, ab, mean), ends)
    return low_high[0], low_high[1]


def _resampled(rows: int, resamples: int, source: np.random.Generator) -> Mean:
    """Return the function that means rows in every resample: one matrix product with how often each row came."""
    counts = source.multinomial(rows, np.full(rows, 1 / rows), size=resamples).T / rows

    def mean(values: Floats) -> Floats:
        flat: Floats = values.reshape(-1, rows) @ counts
        return flat.reshape(*values.shape[:-1], resamples)

    return mean


def _quantiles(values: Floats, ends: list[float]) -> Floats:
    """Quantiles along the last axis, (len(ends), …), over the resamples in which the output varied at all."""
    lost = np.isnan(values)
    if not lost.any():
        return np.quantile(values, ends, axis=-1)
    some = ~lost.all(axis=-1)
    found = np.full((len(ends), *values.shape[:-1]), np.nan)
    found[:, some] = np.nanquantile(values[some], ends, axis=-1)
    return found
