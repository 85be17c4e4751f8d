"""Why a mean differs between two places: slopes between them, so that value and weight effects add up exactly.

Two places of one node: children x0, x1 (k) and shares s0, s1 (k), each summing to 1; a child that one place lacks has
share 0 there and is given the other's value. A ``Secant`` satisfies, to rounding,

    F(x1, s1) − F(x0, s0) = Σ slopes·(x1 − x0) + Σ pulls·(s1 − s0) + rest.

For means of the form g(Σ s·f(x)) this is the logarithmic-mean method (LMDI, Ang 2004) carried over from logarithms to
any f: ΔF = L·ΔZ with Z = Σ s·f and L the mean slope of g, and ΔZ = Σ s̄·Δf + Σ f̄·Δs with bars for midpoints. A pull
is taken against the node's own average, so weight moved to a child counts by how far it stands from the others.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from cityindex.analysis.contributions.slopes import SLOPES, name_of, power_of
from cityindex.dataset import Floats
from cityindex.steps.means import Mean

SHAPLEY_AT_MOST = 10
"""Children whose every subset is tried; with more, both orders of the file are averaged."""


class Places(NamedTuple):
    """Both places of a node: children and shares, each (k)."""

    x0: Floats
    x1: Floats
    s0: Floats
    s1: Floats


class Secant(NamedTuple):
    """``slopes`` (k) by child, ``pulls`` (k) by share, and what cannot be given to a child."""

    slopes: Floats
    pulls: Floats
    rest: float


def secant(mean: Mean, options: Mapping[str, Any], at: Places) -> Secant:
    """Return the secant of a mean; by subsets of children where there is no closed form.

    All is rest where a child has weight on one side and, on the other, a value the mean cannot take (a negative one).
    """
    name = name_of(mean)
    power = power_of(name, options)
    low, high = value(mean, options, at.x0, at.s0), value(mean, options, at.x1, at.s1)
    with np.errstate(all="ignore"):
        if power is not None:
            found = _power(power, at, low, high)
        elif name == "mazziotta_pareto":
            found = _mazziotta_pareto(at, high - low, up=options["penalty"] == "up")
        else:
            found = None
    if found is None or not _adds_up(found, at, low, high):
        with np.errstate(all="ignore"):
            found = _by_subsets(mean, options, at)
    parted = np.isfinite([*found.slopes, *found.pulls, found.rest]).all()
    return found if parted else Secant(np.zeros(len(at.x0)), np.zeros(len(at.x0)), high - low)


def _adds_up(found: Secant, at: Places, low: float, high: float) -> bool:
    """Whether a closed form kept its digits: some lose them where one place is near 0 beside the other."""
    parts = np.concatenate([found.slopes * (at.x1 - at.x0), found.pulls * (at.s1 - at.s0), [found.rest]])
    size = np.abs(parts).sum() + abs(low) + abs(high)
    return bool(abs(parts.sum() - (high - low)) <= 1e-13 * size)


def value(mean: Mean, options: Mapping[str, Any], x: Floats, s: Floats) -> float:
    """The mean of one unit's children; NaN where it has none."""
    return float(mean.compute(x[:, None], s[:, None], **options)[0])


def _power(power: float, at: Places, low: float, high: float) -> Secant | None:
    """g and f of a power mean: x^p, or ln for p = 0; children divided by the largest, which cancels out."""
    if power == 1:
        return _linear(np.ones(len(at.x0)), at.x0, at.x1, at)
    zero0, zero1 = at.x0 == 0, at.x1 == 0
    if power <= 0 and ((zero0 & (at.s0 > 0)) | (zero1 & (at.s1 > 0))).any():
        return _through_zero(at, zero0.astype(np.float64), zero1.astype(np.float64), high - low)
    unit = max(at.x0.max(), at.x1.max())
    if not unit > 0:
        return _linear(np.zeros(len(at.x0)), at.x0, at.x1, at)
    a, b = at.x0 / unit, at.x1 / unit
    back = 1 / _steepness(np.array([low / unit]), np.array([high / unit]), power)[0]
    found = _linear(
        back * _steepness(a, b, power), back * _moved(a, power) * unit, back * _moved(b, power) * unit, at
    )
    return found if np.isfinite(found.slopes).all() and np.isfinite(found.pulls).all() else None


def _moved(x: Floats, power: float) -> Floats:
    """f(x)."""
    moved: Floats = np.log(x) if power == 0 else x**power
    return moved


def _steepness(a: Floats, b: Floats, power: float) -> Floats:
    """(f(b) − f(a)) / (b − a); where both are close by a form that loses no digits, the derivative where equal."""
    distance = np.log(b) - np.log(a)
    same = distance == 0
    small = np.where(same, 1.0, distance)
    rise = np.where(same, 1.0, np.expm1(small) / small)  # (b − a) / (a·distance)
    bend = np.where(same, 1.0, np.expm1(power * small) / (power * small)) if power else 1.0
    close = (power or 1.0) * a ** (power - 1) * bend / rise
    found: Floats = np.where(
        np.abs(distance) < 0.5, close, (_moved(b, power) - _moved(a, power)) / np.where(b == a, 1.0, b - a)
    )
    return found


