"""What a value would score on the other side's scale, where both sides are not normalised alike."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

import numpy as np

from cityindex.analysis.contributions.built import Built
from cityindex.build import begin, follow
from cityindex.dataset import Floats
from cityindex.steps import Normalise, RecipeError, State, Treat


@dataclass(frozen=True, eq=False)
class Scaling:
    """The way from measured values (before treatment and normalisation) to the common scale, in one period."""

    made: Built
    unit: int
    period: int

    @cached_property
    def measured(self) -> State:
        """The state before the first treatment or normalisation."""
        index = self.made.index
        state = begin(index.recipe, index.dataset)
        for step in takewhile(lambda step: not isinstance(step, Treat | Normalise), index.recipe.steps):
            state = follow(step, state)
        return state

    @property
    def values(self) -> Floats:
        """The unit's measured values (I)."""
        values: Floats = self.measured.values[self.unit, self.period]
        return values

    @property
    def scores(self) -> Floats:
        """The unit's values on the common scale (I)."""
        return self.made.x[: self.made.count, self.unit, self.period]

    def same_as(self, other: "Scaling") -> bool:
        """Whether both look at the same data in the same way: then there is no break between them."""
        if self.made.index is not other.made.index:
            return False
        return self._whole or self.period == other.period

    @property
    def _whole(self) -> bool:
        """Whether all periods are normalised together."""
        steps = self.made.index.recipe.steps
        return all(step.within == "all" for step in steps if isinstance(step, Normalise))

    def of(self, values: Floats) -> Floats:
        """What other measured values (I) would be on this scale; NaN where that cannot be told.

        Exact where a value is scored by itself (goalposts, targets, bands); else read off the values and scores of
        this side's units, linearly between and beyond them (exact for min-max, z-scores and other straight lines).
        """
        alone = np.isclose(self._alone(self.values), self.scores, rtol=1e-12, atol=1e-12)
        return np.where(alone, self._alone(values), self._read_off(values))

    def _alone(self, values: Floats) -> Floats:
        """Normalise values of which nobody else is there."""
        one = _only(self.measured, self.unit, self.period, values)
        try:
            for step in self.made.index.recipe.steps:
                one = follow(step, one) if isinstance(step, Normalise) else one
        except RecipeError:
            return np.full(values.shape, np.nan)
        scored: Floats = one.values[0, 0]
        return scored

    def _read_off(self, values: Floats) -> Floats:
        chosen = slice(None) if self._whole else slice(self.period, self.period + 1)
        known = self.measured.values[:, chosen].reshape(-1, len(values))
        scored = self.made.x[: self.made.count][:, :, chosen].reshape(len(values), -1).T
        return np.array([_line(*columns) for columns in zip(known.T, scored.T, values, strict=True)])


def _only(state: State, unit: int, period: int, values: Floats) -> State:
    at = (slice(unit, unit + 1), slice(period, period + 1))
    return replace(
        state,
        units=state.units[unit : unit + 1],
        periods=state.periods[period : period + 1],
        values=values[None, None],
        status=state.status[at],
        reasons=np.where(np.isnan(values[None, None]), np.uint8(1), np.uint8(0)),
        context={name: series[at] for name, series in state.context.items()},
        groups={name: labels[unit : unit + 1] for name, labels in state.groups.items()},
        scores=state.scores[at],
        node_reasons=state.node_reasons[at],
    )


def _line(known: Floats, scored: Floats, value: float) -> float:
    """Interpolate, and extend the first and last stretch; NaN with fewer than two different values."""
    both = ~(np.isnan(known) | np.isnan(scored))
    x, first = np.unique(known[both], return_index=True)
    y = scored[both][first]
    if len(x) < 2 or np.isnan(value):
        return float("nan")
    at = int(np.clip(np.searchsorted(x, value), 1, len(x) - 1))
    return float(y[at - 1] + (value - x[at - 1]) * (y[at] - y[at - 1]) / (x[at] - x[at - 1]))
