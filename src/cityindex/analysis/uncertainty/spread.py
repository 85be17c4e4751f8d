"""What many draws of a score amount to: quantiles; and ranks draw by draw."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.ranking import rounded

Ranks = NDArray[np.uint16] | NDArray[np.uint32]


def quantiles(ordered: Floats, counts: NDArray[np.intp], shares: Sequence[float]) -> Floats:
    """Observed quantiles of ``ordered`` (…, R), ascending with NaN last: (…, shares).

    The smallest drawn score that at least the share of the ``counts`` (…) computable draws does not exceed (the
    inverse of the empirical distribution, Hyndman & Fan 1996, type 1): exact, never between two draws.
    """
    return np.take_along_axis(ordered, positions(counts, shares), axis=-1)


def positions(counts: NDArray[np.intp], shares: Sequence[float]) -> NDArray[np.intp]:
    """Where the quantiles stand among so many ordered numbers: (…, shares), from 0; 0 where there are none."""
    place = np.ceil(np.multiply.outer(counts, shares) - 1e-9).astype(np.intp) - 1
    return np.maximum(place, 0)


def ranks(scores: Floats, decimals: int | None) -> Ranks:
    """Rank ``scores`` (r, U) within each draw as ``cityindex.ranking.places`` does: 1 = highest, 0 = none."""
    units = scores.shape[1]
    shown = scores if decimals is None else rounded(scores, decimals)
    order = np.argsort(-shown, axis=1)
    ordered = np.take_along_axis(shown, order, axis=1)
    place = np.zeros(scores.shape, dtype=np.uint16 if units < 2**16 else np.uint32)
    place[:, 0] = 1
    np.multiply(
        ordered[:, 1:] != ordered[:, :-1], np.arange(2, units + 1), out=place[:, 1:], casting="unsafe"
    )
    np.maximum.accumulate(place, axis=1, out=place)
    missing = np.isnan(ordered)
    if missing.any():
        place[missing] = 0
        place[units - missing.sum(axis=1) < 2] = 0
    result = np.empty_like(place)
    np.put_along_axis(result, order, place, axis=1)
    return result
