"""Values: the drafts staff see, the versions the public sees, and what the engine makes of them."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from cityindex import dataset, quality
from cityindex.framework import Framework
from warga.indicators.domain.entries import CityRef, Key, Version
from warga.indicators.models import Observation, StartedPeriod
from warga.places import selectors as places

if TYPE_CHECKING:
    from warga.places.models import City


def latest(city_id: int, framework_id: str, period: int) -> list[Observation]:
    """Return the newest version of every value of a period, drafts included; for staff."""
    return list(_of(city_id, framework_id, period).filter(is_latest=True))


def public(city_id: int, framework_id: str, period: int) -> list[Observation]:
    """Return the published version of every value of a period."""
    return list(_of(city_id, framework_id, period).filter(is_public=True))


def _of(city_id: int, framework_id: str, period: int) -> QuerySet[Observation]:
    return Observation.objects.filter(city_id=city_id, framework_id=framework_id, period=period).order_by(
        "indicator", "source"
    )


def history(
    city_id: int, framework_id: str, period: int, indicator: str, *, drafts: bool = False
) -> list[Observation]:
    """Return every version of a value, newest first; without ``drafts`` only those that have been public."""
    found = (
        _of(city_id, framework_id, period).filter(indicator=indicator).select_related("entered_by", "batch")
    )
    if not drafts:
        found = found.filter(published_at__isnull=False)
    return list(found.order_by("-pk"))


def periods(city_id: int, framework_id: str, *, drafts: bool = False) -> list[int]:
    """Return the periods with values, newest first; with ``drafts`` also those begun or not yet published."""
    rows = Observation.objects.filter(city_id=city_id, framework_id=framework_id)
    shown = rows.filter(Q(is_latest=True) if drafts else Q(is_public=True))
    found = set(shown.values_list("period", flat=True).distinct())
    if drafts:
        begun = StartedPeriod.objects.filter(city_id=city_id, framework_id=framework_id)
        found |= set(begun.values_list("period", flat=True))
    return sorted(found, reverse=True)


def usual_framework(city_id: int) -> str | None:
    """Return the framework a city has most values of: the one a form proposes."""
    rows = Observation.objects.filter(city_id=city_id, is_latest=True)
    counted = rows.values("framework_id").annotate(count=Count("pk")).order_by("-count", "framework_id")
    return counted.values_list("framework_id", flat=True).first()


def draft_enterers(city_id: int, framework_id: str, period: int) -> set[int | None]:
    """Return who entered the drafts of a period: those who may not publish it."""
    drafts = _of(city_id, framework_id, period).filter(is_latest=True, is_public=False)
    return set(drafts.order_by().values_list("entered_by_id", flat=True).distinct())


def versions(framework_id: str, cities: Mapping[str, CityRef], years: Collection[int]) -> dict[Key, Version]:
    """Return the newest stored version of every value of these cities and years; one query."""
    codes = {city.id: code for code, city in cities.items() if city.id is not None}
    rows = Observation.objects.filter(framework_id=framework_id, period__in=years, is_latest=True)
    if len(codes) <= 200:  # a longer list is dearer than reading past the other cities
        rows = rows.filter(city_id__in=codes)
    fields = (
        "city_id",
        "period",
        "indicator",
        "source",
        "pk",
        "raw_value",
        "decimal",
        "scale",
        "year",
        "citation",
    )
    return {
        Key(codes[row[0]], *row[1:4]): Version(*row[4:])
        for row in rows.values_list(*fields, "is_public").iterator(chunk_size=10_000)
        if row[0] in codes
    }


def as_engine_observations(
    unit: str, rows: Iterable[Observation], judgements: Mapping[str, str] | None = None
) -> list[dataset.Observation]:
    """Return values as the engine reads them; ``judgements`` are levels by indicator, for the main table."""
    levels = judgements or {}
    return [
        dataset.Observation(
            unit=unit,
            indicator=row.indicator,
            period=row.period,
            raw_value=row.raw_value,
            source=row.source,
            year=row.year,
            judgement=levels.get(row.indicator) if not row.source else None,
            decimal=row.decimal,
            scale=row.scale,
        )
        for row in rows
    ]


def context_of(city: "City") -> dict[str, float]:
    """Return what rules and denominators may refer to besides the values; a number nobody knows is left out."""
    found = {"kelurahan_count": places.kelurahan_count(city.pk), "population": city.population}
    return {name: float(number) for name, number in found.items() if number}


def flags_of(
    framework: Framework,
    city: "City",
    rows: Iterable[Observation],
    judgements: Mapping[str, str] | None = None,
) -> tuple[quality.Flag, ...]:
    """Raise the flags of one city and period from its values, as they are now."""
    return quality.check(framework, as_engine_observations(city.code, rows, judgements), context_of(city))
