"""Published values across cities or years: what comparisons and series are made of."""

from typing import NamedTuple

from warga.indicators.models import Observation


class Cell(NamedTuple):
    """One published value of the main source: whose, which, and what it was read as."""

    city_id: int
    indicator: str
    value: float | None
    read_as: str


class Year(NamedTuple):
    """One published value of a series."""

    period: int
    raw_value: str
    value: float | None
    read_as: str


def public_cells(framework_id: str, period: int) -> list[Cell]:
    """Return the published values of every city in one period; one query."""
    rows = Observation.objects.filter(framework_id=framework_id, period=period, source="", is_public=True)
    return [Cell(*row) for row in rows.values_list(*Cell._fields).iterator(chunk_size=10_000)]


def over_years(city_id: int, framework_id: str, indicator: str) -> list[Year]:
    """Return the published values of one indicator in one city, the earliest first; one query."""
    rows = Observation.objects.filter(
        city_id=city_id, framework_id=framework_id, indicator=indicator, source="", is_public=True
    )
    return [Year(*row) for row in rows.order_by("period").values_list(*Year._fields)]
