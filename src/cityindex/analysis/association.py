"""How strongly columns move together: Pearson, Spearman, Kendall; pairwise complete."""

from collections.abc import Callable, Mapping

import numpy as np

from cityindex.components import Pairs, pearson
from cityindex.dataset import Floats
from cityindex.optional import need
from cityindex.ranking import ascending


def correlate(x: Floats, y: Floats, method: str) -> Pairs:
    """Correlate every column of x (n, k) with every one of y (n, m). ValueError for an unknown method."""
    if method not in METHODS:
        raise ValueError(f"no correlation {method!r}; choose one of {', '.join(METHODS)}")
    return METHODS[method](x, y)


def spearman(x: Floats, y: Floats) -> Pairs:
    """Pearson's correlation of the ranks, ties sharing their mean rank, ranked among the rows both columns have."""
    if not (np.isnan(x).any() or np.isnan(y).any()):
        return pearson(mean_ranks(x), mean_ranks(y))
    r, n = np.full((x.shape[1], y.shape[1]), np.nan), np.zeros((x.shape[1], y.shape[1]))
    for i, a in enumerate(x.T):
        for j, b in enumerate(y.T):
            both = ~(np.isnan(a) | np.isnan(b))
            pair = pearson(mean_ranks(a[both, None]), mean_ranks(b[both, None]))
            r[i, j], n[i, j] = pair.r[0, 0], pair.n[0, 0]
    return Pairs(r, n)


def kendall(x: Floats, y: Floats) -> Pairs:
    """Kendall's tau-b, by SciPy. ``MissingExtraError`` where it is not installed."""
    found: Pairs = need("cityindex.extras.association", why="Kendall's tau").kendall(x, y)
    return found


def p_values(found: Pairs, method: str) -> Floats:
    """Return two-sided p-values, by SciPy. ``MissingExtraError`` where it is not installed."""
    values: Floats = need("cityindex.extras.association", why="p-values").p_values(found, method)
    return values


def mean_ranks(x: Floats) -> Floats:
    """Rank columns (n, k) from 1 = smallest; ties share the mean of their ranks, NaN stays."""
    count = np.count_nonzero(~np.isnan(x), axis=0)
    ranks: Floats = (ascending(x) + (count + 1 - ascending(-x))) / 2
    return ranks


METHODS: Mapping[str, Callable[[Floats, Floats], Pairs]] = {
    "pearson": pearson,
    "spearman": spearman,
    "kendall": kendall,
}
