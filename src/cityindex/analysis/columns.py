"""What an analysis of data looks at: indicators as they stand after a step, and nodes once there are scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.build import begin, follow
from cityindex.dataset import Dataset, Floats, Mask, Status
from cityindex.framework.types import Framework, Indicator, Node
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, RecipeError, State
from cityindex.text import Text

DATA = "data"
"""Stands for the values as they came in, before the first step."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """K columns of U units and P periods: indicators in framework order, then nodes where there are scores.

    ``values`` (U, P, K), NaN for none; ``imputed`` of the same shape; ``parents`` (K) codes, "" for the root.
    """

    units: tuple[str, ...]
    periods: tuple[int, ...]
    codes: tuple[str, ...]
    titles: tuple[Text, ...]
    parents: tuple[str, ...]
    values: Floats
    imputed: Mask

    def at(self, code: str) -> int:
        """Return the position of a column. ValueError names the code."""
        if code not in self.codes:
            raise ValueError(f"no indicator or node {code!r} here; there are {', '.join(self.codes[:5])} …")
        return self.codes.index(code)


def columns_after(recipe: Recipe, dataset: Dataset, step: str) -> Columns:
    """Follow a recipe up to a step (``data``: none) and return its columns; nodes only after *aggregate*."""
    return columns_of(state_after(recipe, dataset, step), scored=step == Aggregate.name)


def state_after(recipe: Recipe, dataset: Dataset, step: str = Aggregate.name) -> State:
    """Return what the (last) step of this name hands on; ``data``: what the first is given. RecipeError for none."""
    names = [DATA, *(s.name for s in recipe.steps)]
    if step not in names:
        raise RecipeError(f"the recipe has no step {step!r}; it has {', '.join(names)}")
    state = begin(recipe, dataset)
    for each in recipe.steps[: len(names) - 1 - names[::-1].index(step)]:
        state = follow(each, state)
    return state


def columns_of(state: State, *, scored: bool = True) -> Columns:
    """Return a state's indicators, and with ``scored`` its nodes."""
    framework = state.framework
    items: list[Indicator | Node] = [*framework.indicators, *(framework.nodes if scored else ())]
    values, imputed = state.values, state.status == Status.IMPUTED
    if scored:
        values = np.concatenate([values, state.scores], axis=-1)
        imputed = np.concatenate([imputed, np.zeros(state.scores.shape, dtype=np.bool_)], axis=-1)
    return Columns(
        units=state.units,
        periods=state.periods,
        codes=tuple(item.code for item in items),
        titles=tuple(item.title for item in items),
        parents=tuple(item.parent or "" for item in items),
        values=values,
        imputed=imputed,
    )


def titles(framework: Framework, codes: Sequence[str]) -> list[Text]:
    """Return the names of indicators and nodes."""
    known = {item.code: item.title for item in framework.items}
    return [known[code] for code in codes]


def period_at(periods: Sequence[int], period: int | None) -> int:
    """Return the position of a period, of the last if None. ValueError names the periods there are."""
    if period is None:
        return len(periods) - 1
    if period not in periods:
        raise ValueError(f"no period {period}; there are {', '.join(map(str, periods))}")
    return list(periods).index(period)


def unit_at(units: Sequence[str], unit: str) -> int:
    """Return the position of a unit. ValueError where there is none of this name."""
    if unit not in units:
        raise ValueError(f"no unit {unit!r} in the data; names must match exactly")
    return list(units).index(unit)
