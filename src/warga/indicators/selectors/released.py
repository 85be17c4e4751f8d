"""Published values as open data, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from warga.indicators.models import Observation


@dataclass(frozen=True, slots=True)
class Asked:
    """Which values; an empty string or None asks for all. ``city`` is a code or short name, ``after`` a cursor."""

    city: str = ""
    framework: str = ""
    period: int | None = None
    indicator: str = ""
    after: int = 0
    limit: int = 1_000


class Released(NamedTuple):
    """One published value."""

    id: int
    city: str
    city_name: str
    framework: str
    code: str
    period: int
    raw_value: str
    value: float | None
    read_as: str
    source_key: str
    source_year: int | None
    source: str
    published_at: datetime | None


FIELDS = (
    "pk", "city__code", "city__name", "framework_id", "indicator", "period", "raw_value", "value", "read_as",
    "source", "year", "citation", "published_at",
)  # fmt: skip


def released(asked: Asked) -> list[Released]:
    """Return the published values after the cursor, the oldest first; one query."""
    rows = _matching(asked).filter(pk__gt=asked.after).order_by("pk")[: asked.limit]
    return [Released(*row) for row in rows.values_list(*FIELDS)]


def stamp(asked: Asked) -> tuple[int, datetime | None]:
    """Return how many values match, and when one of them was last published; one query."""
    found = _matching(asked).aggregate(count=Count("pk"), newest=Max("published_at"))
    return found["count"], found["newest"]


def _matching(asked: Asked) -> QuerySet[Observation]:
    wanted = Q(is_public=True)
    if asked.city:
        wanted &= Q(city__code=asked.city) | Q(city__slug=asked.city)
    if asked.framework:
        wanted &= Q(framework_id=asked.framework)
    if asked.period is not None:
        wanted &= Q(period=asked.period)
    if asked.indicator:
        wanted &= Q(indicator=asked.indicator)
    return Observation.objects.filter(wanted)
