"""What many draws of a score amount to: quantiles; and ranks draw by draw."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.ranking import rounded

Ranks = NDArray[np.uint16] | NDArray[np.uint32]


def quantiles(ordered: Floats, counts: NDArray[np.intp], shares: Sequence[float]) -> Floats:
    """Observed quantiles of ``ordered`` (…, R), ascending with NaN last: (…, shares).

    The smallest drawn score that at least the share of the ``counts`` (…) computable draws does not exceed (the
    inverse of the empirical distribution, Hyndman & Fan 1996, type 1): exact, never between two draws.
    """
    return np.take_along_axis(ordered, positions(counts, shares), axis=-1)


def mean(scores: Floats, counts: NDArray[np.intp]) -> Floats:
    """Mean of the ``counts`` (…) numbers among ``scores`` (…, R); NaN where there is none."""
    if (counts == scores.shape[-1]).all():
        plain: Floats = scores.mean(axis=-1)
        return plain
    total = np.nansum(scores, axis=-1)
    known: Floats = np.divide(total, counts, out=np.full(total.shape, np.nan), where=counts > 0)
    return known


def positions(counts: NDArray[np.intp], shares: Sequence[float]) -> NDArray[np.intp]:
    """Where the quantiles stand among so many ordered numbers: (…, shares), from 0; 0 where there are none."""
    place = np.ceil(np.multiply.outer(counts, shares) - 1e-9).astype(np.intp) - 1
    return np.maximum(place, 0)


def ranks(scores: Floats, decimals: int | None) -> Ranks:
    """Rank ``scores`` (r, U) within each draw as ``cityindex.ranking.places`` does: 1 = highest, 0 = none."""
    units = scores.shape[1]
    order, fresh, missing = _printed(scores, decimals) or _compared(scores, decimals)
    place = np.ones(scores.shape, dtype=np.uint16 if units < 2**16 else np.uint32)
    np.multiply(fresh, np.arange(2, units + 1), out=place[:, 1:], casting="unsafe")
    np.maximum.accumulate(place, axis=1, out=place)
    if missing is not None:
        place[missing] = 0
    if missing is not None or units < 2:
        place[np.count_nonzero(place, axis=1) < 2] = 0
    result = np.empty_like(place)
    np.put_along_axis(result, order, place, axis=1)
    return result


Ordered = tuple[NDArray[np.intp], Mask, Mask | None]
"""Units of each draw, best first (r, U); whether each is worse than the one before (r, U − 1); who has no score."""


def _compared(scores: Floats, decimals: int | None) -> Ordered:
    shown = scores if decimals is None else rounded(scores, decimals)
    order = np.argsort(-shown, axis=1)
    ordered = np.take_along_axis(shown, order, axis=1)
    missing = np.isnan(ordered)
    return order, ordered[:, 1:] != ordered[:, :-1], missing if missing.any() else None


def _printed(scores: Floats, decimals: int | None) -> Ordered | None:
    """Order by whole numbers, the printed score and the unit in one: a third of the time. None where they do not fit."""
    if decimals is None or scores.shape[1] > 2**_BITS:
        return None
    digits = np.abs(scores)
    digits *= 10.0**decimals
    if not digits.max(initial=0) < _DIGITS:  # too large, or no score
        return None
    np.round(digits, 6, out=digits)  # as ``ranking.rounded``
    digits += 0.5
    np.floor(digits, out=digits)
    np.copysign(digits, -scores, out=digits)
    keys = digits.astype(np.int64)
    keys <<= _BITS
    keys |= np.arange(scores.shape[1])
    keys.sort(axis=1)
    order = keys & (2**_BITS - 1)
    keys >>= _BITS
    return order, keys[:, 1:] != keys[:, :-1], None


_BITS = 16
"""Bits of a whole number that hold the unit."""
_DIGITS = 2.0**46
"""Printed scores, in units of the last digit, that fit beside it."""
