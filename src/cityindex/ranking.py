"""Ranks with ties, by column."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats

_CELLS = 2**14
"""Scores ranked at once: few enough to stay in the cache."""


def ascending(values: Floats) -> Floats:
    """Rank each column of ``values`` (…, n, k) from 1 = smallest; ties take the smallest rank, NaN stays NaN."""
    if not values.size:
        return values.copy()
    columns = values.swapaxes(-1, -2).copy(order="C")
    rows = columns.reshape(-1, columns.shape[-1])
    for part in _portions(rows):
        ranks = _ranks(rows[part])
        rows[part] = np.where(ranks == 0, np.nan, ranks)
    return np.ascontiguousarray(columns.swapaxes(-1, -2))


def _portions(rows: Floats) -> Iterator[slice]:
    """Rows (m, n) in portions that stay in the cache."""
    some = max(1, _CELLS // max(rows.shape[1], 1))
    return (slice(begin, begin + some) for begin in range(0, len(rows), some))


def _ranks(rows: Floats) -> NDArray[np.int32]:
    """Ranks in each row (m, n) from 1 = smallest, ties the smallest; 0 for NaN."""
    m, n = rows.shape
    order, ordered = _sorted(rows)
    place = np.ones((m, n), dtype=np.int32)
    np.copyto(place[:, 1:], np.arange(2, n + 1, dtype=np.int32), where=ordered[:, 1:] != ordered[:, :-1])
    np.maximum.accumulate(place, axis=1, out=place)
    place[np.isnan(ordered)] = 0
    ranks = np.empty(m * n, dtype=np.int32)
    ranks[order] = place
    return ranks.reshape(m, n)


def _sorted(rows: Floats) -> tuple[NDArray[np.intp], Floats]:
    """``np.argsort`` of each row (m, n) as positions in the flat array, NaN last, and the values in that order.

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
    begins = np.arange(0, rows.size, n)[:, None]
    order = (bits & last) + begins
    ordered = rows.take(order)
    wrong = (ordered[:, 1:] < ordered[:, :-1]).any(axis=-1)
    if wrong.any():
        order[wrong] = np.argsort(rows[wrong], axis=-1) + begins[wrong]
        ordered[wrong] = rows.take(order[wrong])
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
    columns = scores.reshape(len(scores), math.prod(scores.shape[1:])).T
    found = np.zeros(columns.shape, dtype=np.int32)
    for part in _portions(columns) if scores.size else ():
        some = columns[part] if decimals is None else rounded(columns[part], decimals)
        found[part] = _ranks(np.negative(some, order="C"))
    found[np.count_nonzero(found, axis=1) < 2] = 0
    return np.ascontiguousarray(found.T).reshape(scores.shape)


_WHOLE = 1e15
"""From here on float64 has no decimals worth rounding."""


def rounded(values: Floats, decimals: int) -> Floats:
    """Round an array half up (away from zero) to ``decimals``; binary noise below 1e-6 of a digit is ignored."""
    size = np.abs(values)
    shifted = np.round(np.minimum(size, _WHOLE) * 10.0**decimals, 6)
    return np.where(size < _WHOLE, np.copysign(np.floor(shifted + 0.5) / 10.0**decimals, values), values)
