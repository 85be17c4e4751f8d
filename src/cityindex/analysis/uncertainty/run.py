"""Monte Carlo: the index built again under every reasonable choice, and what its scores and ranks amount to."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cityindex.analysis.uncertainty.climb import Making, climb, makings
from cityindex.analysis.uncertainty.plan import Group, groups
from cityindex.analysis.uncertainty.results import QUANTILES, Uncertainty
from cityindex.analysis.uncertainty.sources import Source
from cityindex.analysis.uncertainty.spread import quantiles, ranks
from cityindex.build import build
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.tree import compile_tree

Progress = Callable[[int, int], None]

UNITS_AT_ONCE = 8
"""Units whose draws are held together: their scores of all nodes stay within a processor's cache."""
DRAWS_AT_ONCE = 64
"""Draws ranked together, for the same reason."""


def uncertainty(
    recipe: Recipe,
    dataset: Dataset,
    vary: Sequence[Source],
    *,
    draws: int = 1000,
    seed: int = 1,
    period: int | None = None,
    progress: Progress | None = None,
) -> Uncertainty:
    """Draw recipes, build each, and return intervals for every score and every rank of one period."""
    nominal = build(recipe, dataset)
    tree = compile_tree(recipe.framework)
    dimensions = sum(source.dimensions(tree) for source in vary)
    numbers = np.random.default_rng(seed).random((draws, dimensions))
    work = list(groups(recipe, dataset, vary, numbers))
    p = len(dataset.periods) - 1 if period is None else dataset.periods.index(period)
    run = _Run(work, p, draws)
    starts = range(0, len(dataset.units), UNITS_AT_ONCE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, _ in enumerate(pool.map(run.block, starts)):
            if progress:
                progress(done + 1, len(starts))
        chunks = range(0, draws, DRAWS_AT_ONCE)
        root = nominal.nodes.index(recipe.framework.root.code)
        list(pool.map(lambda at: run.rank(at, recipe.rank_decimals), chunks))
    return Uncertainty(
        nominal=nominal,
        period=dataset.periods[p],
        vary=tuple(vary),
        seed=seed,
        mean=run.mean,
        quantiles=run.quantiles,
        computable=run.computable / draws,
        root=root,
        root_scores=run.by_draw,
        root_ranks=run.ranks,
        numbers=numbers,
    )


class _Run:
    """The arrays that the blocks fill, each its own part."""

    def __init__(self, work: Sequence[Group], period: int, draws: int) -> None:
        state = work[0].state
        units, nodes = len(state.units), len(state.tree.nodes)
        self.work: list[tuple[Floats, list[Making]]] = [
            (np.ascontiguousarray(g.state.values[:, period]), makings(g.state.tree, *g.means(), g.weights))
            for g in work
        ]
        self.order = np.concatenate([g.draws for g in work])
        self.ends = np.cumsum([0, *(len(g.draws) for g in work)])
        self.root = state.tree.bottom_up[-1]
        self.nodes = nodes
        self.draws = draws
        self.mean = np.empty((units, nodes))
        self.computable = np.empty((units, nodes), dtype=np.intp)
        self.quantiles = np.empty((units, nodes, len(QUANTILES)))
        self.by_unit = np.empty((units, draws))
        self.by_draw = np.empty((draws, units))
        self.ranks = np.empty((draws, units), dtype=np.uint16 if units < 2**16 else np.uint32)

    def block(self, first: int) -> None:
        """Score some units in all draws and keep what it amounts to."""
        units = slice(first, min(first + UNITS_AT_ONCE, len(self.mean)))
        size = units.stop - first
        out = np.empty((self.nodes, size, self.draws))
        for (values, nodes), begin, end in zip(self.work, self.ends, self.ends[1:], strict=False):
            climb(nodes, values[units], out[:, :, begin:end])
        self.by_unit[units] = out[self.root]
        for n in range(self.nodes):
            score = out[n]
            score.sort(axis=-1)
            counts = self.draws - np.isnan(score[:, -1:]).any() * np.isnan(score).sum(axis=-1)
            whole = counts == self.draws
            self.computable[units, n] = counts
            self.quantiles[units, n] = quantiles(score, counts, QUANTILES)
            self.mean[units, n] = score.mean(axis=-1) if whole.all() else _mean(score, counts)

    def rank(self, first: int, decimals: int | None) -> None:
        """Rank some draws and put their scores into the order in which they were drawn."""
        scores = np.ascontiguousarray(self.by_unit[:, first : first + DRAWS_AT_ONCE].T)
        draws = self.order[first : first + DRAWS_AT_ONCE]
        self.by_draw[draws] = scores
        self.ranks[draws] = ranks(scores, decimals)


def _mean(score: Floats, counts: np.ndarray) -> Floats:
    total = np.nansum(score, axis=-1)
    mean: Floats = np.divide(total, counts, out=np.full(total.shape, np.nan), where=counts > 0)
    return mean