def _linear(steep: Floats, f0: Floats, f1: Floats, at: Places) -> Secant:
    """Σ s̄·Δf and Σ f̄·Δs of a sum Σ s·f, with ``steep`` = Δf/Δx."""
    share, middle = (at.s0 + at.s1) / 2, (f0 + f1) / 2
    return Secant(share * steep, middle - (share * middle).sum(), 0.0)


def _through_zero(at: Places, f0: Floats, f1: Floats, change: float) -> Secant:
    """The limit where a zero with weight is approached: children that are zero on one side carry all of the change."""
    z = (at.s1 * f1).sum() - (at.s0 * f0).sum()
    length = change / z if z else 0.0
    step = at.x1 - at.x0
    return _linear(length * np.where(step == 0, 0.0, (f1 - f0) / step), length * f0, length * f1, at)


def _mazziotta_pareto(at: Places, change: float, *, up: bool) -> Secant | None:
    """F = 2M − Q/M (or Q/M), M = Σ s·x, Q = Σ s·x²; Δ(Q/M) = ΔQ·mean(1/M) − Q̄·ΔM/(M0·M1)."""
    (m0, q0), (m1, q1) = (((s * x).sum(), (s * x * x).sum()) for x, s in ((at.x0, at.s0), (at.x1, at.s1)))
    if not (m0 > 0 and m1 > 0):
        return _from_nothing(at, change, up=up)
    by_m, by_q = -(q0 + q1) / 2 / (m0 * m1), (1 / m0 + 1 / m1) / 2
    if not up:
        by_m, by_q = 2 - by_m, -by_q
    f0, f1 = (by_m * x + by_q * x * x for x in (at.x0, at.x1))
    return _linear(by_m + by_q * (at.x0 + at.x1), f0, f1, at)


def _from_nothing(at: Places, change: float, *, up: bool) -> Secant | None:
    """The slopes of Euler's theorem at one place, where all children of the other are 0; the rest is the shares'."""
    away = [(x, s) for x, s in ((at.x0, at.s0), (at.x1, at.s1)) if (x[s > 0] != 0).any()]
    if len(away) != 1:
        return None
    x, s = away[0]
    found = SLOPES["mazziotta_pareto"](x[:, None], s[:, None], penalty="up" if up else "down")[:, 0]
    rest = change - float((found * (at.x1 - at.x0)).sum())
    return Secant(found, np.zeros(len(x)), rest) if np.isfinite(found).all() else None


def _by_subsets(mean: Mean, options: Mapping[str, Any], at: Places) -> Secant:
    """Shapley values of the children, at both places' shares; the effect of the shares goes to the node as a whole.

    So does all of the change, where the mean has no value for some of the subsets.
    """
    middle = np.zeros(len(at.x0))
    for shares in (at.s0, at.s1):
        middle += _shapley(mean, options, at.x0, at.x1, shares) / 2
    middle = middle if np.isfinite(middle).all() else np.zeros(len(middle))
    both = value(mean, options, at.x1, at.s1) - value(mean, options, at.x0, at.s0)
    step = at.x1 - at.x0
    slopes = np.divide(middle, step, out=np.zeros(len(step)), where=step != 0)
    return Secant(slopes, np.zeros(len(step)), float(both - middle.sum()))


def _shapley(mean: Mean, options: Mapping[str, Any], x0: Floats, x1: Floats, s: Floats) -> Floats:
    """What each child's change adds, averaged over the orders in which children may change."""
    k = len(x0)
    if k > SHAPLEY_AT_MOST:
        return (_in_order(mean, options, x0, x1, s, 1) + _in_order(mean, options, x0, x1, s, -1)) / 2
    changed = (np.arange(2**k)[None, :] >> np.arange(k)[:, None]) & 1 == 1
    scores = mean.compute(np.where(changed, x1[:, None], x0[:, None]), s[:, None], **options)
    size = changed.sum(axis=0)
    weight = 1 / (k * np.array([_choose(k - 1, n) for n in range(k)]))
    found = np.empty(k)
    for child in range(k):
        without = np.flatnonzero(~changed[child])
        found[child] = (weight[size[without]] * (scores[without | 1 << child] - scores[without])).sum()
    return found


def _choose(n: int, k: int) -> int:
    return 1 if k in (0, n) else _choose(n - 1, k - 1) * n // k


def _in_order(mean: Mean, options: Mapping[str, Any], x0: Floats, x1: Floats, s: Floats, way: int) -> Floats:
    order = np.arange(len(x0))[::way]
    steps = [np.where(np.isin(np.arange(len(x0)), order[:done]), x1, x0) for done in range(len(x0) + 1)]
    found = np.empty(len(x0))
    found[order] = [value(mean, options, b, s) - value(mean, options, a, s) for a, b in pairwise(steps)]
    return found
