"""The best set where gains do not simply add up: every set tried, or a greedy choice with a proven bound."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from cityindex.analysis.budget.knapsack import Ints, by_ratio, fits, fractional
from cityindex.dataset import Floats

MOST = 20
"""Up to this many items every set that fits is scored."""

CHUNK = 1 << 14
CLOSE = 1e-9

Score = Callable[[Floats], Floats]
"""Sets (R, n) of zeros and ones → the node's score (R)."""


@dataclass(frozen=True, slots=True)
class Found:
    """Positions of the items taken, their score, a score that no set exceeds, and how it was found."""

    items: tuple[int, ...]
    score: float
    bound: float
    how: str


def enumerated(score: Score, costs: Floats, budget: float) -> Found:
    """Score every set that fits. Of equal scores the cheapest wins, then the one with the earlier items."""
    cost = _sums(costs)
    sets = np.flatnonzero(fits(cost, budget))
    scores = np.concatenate(
        [score(_bits(sets[n : n + CHUNK], len(costs))) for n in range(0, len(sets), CHUNK)]
    )
    best = float(np.nanmax(scores))
    top = sets[scores >= best - CLOSE * max(1.0, abs(best))]
    cheapest = top[cost[top] <= cost[top].min() * (1 + 1e-12)]
    members = _bits(cheapest, len(costs))
    first = cheapest[np.lexsort(-members.T[::-1])[0]]
    items = tuple(int(n) for n in np.flatnonzero(_bits(np.array([first]), len(costs))[0]))
    return Found(items, float(score(_bits(np.array([first]), len(costs)))[0]), best, "every set")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A rising function after which gains only shrink as sets grow, and the way back."""

    there: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]

    @classmethod
    def of(cls, power: float) -> "Stretch":
        """What makes a sum of a mean of this power: ln at 0, else x^power, negative below 0 so that it rises."""
        if power == 0:
            return cls(np.log, np.exp)
        if power > 0:
            return cls(lambda x: x**power, lambda y: y ** (1 / power))
        return cls(lambda x: -(x**power), partial(_back, power))


def _back(power: float, y: Floats) -> Floats:
    """Take −x^power back to x for a negative power; a sum that reached 0 or more is above every score."""
    back: Floats = np.power(-y, 1 / power, out=np.full(y.shape, np.inf), where=y < 0)
    return back


def greedy(
    score: Score, costs: Floats, budget: float, stretch: Stretch | None, *, rising: bool = True
) -> Found:
    """Take what gains most per cost, compare with the best single item, and bound what any set could reach.

    ``rising``: whether more items never lower the score; then all that fit alone, together, are a bound.
    """
    alone = np.flatnonzero(fits(costs, budget))
    taken, best = np.zeros(len(costs)), float(score(np.zeros((1, len(costs))))[0])
    everything = np.isin(np.arange(len(costs)), alone)[None].astype(np.float64)
    bound = float(score(everything)[0]) if rising else np.inf
    if stretch:
        bound = min(bound, _bound(score, costs, budget, taken, stretch))
    while len(open_ := np.flatnonzero((taken == 0) & fits(costs + taken @ costs, budget))):
        more = score(with_each(taken, open_)) - best
        if not (more > 0).any():
            break
        taken[open_[by_ratio(more, costs[open_])[0]]] = 1.0
        best = float(score(taken[None])[0])
        if stretch:
            bound = min(bound, _bound(score, costs, budget, taken, stretch))
    singles = score(with_each(np.zeros(len(costs)), alone))
    if len(alone) and singles.max() > best + CLOSE * max(1.0, abs(best)):
        taken = with_each(np.zeros(len(costs)), alone)[int(singles.argmax())]
        best = float(singles.max())
    return Found(tuple(int(n) for n in np.flatnonzero(taken)), best, max(bound, best), "greedy")


def _bound(score: Score, costs: Floats, budget: float, taken: Floats, stretch: Stretch) -> float:
    """Return stretch⁻¹(stretch(score) + the fractional knapsack of what each further item adds to it).

    No set exceeds it, whatever set it is computed at (Nemhauser, Wolsey & Fisher 1978).
    """
    others = np.flatnonzero((taken == 0) & fits(costs, budget))
    with np.errstate(divide="ignore", invalid="ignore"):
        now = float(stretch.there(score(taken[None]))[0])
        more = stretch.there(score(with_each(taken, others))) - now
    if not (np.isfinite(now) and np.isfinite(more).all()):
        return np.inf
    order = by_ratio(more, costs[others])
    most = now + float(fractional(more[order], costs[others][order], np.array([budget]))[0])
    return float(stretch.back(np.array([most]))[0])


def with_each(taken: Floats, items: Ints) -> Floats:
    """Return one set for each item: those taken, and the item."""
    sets = np.repeat(taken[None], len(items), axis=0)
    sets[np.arange(len(items)), items] = 1.0
    return sets


def _sums(costs: Floats) -> Floats:
    """Return the cost of every set (2ⁿ): bit k of a set's number says whether item k is in it."""
    total = np.zeros(1)
    for cost in costs:
        total = np.concatenate([total, total + cost])
    return total


def _bits(sets: Ints, count: int) -> Floats:
    return ((sets[:, None] >> np.arange(count)) & 1).astype(np.float64)
