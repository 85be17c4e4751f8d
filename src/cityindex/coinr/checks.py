"""What must hold between the rows of iMeta."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from cityindex.coinr.entries import Entry
from cityindex.coinr.sources import Findings, Sheet

TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
OWN = ("uCode", "uName", "Time")
"""Columns of iData that are no entries of iMeta."""
HEAVIEST = 1e9

Check = Callable[[Sheet, Sequence[Entry], Findings], None]


def check_entries(sheet: Sheet, entries: Sequence[Entry], findings: Findings) -> None:
    """Run every check; all but the first two look at the tree alone."""
    _codes(sheet, entries, findings)
    _denominators(sheet, entries, findings)
    for check in (_types, _levels, _parents, _numbers, _sums):
        check(sheet, [entry for entry in entries if entry.in_tree], findings)


def _codes(sheet: Sheet, entries: Sequence[Entry], findings: Findings) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        place = sheet.place("iCode", entry.row)
        if not entry.code:
            findings.add("NO_CODE", place)
        elif entry.code in OWN:
            findings.add("RESERVED_CODE", place, code=entry.code)
        elif entry.code in first:
            findings.add("CODE_TWICE", place, code=entry.code, first=str(first[entry.code]))
        first.setdefault(entry.code, entry.row)
        if entry.type not in TYPES:
            place = sheet.place("Type", entry.row)
            findings.add("UNKNOWN_TYPE", place, type=entry.type, allowed=", ".join(TYPES))


def _denominators(sheet: Sheet, entries: Sequence[Entry], findings: Findings) -> None:
    known = {entry.code for entry in entries if entry.type in ("Indicator", "Denominator", "Other")}
    for entry in entries:
        if entry.type == "Indicator" and entry.denominator and entry.denominator not in known:
            place = sheet.place("Denominator", entry.row)
            findings.add("UNKNOWN_DENOMINATOR", place, code=entry.code, denominator=entry.denominator)


def _types(sheet: Sheet, tree: Sequence[Entry], findings: Findings) -> None:
    for kind in TYPES[:2]:
        if not any(entry.type == kind for entry in tree):
            findings.add("NO_TREE", sheet.place("Type"), type=kind)


def _levels(sheet: Sheet, tree: Sequence[Entry], findings: Findings) -> None:
    """Indicators are on level 1, aggregates above it, and no level in between is empty."""
    for entry in tree:
        fits = entry.level == 1 if entry.type == "Indicator" else entry.level >= 2
        if not (fits and entry.level.is_integer()):
            findings.add("WRONG_LEVEL", sheet.place("Level", entry.row), code=entry.code)
    levels = sorted({entry.level for entry in tree if entry.level >= 1})
    for below, above in pairwise(levels):
        if above - below > 1:
            findings.add("LEVEL_GAP", sheet.place("Level"), below=f"{below:g}", above=f"{above:g}")


def _parents(sheet: Sheet, tree: Sequence[Entry], findings: Findings) -> None:
    """Exactly one aggregate has no parent; every other entry's parent is an aggregate one level above."""
    aggregates = {entry.code: entry for entry in tree if entry.type == "Aggregate"}
    top = next((code for code, entry in aggregates.items() if not entry.parent), None)
    if aggregates and top is None:
        findings.add("NO_TOP", sheet.place("Parent"))
    for entry in tree:
        place, parent = sheet.place("Parent", entry.row), aggregates.get(entry.parent)
        if not entry.parent:
            if entry.code != top:
                findings.add("NO_PARENT", place, code=entry.code)
        elif parent is None:
            findings.add("ORPHAN", place, code=entry.code, parent=entry.parent)
        elif abs(parent.level - entry.level - 1) > 0:  # not where a level is missing: that is said already
            levels = {"level": f"{entry.level:g}", "above": f"{parent.level:g}"}
            findings.add("PARENT_LEVEL", place, code=entry.code, parent=parent.code, **levels)


def _numbers(sheet: Sheet, tree: Sequence[Entry], findings: Findings) -> None:
    """Indicators count up or down, aggregates up; whatever has a parent has a weight."""
    for entry in tree:
        upwards = entry.direction == 1 or (entry.type == "Aggregate" and entry.direction != entry.direction)
        downwards = entry.direction == -1 and entry.type == "Indicator"
        if not (upwards or downwards):
            allowed = "1" if entry.type == "Aggregate" else "1/-1"
            place = sheet.place("Direction", entry.row)
            findings.add("WRONG_DIRECTION", place, code=entry.code, allowed=allowed)
        if entry.parent and not 0 <= entry.weight <= HEAVIEST:
            findings.add("WRONG_WEIGHT", sheet.place("Weight", entry.row), code=entry.code)


def _sums(sheet: Sheet, tree: Sequence[Entry], findings: Findings) -> None:
    for parent in dict.fromkeys(entry.parent for entry in tree if entry.parent):
        if all(entry.weight == 0 for entry in tree if entry.parent == parent):
            findings.add("ZERO_WEIGHTS", sheet.place("Weight"), parent=parent)
