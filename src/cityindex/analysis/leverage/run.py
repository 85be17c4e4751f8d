"""For every indicator of a city: what reaching a goal would do to its score."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from cityindex.analysis.leverage import words
from cityindex.analysis.leverage.cohort import Cohort, cohort_of
from cityindex.analysis.leverage.goals import Goal, Goals, band_scale
from cityindex.analysis.leverage.linear import effective_weights
from cityindex.analysis.leverage.reach import bands_of, reaches
from cityindex.analysis.leverage.results import GOALS, Filling, Gain, GoalKind, LeftOut, Leverage, Reach
from cityindex.analysis.whatif import WhatIf
from cityindex.build import build
from cityindex.dataset import Dataset, Floats
from cityindex.framework.types import Band, Node
from cityindex.reasons import TEXTS, Reason
from cityindex.recipe import Recipe
from cityindex.text import Text


def leverage(
    recipe: Recipe,
    dataset: Dataset,
    unit: str,
    *,
    period: int | None = None,
    node: str | None = None,
    cohort: str | Sequence[str] | None = None,
) -> Leverage:
    """Return what would move a city's score most: for each indicator, the gain from reaching three goals.

    ``band``: the next band of the indicator's own scale. ``target``: the target in the recipe, else the best
    goalpost, else the end of its scale of answers. ``peer``: the best value among the ``cohort`` (see
    ``cohort_of``). One indicator moves at a time; each gain equals a full build with that value. ``node``: whose score,
    the index unless given; ``period``: the last unless given. ValueError for names that are not there.
    """
    city = WhatIf(build(recipe, dataset), unit, period)
    return leverage_of(city, node=node, cohort=cohort)


def leverage_of(
    city: WhatIf, *, node: str | None = None, cohort: str | Sequence[str] | None = None
) -> Leverage:
    """Return the same as ``leverage`` for a city that is ready."""
    return _Search(city, node, cohort).leverage()


class _Search:
    """One search: a city, a node and its goals."""

    def __init__(self, city: WhatIf, node: str | None, cohort: str | Sequence[str] | None) -> None:
        framework = city.index.recipe.framework
        try:
            self.node: Node = framework.root if node is None else framework.node(node)
        except KeyError as error:
            raise ValueError(error.args[0]) from error
        self.city = city
        self.at = city.index.nodes.index(self.node.code)
        self.cohort: Cohort = cohort_of(city.index.dataset, city.unit, city.period, cohort)
        self.goals = Goals(city, self.cohort)
        self.weights: Floats = effective_weights(city, self.at)
        below = city.state.tree.leaves[:, self.at]
        self.indicators = [int(i) for i in np.flatnonzero(below)]
        self.why = city.state.reasons[city.at]
        self.own = ~np.isnan(city.first.values[city.at])

    def leverage(self) -> Leverage:
        city, score = self.city, float(self.city.index.scores[self.city.at][self.at])
        scored = [i for i in self.indicators if self.why[i] == Reason.NONE and self.own[i]]
        scale, band, next_band = bands_of(self.goals, self.node, score)
        found = list(self._gains(scored)) if not math.isnan(score) else []
        gains = sorted((g for g in found if isinstance(g, Gain)), key=lambda g: -g.gain)
        ways: list[Reach] = []
        if scale and next_band:
            ways = sorted(reaches(self.goals, self.node, scale, next_band, scored), key=_by_change)
        filled = [self._filling(i) for i in self.indicators if self._can_enter(i)]
        return Leverage(
            city=city,
            node=self.node,
            score=score,
            rank=int(city.index.ranks[city.at][self.at]),
            band=band,
            next_band=next_band,
            cohort=self.cohort,
            gains=tuple(gains),
            reaches=tuple(ways),
            missing=tuple(f for f in filled if isinstance(f, Filling)),
            left_out=(
                *self._without_score(score, scored),
                *(g for g in found if isinstance(g, LeftOut)),
                *(f for f in filled if isinstance(f, LeftOut)),
            ),
        )

    def _without_score(self, score: float, scored: list[int]) -> Iterator[LeftOut]:
        """Yield indicators that have no score themselves, and all of them where the node has none."""
        for i in self.indicators:
            if self.why[i] == Reason.NONE and not self.own[i]:
                yield LeftOut(self.goals.framework.indicators[i], "", words.FILLED)
            elif self.why[i] != Reason.NONE:
                yield LeftOut(self.goals.framework.indicators[i], "", TEXTS[Reason(self.why[i])])
        if math.isnan(score):
            why = TEXTS[Reason(self.city.index.reasons[self.city.at][self.at])]
            for i in scored:
                yield LeftOut(self.goals.framework.indicators[i], "", why)

    def _gains(self, scored: list[int]) -> Iterator[Gain | LeftOut]:
        for i in scored:
            for kind, find in zip(GOALS, (self.goals.band, self.goals.target, self.goals.peer), strict=True):
                goal = find(i)
                if isinstance(goal, Goal) and math.isfinite(goal.value):
                    yield self._gain(i, kind, goal)
                else:
                    reason: Text = words.NO_FACTOR if isinstance(goal, Goal) else goal
                    yield LeftOut(self.goals.framework.indicators[i], kind, reason)

    def _gain(self, i: int, kind: GoalKind, goal: Goal) -> Gain | LeftOut:
        indicator = self.goals.framework.indicators[i]
        then = self.city.score(values={indicator.code: goal.value})
        if math.isnan(then.normalised[i]):
            return LeftOut(indicator, kind, words.LOST)
        weight = float(self.weights[i])
        return Gain(
            indicator=indicator,
            goal=kind,
            value=self.goals.value(i),
            to_value=goal.value,
            score=float(self.city.index.normalised[self.city.at][i]),
            to_score=float(then.normalised[i]),
            band=self._band(i, self.goals.value(i)),
            to_band=self._band(i, goal.value),
            gain=then.gain(self.node.code),
            after=then.score(self.node.code),
            rank=then.rank(self.node.code),
            weight=weight,
            exact="rebuild" if math.isnan(weight) else "linear",
            source=goal.source,
            peer=goal.peer,
        )

    def _band(self, i: int, value: float) -> Band | None:
        scale = band_scale(self.goals.framework, self.goals.framework.indicators[i].bands)
        return scale.band(value) if scale else None

    def _can_enter(self, i: int) -> bool:
        """Whether a value entered by the city would take the place of a gap, an estimate or a doubtful value."""
        return self.why[i] in _CAN_ENTER or (self.why[i] == Reason.NONE and not self.own[i])

    def _filling(self, i: int) -> Filling | LeftOut:
        indicator = self.goals.framework.indicators[i]
        ends = self.goals.range(i)
        if ends is None:
            return LeftOut(indicator, "", words.NO_RANGE)
        worst, best = (self.city.score(values={indicator.code: value}) for value in ends)
        code = self.node.code
        return Filling(
            indicator, *ends, worst.score(code), best.score(code), worst.rank(code), best.rank(code)
        )


_CAN_ENTER = (Reason.MISSING, Reason.SUSPECT, Reason.WRONG_KIND)
"""Reasons that a value entered by the city takes away."""


def _by_change(way: Reach) -> tuple[bool, float]:
    return not way.possible, way.to_score - way.score
