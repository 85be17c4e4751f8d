"""Handbook step 6, weights: whose importance counts how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from cityindex.steps.state import RecipeError, State

METHODS = ("given", "equal")


@dataclass(frozen=True, slots=True)
class Weigh:
    """Set the weight of every indicator and node within its parent; aggregation re-scales them to sum 1.

    ``method``: given (the framework's own) or equal (all 1). ``levels`` overrides the method for the
    children of nodes on a level, ``weights`` sets single indicators or nodes by code (≥ 0).
    """

    name: ClassVar[str] = "weigh"
    method: str = "given"
    levels: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with the chosen weights."""
        for method in (self.method, *self.levels.values()):
            if method not in METHODS:
                raise RecipeError(f"weigh: no method {method!r}; choose one of {', '.join(METHODS)}")
        if unknown := set(self.levels) - {level.code for level in state.framework.levels}:
            raise RecipeError(f"weigh: {min(unknown)!r} is no level of {state.framework.id}")
        equal = np.zeros(len(state.tree.weights), dtype=np.bool_)
        for node, children in zip(state.framework.nodes, state.tree.children, strict=True):
            equal[list(children)] = self.levels.get(node.level, self.method) == "equal"
        weights = np.where(equal, 1.0, state.tree.weights)
        at = {code: i for i, code in enumerate((*state.tree.indicators, *state.tree.nodes))}
        for code, weight in self.weights.items():
            if code not in at:
                raise RecipeError(
                    f"weigh: {code!r} is neither an indicator nor a node of {state.framework.id}"
                )
            if not (np.isfinite(weight) and weight >= 0):
                raise RecipeError(f"weigh: the weight of {code} is {weight}; give a number from 0 up")
            weights[at[code]] = weight
        return replace(state, weights=weights)
