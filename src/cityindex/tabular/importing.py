"""Rows to observations: every cell becomes a value, or a problem with its row and column."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from cityindex.assessment import UnknownJudgementError, judgement_of
from cityindex.dataset import Observation, read_observation
from cityindex.framework.types import Framework, Indicator
from cityindex.reading import REFUSALS, Reading, explain
from cityindex.tabular.layout import Layout
from cityindex.tabular.mapping import Mapping
from cityindex.tabular.problems import Problem
from cityindex.tabular.table import Row, Table, heading_key
from cityindex.text import Text

OLDEST = 1900
HINTS_AT_MOST, LONGEST_HINTED = 100, 40
"""Looking for the code somebody meant takes a millisecond: a help for some rows, minutes for a whole wrong file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value of the file that can be stored: where it stood, the observation and how it was read."""

    row: int
    column: str
    observation: Observation
    reading: Reading


@dataclass(frozen=True, slots=True)
class Published:
    """A result the publisher prints beside the values: compared, never used."""

    unit: str
    period: int
    node: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table holds: ``lines`` that can be stored, ``problems`` that must be mended first.

    ``assumed`` names what the file did not say and was taken from the arguments: "unit", "period".
    ``unread`` are the headings of a wide file without a mapping that stand for nothing we know.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    published: tuple[Published, ...] = ()
    assumed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Return the observations of all lines."""
        return tuple(line.observation for line in self.lines)


def import_table(
    table: Table,
    framework: Framework,
    *,
    unit: str,
    period: int,
    latest: int,
    mapping: Mapping | None = None,
) -> Imported:
    """Turn a table into observations of a framework's indicators.

    Without a ``mapping`` the columns are found by name: long (a code and a value column, see ``CODE`` and
    ``VALUE``) or wide (headings that are indicator codes). ``unit`` and ``period`` stand in where the file has
    no such column; a year after ``latest`` is a problem. Columns nobody asks for are not read. An empty value
    is kept in a long file ("no value yet") and skipped in a wide one. A value outside what its indicator declares
    possible is taken: the quality rules make it suspect and say so. TableError if the layout is not found.
    """
    layout = Layout.of(table, framework, mapping)
    importer = _Importer(table, framework, layout, unit, period, latest)
    lines, problems = importer.run()
    assumed = [name for name, at in (("unit", layout.unit), ("period", layout.period)) if at is None]
    return Imported(
        lines,
        (*table.problems, *problems),
        tuple(importer.published()),
        tuple(assumed),
        () if mapping else layout.unread(table),
    )


def _by_title(framework: Framework) -> dict[str, Indicator]:
    """Indicators by their titles, as printed tables name them; a title that two of them share names none."""
    titles = [(heading_key(title), i) for i in framework.indicators for title in set(i.title)]
    often = Counter(title for title, _ in titles)
    return {title: indicator for title, indicator in titles if often[title] == 1}


