"""Where a table comes from, what is wrong with it, and how R writes a number."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from cityindex.coinr.sentences import SENTENCES
from cityindex.frames import cells, headings, is_frame
from cityindex.tabular import Problem, Table, TableError, grid, read_csv
from cityindex.text import Text
from cityindex.wording import fill

MISSING = ("", "NA", "NaN")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")


class CoinrError(TableError):
    """A pair of tables that cannot be used; ``problems`` holds every fault of both."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(problems)
        self.args = ("\n".join(problem.sentence("en") for problem in problems),)


class Place(NamedTuple):
    """A table, a column ("" = all of it) and a row as a spreadsheet counts them."""

    table: str
    column: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with the two tables, in the order it was found."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, /, **facts: str) -> None:
        """Note a fault: the code of its sentence, where it is, and what the sentence is filled with."""
        self.problems.append(problem(code, place, **facts))


def problem(code: str, place: Place, /, **facts: str) -> Problem:
    """Make a finding whose place also names the table."""
    shown = {name: fact if len(fact) <= 80 else fact[:79] + "…" for name, fact in facts.items()}
    return _within(place.table, Problem(code, fill(SENTENCES[code], shown), place.row, place.column or None))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the two tables; cells are found by their row and the exact heading of their column."""

    name: str
    table: Table

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings; R's unnamed column of row numbers is none."""
        return tuple(column for column in self.table.columns if column)

    def place(self, column: str = "", row: int | None = None) -> Place:
        """Say where something is."""
        return Place(self.name, column, row)

    def column(self, name: str) -> list[str]:
        """Return a column's cells, missing ones as ""; all are missing where there is no such column."""
        if name not in self.table.columns:
            return [""] * len(self.table.rows)
        at = self.table.columns.index(name)
        return ["" if row.cells[at] in MISSING else row.cells[at] for row in self.table.rows]

    def require(self, names: Sequence[str], findings: Findings) -> None:
        """Note the columns that are not there, all in one sentence."""
        if lacking := [name for name in names if name not in self.columns]:
            there = ", ".join(self.columns)
            findings.add("MISSING_COLUMN", self.place(), name=", ".join(lacking), there=there)

    @property
    def rows(self) -> list[int]:
        """The number of every row as a spreadsheet shows it."""
        return [row.number for row in self.table.rows]

    def number(self, cell: str) -> float | None:
        """Return a cell as R reads it: NaN where it is missing, None where it is no finite number."""
        if not cell:
            return math.nan
        if cell in ("TRUE", "FALSE"):
            return float(cell == "TRUE")
        plain = cell.replace(",", ".") if self.table.delimiter == ";" else cell
        value = float(plain) if _NUMBER.fullmatch(plain) else math.inf
        return value if math.isfinite(value) else None


def open_table(name: str, source: object) -> Sheet:
    """Open a table: bytes, a path or a frame. ``CoinrError`` where it is no table at all."""
    try:
        table = _read(source)
    except TableError as error:
        raise CoinrError([_within(name, error.problem)]) from error
    if table.problems:
        raise CoinrError([_within(name, found) for found in table.problems])
    return Sheet(name, table)


def _read(source: object) -> Table:
    if isinstance(source, bytes | bytearray):
        return read_csv(bytes(source))
    if isinstance(source, str | Path):
        return read_csv(Path(source).read_bytes())
    if not is_frame(source):
        raise TypeError(
            f"{type(source).__name__} is no table; give bytes, the path of a CSV file, or a frame"
        )
    names = headings(source)
    columns = [map(_word, cells(source, name)) for name in names]
    return grid([names, *zip(*columns, strict=True)])


def _word(cell: object) -> str:
    """Write a frame's cell as R writes it."""
    if cell is None:
        return ""
    return str(cell).upper() if isinstance(cell, bool) else str(cell)


def _within(name: str, found: Problem) -> Problem:
    """Say which of the two tables a finding is about: beside its column, or before its sentence."""
    if found.column:
        return replace(found, column=f"{found.column} ({name})")
    return replace(found, text=Text(f"{name}: {found.text.id}", f"{name}: {found.text.en}"))
