"""iMeta → the tree: what is measured, how it hangs together, and which columns iData must have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cityindex.coinr.checks import check_entries
from cityindex.coinr.entries import Entry, check_headings, read_entries
from cityindex.coinr.sources import Findings, Sheet
from cityindex.framework.types import Framework, Indicator, Level, Node, Normalise, Provenance, ValueType
from cityindex.text import Text


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of iData by what they are for."""

    indicators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    denominators: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return self.indicators + self.groups + self.denominators + self.others


def read_meta(sheet: Sheet, findings: Findings, id: str) -> tuple[Framework | None, Columns]:
    """Return the framework, None where iMeta has a fault, and the columns iData needs."""
    check_headings(sheet, findings)
    if findings.problems:
        return None, Columns()
    entries = list(read_entries(sheet, findings))
    check_entries(sheet, entries, findings)
    tree = [entry for entry in entries if entry.in_tree]
    return None if findings.problems else _framework(tree, id), _columns(entries)


def _columns(entries: Sequence[Entry]) -> Columns:
    def codes(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.code for entry in entries if entry.type == kind and entry.code))

    return Columns(codes("Indicator"), codes("Group"), codes("Denominator"), codes("Other"))


def _framework(tree: list[Entry], id: str) -> Framework:
    """Make the framework, highest level first; the levels are called by COINr's own numbers."""
    nodes = sorted((e for e in tree if e.type == "Aggregate"), key=lambda e: -e.level)
    levels = dict.fromkeys(f"{e.level:g}" for e in nodes)
    return Framework(
        id=id,
        title=Text(nodes[0].name, nodes[0].name),
        legal_basis=Text("", ""),
        valid_from=None,
        valid_to=None,
        provenance=Provenance.UNOFFICIAL,
        sources=(),
        levels=tuple(Level(code, Text(f"Tingkat {code}", f"Level {code}")) for code in levels),
        nodes=tuple(_node(entry) for entry in nodes),
        indicators=tuple(_indicator(e) for e in tree if e.type == "Indicator"),
        normalise=Normalise.MINMAX,
    )


def _node(entry: Entry) -> Node:
    title = Text(entry.name, entry.name)
    weight = entry.weight if entry.weight == entry.weight else 1.0  # the index itself needs none
    return Node(entry.code, f"{entry.level:g}", title, entry.parent or None, weight)


def _indicator(entry: Entry) -> Indicator:
    direction: Literal[-1, 1] = -1 if entry.direction < 0 else 1
    return Indicator(
        code=entry.code,
        title=Text(entry.name, entry.name),
        parent=entry.parent,
        value_type=ValueType.SCORE,
        unit=entry.unit,
        direction=direction,
        weight=entry.weight,
        denominator=entry.denominator or None,
        target=entry.target if entry.target == entry.target else None,
    )
