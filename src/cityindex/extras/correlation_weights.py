"""Weights under which every child is as correlated with its parent as it is meant to be important."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares, nnls

from cityindex.dataset import Floats, Mask
from cityindex.steps.weights.drawn import correlations
from cityindex.steps.weights.errors import WeightError

Parent = Callable[[Floats], Floats]
"""Weights (m) → the parent's score of every row (n)."""

_RIDGE = 1e-9
"""Added to the diagonal of the correlations, so that children that are copies of each other share their weight."""


@dataclass(frozen=True, slots=True, eq=False)
class CorrelationWeights:
    """``weights`` (m), sum 1; ``correlations`` (m) of the children with the parent they make.

    ``gap``: the largest distance of correlation ÷ importance from the smallest, as a share of that: 0 where the aim is
    reached. It cannot always be: a child that repeats the others may need a weight below 0, gets 0 and stays more
    correlated than it is important.
    """

    weights: Floats
    correlations: Floats
    gap: float


def correlation_weights(
    rows: Floats, importance: Floats | None = None, parent: Parent | None = None
) -> CorrelationWeights:
    """Find weights ≥ 0 that make corr(child, parent) proportional to ``importance`` (m, default equal).

    ``rows`` (n, m) without gaps or constant columns. For the weighted mean (``parent`` None) with correlations R and
    standard deviations s, w = u / s, where u minimises u·Ru / 2 − importance·u over u ≥ 0 (non-negative least
    squares). Then children with weight are exactly as correlated as their importance asks, those without are more: the
    least correlated one, measured by importance, is as correlated as any weights can make it. For another mean
    the same children's weights are moved on until their correlations with that parent agree, where that succeeds.

    ``WeightError`` where children run against each other so that no weights correlate with all of them.
    Source of the aim: Becker et al. (2017), Weights and importance in composite indicators, Ecological Indicators 80.
    """
    aim = np.ones(rows.shape[1]) if importance is None else np.asarray(importance, dtype=np.float64)
    matrix, spread = correlations(rows), rows.std(axis=0)
    values, vectors = np.linalg.eigh(matrix + _RIDGE * np.eye(len(aim)))
    root = np.sqrt(np.maximum(values, _RIDGE))
    u, _ = nnls(root[:, None] * vectors.T, vectors.T @ aim / root)
    if (matrix @ u < (1 - 1e-3) * aim).any():
        raise WeightError(
            "run against each other, so that no weights correlate with all of them; choose equal"
        )
    weights = u / spread
    weights = np.where(weights > 1e-6 * weights.max(), weights, 0.0)
    found = _result(weights / weights.sum(), rows, parent or (lambda w: rows @ w), aim)
    return found if parent is None else _moved(found, rows, parent, aim)


def _moved(begun: CorrelationWeights, rows: Floats, parent: Parent, aim: Floats) -> CorrelationWeights:
    """Go on from the weights of the weighted mean to those of another; stay there if that leads nowhere."""
    used: Mask = begun.weights > 0

    def full(logarithms: Floats) -> Floats:
        weights = np.zeros(len(aim))
        weights[used] = np.exp(logarithms - logarithms.max())
        weights /= weights.sum()
        return weights

    def apart(logarithms: Floats) -> Floats:
        reached = _correlations(full(logarithms), rows, parent)[used] / aim[used]
        away: Floats = reached - reached.mean()
        return away

    found = least_squares(apart, np.log(begun.weights[used]), xtol=1e-14, ftol=1e-14, gtol=1e-14)
    reached = np.abs(found.fun).max() < 1e-8
    return _result(full(found.x), rows, parent, aim) if reached else begun


def _correlations(w: Floats, rows: Floats, make: Parent) -> Floats:
    score = make(w)
    score, centred = score - score.mean(), rows - rows.mean(axis=0)
    spread = np.sqrt(np.sum(centred**2, axis=0) * np.sum(score**2))
    found: Floats = np.divide(centred.T @ score, spread, out=np.zeros(len(w)), where=spread > 0)
    return found


def _result(w: Floats, rows: Floats, make: Parent, aim: Floats) -> CorrelationWeights:
    found = _correlations(w, rows, make)
    reached = found / aim
    least = float(reached.min())
    return CorrelationWeights(w, found, float(reached.max()) / least - 1 if least > 0 else np.inf)
