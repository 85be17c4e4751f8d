"""Costs per indicator in, the best set out."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from cityindex.analysis.budget.branch import branched
from cityindex.analysis.budget.knapsack import knapsack
from cityindex.analysis.budget.results import BestSet, Choice
from cityindex.analysis.budget.sets import MOST, Found, Stretch, enumerated, greedy
from cityindex.analysis.leverage.results import Gain, GoalKind, Leverage
from cityindex.analysis.whatif.columns import dividing
from cityindex.dataset import Floats
from cityindex.framework.types import Framework, Node
from cityindex.steps import Aggregate
from cityindex.steps.means import MEANS

CLOSE = 1e-9
"""A set whose gain is within this of the bound is the best."""

POWERS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
"""Powers of the means that have a fixed one."""

RISING = {*POWERS, "generalised", "median"}
"""Means that no better part ever lowers; a penalty for unevenness may."""


def best_set(
    leverage: Leverage, costs: Mapping[str, float | None], budget: float, *, goal: GoalKind = "target"
) -> BestSet:
    """Choose the indicators that, brought to their goal, lift the node most within a budget.

    ``costs`` by indicator code: what bringing it to the goal costs, ≥ 0; None or NaN: not known, and like
    a code that is not named, not considered. Free improvements are always taken. Where gains add up (every row
    ``linear``) the set is the exact optimum of the knapsack; else up to 20 indicators every set is scored; beyond,
    branch and bound, or a greedy choice with a bound. Of equal gains the lower cost wins, then the earlier indicators.
    ValueError for an unknown code, a negative or infinite cost, a negative budget.
    """
    priced = _check(leverage, costs, budget)
    able = [g for g in leverage.gains if g.goal == goal and g.to_score > g.score]
    order = {i.code: n for n, i in enumerate(leverage.framework.indicators)}
    able.sort(key=lambda g: order[g.indicator.code])
    items = [g for g in able if g.indicator.code in priced]
    prices = np.array([priced[g.indicator.code] for g in items])
    found = _search(leverage, items, prices, budget)
    chosen = tuple(Choice(items[n], float(prices[n])) for n in found.items)
    then = leverage.city.score(values={c.gain.indicator.code: c.gain.to_value for c in chosen})
    code = leverage.node.code
    score = then.score(code)
    return BestSet(
        leverage=leverage,
        budget=budget,
        chosen=chosen,
        cost=math.fsum(c.cost for c in chosen),
        score=score,
        gain=score - leverage.score,
        rank=then.rank(code),
        bound=max(found.bound - leverage.score, score - leverage.score),
        proven=bool(found.bound - score <= CLOSE * max(1.0, abs(score))) or not items,
        how=found.how,
        unpriced=tuple(g.indicator.code for g in able if g.indicator.code not in priced),
    )


def _check(leverage: Leverage, costs: Mapping[str, float | None], budget: float) -> dict[str, float]:
    if math.isnan(budget) or budget < 0:
        raise ValueError(f"the budget is {budget}; give a number from 0 up")
    known = {i.code for i in leverage.framework.indicators}
    priced: dict[str, float] = {}
    for code, cost in costs.items():
        if code not in known:
            raise ValueError(f"costs: {code!r} is no indicator of {leverage.framework.id}")
        if cost is None or math.isnan(cost):
            continue
        if cost < 0 or math.isinf(cost):
            raise ValueError(f"the cost of {code} is {cost}; give a number from 0 up, or none if unknown")
        priced[code] = float(cost)
    return priced


def _search(leverage: Leverage, items: list[Gain], costs: Floats, budget: float) -> Found:
    before = leverage.score
    if not items:
        return Found((), before, before, "knapsack")
    if all(g.exact == "linear" for g in items):
        gains = np.array([g.gain for g in items])
        worth = np.flatnonzero(gains > 0)
        packed = knapsack(gains[worth], costs[worth], budget)
        taken = tuple(int(worth[n]) for n in packed.items)
        return Found(taken, before + packed.gain, before + packed.bound, "knapsack")
    together = {g.indicator.code for g in items} & dividing(leverage.city.index.recipe)
    compared = any(MEANS[name].across for name in _methods(leverage))
    if not leverage.city.separable or together or compared:
        return greedy(_rebuilt(leverage, items), costs, budget, None, rising=False)
    score = _Scorer(leverage, items)
    if len(items) <= MOST:
        return enumerated(score, costs, budget)
    scale = stretch(leverage)
    found = greedy(score, costs, budget, scale, rising=_methods(leverage) <= RISING)
    if scale is None or leverage.score <= 0:
        return found
    return branched(score, costs, budget, scale, found)


def _methods(leverage: Leverage) -> set[str]:
    """Return the names of all means of the recipe."""
    framework, step = leverage.framework, _aggregate(leverage)
    return {step.method_of(n, framework.level(n.level)) for n in framework.nodes}


def _aggregate(leverage: Leverage) -> Aggregate:
    step = leverage.city.index.recipe.steps[-1]
    assert isinstance(step, Aggregate)  # noqa: S101 - build() made sure of it
    return step


class _Scorer:
    """The node's score of sets of improvements (R, n), by aggregating one row for each set."""

    def __init__(self, leverage: Leverage, items: list[Gain]) -> None:
        city = leverage.city
        self._city = city
        self._node = city.index.nodes.index(leverage.node.code)
        self._columns = [city.index.recipe.framework.indicators.index(g.indicator) for g in items]
        self._own = city.index.normalised[city.at]
        self._new = np.array([g.to_score for g in items])

    def __call__(self, sets: Floats) -> Floats:
        rows = np.repeat(self._own[None], len(sets), axis=0)
        rows[:, self._columns] = np.where(sets > 0, self._new, self._own[self._columns])
        scores: Floats = self._city.rows(rows)[:, self._node]
        return scores


def _rebuilt(leverage: Leverage, items: list[Gain]) -> Callable[[Floats], Floats]:
    """The node's score of sets of improvements, each by running all steps again."""

    def score(sets: Floats) -> Floats:
        values = [
            {g.indicator.code: g.to_value for g, on in zip(items, one, strict=True) if on} for one in sets
        ]
        return np.array([leverage.city.score(values=v).score(leverage.node.code) for v in values])

    return score


def stretch(leverage: Leverage) -> Stretch | None:
    """Return the top mean's own sum, where gains on it only shrink as sets grow; None where they may not.

    So it is where the power of the mean never rises on the way up (arithmetic 1, geometric 0, harmonic −1):
    each storey is then a concave function of sums below it, and such a function of a set is submodular.
    """
    framework, step = leverage.framework, _aggregate(leverage)
    top = _power(step, framework, leverage.node)
    waiting = [(leverage.node, top)]
    while waiting:
        node, above = waiting.pop()
        if above is None:
            return None
        for child in framework.children(node.code):
            if isinstance(child, Node):
                below = _power(step, framework, child)
                if below is None or below < above:
                    return None
                waiting.append((child, below))
    return None if top is None else Stretch.of(top)


def _power(step: Aggregate, framework: Framework, node: Node) -> float | None:
    level = framework.level(node.level)
    method = step.method_of(node, level)
    return float(step.option_of(node, level, "power")) if method == "generalised" else POWERS.get(method)
