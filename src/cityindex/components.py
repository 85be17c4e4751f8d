"""Correlations of columns with gaps, and their principal components."""

from typing import NamedTuple

import numpy as np

from cityindex.dataset import Floats


class Pairs(NamedTuple):
    """Correlations (k, k) of pairs of columns and the number of rows (k, k) they rest on; NaN below three rows."""

    r: Floats
    n: Floats


def pearson(x: Floats, y: Floats | None = None) -> Pairs:
    """Product-moment correlation of every column of x (n, k) with every one of y (n, m), pairwise complete.

    r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)²·Σ(y−ȳ)²) over the rows where both have a value; NaN for a constant column.
    """
    y = x if y is None else y
    here, there = (~np.isnan(x)).astype(np.float64), (~np.isnan(y)).astype(np.float64)
    a, b = np.where(here > 0, _scaled(x), 0.0), np.where(there > 0, _scaled(y), 0.0)
    n = here.T @ there
    rows = np.maximum(n, 1.0)
    sx, sy = a.T @ there, here.T @ b
    xx, yy = (a * a).T @ there - sx**2 / rows, here.T @ (b * b) - sy**2 / rows
    below = np.sqrt(np.maximum(xx, 0.0) * np.maximum(yy, 0.0))
    known = (n >= 3) & (xx > 1e-12 * rows) & (yy > 1e-12 * rows)
    r = np.divide(a.T @ b - sx * sy / rows, below, out=np.full(n.shape, np.nan), where=known)
    return Pairs(np.clip(r, -1.0, 1.0), n)


def eigen(matrix: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues of a symmetric matrix, largest first, and its eigenvectors in columns.

    A vector's sign is chosen so that its entries sum to 0 or more: the same matrix gives the same answer.
    """
    values, vectors = np.linalg.eigh(matrix)
    values, vectors = values[::-1], vectors[:, ::-1]
    return values, vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)


def _scaled(x: Floats) -> Floats:
    """Columns with mean 0 and sd 1 over their own rows, so that sums of products keep their digits; constants are 0."""
    largest = np.fmax.reduce(np.abs(x), axis=0, initial=0.0)
    x = x / np.where(largest > 0, largest, 1.0)
    count = np.maximum(np.count_nonzero(~np.isnan(x), axis=0), 1)
    away = x - np.nansum(x, axis=0) / count
    spread = np.sqrt(np.nansum(away**2, axis=0) / count)
    constant = spread <= 1e-13
    return np.where(constant, 0.0, away / np.where(constant, 1.0, spread))
