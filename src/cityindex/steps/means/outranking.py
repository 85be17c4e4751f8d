"""Copeland's rule: who beats whom, counted."""

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.means.power import total

_CELLS = 2**16
"""Pairs compared at once: they stay in the cache, where a table of all pairs of 10,000 units would fill the memory."""


def copeland(x: Floats, w: Floats) -> Floats:
    """(wins + ties / 2) / (n − 1): the share of the other units that a unit beats. x (k, n) → (n), from 0 to 1.

    A unit beats another if the children in which it is better weigh more than those in which it is worse, among the
    children that both have; equal weights are a tie, and so is having no child in common. NaN for a unit without any
    child with weight, and where nobody is there to be compared with. Copeland's score (wins − losses) is
    (n − 1)·(2·share − 1), so the order is the same.
    """
    x = np.where(w > 0, x, np.nan)
    taking_part = ~np.isnan(x).all(axis=0)
    inside = x[:, taking_part]
    n = inside.shape[1]
    share = np.full(x.shape[1], np.nan)
    if n < 2:
        return share
    rows = max(1, _CELLS // n)
    points = np.concatenate([_points(inside[:, i : i + rows], inside, w) for i in range(0, n, rows)])
    share[taking_part] = (points - 0.5) / (n - 1)  # every unit ties with itself
    return share


def _points(some: Floats, every: Floats, w: Floats) -> Floats:
    """Wins plus half the ties of ``some`` units (k, m) against ``every`` unit (k, n), themselves included."""
    balance = np.zeros((some.shape[1], every.shape[1]))
    for ours, theirs, weight in zip(some[:, :, None], every[:, None, :], w[:, 0], strict=True):
        balance += weight * ((ours > theirs).view(np.int8) - (ours < theirs).view(np.int8))
    even = np.abs(balance) <= 1e-12 * total(w)
    points: Floats = np.where(even, 0.5, balance > 0).sum(axis=1)
    return points