class _Stop(Exception):  # noqa: N818 - carries a problem from a cell to its row
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Importer:
    """Walks the rows of one table."""

    def __init__(
        self, table: Table, framework: Framework, layout: Layout, unit: str, period: int, latest: int
    ) -> None:
        self.table, self.framework, self.layout = table, framework, layout
        self.unit, self.period, self.latest = unit, period, latest
        self.indicators = {i.code: i for i in framework.indicators}
        self.folded = _by_title(framework) | {heading_key(code): i for code, i in self.indicators.items()}
        self.first: dict[tuple[str, int, str], tuple[int, int]] = {}
        self.meant: dict[str, str] = {}

    def run(self) -> tuple[tuple[Line, ...], list[Problem]]:
        lines: list[Line] = []
        problems: list[Problem] = []
        for row in self.table.rows:
            try:
                unit, period = self._unit(row), self._period(row)
            except _Stop as stop:
                problems.append(stop.problem)
                continue
            for indicator, at, scale in self._cells(row, problems):
                try:
                    lines.append(self._line(row, unit, period, indicator, at, scale))
                except _Stop as stop:
                    problems.append(stop.problem)
        return tuple(lines), problems

    def published(self) -> Iterator[Published]:
        for row in self.table.rows:
            for at, node in self.layout.published:
                try:
                    yield Published(self._unit(row), self._period(row), node, row.cells[at])
                except _Stop:
                    break

    def _cells(self, row: Row, problems: list[Problem]) -> Iterator[tuple[Indicator, int, float]]:
        layout = self.layout
        if layout.code is None or layout.value is None:
            yield from (
                (self.indicators[column.indicator], at, column.scale)
                for at, column in layout.values
                if row.cells[at]
            )
            return
        try:
            yield self._indicator(row, layout.code), layout.value, 1.0
        except _Stop as stop:
            problems.append(stop.problem)

    def _indicator(self, row: Row, at: int) -> Indicator:
        written = row.cells[at]
        found = self.folded.get(heading_key(self.layout.codes.get(written, written)))
        if found is None:
            near = self._nearest(written)
            hint = Text(f" Maksudnya {near}?", f" Did you mean {near}?") if near else Text("", "")
            raise self._stop(
                row,
                at,
                "UNKNOWN_INDICATOR",
                f"Kerangka {self.framework.id} tidak memuat indikator “{written[:80]}”.{hint.id}",
                f"{self.framework.id} has no indicator “{written[:80]}”.{hint.en}",
            )
        return found

    def _nearest(self, written: str) -> str:
        """Return the code somebody may have meant; "" for none, for a long text, and once many have been looked for."""
        if written not in self.meant and len(written) <= LONGEST_HINTED and len(self.meant) < HINTS_AT_MOST:
            near = get_close_matches(written, list(self.indicators), n=1, cutoff=0.6)
            self.meant[written] = near[0] if near else ""
        return self.meant.get(written, "")

    def _line(self, row: Row, unit: str, period: int, indicator: Indicator, at: int, scale: float) -> Line:
        self._once(row, unit, period, indicator, at)
        observation = Observation(
            unit=unit,
            indicator=indicator.code,
            period=period,
            raw_value=row.cells[at],
            year=self._year_of_source(row, period),
            judgement=self._judgement(row),
            decimal=self.layout.decimal,
            scale=scale,
        )
        reading = read_observation(indicator, observation)
        if reading.refused:
            code = next(flag for flag in reading.flags if flag in REFUSALS)
            text = explain(code, reading)
            raise self._stop(row, at, code, text.id, text.en)
        return Line(row.number, self.table.columns[at], observation, reading)

    def _once(self, row: Row, unit: str, period: int, indicator: Indicator, at: int) -> None:
        place = self.first.setdefault((unit, period, indicator.code), (row.number, at))
        if place != (row.number, at):
            before = place[0]
            raise self._stop(
                row,
                at,
                "TWICE",
                f"Nilai {indicator.code} untuk {unit} tahun {period} sudah ada di baris {before}. Hapus salah satu.",
                f"The value of {indicator.code} for {unit} in {period} already stands in row {before}. Delete one.",
            )

    def _judgement(self, row: Row) -> str | None:
        at = self.layout.judgement
        if at is None or not row.cells[at]:
            return None
        try:
            found = judgement_of(self.framework, row.cells[at])
        except UnknownJudgementError:
            allowed = [j.title for j in self.framework.judgements]
            raise self._stop(
                row,
                at,
                "UNKNOWN_JUDGEMENT",
                f"“{row.cells[at][:80]}” bukan penilaian. Yang boleh: {', '.join(t.id for t in allowed) or '(tidak ada)'}.",
                f"“{row.cells[at][:80]}” is no judgement. Allowed: {', '.join(t.id for t in allowed) or '(none)'}.",
            ) from None
        return found.code if found else None

    def _unit(self, row: Row) -> str:
        at = self.layout.unit
        if at is None:
            return self.unit
        if not row.cells[at]:
            raise self._stop(row, at, "NO_UNIT", "Kota belum diisi.", "The city is missing.")
        return row.cells[at]

    def _period(self, row: Row) -> int:
        at = self.layout.period
        return self.period if at is None else self._year(row, at)

    def _year_of_source(self, row: Row, period: int) -> int | None:
        """The year of the source where the row gives one beside its period, and another one."""
        at = self.layout.year
        year = self._year(row, at) if at is not None and row.cells[at] else period
        return None if year == period else year

    def _year(self, row: Row, at: int) -> int:
        written = row.cells[at].removesuffix(".0")
        if not (len(written) == 4 and written.isascii() and written.isdigit() and int(written) >= OLDEST):
            raise self._stop(
                row,
                at,
                "NO_YEAR",
                f"“{row.cells[at][:80]}” bukan tahun. Tulis empat angka, misalnya 2023.",
                f"“{row.cells[at][:80]}” is no year. Write four digits, for example 2023.",
            )
        if int(written) > self.latest:
            raise self._stop(
                row,
                at,
                "FUTURE_YEAR",
                f"Tahun {written} belum tiba (paling akhir {self.latest}).",
                f"The year {written} has not come yet (latest: {self.latest}).",
            )
        return int(written)

    def _stop(self, row: Row, at: int, code: str, id_: str, en: str) -> _Stop:
        return _Stop(Problem(code, Text(id_, en), row.number, self.table.columns[at]))
