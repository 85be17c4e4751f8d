"""The first half of every write: say what would become of each value. Nothing is written here."""

from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from cityindex.framework import Framework
from cityindex.tabular import Imported, Mapping, Table, import_table
from cityindex.tabular.importing import OLDEST
from warga.indicators.domain.cities import Cities, folded
from warga.indicators.domain.entries import CityRef, Entry
from warga.indicators.domain.plan import Found, Plan, PlannedRow, place, plan_rows, refusals
from warga.indicators.selectors.editions import current_framework
from warga.indicators.selectors.values import versions
from warga.kernel import clock
from warga.kernel.errors import DomainError
from warga.places import selectors as places

if TYPE_CHECKING:
    from warga.places.models import City

CITATION = ("source", "sumber", "citation")


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


class PeriodError(DomainError):
    """A year that has not come yet, or in which nobody counted what we count."""

    def __init__(self, period: int, latest: int) -> None:
        message = _("Values can be entered for the years %(first)s to %(last)s, not for %(period)s.")
        super().__init__("BAD_PERIOD", message % {"first": OLDEST, "last": latest, "period": period})


def plan_table(
    *,
    scope: Scope,
    table: Table,
    now: datetime,
    mapping: Mapping | None = None,
    sheet: str = "",
    filename: str = "",
    sha256: str = "",
    citation: str = "",
    seen: MappingABC[int, int | None] | None = None,
) -> Plan:
    """Plan every row of a table against what is stored now: three queries, whatever the number of rows.

    ``citation`` is the source of rows that name none. ``seen`` is given for rows a person or program typed: by line,
    the version they saw; there an empty value withdraws the stored one. Raises UnknownFrameworkError, PeriodError, and ``TableError`` where the table as a whole does not fit.
    """
    framework = current_framework(scope.framework_id)
    imported = _read(framework, scope, table, mapping, now)
    citations = _citations(table)
    entries = [
        Entry(
            line=line.row,
            column=line.column,
            observation=line.observation,
            reading=line.reading,
            citation=citations.get(line.row) or citation,
            seen=seen.get(line.row) if seen else None,
            clears=seen is not None,
        )
        for line in imported.lines
    ]
    refused = refusals(imported.problems, table)
    plan = _plan(framework, scope, entries, refused)
    found = Found(table.encoding, table.delimiter, table.decimals, sheet)
    return replace(plan, found=found, filename=filename, sha256=sha256)


def _plan(
    framework: Framework, scope: Scope, entries: Sequence[Entry], refused: Sequence[PlannedRow]
) -> Plan:
    """Let values that are read meet what is stored."""
    cities = _cities(scope)
    placed, strangers = place(entries, cities)
    named = {key.city for _entry, key in placed}
    refs = {city.code: city for city in cities.by_name.values() if city.code in named}
    current = versions(framework.id, refs, {key.period for _entry, key in placed})
    rows = [*plan_rows(placed, current), *strangers, *refused]
    return Plan(framework.id, tuple(sorted(rows, key=lambda row: row.line or 0)), refs)


def _read(
    framework: Framework, scope: Scope, table: Table, mapping: Mapping | None, now: datetime
) -> Imported:
    city = scope.city
    latest = clock.day_of(now, city.time_zone if city else settings.TIME_ZONE).year
    if scope.period is not None and not OLDEST <= scope.period <= latest:
        raise PeriodError(scope.period, latest)
    return import_table(
        table,
        framework,
        unit=city.code if city else "",
        period=scope.period or 0,
        latest=latest,
        mapping=mapping,
    )


def _citations(table: Table) -> dict[int, str]:
    """Return what each row names as its source."""
    at = table.find(*CITATION)
    return {} if at is None else {row.number: row.cells[at] for row in table.rows}


def _cities(scope: Scope) -> Cities:
    refs = {name: ref for known in places.every_city() for name, ref in _names(known)}
    only = refs[folded(scope.city.code)] if scope.city and scope.only_city else None
    return Cities(refs, only, scope.create_cities)


def _names(city: "City") -> list[tuple[str, CityRef]]:
    """Return every name a city is called by in files."""
    ref = CityRef(city.pk, city.code, city.name)
    return [(folded(name), ref) for name in (city.slug, city.name, city.bps_code, city.code) if name]
