"""Ranks with ties, by column."""

import math

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats


def ascending(values: Floats) -> Floats:
    """Rank each column of ``values`` (…, n, k) from 1 = smallest; ties take the smallest rank, NaN stays NaN."""
    columns = np.ascontiguousarray(values.swapaxes(-1, -2))
    order = np.argsort(columns, axis=-1)
    ordered = np.take_along_axis(columns, order, axis=-1)
    position = np.ones(columns.shape)
    fresh = ordered[..., 1:] != ordered[..., :-1]
    position[..., 1:] = np.where(fresh, np.arange(2.0, columns.shape[-1] + 1), 1.0)
    np.maximum.accumulate(position, axis=-1, out=position)
    position[np.isnan(ordered)] = np.nan
    np.put_along_axis(columns, order, position, axis=-1)
    return np.ascontiguousarray(columns.swapaxes(-1, -2))


def below(seen: Floats, values: Floats) -> Floats:
    """How many of the column's ``seen`` (…, m, k) are strictly less than each of ``values`` (…, n, k); NaN stays NaN."""
    columns, wanted = np.sort(seen, axis=-2), np.empty(values.shape)
    for at in np.ndindex(*values.shape[:-2], values.shape[-1]):
        column = (*at[:-1], slice(None), at[-1])
        wanted[column] = np.searchsorted(columns[column], values[column], side="left")
    wanted[np.isnan(values)] = np.nan
    return wanted


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


_WHOLE = 1e15
"""From here on float64 has no decimals worth rounding."""


def rounded(values: Floats, decimals: int) -> Floats:
    """Round an array half up (away from zero) to ``decimals``; binary noise below 1e-6 of a digit is ignored."""
    size = np.abs(values)
    shifted = np.round(np.minimum(size, _WHOLE) * 10.0**decimals, 6)
    return np.where(size < _WHOLE, np.copysign(np.floor(shifted + 0.5) / 10.0**decimals, values), values)
