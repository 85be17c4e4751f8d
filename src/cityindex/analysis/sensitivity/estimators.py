"""Variance-based sensitivity indices from the outputs of a Saltelli design: pure functions on arrays.

With yA, yB the outputs on the matrices A and B and yAB those on A with the columns of one factor from B
(``sampling.saltelli``), N of each, means over the N rows, c and V the mean and the variance of all of yA and yB:

first order, the share of the variance that goes when the factor alone is known
    centred     mean((yB − c)·(yAB − yA)) / V           Saltelli et al. 2010, on centred outputs
    reference   mean(yB·(yAB − yA)) / V                 the same without centring, as COINr and R have it
    jansen      1 − mean((yB − yAB)²) / 2V              Jansen 1999
    janon       1 − mean((yB − yAB)²) / 2·var(yB, yAB)  Janon et al. 2014, T̂
total order, the share that stays while the factor alone is unknown
    jansen      mean((yA − yAB)²) / 2V                  Jansen 1999
    janon       mean((yA − yAB)²) / 2·var(yA, yAB)

``reference`` and ``jansen`` divide by the variance with 2N − 1, as R does, the others with 2N. Centring changes
nothing that is estimated, only its error: without it the error grows with the mean of the output.
"""

from collections.abc import Callable

import numpy as np

from cityindex.dataset import Floats

Mean = Callable[[Floats], Floats]
"""Takes values (…, N) to their mean (…, 1), or to their means in B resamples (…, B)."""
Estimator = Callable[[Floats, Floats, Floats, Mean], Floats]
"""(yA, yB, yAB, mean) → an index; arrays broadcast, N is their last axis."""


def first_order(y_a: Floats, y_b: Floats, y_ab: Floats, *, estimator: str = "centred") -> Floats:
    """Estimate first-order indices from outputs (…, N), which broadcast; NaN where the output does not vary.

    Errors can take an estimate a little below 0 or above the total order. ValueError for an unknown estimator.
    """
    return named(FIRST, estimator)(y_a, y_b, y_ab, plain_mean)[..., 0]


def total_order(y_a: Floats, y_b: Floats, y_ab: Floats, *, estimator: str = "jansen") -> Floats:
    """Estimate total-order indices, never negative; otherwise as ``first_order``."""
    return named(TOTAL, estimator)(y_a, y_b, y_ab, plain_mean)[..., 0]


def plain_mean(values: Floats) -> Floats:
    """Return the mean of every row of values (…, N), as (…, 1)."""
    mean: Floats = values.mean(axis=-1, keepdims=True)
    return mean


def _centred(a: Floats, b: Floats, ab: Floats, mean: Mean) -> Floats:
    step, middle = ab - a, _middle(a, b, mean)
    return _share(mean(b * step) - middle * mean(step), _variance(a, b, mean))


def _reference(a: Floats, b: Floats, ab: Floats, mean: Mean) -> Floats:
    return _share(mean(b * (ab - a)), _variance(a, b, mean) * _bessel(a))


def _jansen_first(a: Floats, b: Floats, ab: Floats, mean: Mean) -> Floats:
    return 1 - _share(mean((b - ab) ** 2) / 2, _variance(a, b, mean))


def _janon_first(a: Floats, b: Floats, ab: Floats, mean: Mean) -> Floats:
    return 1 - _share(mean((b - ab) ** 2) / 2, _variance(b, ab, mean))


def _jansen_total(a: Floats, b: Floats, ab: Floats, mean: Mean) -> Floats:
    return _share(mean((a - ab) ** 2) / 2, _variance(a, b, mean) * _bessel(a))


def _janon_total(a: Floats, b: Floats, ab: Floats, mean: Mean) -> Floats:
    return _share(mean((a - ab) ** 2) / 2, _variance(a, ab, mean))


FIRST: dict[str, Estimator] = {
    "centred": _centred,
    "reference": _reference,
    "jansen": _jansen_first,
    "janon": _janon_first,
}
TOTAL: dict[str, Estimator] = {"jansen": _jansen_total, "janon": _janon_total}


def named(known: dict[str, Estimator], name: str) -> Estimator:
    if name not in known:
        raise ValueError(f"no estimator {name!r}; choose one of {', '.join(known)}")
    return known[name]


def _middle(x: Floats, y: Floats, mean: Mean) -> Floats:
    return (mean(x) + mean(y)) / 2


def _variance(x: Floats, y: Floats, mean: Mean) -> Floats:
    """Variance of x and y together. Centred by the plain mean first, so that little is lost to rounding."""
    centre = (plain_mean(x) + plain_mean(y)) / 2
    x, y = x - centre, y - centre
    return (mean(x * x) + mean(y * y)) / 2 - _middle(x, y, mean) ** 2


def _bessel(a: Floats) -> float:
    outputs = 2 * int(a.shape[-1])
    return outputs / (outputs - 1)


def _share(part: Floats, whole: Floats) -> Floats:
    part, whole = np.broadcast_arrays(part, whole)
    found: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return found
