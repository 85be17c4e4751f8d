"""When a node would reach its next band at its present pace."""

import math
from dataclasses import dataclass
from typing import Literal

from cityindex.framework.types import Band, BandScale

Outlook = Literal["within", "beyond", "away", "top", "unknown"]


@dataclass(frozen=True, slots=True)
class Horizon:
    """At this pace, the ``band`` in ``first``–``last``.

    ``outlook``: ``within`` the horizon; ``beyond`` it; ``away`` where the score does not rise; ``top`` where no
    band is better; ``unknown`` without a pace or bands. ``first``: the year at the fast end of the interval,
    ``middle`` at the pace itself, ``last`` at the slow end; None: not within the horizon.
    """

    outlook: Outlook
    band: Band | None = None
    first: int | None = None
    middle: int | None = None
    last: int | None = None


def horizon_of(
    scale: BandScale | None, level: float, year: int, pace: tuple[float, float, float], years: int
) -> Horizon:
    """Take the level of ``year`` on with the pace (value, low, high end) for at most ``years`` years."""
    if scale is None or math.isnan(level):
        return Horizon("unknown")
    now = scale.band(level)
    place = -1 if now is None else scale.bands.index(now)
    if now is None and level >= scale.bands[0].start:
        return Horizon("unknown")
    if place == len(scale.bands) - 1:
        return Horizon("top")
    band = scale.bands[place + 1]
    if math.isnan(pace[0]):
        return Horizon("unknown", band)
    edge = 0.5 * 10.0**-scale.decimals if scale.decimals is not None else 0.0
    middle, last, first = (_year(band.start - edge - level, year, one, years) for one in pace)
    if pace[0] <= 0:
        return Horizon("away", band)
    return Horizon("beyond" if first is None else "within", band, first, middle, last)


def _year(distance: float, year: int, pace: float, years: int) -> int | None:
    if pace <= 0 or distance > pace * years:
        return None
    return year + max(math.ceil(distance / pace - 1e-9), 1)
