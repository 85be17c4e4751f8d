"""Weights that vary: noise around them, shares drawn from a Dirichlet distribution, one indicator left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cityindex.analysis.uncertainty.sources.source import stream
from cityindex.dataset import Floats, Mask
from cityindex.steps import RecipeError, State
from cityindex.tree import Tree


@dataclass(frozen=True, slots=True)
class WeightNoise:
    """Every weight times 1 + spread · u, u uniform on −1 to 1, each on its own; the mean re-scales them.

    ``spread`` 0–1. ``levels``: only the weights of children of nodes on these levels (default: all).
    ``by``: a spread of its own for the weight of an indicator or a node, by code; 0 holds it still.
    """

    spread: float = 0.25
    levels: Sequence[str] = ()
    by: Mapping[str, float] = field(default_factory=dict)
    name: str = "weights"

    def __post_init__(self) -> None:
        """Refuse a spread that would make weights negative."""
        for spread in (self.spread, *self.by.values()):
            if not 0 <= spread <= 1:
                raise ValueError(f"the spread of weights is {spread}; give a share from 0 to 1")

    def dimensions(self, tree: Tree) -> int:
        """One number for each weight."""
        return len(tree.weights)

    def weights(self, base: Floats, numbers: Floats, state: State) -> Floats:
        """Return weights (r, I + N) around ``base``."""
        spreads = np.where(below(state, self.levels), self.spread, 0.0)
        for code, spread in self.by.items():
            spreads[place(state, code)] = spread
        return base * (1 + spreads * (2 * numbers - 1))


@dataclass(frozen=True, slots=True)
class WeightDirichlet:
    """The shares of a node's children drawn from a Dirichlet distribution around the recipe's shares.

    A share s has the mean s and the standard deviation √(s(1 − s)/(concentration + 1)): 100 keeps near the given
    weights, the number of children with equal weights makes every split as likely. A weight of 0 stays 0.
    ``levels`` as for ``WeightNoise``. One number of a draw names the random stream of all its weights.
    """

    concentration: float
    levels: Sequence[str] = ()
    name: str = "weights"

    def __post_init__(self) -> None:
        """Refuse a concentration that is none."""
        if not 0 < self.concentration < np.inf:
            raise ValueError(f"the concentration of weights is {self.concentration}; give a number above 0")

    def dimensions(self, tree: Tree) -> int:
        """One number names the stream."""
        return 1

    def weights(self, base: Floats, numbers: Floats, state: State) -> Floats:
        """Return weights (r, I + N): gamma variates of the shape concentration · share, which have these shares."""
        shapes = self.concentration * shares(base, state.tree)
        gammas = np.stack(
            [
                stream(number).standard_gamma(shape)
                for number, shape in zip(numbers[:, 0], shapes, strict=True)
            ]
        )
        return np.where(below(state, self.levels), gammas, base)


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """One indicator or node left out in every draw, all equally likely: its weight becomes 0.

    ``codes``: those that may go, every scored indicator unless given. ``none``: nothing left out is one of the cases.
    """

    codes: Sequence[str] = ()
    none: bool = True
    name: str = "left out"

    def dimensions(self, tree: Tree) -> int:
        """One number decides."""
        return 1

    def options(self, numbers: Floats, tree: Tree) -> list[str]:
        """Which code each of the ``numbers`` (r, 1) leaves out; "" for none."""
        scored = [code for code, way in zip(tree.indicators, tree.directions, strict=True) if way != 0]
        cases = [*([""] if self.none else []), *(self.codes or scored)]
        return [cases[int(number * len(cases))] for number in numbers[:, 0]]

    def weights(self, base: Floats, numbers: Floats, state: State) -> Floats:
        """Return ``base`` (r, I + N) with a weight of 0 for what a draw leaves out."""
        left = base.copy()
        for row, code in enumerate(self.options(numbers, state.tree)):
            if code:
                left[row, place(state, code)] = 0.0
        return left


def place(state: State, code: str) -> int:
    """Return the position of a code among indicators and nodes; RecipeError where there is none."""
    codes = (*state.tree.indicators, *state.tree.nodes)
    if code not in codes:
        raise RecipeError(f"{code!r} is neither an indicator nor a node of {state.framework.id}")
    return codes.index(code)


def below(state: State, levels: Sequence[str]) -> Mask:
    """Mark the children (I + N) of nodes on some levels; of every node where ``levels`` is empty."""
    known = {level.code for level in state.framework.levels}
    if unknown := set(levels) - known:
        raise RecipeError(f"{min(unknown)!r} is no level of {state.framework.id}")
    marked = np.zeros(len(state.tree.weights), dtype=np.bool_)
    for node, children in zip(state.framework.nodes, state.tree.children, strict=True):
        if not levels or node.level in levels:
            marked[list(children)] = True
    return marked


def shares(weights: Floats, tree: Tree) -> Floats:
    """Weights (…, I + N) divided by their sum among the children of the same node; 0 where that sum is 0."""
    out = np.zeros_like(weights)
    for children in map(list, tree.children):
        part = weights[..., children]
        total = part.sum(axis=-1, keepdims=True)
        out[..., children] = np.divide(part, total, out=np.zeros_like(part), where=total > 0)
    return out
