"""What a choice of weights refuses, with the sentence that says what to change."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from cityindex.steps.state import RecipeError, State

if TYPE_CHECKING:
    from cityindex.steps.weigh import Weigh


def check(step: "Weigh", state: State, methods: Sequence[str]) -> None:
    """Raise RecipeError for what cannot be followed."""
    framework = state.framework
    for method in (step.method, *step.levels.values(), *step.nodes.values()):
        if method not in methods:
            raise RecipeError(f"weigh: no method {method!r}; choose one of {', '.join(methods)}")
    if unknown := set(step.levels) - {level.code for level in framework.levels}:
        raise RecipeError(f"weigh: {min(unknown)!r} is no level of {framework.id}")
    if unknown := {*step.nodes, *step.budgets, *step.comparisons} - set(state.tree.nodes):
        raise RecipeError(f"weigh: {min(unknown)!r} is no node of {framework.id}")
    if twice := (set(step.budgets) & set(step.comparisons)) - set(step.nodes):
        raise RecipeError(f"weigh: {min(twice)} has budgets and comparisons; choose one of them in nodes")
    if step.base is not None and step.base not in state.periods:
        known = ", ".join(map(str, state.periods))
        raise RecipeError(f"weigh: base is {step.base}; choose one of the periods {known}")
    _check_tables(step)
    codes = {*state.tree.indicators, *state.tree.nodes}
    for what, numbers in (("weight", step.weights), ("importance", step.importance)):
        for code, number in numbers.items():
            _check_number(what, code, number, codes, framework.id)


def _check_tables(step: "Weigh") -> None:
    """The tables of people's judgements hold numbers."""
    for name, tables in (("budgets", step.budgets), ("comparisons", step.comparisons)):
        for node, table in tables.items():
            for key, row in table.items():
                if not isinstance(row, Mapping):
                    raise RecipeError(f"weigh: {name} of {node}, {key}, is {row!r}; give an object by code")
                for code, number in row.items():
                    if isinstance(number, bool) or not isinstance(number, int | float):
                        raise RecipeError(
                            f"weigh: {name} of {node}, {key}, {code}, is {number!r}; give a number"
                        )


def _check_number(what: str, code: str, number: float, codes: set[str], framework_id: str) -> None:
    if code not in codes:
        raise RecipeError(f"weigh: {code!r} is neither an indicator nor a node of {framework_id}")
    if not (np.isfinite(number) and number >= 0) or (what == "importance" and number == 0):
        least = "a number from 0 up" if what == "weight" else "a number above 0"
        raise RecipeError(f"weigh: the {what} of {code} is {number}; give {least}")
