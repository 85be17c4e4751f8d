"""Skewness and kurtosis of many columns at once: the test for outliers."""

import numpy as np

from cityindex.dataset import Floats

Pair = tuple[Floats, Floats]


def moments(x: Floats) -> Pair:
    """Sample skewness and excess kurtosis of columns (…, n, k), or of one column (n); NaN are left out.

    skew = √n·S3/S2^1.5 · √(n(n−1))/(n−2); kurtosis = ((n+1)(r−3)+6)(n−1)/((n−2)(n−3)), r = n·S4/S2²,
    with Sk the sum of the k-th powers of the deviations from the mean: the estimators of spreadsheets
    (Joanes and Gill 1998, G1 and G2). NaN for fewer than four values or if all are equal.
    """
    columns = x[:, None] if x.ndim == 1 else x
    rows = np.ascontiguousarray(np.swapaxes(columns, -1, -2))
    skewness, kurtosis = row_moments(rows.reshape(-1, rows.shape[-1]))
    shape = () if x.ndim == 1 else rows.shape[:-1]
    return skewness.reshape(shape)[()], kurtosis.reshape(shape)[()]


def row_moments(x: Floats) -> Pair:
    """Skewness and kurtosis of every row of a C-ordered array (rows, n), see ``moments``.

    A row's figures do not depend on the rows beside it, to the last bit: each is summed along its own memory.
    """
    if x.shape[1] < 4:
        return np.full(len(x), np.nan), np.full(len(x), np.nan)
    gaps = np.isnan(x)
    n = (x.shape[1] - np.count_nonzero(gaps, axis=1)).astype(np.float64)
    low, high = np.fmin.reduce(x, axis=1), np.fmax.reduce(x, axis=1)
    defined = (n >= 4) & (low < high)
    count = np.where(defined, n, 4.0)
    filled = np.where(gaps, 0.0, x)
    mean = filled.sum(axis=1) / count
    away = np.subtract(x, mean[:, None], out=filled)
    away[gaps] = 0.0
    # both figures are free of scale; dividing by the largest keeps the powers within float64
    largest = np.maximum(high - mean, mean - low)
    away /= np.where(defined, largest, np.inf)[:, None]
    square = away * away
    s2 = np.where(defined, square.sum(axis=1), 1.0)
    s3, s4 = np.einsum("rn,rn->r", square, away), np.einsum("rn,rn->r", square, square)
    skewness = np.sqrt(count) * s3 / s2**1.5 * np.sqrt(count * (count - 1)) / (count - 2)
    ratio = count * s4 / s2**2
    kurtosis = ((count + 1) * (ratio - 3) + 6) * (count - 1) / ((count - 2) * (count - 3))
    return np.where(defined, skewness, np.nan), np.where(defined, kurtosis, np.nan)
