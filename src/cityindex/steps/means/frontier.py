"""Benefit of the doubt, reached where SciPy is installed."""

import numpy as np

from cityindex.dataset import Floats
from cityindex.optional import need


def benefit_of_the_doubt(x: Floats, w: Floats, low: float = 0.0, high: float = 1.0) -> Floats:
    """Score of every unit by its own best weights, 0–1; x (k, n). Children with weight 0 take no part.

    Other weights than 0 play no role: choosing them is the method. See ``cityindex.extras.benefit_of_the_doubt``.
    """
    extras = need("cityindex.extras.benefit_of_the_doubt", why="aggregation by benefit of the doubt")
    part = w[:, 0] > 0
    if not part.any():
        return np.full(x.shape[1], np.nan)
    ceiling = max(high, 1 / int(part.sum()))
    scores: Floats = extras.benefit_of_the_doubt(x[part].T, low, ceiling).scores
    return scores
