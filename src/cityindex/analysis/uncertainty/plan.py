"""From sampled numbers to work: draws that share their normalised values and their means are done together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.analysis.uncertainty.climb import POWERS, PowerMean
from cityindex.analysis.uncertainty.sources import Choice, Source, WeightNoise, below
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, RecipeError, State, start


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The draws (by position) that took the same alternatives: one recipe, one state, their own weights (r, I + N)."""

    draws: NDArray[np.intp]
    recipe: Recipe
    state: State
    weights: Floats

    def means(self) -> tuple[list[PowerMean], list[float]]:
        """The mean and the least share of every node, in framework order."""
        aggregate = self.recipe.steps[-1]
        if not isinstance(aggregate, Aggregate):
            raise RecipeError("aggregate comes once, at the end, and gives the scores")
        framework = self.state.framework
        powers, shares = [], []
        for node in framework.nodes:
            level = framework.level(node.level)
            powers.append(PowerMean(POWERS[aggregate.method_of(node, level)]))
            shares.append(aggregate.share_of(node, level))
        return powers, shares


def groups(recipe: Recipe, dataset: Dataset, vary: Sequence[Source], numbers: Floats) -> Iterator[Group]:
    """Split the draws by the alternatives they took and follow each recipe up to its aggregation.

    ``numbers`` (R, dimensions of all sources) in [0, 1). Steps before the first one that varies are done once.
    """
    first = start(recipe.framework, dataset)
    parts = split(first, vary, numbers)
    choices = [(s, s.options(part)) for s, part in zip(vary, parts, strict=True) if isinstance(s, Choice)]
    taken = np.array([options for _, options in choices], dtype=np.intp).reshape(len(choices), len(numbers)).T
    kinds, which = np.unique(taken, axis=0, return_inverse=True)
    prefix = Prefixes(first)
    for position, kind in enumerate(kinds):
        chosen = recipe
        for (choice, _), option in zip(choices, kind, strict=True):
            chosen = choice.applied(chosen, int(option))
        draws = np.flatnonzero(which.ravel() == position)
        state = prefix.state(chosen)
        yield Group(draws, chosen, state, _weights(state, vary, [part[draws] for part in parts]))


def split(state: State, vary: Sequence[Source], numbers: Floats) -> list[Floats]:
    """Cut the sampled numbers into those of each source."""
    ends = np.cumsum([source.dimensions(state.tree) for source in vary])
    return np.split(numbers, ends[:-1], axis=1) if len(vary) else []


class Prefixes:
    """States after the steps of recipes, each shared beginning computed once."""

    def __init__(self, first: State) -> None:
        self.known: list[tuple[tuple[object, ...], State]] = [((), first)]

    def state(self, recipe: Recipe) -> State:
        """Return the state after every step but the last, which must be the aggregation."""
        steps = recipe.steps[:-1]
        done, state = max(
            ((k, s) for k, s in self.known if steps[: len(k)] == k), key=lambda known: len(known[0])
        )
        for end in range(len(done), len(steps)):
            state = steps[end].apply(state)
            self.known.append((steps[: end + 1], state))
        return state


def _weights(state: State, vary: Sequence[Source], parts: Sequence[Floats]) -> Floats:
    count = len(parts[0]) if parts else 1
    weights = np.broadcast_to(state.weights, (count, len(state.tree.weights)))
    for source, part in zip(vary, parts, strict=True):
        if isinstance(source, WeightNoise):
            level_of = [node.level for node in state.framework.nodes]
            weights = source.weights(weights, part, below(state.tree, source.levels, level_of))
    return weights
