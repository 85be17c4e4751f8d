"""The model whose sensitivity is asked for: from sampled numbers to the scores and ranks of one node."""

from collections.abc import Sequence

import numpy as np

from cityindex.analysis.uncertainty.climb import climb, makings
from cityindex.analysis.uncertainty.plan import groups
from cityindex.analysis.uncertainty.run import DRAWS_AT_ONCE, UNITS_AT_ONCE, Progress
from cityindex.analysis.uncertainty.sources import Source
from cityindex.analysis.uncertainty.spread import ranks
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe


def node_scores(
    recipe: Recipe,
    dataset: Dataset,
    vary: Sequence[Source],
    numbers: Floats,
    period: int,
    node: int,
    progress: Progress | None = None,
) -> Floats:
    """Score a node in every run: ``numbers`` (R, dimensions of all sources) → (U, R), NaN = not computable.

    ``period`` and ``node`` are positions. Runs that took the same alternatives are done together.
    """
    work = list(groups(recipe, dataset, vary, numbers))
    made = [
        (np.ascontiguousarray(g.state.values[:, period]), makings(g.state.tree, *g.means(), g.weights))
        for g in work
    ]
    order = np.concatenate([g.draws for g in work])
    ends = np.cumsum([0, *(len(g.draws) for g in work)])
    units, nodes = len(dataset.units), len(recipe.framework.nodes)
    scores = np.empty((units, len(numbers)))
    for first in range(0, units, UNITS_AT_ONCE):
        part = slice(first, min(first + UNITS_AT_ONCE, units))
        out = np.empty((nodes, part.stop - first, len(numbers)))
        for (values, steps), begin, end in zip(made, ends, ends[1:], strict=False):
            climb(steps, values[part], out[:, :, begin:end])
        scores[part, order] = out[node]
        if progress:
            progress(part.stop, units)
    return scores


def node_ranks(scores: Floats, decimals: int | None) -> Floats:
    """Rank scores (U, R) within each run as ``ranking.places`` does; NaN = not ranked."""
    found = np.empty(scores.shape)
    for first in range(0, scores.shape[1], DRAWS_AT_ONCE):
        part = slice(first, first + DRAWS_AT_ONCE)
        found[:, part] = ranks(np.ascontiguousarray(scores[:, part].T), decimals).T
    found[found == 0] = np.nan
    return found
