"""Branch and bound where gains only shrink as sets grow: the best set, or the closest bound found in time."""

import heapq
from itertools import count

import numpy as np

from cityindex.analysis.budget.knapsack import by_ratio, fits, fractional
from cityindex.analysis.budget.sets import CLOSE, Found, Score, Stretch, with_each
from cityindex.dataset import Floats, Mask

BRANCHES = 2000
"""Sets looked into; then the best so far is returned with the highest bound still open."""


def branched(
    score: Score, costs: Floats, budget: float, stretch: Stretch, known: Found, *, branches: int = BRANCHES
) -> Found:
    """Improve on ``known`` by looking into the sets with the highest bound first.

    A branch is a set T and items that stay out. No set in it exceeds, on the stretched scale, that of T + the
    fractional knapsack, with what is left of the budget, of what each open item adds to T. The item with the most
    gain per cost is then taken or left out.
    """
    best, items, bound = known.score, known.items, known.bound
    order, heap = count(), [(-bound, 0, np.zeros(len(costs)), np.zeros(len(costs), dtype=np.bool_))]
    next(order)
    while heap and branches:
        top, _, taken, out = heapq.heappop(heap)
        bound = min(bound, -top)
        if bound <= best + CLOSE * max(1.0, abs(best)):
            return Found(items, best, best, "branch and bound")
        branches -= 1
        open_ = np.flatnonzero((taken == 0) & ~out & fits(costs + taken @ costs, budget))
        if not len(open_):
            continue
        one = with_each(taken, open_)
        scores = score(one)
        if scores.max() > best:
            best, items = (
                float(scores.max()),
                tuple(int(n) for n in np.flatnonzero(one[int(scores.argmax())])),
            )
        first = open_[_first(score, stretch, taken, scores, costs[open_])]
        with_first, without = taken.copy(), out.copy()
        with_first[first], without[first] = 1.0, True
        for some, left in ((with_first, out), (taken, without)):
            most = _most(score, stretch, some, left, costs, budget)
            if most > best + CLOSE * max(1.0, abs(best)):
                heapq.heappush(heap, (-min(most, -top), next(order), some, left))
    if not heap:
        return Found(items, best, best, "branch and bound")
    return Found(items, best, max(best, -heap[0][0]), "branch and bound")


def _first(score: Score, stretch: Stretch, taken: Floats, scores: Floats, costs: Floats) -> int:
    more = stretch.there(scores) - stretch.there(score(taken[None]))[0]
    return int(by_ratio(more, costs)[0])


def _most(score: Score, stretch: Stretch, taken: Floats, out: Mask, costs: Floats, budget: float) -> float:
    """No set with these items, and without those left out, has a higher score."""
    room = budget * (1 + 1e-12) - float(taken @ costs)
    open_ = np.flatnonzero((taken == 0) & ~out & (costs <= room))
    reached = stretch.there(score(np.concatenate([taken[None], with_each(taken, open_)])))
    more = reached[1:] - reached[0]
    order = by_ratio(more, costs[open_])
    most = reached[0] + fractional(more[order], costs[open_][order], np.array([max(room, 0.0)]))
    return float(stretch.back(most)[0])
