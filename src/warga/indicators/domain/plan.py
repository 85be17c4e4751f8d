"""What would become of each value of a file, a form or a request – before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from cityindex.tabular import Problem, Table
from cityindex.tabular.layout import CODE
from cityindex.tabular.table import VALUE
from warga.indicators.domain.cities import Cities
from warga.indicators.domain.entries import CityRef, Entry, Key, Version
from warga.indicators.domain.problems import problem

CITATION_LENGTH = 300


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One value and what will become of it; a refused row may have no entry, and then no key.

    ``code`` and ``raw_value`` are what the row says, also where it could not be read.
    """

    line: int | None
    outcome: Outcome
    code: str = ""
    raw_value: str = ""
    entry: Entry | None = None
    key: Key | None = None
    previous: Version | None = None
    problems: tuple[Problem, ...] = ()


class Judged(NamedTuple):
    """A printed interpretation: the code of its level."""

    key: Key
    judgement: str


@dataclass(frozen=True, slots=True)
class Found:
    """How a file was read: encoding, the sign between columns, decimal sign, and the sheet of a workbook."""

    encoding: str = ""
    delimiter: str = ""
    decimals: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Plan:
    """Every row with its outcome, in the order of the file; it is carried out whole or not at all."""

    framework_id: str
    rows: tuple[PlannedRow, ...]
    cities: Mapping[str, CityRef] = field(default_factory=dict)
    found: Found = Found()
    filename: str = ""
    sha256: str = ""

    @cached_property
    def totals(self) -> Mapping[Outcome, int]:
        counts = Counter(row.outcome for row in self.rows)
        return {outcome: counts[outcome] for outcome in Outcome}

    @cached_property
    def refused(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED)

    @cached_property
    def writes(self) -> tuple[tuple[Entry, Key, Version | None], ...]:
        """What would be written, and over which version."""
        return tuple(
            (row.entry, row.key, row.previous)
            for row in self.rows
            if row.entry and row.key and row.outcome in (Outcome.ADDED, Outcome.CHANGED)
        )

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The printed interpretations, also of unchanged rows; the floor above keeps judgements."""
        return tuple(
            Judged(row.key, row.entry.observation.judgement)
            for row in self.rows
            if row.entry
            and row.key
            and row.entry.observation.judgement
            and row.outcome is not Outcome.REFUSED
        )

    @property
    def corrects_public(self) -> bool:
        return any(previous and previous.is_public for _entry, _key, previous in self.writes)

    @property
    def new_cities(self) -> tuple[CityRef, ...]:
        return tuple(city for city in self.cities.values() if city.id is None)

    @property
    def digest(self) -> str:
        """The same as long as the same rows would be written over the same versions."""
        lines = (f"{r.line}|{r.key}|{r.outcome}|{r.previous and r.previous.id}" for r in self.rows)
        return sha256("\n".join((self.sha256, *lines)).encode()).hexdigest()


Placed = tuple[Entry, Key]


def place(entries: Iterable[Entry], cities: Cities) -> tuple[list[Placed], list[PlannedRow]]:
    """Part entries into those whose city is known, with their keys, and refused ones."""
    placed, refused = [], []
    for entry in entries:
        city = cities.find(entry)
        if isinstance(city, Problem):
            refused.append(
                PlannedRow(entry.line, Outcome.REFUSED, *_words(entry), entry=entry, problems=(city,))
            )
        else:
            said = entry.observation
            placed.append((entry, Key(city.code, said.period, said.indicator, said.source)))
    return placed, refused


def plan_rows(placed: Iterable[Placed], current: Mapping[Key, Version]) -> Iterator[PlannedRow]:
    """Decide on every placed value, given the newest stored version of each."""
    first_lines: dict[Key, int] = {}
    for entry, key in placed:
        other = first_lines.setdefault(key, entry.line)
        previous = current.get(key)
        problems = tuple(_problems(entry, previous, other))
        outcome = Outcome.REFUSED if problems else _outcome(entry, previous)
        yield PlannedRow(entry.line, outcome, *_words(entry), entry, key, previous, problems)


def refusals(problems: Iterable[Problem], table: Table) -> list[PlannedRow]:
    """Return one refused row for each problem the engine found, with what the row says as far as it can be told."""
    cells = {row.number: row.cells for row in table.rows}
    code_at, value_at = table.find(*CODE), table.find(*VALUE)

    def refused(found: Problem) -> PlannedRow:
        row = cells.get(found.row or 0, ())
        at = value_at if value_at is not None else table.find(found.column or "")
        code = row[code_at] if row and code_at is not None else ""
        raw = row[at] if row and at is not None else ""
        return PlannedRow(found.row, Outcome.REFUSED, code, raw, problems=(found,))

    return [refused(found) for found in problems]


def _words(entry: Entry) -> tuple[str, str]:
    return entry.observation.indicator, entry.observation.raw_value


def _problems(entry: Entry, previous: Version | None, other: int) -> Iterator[Problem]:
    if other != entry.line:
        yield problem("TWICE", entry.line, entry.column, other=str(other))
    if len(entry.citation) > CITATION_LENGTH:
        yield problem("LONG_CITATION", entry.line, None, limit=str(CITATION_LENGTH))
    if entry.observation.period == 0:
        yield problem("NO_PERIOD", entry.line)
    if entry.seen is not None and entry.seen != (previous.id if previous else 0):
        found = previous.raw_value if previous else ""
        yield problem("CHANGED_MEANWHILE", entry.line, entry.column, found=found)


def _outcome(entry: Entry, previous: Version | None) -> Outcome:
    said = entry.observation
    empty = not said.raw_value
    if previous is None:
        return Outcome.UNCHANGED if empty else Outcome.ADDED
    if empty and not entry.clears:
        return Outcome.UNCHANGED
    same_value = (said.raw_value, said.decimal, said.scale) == previous[1:4]
    # What a row does not say it leaves as it is.
    same_source = said.year in (None, previous.year) and entry.citation in ("", previous.citation)
    return Outcome.UNCHANGED if same_value and same_source else Outcome.CHANGED
