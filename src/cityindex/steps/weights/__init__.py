"""Ways to find weights, and the record of those that were chosen."""

from cityindex.steps.weights.drawn import DRAWN, critic, entropy, pca, pca_squared
from cityindex.steps.weights.errors import WeightError
from cityindex.steps.weights.judged import Hierarchy, budget, hierarchy, matrix_of

__all__ = [
    "DRAWN",
    "Hierarchy",
    "WeightError",
    "budget",
    "critic",
    "entropy",
    "hierarchy",
    "matrix_of",
    "pca",
    "pca_squared",
]
