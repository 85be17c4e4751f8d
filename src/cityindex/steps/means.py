"""Weighted means along the last axis, over the children that have a score."""

from collections.abc import Callable

import numpy as np

from cityindex.dataset import Floats

Mean = Callable[[Floats, Floats], Floats]
"""(x (…, k) with NaN for missing, w (k) ≥ 0) → (…): NaN where nothing is present or it is undefined."""


def arithmetic(x: Floats, w: Floats) -> Floats:
    """Σ w·x / Σ w over the present children."""
    present = ~np.isnan(x)
    return _divide(np.where(present, x, 0.0) @ w, present @ w)


def geometric(x: Floats, w: Floats) -> Floats:
    """exp(Σ w·ln x / Σ w); 0 when a child with weight is 0, NaN when one is negative."""
    return _through(x, w, np.log, np.exp)


def harmonic(x: Floats, w: Floats) -> Floats:
    """Σ w / Σ (w / x); 0 when a child with weight is 0, NaN when one is negative."""
    return _through(x, w, lambda v: -1.0 / v, lambda v: -1.0 / v)


def median(x: Floats, w: Floats) -> Floats:
    """Weighted median: where half of the weight lies on either side; between two values their mean."""
    x, w = x[..., w > 0], w[w > 0]
    if not len(w):
        return np.full(x.shape[:-1], np.nan)
    order = np.argsort(x, axis=-1)
    ordered = np.take_along_axis(x, order, axis=-1)
    heap = np.cumsum(np.where(np.isnan(ordered), 0.0, w[order]), axis=-1)
    half = heap[..., -1:] / 2
    low = np.argmax(heap >= half * (1 - 1e-12), axis=-1)[..., None]
    high = np.argmax(heap > half * (1 + 1e-12), axis=-1)[..., None]
    middle: Floats = (
        np.take_along_axis(ordered, low, axis=-1) / 2 + np.take_along_axis(ordered, high, axis=-1) / 2
    )
    halfway: Floats = middle[..., 0]
    return halfway


def _through(
    x: Floats, w: Floats, there: Callable[[Floats], Floats], back: Callable[[Floats], Floats]
) -> Floats:
    """Mean of ``there(x)`` taken back; ``there`` sends 0 to minus infinity and so a zero child to zero."""
    x, w = x[..., w > 0], w[w > 0]
    negative = (x < 0).any(axis=-1)
    zero = (x == 0).any(axis=-1)
    safe = np.where(x > 0, x, np.nan)
    mean = arithmetic(there(safe), w)
    result = np.where(zero, 0.0, back(mean))
    result[negative] = np.nan
    return result


def _divide(total: Floats, weight: Floats) -> Floats:
    mean: Floats = np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0)
    return mean


MEANS: dict[str, Mean] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "harmonic": harmonic,
    "median": median,
}
