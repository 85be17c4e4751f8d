"""What would become of each value of a file, a form or a request – before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from cityindex.dataset import Observation, read_observation
from cityindex.framework import Framework
from cityindex.reading import Reading, explain
from warga.indicators.domain.entries import CityRef, Entry, Key, Version
from warga.indicators.domain.locate import Located
from warga.indicators.domain.problems import Problem, row_problem


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One value and what will become of it. ``key`` is None where the row could not be placed."""

    entry: Entry
    outcome: Outcome
    key: Key | None = None
    year: int | None = None
    reading: Reading | None = None
    judgement: str | None = None
    previous: Version | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """How a file was read: its encoding, the sign between columns and the sheet, where there is one."""

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Plan:
    """Every row with its outcome; it is carried out whole or not at all."""

    framework_id: str
    rows: tuple[PlannedRow, ...]
    cities: Mapping[str, CityRef] = field(default_factory=dict)
    found: Found = Found()
    filename: str = ""
    sha256: str = ""

    @property
    def totals(self) -> dict[Outcome, int]:
        counts = Counter(row.outcome for row in self.rows)
        return {outcome: counts[outcome] for outcome in Outcome}

    @property
    def refused(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED)

    @property
    def writes(self) -> tuple[PlannedRow, ...]:
        """The rows that would be written."""
        return tuple(row for row in self.rows if row.outcome in (Outcome.ADDED, Outcome.CHANGED))

    @property
    def judged(self) -> tuple[PlannedRow, ...]:
        """The rows with a printed interpretation, written or unchanged; the floor above keeps judgements."""
        return tuple(row for row in self.rows if row.judgement and row.outcome is not Outcome.REFUSED)

    @property
    def new_cities(self) -> tuple[CityRef, ...]:
        return tuple(city for city in self.cities.values() if city.id is None)

    @property
    def digest(self) -> str:
        """The same as long as the same rows would be written over the same versions."""
        lines = (f"{r.entry.line}|{r.key}|{r.outcome}|{r.previous and r.previous.id}" for r in self.rows)
        return sha256("\n".join((self.sha256, *lines)).encode()).hexdigest()


def plan_rows(
    framework: Framework, located: Iterable[Located], current: Mapping[Key, Version]
) -> tuple[PlannedRow, ...]:
    """Decide on every located value, given the newest stored version of each; order is kept."""
    first_lines: dict[Key, int] = {}
    return tuple(_plan_row(framework, place, current, first_lines) for place in located)


def _plan_row(
    framework: Framework, place: Located, current: Mapping[Key, Version], first_lines: dict[Key, int]
) -> PlannedRow:
    entry, key = place.entry, place.key
    if key is None or place.problems:
        return PlannedRow(entry, Outcome.REFUSED, key, place.year, problems=place.problems)
    other = first_lines.setdefault(key, entry.line)
    reading = read_observation(framework.indicator(key.indicator), as_observation(key, entry, place.year))
    previous = current.get(key)
    problems = (
        *((row_problem("DUPLICATE_ROW", entry.line, None, other=str(other)),) if other != entry.line else ()),
        *_refusals(framework, key, entry, reading),
        *_conflicts(entry, previous),
    )
    outcome = Outcome.REFUSED if problems else _outcome(entry, place.year, previous)
    return PlannedRow(entry, outcome, key, place.year, reading, place.judgement, previous, problems)


def as_observation(key: Key, entry: Entry, year: int | None) -> Observation:
    """Return the value as the engine knows it."""
    return Observation(
        unit=key.city,
        indicator=key.indicator,
        period=key.period,
        raw_value=entry.raw_value,
        source=key.source,
        year=year,
        decimal=entry.decimal,
        scale=entry.scale,
    )


def _refusals(framework: Framework, key: Key, entry: Entry, reading: Reading) -> Iterable[Problem]:
    if reading.refused:
        for code in reading.flags:
            yield Problem(code, explain(code, reading), entry.line, entry.column)
        return
    indicator = framework.indicator(key.indicator)
    if reading.value is None or reading.read_as != indicator.value_type:
        return
    for code, limit, beyond in (
        ("BELOW_MINIMUM", indicator.minimum, -1),
        ("ABOVE_MAXIMUM", indicator.maximum, 1),
    ):
        if limit is not None and (reading.value - limit) * beyond > 0:
            yield row_problem(code, entry.line, entry.column, found=reading.value, limit=limit)


def _conflicts(entry: Entry, previous: Version | None) -> Iterable[Problem]:
    if entry.seen is not None and entry.seen != (previous.id if previous else 0):
        found = previous.raw_value if previous else ""
        yield row_problem("CHANGED_MEANWHILE", entry.line, entry.column, found=found)


def _outcome(entry: Entry, year: int | None, previous: Version | None) -> Outcome:
    empty = not entry.raw_value.strip()
    if previous is None:
        return Outcome.UNCHANGED if empty else Outcome.ADDED
    if empty and not entry.clears:
        return Outcome.UNCHANGED
    same_value = (entry.raw_value, entry.decimal, entry.scale) == previous[1:4]
    # What a row does not say it leaves as it is.
    same_source = year in (None, previous.year) and entry.citation in ("", previous.citation)
    return Outcome.UNCHANGED if same_value and same_source else Outcome.CHANGED


def keys_of(located: Sequence[Located]) -> tuple[set[str], set[int]]:
    """Return the cities and the periods a set of located values touches."""
    keys = [place.key for place in located if place.key]
    return {key.city for key in keys}, {key.period for key in keys}
