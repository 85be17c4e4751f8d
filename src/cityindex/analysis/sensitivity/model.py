"""The model whose sensitivity is asked for: from sampled numbers to the scores and ranks of one node."""

from collections.abc import Sequence

import numpy as np

from cityindex.analysis.uncertainty import Progress, Source, evaluate
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
    return evaluate(
        recipe,
        dataset,
        vary,
        numbers,
        period=dataset.periods[period],
        node=recipe.framework.nodes[node].code,
        progress=progress,
    ).scores


DRAWS_AT_ONCE = 64
"""Runs ranked together, so that they stay within a processor's cache."""


def node_ranks(scores: Floats, decimals: int | None) -> Floats:
    """Rank scores (U, R) within each run as ``ranking.places`` does; NaN = not ranked."""
    found = np.empty(scores.shape)
    for first in range(0, scores.shape[1], DRAWS_AT_ONCE):
        part = slice(first, first + DRAWS_AT_ONCE)
        found[:, part] = ranks(np.ascontiguousarray(scores[:, part].T), decimals).T
    found[found == 0] = np.nan
    return found
