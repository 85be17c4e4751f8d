"""Ranks with ties, by column."""

import math

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats

_CELLS = 2**14
"""Scores ranked at once: few enough to stay in the cache."""


def ascending(values: Floats) -> Floats:
    """Rank each column of ``values`` (…, n, k) from 1 = smallest; ties take the smallest rank, NaN stays NaN."""
    columns = np.ascontiguousarray(values.swapaxes(-1, -2))
    order, ordered, place = _places(columns)
    ranks = np.empty(columns.shape)
    ranks.put(order, np.where(np.isnan(ordered), np.nan, place))
    return np.ascontiguousarray(ranks.swapaxes(-1, -2))


def _places(columns: Floats) -> tuple[NDArray[np.intp], Floats, NDArray[np.int32]]:
    """For each row of ``columns`` (…, n): positions in the flat array from smallest to largest, those values, ranks."""
    n = columns.shape[-1]
    if not columns.size:
        return np.empty(columns.shape, dtype=np.intp), columns, np.empty(columns.shape, dtype=np.int32)
    order, ordered = _sorted(columns.reshape(-1, n))
    order += np.arange(0, columns.size, n)[:, None]
    order, ordered = order.reshape(columns.shape), ordered.reshape(columns.shape)
    place = np.ones(columns.shape, dtype=np.int32)
    fresh = ordered[..., 1:] != ordered[..., :-1]
    np.copyto(place[..., 1:], np.arange(2, n + 1, dtype=np.int32), where=fresh)
    np.maximum.accumulate(place, axis=-1, out=place)
    return order, ordered, place


def _sorted(rows: Floats) -> tuple[NDArray[np.intp], Floats]:
    """``np.argsort`` of each row (m, n), NaN last, many times faster, and the values in that order.

    NumPy sorts plain whole numbers far quicker than positions. So each float64 becomes the whole number of the same
    order, whose last bits give way to its position. Rows in which two values differ only in those bits (a relative 1e-12
    for a few thousand values) may come out wrong, which shows; they are sorted again.
    """
    n = rows.shape[1]
    last = np.int64((1 << max(n - 1, 1).bit_length()) - 1)
    bits = np.where(np.isnan(rows), np.nan, rows).view(np.int64)
    bits ^= (bits >> 63) & np.int64(2**63 - 1)  # negative numbers count downwards
    bits &= ~last
    bits |= np.arange(n)
    bits.sort(axis=-1)
    order = bits & last
    ordered = np.take_along_axis(rows, order, axis=-1)
    wrong = (ordered[:, 1:] < ordered[:, :-1]).any(axis=-1)
    if wrong.any():
        order[wrong] = np.argsort(rows[wrong], axis=-1)
        ordered[wrong] = np.sort(rows[wrong], axis=-1)
    return order, ordered


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
    ranks = np.empty(flat.shape, dtype=np.int32)
    some = max(1, _CELLS // max(len(flat), 1))
    for begin in range(0, flat.shape[1], some):
        ranks[:, begin : begin + some] = _ranks(flat[:, begin : begin + some].T, decimals).T
    return ranks.reshape(scores.shape)


def _ranks(columns: Floats, decimals: int | None) -> NDArray[np.int32]:
    """Ranks of each row (…, n) of ``columns``: 1 = highest, 0 where there is none."""
    columns = np.negative(columns if decimals is None else rounded(columns, decimals), order="C")
    order, ordered, place = _places(columns)
    known = np.count_nonzero(~np.isnan(ordered), axis=-1, keepdims=True)
    place[np.arange(place.shape[-1]) >= np.where(known < 2, 0, known)] = 0
    ranks = np.empty(columns.shape, dtype=np.int32)
    ranks.put(order, place)
    return ranks


_WHOLE = 1e15
"""From here on float64 has no decimals worth rounding."""


def rounded(values: Floats, decimals: int) -> Floats:
    """Round an array half up (away from zero) to ``decimals``; binary noise below 1e-6 of a digit is ignored."""
    size = np.abs(values)
    shifted = np.round(np.minimum(size, _WHOLE) * 10.0**decimals, 6)
    return np.where(size < _WHOLE, np.copysign(np.floor(shifted + 0.5) / 10.0**decimals, values), values)
