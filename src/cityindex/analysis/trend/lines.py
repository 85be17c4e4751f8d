"""Pace and acceleration of short series, hardly moved by one odd year, with intervals from what is left over."""

import math
from itertools import combinations, pairwise

import numpy as np

from cityindex.dataset import Floats

CELLS = 1 << 22
"""Differences held at once; many long series are done in parts."""

SHARE = 0.9
"""Of repeated series that follow their line, this share of the intervals hold the true pace."""

Estimate = tuple[Floats, Floats, Floats]
"""Value, low and high end (k)."""


def pace(t: Floats, y: Floats) -> Estimate:
    """Points a year of k series ``y`` (k, n) at times ``t`` (n ≥ 3): the median slope through all pairs.

    Theil (1950) and Sen (1968). Interval: slope ± t(n − 2)·s / √Σ(t − t̄)², s² = Σ r² / (n − 2), r the distances
    from the line through the medians.
    """
    slope = _quiet(_medians(t, y, 2), y)
    rest = _rest(t, y, slope)
    error = np.sqrt(np.sum(rest**2, axis=1) / (len(t) - 2) / np.sum((t - t.mean()) ** 2))
    half = quantile(len(t) - 2) * error
    return slope, slope - half, slope + half


def acceleration(t: Floats, y: Floats) -> Estimate:
    """Points a year, a year (n ≥ 4): twice the median second divided difference through all triples.

    It is what Theil and Sen do, one degree higher, and exact for a parabola however the years are spaced.
    Interval: ± t(n − 3)·2s / √S, s² = Σ r² / (n − 3), S the part of (t − t̄)² that no line explains.
    """
    bend = _quiet(2 * _medians(t, y, 3), y)
    square = (t - t.mean()) ** 2
    bent = y - bend[:, None] / 2 * square
    rest = _rest(t, bent, _medians(t, bent, 2))
    centred = t - t.mean()
    curve = square - square.mean()
    curve = curve - (curve @ centred) / (centred @ centred) * centred
    error = 2 * np.sqrt(np.sum(rest**2, axis=1) / (len(t) - 3) / np.sum(curve**2))
    half = quantile(len(t) - 3) * error
    return bend, bend - half, bend + half


def _medians(t: Floats, y: Floats, size: int) -> Floats:
    """Median over all subsets of ``size`` points of the divided difference through them: (k)."""
    chosen = np.array(list(combinations(range(len(t)), size)))
    step = max(1, CELLS // len(chosen))
    parts = [_divided(t, y[k : k + step], chosen) for k in range(0, len(y), step)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _quiet(found: Floats, y: Floats) -> Floats:
    """Take binary noise for what it is: zero."""
    return np.where(np.abs(found) <= 1e-12 * np.abs(y).max(axis=1, initial=0.0), 0.0, found)


def _divided(t: Floats, y: Floats, chosen: np.ndarray) -> Floats:
    differences = [y[:, column] for column in chosen.T]
    times = [t[column] for column in chosen.T]
    for order in range(1, len(differences)):
        differences = [
            (b - a) / (times[n + order] - times[n]) for n, (a, b) in enumerate(pairwise(differences))
        ]
    median: Floats = np.median(differences[0], axis=1)
    return median


def _rest(t: Floats, y: Floats, slope: Floats) -> Floats:
    """Distances from the line with this slope through the median of what it leaves: (k, n)."""
    left = y - slope[:, None] * t
    return left - np.median(left, axis=1, keepdims=True)


def quantile(df: int, share: float = SHARE) -> float:
    """Return the t with P(|T| ≤ t) = share for Student's T, by halving; df ≥ 1."""
    low, high = 0.0, 1e4
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, df) < share else (low, middle)
    return high


def _within(t: float, df: int) -> float:
    """P(|T| ≤ t), exact for whole df (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(df))
    cosine = math.cos(angle)
    odd = df % 2
    term = total = cosine if odd else 1.0
    for k in range(2 + odd, df - 1, 2):
        term *= cosine**2 * (k - 1) / k
        total += term
    if not odd:
        return math.sin(angle) * total
    return 2 / math.pi * (angle + (math.sin(angle) * total if df > 1 else 0.0))
