"""The rows of iMeta."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from cityindex.coinr.sources import Findings, Sheet

NEEDED = ("Level", "iCode", "Direction", "Weight", "Parent", "Type")
OPTIONAL = ("iName", "Unit", "Target", "Denominator")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of iMeta with its row number; a number that is missing or cannot be read is NaN."""

    row: int
    code: str
    name: str
    type: str
    parent: str
    unit: str
    denominator: str
    level: float
    direction: float
    weight: float
    target: float

    @property
    def in_tree(self) -> bool:
        """Whether it is part of the index."""
        return self.type in ("Indicator", "Aggregate")


def check_headings(sheet: Sheet, findings: Findings) -> None:
    """What is needed is there, and nothing stands there that is nearly what is known."""
    sheet.require(NEEDED, findings)
    for name in sheet.columns:
        near = get_close_matches(name, (*NEEDED, *OPTIONAL), n=1, cutoff=0.8)
        if near and near[0] != name:
            findings.add("UNKNOWN_COLUMN", sheet.place(name), near=near[0])


def read_entries(sheet: Sheet, findings: Findings) -> Iterator[Entry]:
    """Yield the rows; cells that should be numbers and are none become findings."""
    words = {name: sheet.column(name) for name in ("iCode", "iName", "Type", "Parent", "Unit", "Denominator")}
    figures = {name: _figures(sheet, name, findings) for name in ("Level", "Direction", "Weight", "Target")}
    for n, row in enumerate(sheet.rows):
        code, name, kind, parent, unit, denominator = (column[n] for column in words.values())
        level, direction, weight, target = (column[n] for column in figures.values())
        yield Entry(
            row, code, name or code, kind, parent, unit, denominator, level, direction, weight, target
        )


def _figures(sheet: Sheet, name: str, findings: Findings) -> list[float]:
    found = []
    for row, cell in zip(sheet.rows, sheet.column(name), strict=True):
        value = sheet.number(cell)
        if value is None:
            findings.add("NOT_A_NUMBER", sheet.place(name, row), cell=cell)
        found.append(float("nan") if value is None else value)
    return found
