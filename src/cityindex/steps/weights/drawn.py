"""Weights drawn from the scores themselves: rows (n, m) without gaps, no constant column → weights (m) that sum to 1.

They say how the children move, not how much they matter: the OECD/JRC Handbook (step 6) warns of reading them as
importance.
"""

from collections.abc import Callable

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.weights.errors import WeightError

Drawn = Callable[[Floats], Floats]


def pca(rows: Floats) -> Floats:
    """Loadings of the first principal component of the correlations, without their sign, divided by their sum.

    A child that runs against the others loads negatively. Its weight is the size of its loading: which end of a
    component is called positive is arbitrary, and a negative weight would turn the child's direction round.
    ``WeightError`` where two components are equally strong, so that there is no first one.
    """
    loadings = np.abs(first_component(rows))
    weights: Floats = loadings / loadings.sum()
    return weights


def pca_squared(rows: Floats) -> Floats:
    """Squared loadings of the first component: the share of its variance that each child makes (Handbook, step 6)."""
    weights: Floats = first_component(rows) ** 2
    return weights


def first_component(rows: Floats) -> Floats:
    """Unit eigenvector (m) of the largest eigenvalue of the correlations, turned so that most of it is positive."""
    values, vectors = np.linalg.eigh(correlations(rows))
    if len(values) > 1 and values[-1] - values[-2] < 1e-9 * len(values):
        raise WeightError("have no first principal component: two are equally strong")
    loadings: Floats = vectors[:, -1]
    return loadings * (-1.0 if loadings.sum() < 0 else 1.0)


def entropy(rows: Floats) -> Floats:
    """Shannon: the less evenly a child's scores are spread over the units, the more it tells them apart.

    p = x / Σ x, e = −Σ p·ln p / ln n, weight (1 − e) / Σ (1 − e). Scores must not be below 0; where their zero
    lies decides the result, so it suits scores with a natural zero.
    """
    if (rows < 0).any():
        raise WeightError("have scores below 0, whose entropy is undefined; normalise to a scale from 0 up")
    p = rows / rows.sum(axis=0)
    disorder = -np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=0) / np.log(len(rows))
    told = np.maximum(1 - disorder, 0)
    if told.sum() <= 1e-12:
        raise WeightError("are spread so evenly that entropy tells nothing apart")
    weights: Floats = told / told.sum()
    return weights


def critic(rows: Floats) -> Floats:
    """CRITIC: a child weighs more the more it differs between units and the less it repeats the others.

    C_j = s_j · Σ_k (1 − r_jk), weight C / Σ C, with the standard deviations of the scores as the recipe normalised
    them. Source: Diakoulaki, Mavrotas and Papayannakis (1995), Computers & Operations Research 22(7).
    """
    news = rows.std(axis=0, ddof=1) * np.sum(1 - correlations(rows), axis=0)
    if news.sum() <= 1e-12 * rows.std(axis=0).sum():
        raise WeightError("all say the same (their correlations are 1), so CRITIC tells nothing apart")
    weights: Floats = np.maximum(news, 0) / np.maximum(news, 0).sum()
    return weights


def correlations(rows: Floats) -> Floats:
    """Correlation matrix (m, m) of the columns."""
    centred = rows - rows.mean(axis=0)
    centred = centred / np.abs(centred).max(axis=0)
    unit = centred / np.sqrt(np.sum(centred**2, axis=0))
    matrix: Floats = np.clip(unit.T @ unit, -1.0, 1.0)
    return matrix


DRAWN: dict[str, Drawn] = {"pca": pca, "pca_squared": pca_squared, "entropy": entropy, "critic": critic}
