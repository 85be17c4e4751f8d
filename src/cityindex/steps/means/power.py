"""Weighted power means: arithmetic, geometric, harmonic and the family between and beyond them.

Every mean takes children first: x (k, …) with NaN for missing, w (k, …) ≥ 0 that broadcasts against x; it returns (…).
Weights are re-scaled over the present children. Sums run child by child, so a city's score is the same to the last
bit whoever else is in the data, and in however many replications at once.
"""

from collections.abc import Callable

import numpy as np

from cityindex.dataset import Floats


def arithmetic(x: Floats, w: Floats) -> Floats:
    """Σ w·x / Σ w over the present children; NaN where none has weight."""
    missing = np.isnan(x)
    terms = x * w
    if missing.any():
        np.copyto(terms, 0.0, where=missing)
        w = np.where(missing, 0.0, w)
    return divide(total(terms), total(w))


def geometric(x: Floats, w: Floats) -> Floats:
    """exp(Σ w·ln x / Σ w); 0 when a child with weight is 0, NaN when one is negative."""
    return _through(x, w, np.log, np.exp, kills=True)


def harmonic(x: Floats, w: Floats) -> Floats:
    """Σ w / Σ (w / x); 0 when a child with weight is 0, NaN when one is negative."""
    return _through(x, w, np.reciprocal, np.reciprocal, kills=True)


def generalised(x: Floats, w: Floats, power: float) -> Floats:
    """(Σ w·x^p / Σ w)^(1/p); p → 0 is the geometric mean, 1 the arithmetic, −1 the harmonic, larger p favours the best.

    Negative children have no power (NaN) but under p = 1. For p ≤ 0 a zero child makes the mean 0. Children are
    divided by their largest first, which changes nothing but keeps high powers within float64.
    """
    if power == 1:
        return arithmetic(x, w)
    if abs(power) < 1e-9:
        return geometric(x, w)
    largest = np.fmax.reduce(np.where(w > 0, x, np.nan), axis=0)
    unit = np.where(largest > 0, largest, 1.0)
    mean = _through(x / unit, w, lambda v: v**power, lambda m: m ** (1 / power), kills=power < 0)
    return unit * mean


def _through(
    x: Floats,
    w: Floats,
    there: Callable[[Floats], Floats],
    back: Callable[[Floats], Floats],
    *,
    kills: bool,
) -> Floats:
    """Mean of ``there(x)`` taken back. A zero with weight makes the result 0 if it ``kills``."""
    x = counted(x, w)
    zero, negative = x == 0, (x < 0).any(axis=0)
    safe = np.where(x > 0, x, np.nan)
    moved = there(safe)
    if not kills:
        np.copyto(moved, 0.0, where=zero)
    mean = arithmetic(moved, w)
    defined = ~np.isnan(mean)
    result = np.full(mean.shape, np.nan)
    result[defined] = back(mean[defined])
    if kills:
        result[zero.any(axis=0)] = 0.0
    result[negative] = np.nan
    return result


def counted(x: Floats, w: Floats) -> Floats:
    """x without the children that have no weight: they take no part, whatever they are."""
    return x if (w > 0).all() else np.where(w > 0, x, np.nan)


def total(terms: Floats) -> Floats:
    """Sum over the first axis in its order, term by term.

    NumPy does so by itself, except over single numbers, which it would add up in pairs.
    """
    if terms[0].size > 1:
        summed: Floats = np.add.reduce(terms, axis=0)
        return summed
    result: Floats = np.array(terms[0])
    for term in terms[1:]:
        result += term
    return result


def divide(above: Floats, weight: Floats) -> Floats:
    """Divide; NaN where the weight is 0."""
    if (weight > 0).all():
        plain: Floats = above / weight
        return plain
    above, weight = np.broadcast_arrays(above, weight)
    mean: Floats = np.divide(above, weight, out=np.full(above.shape, np.nan), where=weight > 0)
    return mean
