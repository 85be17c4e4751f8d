"""The entry table of a period: what a form sends becomes values, changed ones only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cityindex.framework import Framework, Indicator, Node
from cityindex.quality import Flag
from cityindex.tabular import Problem

RAW, SEEN = "raw-", "seen-"
"""Form fields: the value as written, and the version that stood there when the page was opened."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote for one indicator, over which version (0 = there was none, None = they did not look)."""

    indicator: str
    raw_value: str
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the entry table: what stands there, what was typed over it, and what is wrong with it."""

    indicator: Indicator
    raw_value: str
    seen: int = 0
    value: float | None = None
    read_as: str = ""
    stored_raw: str = ""
    is_public: bool = False
    problems: tuple[Problem, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The indicators directly below one node of the framework."""

    node: Node
    lines: list[Line] = field(default_factory=list)


def typed(framework: Framework, posted: Mapping[str, str]) -> Iterator[Typed]:
    """Yield the indicators a form holds, in the order of the framework; anything else in it is ignored."""
    for indicator in framework.indicators:
        raw = posted.get(RAW + indicator.code)
        if raw is not None:
            seen = posted.get(SEEN + indicator.code, "")
            is_number = seen.isascii() and seen.isdigit() and len(seen) < 19
            yield Typed(indicator.code, raw.strip(), int(seen) if is_number else 0)


def sections(framework: Framework, lines: Mapping[str, Line]) -> list[Section]:
    """Arrange lines under their nodes, in the order of the framework."""
    found = {node.code: Section(node) for node in framework.nodes}
    for indicator in framework.indicators:
        found[indicator.parent].lines.append(lines[indicator.code])
    return [section for section in found.values() if section.lines]
