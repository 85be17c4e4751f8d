"""Observations and the array they become."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one indicator for one unit (city) and period (year).

    ``source`` is "" for the main table, else the key of a second source; ``year`` is the year the source
    gives where it differs from ``period``; ``judgement`` is a printed interpretation ("Baik"), never computed.
    """

    unit: str
    indicator: str
    period: int
    raw_value: str
    source: str = ""
    year: int | None = None
    judgement: str | None = None
