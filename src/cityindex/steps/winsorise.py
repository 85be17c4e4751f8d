"""Pull in the extremes of many columns at once, each until it passes the test for outliers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.steps.moments import row_moments

Counts = NDArray[np.int64]

NEAR = 1e-9
"""A figure this close to its limit counts as at the limit: neither the order of the units nor their measuring
unit decides it by the last bit."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What the test asks of each of F rows, and how many points (F) may be moved; ``forced`` (F): whatever it says."""

    skew: Floats
    kurtosis: Floats
    points: Counts
    forced: Mask

    def passed(self, skewness: Floats, kurtosis: Floats) -> Mask:
        """|skewness| < skew or kurtosis < its limit; a row without these figures has nothing to fail."""
        calm = (np.abs(skewness) < self.skew - NEAR) | (kurtosis < self.kurtosis - NEAR)
        return calm | np.isnan(skewness)

    def of(self, rows: Mask | Counts | slice) -> "Limits":
        """Return the limits of some rows."""
        return Limits(self.skew[rows], self.kurtosis[rows], self.points[rows], self.forced[rows])


@dataclass(slots=True, eq=False)
class Winsorised:
    """F rows: the ends ``low`` and ``high`` values are pulled in to, how many points that moves, the test after."""

    low: Floats
    high: Floats
    moved_low: Counts
    moved_high: Counts
    skewness: Floats
    kurtosis: Floats


def winsorise(x: Floats, limits: Limits) -> Winsorised:
    """Move the highest value (skewness ≥ 0) or the lowest of each row (F, n) to the next one, tied points together.

    Stops when the row passes (unless forced), when more than ``points`` would move, and before all values are
    equal. The result is two ends: the new values are x clipped to low…high, so the order of units is irrelevant.
    """
    ordered = np.sort(x, axis=1)  # NaN go last
    rows = np.arange(len(x))
    count = x.shape[1] - np.count_nonzero(np.isnan(x), axis=1)
    low, high = ordered[:, 0].copy(), ordered[rows, np.maximum(count - 1, 0)]
    moved_low, moved_high = np.zeros_like(count), np.zeros_like(count)
    found = Winsorised(low, high, moved_low, moved_high, *row_moments(ordered))
    active = rows[~_done(found, limits, rows)]
    while len(active):
        active = active[_pull(found, ordered[active], count[active], limits.points, active)]
        clipped = np.clip(ordered[active], found.low[active, None], found.high[active, None])
        found.skewness[active], found.kurtosis[active] = row_moments(clipped)
        active = active[~_done(found, limits, active)]
    return found


def _done(found: Winsorised, limits: Limits, rows: Counts) -> Mask:
    skewness, kurtosis = found.skewness[rows], found.kurtosis[rows]
    chosen = limits.of(rows)
    return np.isnan(skewness) | (chosen.passed(skewness, kurtosis) & ~chosen.forced)


def _pull(found: Winsorised, ordered: Floats, count: Counts, points: Counts, rows: Counts) -> Mask:
    """Move one end of each row; return which rows could be moved."""
    upper = found.skewness[rows] > -NEAR
    low, high = found.low[rows], found.high[rows]
    above = np.count_nonzero(ordered >= high[:, None], axis=1)
    below = np.count_nonzero(ordered <= low[:, None], axis=1)
    at = np.where(upper, count - above - 1, np.minimum(below, count - 1))
    following = ordered[np.arange(len(rows)), np.maximum(at, 0)]
    moved_high = np.where(upper, above, found.moved_high[rows])
    moved_low = np.where(upper, found.moved_low[rows], below)
    inside = (low < following) & (following < high)
    can: Mask = inside & (moved_high + moved_low <= points[rows])
    found.high[rows[can & upper]] = following[can & upper]
    found.low[rows[can & ~upper]] = following[can & ~upper]
    found.moved_high[rows[can]], found.moved_low[rows[can]] = moved_high[can], moved_low[can]
    return can
