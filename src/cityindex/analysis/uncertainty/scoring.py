"""All draws scored and ranked, block by block, by several threads."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from threading import local

import numpy as np

from cityindex.analysis.uncertainty.parts import part
from cityindex.analysis.uncertainty.plan import groups
from cityindex.analysis.uncertainty.sources import Source, dimensions
from cityindex.analysis.uncertainty.spread import Ranks, ranks
from cityindex.analysis.uncertainty.tally import Tally
from cityindex.analysis.uncertainty.tasks import Progress, Tell, done
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.tree import compile_tree

SCORES_AT_ONCE = 2**20
"""Scores of all nodes held by one thread."""
RANKED_AT_ONCE = 2**14
"""Scores of the index ranked together, so that they stay within a processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """One node (the index) in R draws of U units: ``scores`` (U, R), NaN where not computable; ``ranks`` (U, R), 0 where none."""

    scores: Floats
    ranks: Ranks


class Scoring:
    """The scores of every unit in every draw, for the arguments of ``replay``; a context manager.

    ``only``: nothing but this node is asked for.
    """

    def __init__(
        self,
        recipe: Recipe,
        dataset: Dataset,
        vary: Sequence[Source],
        numbers: Floats,
        period: int | None,
        *,
        only: str | None = None,
    ) -> None:
        self.recipe, self.units, self.draws = recipe, len(dataset.units), len(numbers)
        self.period = _position(dataset, period)
        _check(numbers, dimensions(vary, compile_tree(recipe.framework)))
        work = list(groups(recipe, dataset, vary, numbers))
        tree = work[0].state.tree
        self.root = tree.bottom_up[-1] if only is None else tree.nodes.index(only)
        self.nodes = len(tree.nodes)
        wanted = range(self.nodes) if only is None else [self.root]
        self.parts = [part(group, self.period, wanted) for group in work]
        self.ends = np.cumsum([0, *(len(group.draws) for group in work)])
        self.order = np.concatenate([group.draws for group in work])
        self.tally = Tally(self.units, [group.label for group in work], self.ends)

    def __enter__(self) -> "Scoring":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove temporary files."""
        with ExitStack() as stack:
            for made in self.parts:
                stack.callback(made.close)

    def scored(self, progress: Progress | None, keep: Callable[[slice, Floats], None] | None = None) -> Draws:
        """Score all units, rank all draws. ``keep`` is given the scores (N, u, R, in any order of draws) to use up."""
        found = Draws(np.empty((self.units, self.draws)), _no_ranks(self.units, self.draws))
        blocks = _slices(self.units, SCORES_AT_ONCE // max(1, self.nodes * self.draws))
        chunks = _slices(self.draws, RANKED_AT_ONCE // max(1, self.units))
        tell = Tell(progress, sum(len(made.pieces()) for made in self.parts) + len(blocks))
        room = local()

        def block(units: slice) -> None:
            out = self._block(units, room)
            found.scores[units, self.order] = out[self.root]
            self.tally.take(units, out[self.root])
            if keep:
                keep(units, out)

        def rank(some: slice) -> None:
            scores = np.ascontiguousarray(found.scores[:, some].T)
            found.ranks[:, some] = ranks(scores, self.recipe.rank_decimals).T

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for made in self.parts:
                done(pool, made.prepare, made.pieces(), tell)
            done(pool, block, blocks, tell)
            list(pool.map(rank, chunks))
        return found

    def _block(self, units: slice, room: local) -> Floats:
        """Score some units into the thread's own ``room``: fresh memory for every block would cost as much as the sums."""
        count = units.stop - units.start
        if not hasattr(room, "scores") or room.scores.shape[1] != count:
            room.scores = np.empty((self.nodes, count, self.draws))
        out: Floats = room.scores
        for made, begin, end in zip(self.parts, self.ends[:-1], self.ends[1:], strict=True):
            made.fill(units, out[:, :, begin:end])
        return out

    def weights(self) -> Floats:
        """Return the weights used (R, I + N), once all is scored."""
        used = np.empty((self.draws, self.parts[0].weights.shape[1]))
        for made in self.parts:
            used[made.group.draws] = made.weights
        return used


def _check(numbers: Floats, columns: int) -> None:
    """Refuse numbers that are no draws of these sources."""
    if numbers.ndim != 2 or not len(numbers) or numbers.shape[1] != columns:
        raise ValueError(f"the numbers have shape {numbers.shape}; these sources need (draws, {columns})")
    if not ((numbers >= 0) & (numbers < 1)).all():
        raise ValueError("the numbers lie outside [0, 1); replay those of a run, or draw new ones")


def _position(dataset: Dataset, period: int | None) -> int:
    if period is None:
        return len(dataset.periods) - 1
    if period not in dataset.periods:
        raise ValueError(f"no period {period}; there are {', '.join(map(str, dataset.periods))}")
    return dataset.periods.index(period)


def _slices(count: int, step: int) -> list[slice]:
    step = max(1, step)
    return [slice(first, min(first + step, count)) for first in range(0, count, step)]


def _no_ranks(units: int, draws: int) -> Ranks:
    if units < 2**16:
        return np.zeros((units, draws), dtype=np.uint16)
    return np.zeros((units, draws), dtype=np.uint32)
