"""How much of a mean each child is: slopes at one place, by Euler's theorem.

Every mean here is homogeneous: twice the children, twice the mean. So Σ child·slope = mean exactly, with slope the
derivative of the mean by the child: child·slope is its contribution (Aumann–Shapley values from zero are the same).
Arrays: children x (k, n) with NaN for missing, shares s (k, n) of the present ones' weight, 0 for missing.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps import RecipeError
from cityindex.steps.means import MEANS, Mean


def slopes(mean: Mean, options: Mapping[str, Any], x: Floats, s: Floats) -> Floats:
    """Return the slopes (k, n) of a mean; 0 for children that take no part. RecipeError for a mean without any."""
    refuse_across(mean)
    x = np.where(s > 0, x, 0.0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = SLOPES[name_of(mean)](x, s, **options)
    return np.where((s > 0) & np.isfinite(found), found, 0.0)


def refuse_across(mean: Mean) -> None:
    """RecipeError for a mean that compares units: its scores do not come from one unit's children."""
    if mean.across:
        raise RecipeError(
            f"contributions: {name_of(mean)} compares units with each other, so its scores do not come from indicators "
            "one by one; choose another mean or a part below"
        )


def name_of(mean: Mean) -> str:
    """The name a recipe calls this mean by."""
    return next(name for name, known in MEANS.items() if known is mean)


def power_of(name: str, options: Mapping[str, Any]) -> float | None:
    """The exponent of a power mean, None for another mean."""
    if name == "generalised":
        power = float(options["power"])
        return 0.0 if abs(power) < 1e-9 else power
    return {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}.get(name)


def _power(x: Floats, s: Floats, power: float) -> Floats:
    """s·(M/x)^(1−p): s for the arithmetic mean, s·M/x for the geometric, s·(M/x)² for the harmonic."""
    mean = MEANS["generalised"].compute(np.where(s > 0, x, np.nan), s, power=power)
    found: Floats = s * (mean / x) ** (1 - power)
    return found


def _mazziotta_pareto(x: Floats, s: Floats, penalty: str) -> Floats:
    """With M = Σ s·x and Q = Σ s·x² the mean is 2M − Q/M (down) or Q/M (up); slopes s where all children are 0."""
    m, q = (s * x).sum(axis=0), (s * x * x).sum(axis=0)
    up = s * (2 * x / m - q / m**2)
    return np.where(m == 0, s, up if penalty == "up" else 2 * s - up)


def _median(x: Floats, s: Floats) -> Floats:
    """Half to the children that are the lower middle value, half to those that are the upper one."""
    order = np.argsort(np.where(s > 0, x, np.inf), axis=0, kind="stable")
    heap = np.cumsum(np.take_along_axis(s, order, axis=0), axis=0)
    found = np.zeros(x.shape)
    for reached in (heap >= 0.5 * (1 - 1e-12), heap > 0.5 * (1 + 1e-12)):
        at = np.take_along_axis(order, np.argmax(reached, axis=0)[None], axis=0)
        middle = (x == np.take_along_axis(x, at, axis=0)) & (s > 0)
        found += 0.5 * middle / np.maximum(middle.sum(axis=0), 1)
    return found


SLOPES: Mapping[str, Callable[..., Floats]] = {
    "arithmetic": lambda x, s: s,
    "geometric": lambda x, s: _power(x, s, 0.0),
    "harmonic": lambda x, s: _power(x, s, -1.0),
    "generalised": lambda x, s, power: _power(x, s, power),
    "mazziotta_pareto": _mazziotta_pareto,
    "median": _median,
}
