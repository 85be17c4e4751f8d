"""What SciPy knows of correlations: Kendall's tau and p-values."""

import numpy as np
from scipy import stats

from cityindex.components import Pairs
from cityindex.dataset import Floats


def kendall(x: Floats, y: Floats) -> Pairs:
    """Kendall's tau-b of every column of x (n, k) with every one of y (n, m), pairwise complete; NaN below three rows."""
    r, n = np.full((x.shape[1], y.shape[1]), np.nan), np.zeros((x.shape[1], y.shape[1]))
    for i, a in enumerate(x.T):
        for j, b in enumerate(y.T):
            both = ~(np.isnan(a) | np.isnan(b))
            n[i, j] = np.count_nonzero(both)
            if n[i, j] >= 3 and np.ptp(a[both]) > 0 and np.ptp(b[both]) > 0:
                r[i, j] = stats.kendalltau(a[both], b[both]).statistic
    return Pairs(r, n)


def p_values(found: Pairs, method: str) -> Floats:
    """Two-sided p of no association: Student's t with n − 2 for Pearson and Spearman, the normal for Kendall.

    t = r·√((n − 2)/(1 − r²)); z = 3·τ·√(n(n − 1)) / √(2(2n + 5)), which takes no account of ties.
    """
    r, n = found
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "kendall":
            z = 3 * r * np.sqrt(n * (n - 1)) / np.sqrt(2 * (2 * n + 5))
            return np.asarray(2 * stats.norm.sf(np.abs(z)))
        t = np.abs(r) * np.sqrt((n - 2) / (1 - r**2))
        return np.asarray(np.where(np.isnan(r), np.nan, 2 * stats.t.sf(t, np.maximum(n - 2, 1))))
