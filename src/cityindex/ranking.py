"""Ranks with ties, by column."""

import math

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats


def ascending(values: Floats) -> Floats:
    """Rank each column of ``values`` (n, k) from 1 = smallest; ties take the smallest rank, NaN stays NaN."""
    n, _ = values.shape
    if n == 0:
        return values.copy()
    order = np.argsort(values, axis=0, kind="stable")
    inverse = np.take_along_axis(values, order, axis=0)
    fresh = np.ones(values.shape, dtype=np.bool_)
    fresh[1:] = inverse[1:] != inverse[:-1]
    position = np.where(fresh, np.arange(1.0, n + 1)[:, None], 1.0)
    ranks = np.empty_like(values)
    np.put_along_axis(ranks, order, np.maximum.accumulate(position, axis=0), axis=0)
    ranks[np.isnan(values)] = np.nan
    return ranks


def places(scores: Floats, decimals: int | None) -> NDArray[np.int32]:
    """Rank ``scores`` (units, …) along the first axis: 1 = highest, ties share the smallest rank, 0 = no rank.

    With ``decimals``, scores are first rounded half up to the digits that are published: two cities printed
    with the same number share a rank. Nobody is ranked where fewer than two units have a score.
    """
    flat = scores.reshape(len(scores), math.prod(scores.shape[1:]))
    if decimals is not None:
        flat = rounded(flat, decimals)
    ranks = ascending(-flat)
    ranks[:, np.count_nonzero(~np.isnan(ranks), axis=0) < 2] = np.nan
    return np.nan_to_num(ranks, nan=0.0).astype(np.int32).reshape(scores.shape)


def rounded(values: Floats, decimals: int) -> Floats:
    """Round an array half up (away from zero) to ``decimals``; binary noise below 1e-6 of a digit is ignored."""
    shifted = np.round(np.abs(values) * 10.0**decimals, 6)
    return np.copysign(np.floor(shifted + 0.5) / 10.0**decimals, values)
