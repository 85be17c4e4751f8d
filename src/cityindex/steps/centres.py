"""Means and medians of many columns at once, gaps left out."""

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats


def centre(x: Floats, method: str) -> Floats:
    """Mean or median of columns (…, n, k) along n, NaN left out; (…, k), NaN where there is nothing."""
    return row_centre(np.array(np.swapaxes(x, -1, -2), order="C"), method)


def row_centre(rows: Floats, method: str) -> Floats:
    """Mean or median along the last axis, NaN left out; NaN where there is nothing. ``rows`` may be overwritten."""
    count = rows.shape[-1] - np.count_nonzero(np.isnan(rows), axis=-1)
    if not rows.shape[-1]:
        return np.full(count.shape, np.nan)
    rows.sort(axis=-1)  # NaN go last; sums are the same to the last bit in whatever order the units come
    if method == "mean":
        low, high = np.fmin.reduce(rows, axis=-1), np.fmax.reduce(rows, axis=-1)
        rows[np.isnan(rows)] = 0.0
        mean = rows.sum(axis=-1) / np.maximum(count, 1)
        # rounding must not carry a mean past its values: equal ones would no longer be equal
        kept: Floats = np.clip(mean, low, high)
        return kept
    return _middle(rows, count)


def group_centres(rows: Floats, codes: NDArray[np.integer], method: str) -> Floats:
    """Mean or median of ``rows`` (…, n) within groups: ``codes`` (n) from 0, −1 for none; (…, groups)."""
    order = np.argsort(codes, kind="stable")
    order = order[np.searchsorted(codes[order], 0) :]
    sizes = np.bincount(codes[order])
    ends = np.cumsum(sizes)
    found = [
        row_centre(rows[..., order[end - size : end]], method) for end, size in zip(ends, sizes, strict=True)
    ]
    return np.stack(found, axis=-1) if found else np.full((*rows.shape[:-1], 0), np.nan)


def _middle(ordered: Floats, count: NDArray[np.integer]) -> Floats:
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0)[..., None] // 2, axis=-1)[..., 0]
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1)[..., None], axis=-1)[
        ..., 0
    ]
    middle: Floats = low / 2 + high / 2
    return np.where(low == high, low, middle)
