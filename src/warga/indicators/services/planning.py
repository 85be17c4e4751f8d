"""The first half of every write: say what would become of each value. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from warga.indicators.domain.entries import CityRef, Entry
from warga.indicators.domain.locate import Desk, folded, locate
from warga.indicators.domain.plan import Found, Plan, keys_of, plan_rows
from warga.indicators.selectors.editions import current_framework
from warga.indicators.selectors.values import versions
from warga.kernel import clock
from warga.places import selectors as places

if TYPE_CHECKING:
    from warga.places.models import City


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose values are written: ``city`` and ``period`` stand in where a row names none.

    With ``only_city`` rows of other cities are refused; ``create_cities`` adds unknown ones as peers.
    """

    framework_id: str
    city: "City | None" = None
    period: int | None = None
    only_city: bool = True
    create_cities: bool = False


def plan_entries(
    *,
    scope: Scope,
    entries: Iterable[Entry],
    now: datetime,
    found: Found | None = None,
    filename: str = "",
    sha256: str = "",
) -> Plan:
    """Plan every entry against what is stored now: three queries, whatever the number of rows.

    Raises UnknownFrameworkError.
    """
    framework = current_framework(scope.framework_id)
    desk = _desk(scope, now)
    located = [locate(desk, entry) for entry in entries]
    cities, years = keys_of(located)
    refs = {city.code: city for city in desk.cities.values() if city.code in cities}
    rows = plan_rows(framework, located, versions(framework.id, refs, years))
    return Plan(framework.id, rows, refs, found or Found(), filename, sha256)


def _desk(scope: Scope, now: datetime) -> Desk:
    city = scope.city
    refs = {name: ref for known in places.every_city() for name, ref in _names(known)}
    return Desk(
        framework=current_framework(scope.framework_id),
        cities=refs,
        this_year=clock.day_of(now, city.time_zone if city else settings.TIME_ZONE).year,
        city=refs[city.code] if city else None,
        period=scope.period,
        only_city=scope.only_city,
        create=scope.create_cities,
    )


def _names(city: "City") -> list[tuple[str, CityRef]]:
    """Return every name a city is called by in files."""
    ref = CityRef(city.pk, city.code, city.name)
    return [(folded(name), ref) for name in (city.slug, city.name, city.bps_code, city.code) if name]
