"""What one indicator alone would have to be to bring a node into its next band."""

import math
from collections.abc import Callable, Iterable, Iterator

from cityindex.analysis.leverage.goals import Goal, Goals, band_scale
from cityindex.analysis.leverage.results import Reach
from cityindex.framework.types import Band, BandScale, Node

CLOSE = 1e-11
"""A search ends when the score is over the line by less than this share of the line."""


def bands_of(goals: Goals, node: Node, score: float) -> tuple[BandScale | None, Band | None, Band | None]:
    """Return a node's scale, the band its score is in, and the next better one (scores: more is better)."""
    scale = band_scale(goals.framework, node.bands)
    if scale is None or score != score:
        return scale, None, None
    now = scale.band(score)
    if now is None:
        return scale, None, scale.bands[0] if score < scale.bands[0].start else None
    place = scale.bands.index(now)
    return scale, now, scale.bands[place + 1] if place + 1 < len(scale.bands) else None


def reaches(
    goals: Goals, node: Node, scale: BandScale, band: Band, indicators: Iterable[int]
) -> Iterator[Reach]:
    """Yield, for indicators that have a best value better than the present one, what they could do alone."""
    line = band.start - (0.5 * 10.0**-scale.decimals if scale.decimals is not None else 0.0)
    for i in indicators:
        best = goals.target(i)
        if not isinstance(best, Goal):
            best = goals.peer(i)
        if isinstance(best, Goal) and not math.isnan(
            (found := _reach(goals, node, line, i, best.value)).after
        ):
            yield found


def _reach(goals: Goals, node: Node, line: float, i: int, best: float) -> Reach:
    city, indicator = goals.city, goals.framework.indicators[i]

    def over(value: float) -> float:
        return city.score(values={indicator.code: value}).score(node.code) - line + CLOSE * abs(line)

    now = goals.value(i)
    possible = over(best) >= 0
    value = best
    if possible:
        value = (
            _first_whole(over, now, best)
            if i in goals.whole
            else _first(over, now, best, CLOSE * max(1.0, abs(line)))
        )
    then = city.score(values={indicator.code: value})
    return Reach(
        indicator=indicator,
        value=now,
        to_value=value,
        score=float(city.index.normalised[city.at][i]),
        to_score=float(then.normalised[i]),
        after=then.score(node.code),
        possible=possible,
    )


def _first(over: Callable[[float], float], low: float, high: float, close: float) -> float:
    """Return where a rising ``over`` passes 0 between low (below) and high: the Illinois false position."""
    below, above, side = over(low), over(high), 0
    for _ in range(60):
        middle = high - above * (high - low) / (above - below)
        if not min(low, high) < middle < max(low, high):
            break
        found = over(middle)
        if found >= 0:
            high, above, below, side = middle, found, below / 2 if side > 0 else below, 1
            if found <= close:
                break
        else:
            low, below, above, side = middle, found, above / 2 if side < 0 else above, -1
    return high


def _first_whole(over: Callable[[float], float], low: float, high: float) -> float:
    """Return the first whole number from low towards high at which a rising ``over`` is not below 0."""
    step = 1 if high > low else -1
    near, far = int(low), int(high)  # low is below the line, high is not
    while abs(far - near) > 1:
        middle = near + step * (abs(far - near) // 2)
        near, far = (near, middle) if over(float(middle)) >= 0 else (middle, far)
    return float(far)
