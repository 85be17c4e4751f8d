"""Linear methods: a value's way from the worst to the best end, whatever the ends are."""

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.reasons import Reason
from cityindex.steps.scales.settings import Settings, blocks, count, largest, plain, reason, smallest
from cityindex.steps.state import RecipeError


def minmax(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − worst) / (best − worst) of the values seen, on low–high (Handbook, section 5.2).

    The best value is the largest, or the smallest if less is better. Seen values score within low–high; others (with
    a base period) may score beyond, unless ``cap``.
    """
    worst, best = _extremes(seen, s)
    return line(x, worst, best, s), _spread(seen, worst, best)


def scaled(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − l) / (u − l) for a given range l, u, or (u − x) / (u − l) if less is better; not capped."""
    up = s.directions > 0
    worst, best = np.where(up, s.ranges[0], s.ranges[1]), np.where(up, s.ranges[1], s.ranges[0])
    return line(x, worst, best, s), reason(x.shape)


def goalposts(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − low) / (high − low) against the declared goalposts, kept within 0–1; ln of all three if ``log``.

    ``low`` scores 0 and ``high`` 1, whichever is larger; with direction −1 and low < high the score is turned
    round. Values beyond the posts count as the post (unless ``cap`` is false), so ln never sees a number ≤ 0.
    Nothing here depends on the other units: a city added changes nobody's score.
    """
    first = np.array([np.nan if g is None else float(g.low) for g in s.goalposts])
    last = np.array([np.nan if g is None else float(g.high) for g in s.goalposts])
    logs = [k for k, g in enumerate(s.goalposts) if g is not None and g.log]
    if logs:
        x = _logarithms(x, first, last, s, logs)
    turned = (s.directions < 0) & (first < last)
    worst, best = np.where(turned, last, first), np.where(turned, first, last)
    why = reason(x.shape, (np.isnan(first), Reason.NO_GOALPOSTS), (first == last, Reason.ZERO_RANGE))
    return line(x, worst, best, s, s.capped(True)), why


def _logarithms(x: Floats, first: Floats, last: Floats, s: Settings, columns: list[int]) -> Floats:
    """Return x with the logarithm of some columns; their goalposts change in place."""
    x = x.copy()
    for k in columns:
        ends = float(min(first[k], last[k])), float(max(first[k], last[k]))
        if ends[0] <= 0:
            raise RecipeError(f"normalise: the goalposts of {s.codes[k]} use ln, so both must be above 0")
        if s.cap[k] is False:
            raise RecipeError(
                f"normalise: the goalposts of {s.codes[k]} use ln, so values beyond them are capped; leave cap out"
            )
        x[..., k] = np.log(np.clip(x[..., k], *ends))
        first[k], last[k] = np.log(first[k]), np.log(last[k])
    return x


def target(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Distance to target: (x − min) / (target − min), or (max − x) / (max − target) if less is better.

    Reaching the target scores the most, and passing it no more unless ``cap`` is false; a target no better than the
    worst value is met by all.
    """
    worst, _ = _extremes(seen, s)
    worst, goal = np.broadcast_arrays(worst, s.targets)
    met = goal * s.directions <= worst * s.directions
    new = line(x, worst, goal, s, s.capped(True))
    if met.any():
        alone = np.where(x * s.directions >= goal * s.directions, s.high, s.low)
        new = np.where(met & ~np.isnan(x), alone, new)
    return new, reason(x.shape, (np.isnan(goal), Reason.NO_TARGET))


def distance_to_max(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """1 − (best − x) / (best − worst) of the values seen: *minmax* written as a distance, and the same number."""
    return minmax(x, seen, s)


def distance_to_reference(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """1 − (ref − x) / (ref − worst) with the reference unit's value; more than it scores above high unless ``cap``."""
    worst, _ = _extremes(seen, s)
    few = count(seen) < 2
    lowest = ~(s.reference * s.directions > worst * s.directions)
    best = np.where(few | lowest, np.nan, s.reference)
    return line(x, worst, best, s), reason(x.shape, (few, Reason.SINGLE), (lowest, Reason.NO_REFERENCE))


def fraction_of_max(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """x / max of the values seen; (max + min − x) / max if less is better: the mirror image, so the smallest scores 1.

    Either way scores lie between min / max and 1. A ratio to the maximum says nothing about numbers below 0
    (NEGATIVE), nor where all are 0 (ZERO_RANGE).
    """
    low, high = smallest(seen), largest(seen)
    up, few = s.directions > 0, count(seen) < 2
    unusable = few | (low < 0) | (high == 0)
    worst = np.where(unusable, np.nan, np.where(up, 0.0, low + high))
    new = line(x, worst, np.where(up, high, low), s)
    return new, reason(
        x.shape, (few, Reason.SINGLE), (low < 0, Reason.NEGATIVE), (high == 0, Reason.ZERO_RANGE)
    )


def line(x: Floats, worst: Floats, best: Floats, s: Settings, capped: np.ndarray | None = None) -> Floats:
    """low + (x − worst) / (best − worst) · (high − low), kept within the ends in columns that are ``capped``.

    ``worst`` and ``best`` are (k) or (…, 1, k); equal ones give NaN.
    """
    capped = s.capped(False) if capped is None else capped
    span = best - worst
    span = np.where(span == 0, np.nan, span)
    floor, ceiling = plain(np.where(capped, 0.0, -np.inf)), plain(np.where(capped, 1.0, np.inf))
    begin, length, stretch, low = plain(worst), plain(span), plain(s.high - s.low), plain(s.low)
    out = np.empty(x.shape)
    for rows in blocks(x):
        part = out[..., rows, :]
        np.subtract(x[..., rows, :], begin, out=part)
        part /= length
        if capped.any():
            np.maximum(part, floor, out=part)
            np.minimum(part, ceiling, out=part)
        part *= stretch
        if np.any(low):
            part += low
    return out


def _extremes(seen: Floats, s: Settings) -> tuple[Floats, Floats]:
    """Worst and best value of every column, (…, 1, k)."""
    low, high = smallest(seen), largest(seen)
    up = s.directions > 0
    return np.where(up, low, high), np.where(up, high, low)


def _spread(seen: Floats, worst: Floats, best: Floats) -> Codes:
    """SINGLE with fewer than two values, ZERO_RANGE where all are equal."""
    flat = worst == best
    few = (count(seen) < 2) if flat.any() or np.isnan(worst).any() else np.zeros(flat.shape, dtype=np.bool_)
    return reason(seen.shape, (few, Reason.SINGLE), (flat, Reason.ZERO_RANGE))
