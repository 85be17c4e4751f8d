"""One city's changed values through the steps before aggregation, without touching other columns."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from cityindex.build import follow
from cityindex.dataset import Codes, Floats, Status
from cityindex.reasons import Reason
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, Screen, State, Step, Weigh
from cityindex.steps.weigh import FROM_SCORES


def separable(recipe: Recipe) -> bool:
    """Whether a value of one city reaches its scores through its own column and nothing else.

    So it is where steps before *normalise* look at one city and period at a time, each column is normalised by itself,
    no step after it changes values, and the weights do not depend on values.
    """
    steps = [s for s in recipe.steps if not (isinstance(s, Impute) and s == Impute("none"))]
    names = [s.name for s in steps if s.name != Weigh.name]
    weighs = [s for s in steps if isinstance(s, Weigh)]
    return (
        names[-2:] == [Normalise.name, Aggregate.name]
        and set(names[:-2]) <= {Screen.name, Denominate.name}
        and all(s.within == "period" for s in steps if isinstance(s, Screen))
        and not any(w.methods() & set(FROM_SCORES) for w in weighs)
    )


def dividing(recipe: Recipe) -> frozenset[str]:
    """Return the indicators others are divided by: a change of one moves those others too."""
    own = {i.code: i.denominator or "" for i in recipe.framework.indicators}
    steps = [s for s in recipe.steps if isinstance(s, Denominate)]
    return frozenset(step.by.get(code, own[code]) for step in steps for code in own) & frozenset(own)


def before_normalise(recipe: Recipe) -> tuple[Step, ...]:
    """Return the steps that come before *normalise*, without weights and without steps that do nothing."""
    names = [s.name for s in recipe.steps]
    return tuple(s for s in recipe.steps[: names.index(Normalise.name)] if isinstance(s, Screen | Denominate))


class City:
    """One city in one period as a dataset of its own, before any step."""

    def __init__(self, first: State, recipe: Recipe, unit: int, period: int) -> None:
        one = (slice(unit, unit + 1), slice(period, period + 1))
        self._start = replace(
            first,
            units=first.units[one[0]],
            periods=first.periods[one[1]],
            values=first.values[one],
            status=first.status[one],
            reasons=first.reasons[one],
            context={name: series[one] for name, series in first.context.items()},
            groups={name: labels[one[0]] for name, labels in first.groups.items()},
            scores=first.scores[one],
            node_reasons=first.node_reasons[one],
        )
        self._steps = [_for_units(s, self._start.units) for s in before_normalise(recipe)]

    def row(self, changed: Mapping[int, float]) -> tuple[Floats, Codes]:
        """Return values and reasons (I) as *normalise* finds them; NaN takes a value away."""
        state, at = self._start, list(changed)
        values, status, reasons = state.values.copy(), state.status.copy(), state.reasons.copy()
        new = np.array(list(changed.values()))
        values[0, 0, at] = new
        status[0, 0, at] = np.where(np.isnan(new), Status.MISSING, Status.OBSERVED)
        reasons[0, 0, at] = np.where(np.isnan(new), Reason.MISSING, Reason.NONE)
        state = replace(state, values=values, status=status, reasons=reasons)
        for step in self._steps:
            state = follow(step, state)
        return state.values[0, 0], state.reasons[0, 0]


class Columns:
    """Some columns of all cities and periods, to be normalised again by themselves."""

    def __init__(self, before: State, step: Normalise, columns: Sequence[int]) -> None:
        picked = list(columns)
        tree = before.tree
        codes = tuple(tree.indicators[c] for c in picked)
        self.columns = picked
        self._step = _for_codes(step, codes)
        self._state = replace(
            before,
            framework=replace(
                before.framework, indicators=tuple(before.framework.indicators[c] for c in picked)
            ),
            tree=replace(
                tree, indicators=codes, leaves=tree.leaves[picked], directions=tree.directions[picked]
            ),
            values=before.values[..., picked],
            status=before.status[..., picked],
            reasons=before.reasons[..., picked],
        )

    def normalised(self, unit: int, period: int, row: Floats, why: Codes) -> tuple[Floats, Codes]:
        """Return values and reasons (U, k) of that period when one city has ``row`` and ``why`` (k) in it."""
        values, reasons = self._state.values.copy(), self._state.reasons.copy()
        values[unit, period], reasons[unit, period] = row, why
        after = follow(self._step, replace(self._state, values=values, reasons=reasons))
        return after.values[:, period], after.reasons[:, period]


def _for_units(step: Step, units: tuple[str, ...]) -> Step:
    """Return *screen* with only these units named in it; other steps as they are."""
    if not isinstance(step, Screen):
        return step
    return replace(
        step,
        keep=tuple(u for u in step.keep if u in units),
        drop=tuple(u for u in step.drop if u in units),
    )


def _for_codes(step: Normalise, codes: tuple[str, ...]) -> Normalise:
    """Return *normalise* with only these indicators named in its parameters by code."""
    kept: dict[str, Any] = {}
    for field in fields(step):
        value = getattr(step, field.name)
        if isinstance(value, Mapping):
            kept[field.name] = {code: entry for code, entry in value.items() if code in codes}
    return replace(step, **kept)
