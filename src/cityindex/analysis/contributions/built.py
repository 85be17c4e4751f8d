"""What a decomposition needs of a built index: children's scores, weights, and how each node is made."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cityindex.analysis.columns import state_after
from cityindex.build import Index
from cityindex.dataset import Codes, Floats
from cityindex.steps import Aggregate, RecipeError, State
from cityindex.steps.climb import Making


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """An index followed again, with what it was made of. Items are indicators 0…I−1, then nodes I…I+N−1.

    ``x`` (I + N, U, P): normalised values and scores; ``weights`` (I + N, U, P); ``makings`` by node position.
    """

    index: Index
    state: State
    x: Floats
    weights: Floats
    makings: Mapping[int, Making]

    @property
    def count(self) -> int:
        """How many indicators there are."""
        return len(self.state.tree.indicators)

    @property
    def codes(self) -> tuple[str, ...]:
        """The items' codes."""
        return (*self.state.tree.indicators, *self.state.tree.nodes)

    @property
    def reasons(self) -> Codes:
        """Why an item has no value, (I + N, U, P)."""
        both = np.concatenate([self.state.reasons, self.state.node_reasons], axis=-1)
        return np.moveaxis(both, -1, 0)

    def node_at(self, code: str | None) -> int:
        """Return the position of a node, of the root if None. ValueError for a code that is none."""
        code = self.index.recipe.framework.root.code if code is None else code
        if code not in self.state.tree.nodes:
            raise ValueError(f"{code!r} is no node of {self.index.recipe.framework.id}")
        return self.state.tree.nodes.index(code)

    def below(self, node: int) -> list[int]:
        """Positions of the nodes of the tree under ``node``, itself first, parents before their children."""
        found = [node]
        for n in found:
            found += [c - self.count for c in self.state.tree.children[n] if c >= self.count]
        return found


def built(index: Index) -> Built:
    """Follow an index's recipe again."""
    state = state_after(index.recipe, index.dataset)
    aggregate = index.recipe.steps[-1]
    if not isinstance(aggregate, Aggregate):
        raise RecipeError("aggregate comes once, at the end, and gives the scores")
    x = np.moveaxis(np.concatenate([state.values, state.scores], axis=-1), -1, 0)
    weights = np.moveaxis(np.broadcast_to(state.weights, (*x.shape[1:], len(x))), -1, 0)
    return Built(index, state, x, weights, {m.position: m for m in aggregate.makings(state)})


def shares(x: Floats, weights: Floats) -> Floats:
    """Weights (k, …) re-scaled over the children that have a score; 0 where none has weight."""
    held = np.where(np.isnan(x), 0.0, weights)
    total = held.sum(axis=0)
    found: Floats = held / np.where(total > 0, total, 1.0)
    return found
