"""Weights under which every child is as correlated with its parent as it is meant to be important."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from cityindex.dataset import Floats

Parent = Callable[[Floats], Floats]
"""Weights (m) → the parent's score of every row (n)."""


@dataclass(frozen=True, slots=True, eq=False)
class CorrelationWeights:
    """``weights`` (m), sum 1; ``correlations`` (m) of the children with the parent they make.

    ``gap``: the largest distance of correlation ÷ importance from their mean, as a share of that mean: 0 where the aim
    is reached. It cannot always be: a child that runs against the others would need a weight below 0.
    """

    weights: Floats
    correlations: Floats
    gap: float


def correlation_weights(
    rows: Floats, importance: Floats | None = None, parent: Parent | None = None
) -> CorrelationWeights:
    """Find weights ≥ 0 that make corr(child, parent) proportional to ``importance`` (m, default equal).

    ``rows`` (n, m) without gaps or constant columns. For the weighted mean (``parent`` None) the answer is C⁻¹·(s ∘
    importance), with the covariances C and standard deviations s, wherever none is negative; otherwise, and for
    any other mean, the squared differences are minimised (SLSQP) from there. Source: Becker et al. (2017), Weights and
    importance in composite indicators, Ecological Indicators 80.
    """
    aim = np.ones(rows.shape[1]) if importance is None else np.asarray(importance, dtype=np.float64)
    unit = rows / np.abs(rows).max()
    begin = _linear(unit, aim)
    make = parent or (lambda w: unit @ w)
    found = _result(begin, rows, make, aim)
    if found.gap < 1e-9:
        return found
    improved = minimize(
        lambda w: _distance(w, rows, make, aim),
        np.clip(begin, 1e-3, None) / np.clip(begin, 1e-3, None).sum(),
        method="SLSQP",
        bounds=[(0.0, 1.0)] * len(begin),
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        options={"maxiter": 500, "ftol": 1e-16},
    )
    weights = np.where(improved.x > 1e-9, improved.x, 0.0)
    other = _result(weights / weights.sum(), rows, make, aim)
    return min(found, other, key=lambda result: result.gap)


def _linear(rows: Floats, aim: Floats) -> Floats:
    """The exact answer for the weighted mean, negative weights set to 0."""
    covariance = np.atleast_2d(np.cov(rows, rowvar=False))
    weights, *_ = np.linalg.lstsq(covariance, np.sqrt(np.diag(covariance)) * aim, rcond=None)
    weights = np.clip(weights, 0, None)
    return weights / weights.sum() if weights.sum() > 0 else np.full(len(aim), 1 / len(aim))


def _correlations(w: Floats, rows: Floats, make: Parent) -> Floats:
    score = make(w)
    score, centred = score - score.mean(), rows - rows.mean(axis=0)
    spread = np.sqrt(np.sum(centred**2, axis=0) * np.sum(score**2))
    found: Floats = np.divide(centred.T @ score, spread, out=np.zeros(len(w)), where=spread > 0)
    return found


def _distance(w: Floats, rows: Floats, make: Parent, aim: Floats) -> float:
    reached = _correlations(w, rows, make) / aim
    return float(np.sum((reached - reached.mean()) ** 2))


def _result(w: Floats, rows: Floats, make: Parent, aim: Floats) -> CorrelationWeights:
    correlations = _correlations(w, rows, make)
    reached = correlations / aim
    middle = abs(float(reached.mean()))
    gap = float(np.abs(reached - reached.mean()).max()) / middle if middle > 0 else np.inf
    return CorrelationWeights(w, correlations, gap)
