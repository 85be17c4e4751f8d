"""What may vary in a Monte Carlo run: choices of the recipe, and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.recipe import Recipe
from cityindex.steps import RecipeError, Step
from cityindex.tree import Tree

Options = NDArray[np.intp]


class Source(Protocol):
    """One thing that varies. ``dimensions`` numbers in [0, 1) decide about it in a draw."""

    @property
    def name(self) -> str:
        """A name for tables and charts."""
        ...

    def dimensions(self, tree: Tree) -> int:
        """How many numbers it needs for one draw."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of the recipe done in one of several ways.

    ``alternatives``: parameters that replace those of the recipe's step (``{"method": "minmax", "low": 1}``), or whole
    steps of that name; ``{}`` leaves the step as it is. ``probabilities``, one for each, default to equal ones.
    """

    step: str
    alternatives: tuple[Mapping[str, Any] | Step, ...]
    probabilities: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse alternatives and probabilities that do not fit each other."""
        count = len(self.alternatives)
        if not count:
            raise ValueError(f"the choice of {self.step} has no alternatives; give at least one")
        for name, given in (("probabilities", self.probabilities), ("labels", self.labels)):
            if given and len(given) != count:
                raise ValueError(
                    f"the choice of {self.step} has {count} alternatives and {len(given)} {name}"
                )
        chances = np.array(self.probabilities or [1.0], dtype=float)
        if not (np.isfinite(chances).all() and (chances >= 0).all() and chances.sum() > 0):
            raise ValueError(
                f"the probabilities of {self.step} are {self.probabilities}; give numbers from 0 up"
            )

    @property
    def name(self) -> str:
        """The step's name."""
        return self.step

    def dimensions(self, tree: Tree) -> int:
        """One number decides."""
        return 1

    def options(self, numbers: Floats) -> Options:
        """Which alternative (from 0) each of the ``numbers`` (r, 1) in [0, 1) stands for."""
        chances = np.array(self.probabilities or [1.0] * len(self.alternatives), dtype=float)
        ends = np.cumsum(chances / chances.sum())
        return np.minimum(np.searchsorted(ends, numbers[:, 0], side="right"), len(chances) - 1)

    def label(self, option: int) -> str:
        """Return what an alternative is called in tables: its label, else its own parameters."""
        if self.labels:
            return self.labels[option]
        chosen = self.alternatives[option]
        if isinstance(chosen, Mapping):
            return ", ".join(f"{key} {value}" for key, value in chosen.items()) or "as it is"
        return str(chosen)

    def applied(self, recipe: Recipe, option: int) -> Recipe:
        """Return the recipe with one alternative. RecipeError for a step or a parameter it does not have."""
        chosen = self.alternatives[option]
        old = next((step for step in recipe.steps if step.name == self.step), None)
        if old is None:
            raise RecipeError(f"the recipe has no step {self.step!r} whose choice could vary; add it first")
        if not isinstance(chosen, Mapping):
            return recipe.with_step(chosen)
        known = {f.name for f in fields(old)}  # type: ignore[arg-type] # a dataclass value
        if unknown := set(chosen) - known:
            raise RecipeError(
                f"{self.step}: no parameter {min(unknown)!r}; choose among {', '.join(sorted(known))}"
            )
        return recipe.with_step(replace(old, **chosen))  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class WeightNoise:
    """Every weight times 1 + spread · u, u uniform on −1 to 1, each on its own; the mean re-scales them.

    ``spread`` 0–1. ``levels``: only the weights of children of nodes on these levels (default: all).
    """

    spread: float = 0.25
    levels: tuple[str, ...] = ()
    name: str = "weights"

    def __post_init__(self) -> None:
        """Refuse a spread that would make weights negative."""
        if not 0 <= self.spread <= 1:
            raise ValueError(f"the spread of weights is {self.spread}; give a share from 0 to 1")

    def dimensions(self, tree: Tree) -> int:
        """One number for each weight."""
        return len(tree.indicators) + len(tree.nodes)

    def weights(self, base: Floats, numbers: Floats, varied: NDArray[np.bool_]) -> Floats:
        """Return weights (r, I + N) around ``base`` (I + N), moved where ``varied`` (I + N) says so."""
        factors = 1 + self.spread * (2 * numbers - 1)
        return np.where(varied, base * factors, base)


def below(tree: Tree, levels: Sequence[str], level_of: Sequence[str]) -> NDArray[np.bool_]:
    """Mark the children (I + N) of nodes on some levels; of every node where ``levels`` is empty."""
    marked = np.zeros(len(tree.weights), dtype=np.bool_)
    for children, level in zip(tree.children, level_of, strict=True):
        if not levels or level in levels:
            marked[list(children)] = True
    return marked
