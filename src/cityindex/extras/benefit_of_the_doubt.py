"""Benefit of the doubt: every city is judged by the weights that suit it best, as long as nobody passes 1 by them."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from cityindex.dataset import Floats, Mask


@dataclass(frozen=True, slots=True, eq=False)
class BenefitOfTheDoubt:
    """``scores`` (n) from 0 to 1 and the ``weights`` (n, k) each unit chose; ``shares`` (n, k) = w·x / score.

    NaN for a unit without values or with one below 0. A missing value has weight 0. Where all values are 0 the score is
    0 and the shares are NaN.
    """

    scores: Floats
    weights: Floats
    shares: Floats


def benefit_of_the_doubt(values: Floats, low: float = 0.0, high: float = 1.0) -> BenefitOfTheDoubt:
    """Solve, for every unit i of ``values`` (n, k), max Σ_j w_j·x_ij with Σ_j w_j·x_mj ≤ 1 for all m and w ≥ 0.

    ``low`` and ``high`` bound the share of each value in the unit's own score, low ≤ w_j·x_ij / score ≤ high; without
    them a unit may count its best value alone. A unit with gaps has fewer values to share among, so its upper bound is
    at least 1 / their number. A value that a peer lacks does not bind it. Units that another one equals or beats in
    every value never bind and are left out of the programmes. Solved by HiGHS.

    Source: Melyn and Moesen (1991); Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), Social Indicators Research 82.
    """
    if not 0 <= low <= 1 / values.shape[1] <= high <= 1:
        raise ValueError(
            f"shares from {low:g} to {high:g} cannot sum to 1 over {values.shape[1]} values; widen the bounds"
        )
    negative: Mask = np.logical_or.reduce(values < 0, axis=1)
    sound: Mask = np.logical_or.reduce(~np.isnan(values), axis=1) & ~negative
    unit = np.nan_to_num(np.fmax.reduce(np.where(sound[:, None], values, np.nan), axis=0, initial=0.0))
    scale = np.where(unit > 0, unit, 1.0)
    peers = _frontier(np.nan_to_num(values[sound] / scale))
    scores, weights = np.full(len(values), np.nan), np.full(values.shape, np.nan)
    for i in np.flatnonzero(sound):
        weights[i] = _best(values[i] / scale, peers, low, high) / scale
        scores[i] = np.nansum(weights[i] * values[i])
    shares = np.divide(
        weights * np.nan_to_num(values),
        scores[:, None],
        out=np.full(values.shape, np.nan),
        where=scores[:, None] > 0,
    )
    return BenefitOfTheDoubt(scores, weights, shares)


def _frontier(rows: Floats) -> Floats:
    """The distinct rows that no other row equals or beats in every column."""
    rows = np.unique(rows, axis=0)
    rows = rows[np.argsort(-rows.sum(axis=1), kind="stable")]  # a row is only beaten by one with a larger sum
    kept: list[Floats] = []
    for row in rows:
        if not (kept and (np.array(kept) >= row).all(axis=1).any()):
            kept.append(row)
    return np.array(kept).reshape(-1, rows.shape[1])


def _best(own: Floats, peers: Floats, low: float, high: float) -> Floats:
    """The weights (k) that suit one unit best; 0 for the values it lacks."""
    here = ~np.isnan(own)
    x, k = own[here], int(here.sum())
    limits, ends = [peers[:, here]], [np.ones(len(peers))]
    ceiling = max(high, 1 / k)
    if low > 0:
        limits.append(low * x - np.diag(x))
        ends.append(np.zeros(k))
    if ceiling < 1:
        limits.append(np.diag(x) - ceiling * x)
        ends.append(np.zeros(k))
    found = linprog(-x, A_ub=np.concatenate(limits), b_ub=np.concatenate(ends), method="highs")
    weights = np.zeros(len(own))
    weights[here] = found.x
    return weights
