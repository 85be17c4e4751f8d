"""Choices of the recipe: one step done in one of several ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe
from cityindex.steps import RecipeError, Step
from cityindex.tree import Tree

Alternative = Mapping[str, Any] | Step | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of the recipe done in one of several ways.

    ``alternatives``: parameters that replace those of the recipe's step (``{"method": "minmax", "low": 1}``), whole
    steps of that name, or None for a recipe without it; ``{}`` leaves the step as it is. ``probabilities``, one for
    each, default to equal ones. ``labels`` name the alternatives and ``name`` the choice in tables.
    """

    step: str
    alternatives: Sequence[Alternative]
    probabilities: Sequence[float] = ()
    labels: Sequence[str] = ()
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse alternatives and probabilities that do not fit each other."""
        object.__setattr__(self, "name", self.name or self.step)
        count = len(self.alternatives)
        if not count:
            raise ValueError(f"the choice of {self.name} has no alternatives; give at least one")
        for kind, given in (("probabilities", self.probabilities), ("labels", self.labels)):
            if given and len(given) != count:
                raise ValueError(
                    f"the choice of {self.name} has {count} alternatives and {len(given)} {kind}"
                )
        chances = np.array(self.probabilities or [1.0], dtype=float)
        if not (np.isfinite(chances).all() and (chances >= 0).all() and chances.sum() > 0):
            raise ValueError(
                f"the probabilities of {self.name} are {self.probabilities}; give numbers from 0 up"
            )

    def dimensions(self, tree: Tree) -> int:
        """One number decides."""
        return 1

    def options(self, numbers: Floats) -> NDArray[np.intp]:
        """Which alternative (from 0) each of the ``numbers`` (r, 1) in [0, 1) stands for."""
        chances = np.array(self.probabilities or [1.0] * len(self.alternatives), dtype=float)
        ends = np.cumsum(chances / chances.sum())
        return np.searchsorted(ends[:-1], numbers[:, 0], side="right")

    def label(self, option: int) -> str:
        """Return what an alternative is called in tables: its label, else its own parameters."""
        if self.labels:
            return self.labels[option]
        chosen = self.alternatives[option]
        if isinstance(chosen, Mapping):
            return _words(chosen) or "as it is"
        return "left out" if chosen is None else str(chosen)

    def applied(self, recipe: Recipe, option: int) -> Recipe:
        """Return the recipe with one alternative. RecipeError for a step or a parameter it does not have."""
        chosen = self.alternatives[option]
        old = next((step for step in recipe.steps if step.name == self.step), None)
        if old is None:
            raise RecipeError(f"the recipe has no step {self.step!r} whose choice could vary; add it first")
        if chosen is None:
            return replace(recipe, steps=tuple(step for step in recipe.steps if step is not old))
        if not isinstance(chosen, Mapping):
            return recipe.with_step(chosen)
        known = {f.name for f in fields(old)}  # type: ignore[arg-type] # a dataclass value
        if unknown := set(chosen) - known:
            raise RecipeError(
                f"{self.step}: no parameter {min(unknown)!r}; choose among {', '.join(sorted(known))}"
            )
        return recipe.with_step(replace(old, **chosen))  # type: ignore[type-var]


def _words(value: object) -> str:
    """Write parameters as a person reads them: ``{"levels": {"index": "geometric"}}`` is "levels index geometric"."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_words(part)}" for key, part in value.items())
    return str(value)


def weight_sets(framework: Framework, *codes: str, own: bool = True) -> Choice:
    """Return a choice among the framework's alternative weight sets (all, unless ``codes`` names some).

    ``own``: the framework's own weights are an alternative too. KeyError for an unknown code.
    """
    sets = {chosen.code: chosen for chosen in framework.weight_sets}
    named = codes or tuple(sets)
    alternatives: list[Mapping[str, Any]] = [{"weights": dict(sets[code].weights)} for code in named]
    return Choice(
        "weigh",
        (*([{}] if own else []), *alternatives),
        labels=(*(["own"] if own else []), *named),
        name="weight set",
    )
