"""Turning a stored assessment into what a page shows: pure functions on its JSON shape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
SEVERITIES = ("suspect", "warning", "note", "format")


def in_language(value: Any, language: str) -> Any:
    """Return the same structure with every ``{"id": …, "en": …}`` replaced by the text in one language."""
    if isinstance(value, dict):
        if value.keys() == {"id", "en"}:
            return value["en" if language.startswith("en") else "id"]
        return {key: in_language(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    return value


def best(readiness: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the level a readiness share speaks of, with its title and count; None where nobody judges."""
    levels = readiness.get("levels")
    return levels[0] if levels else None


def tone(code: str | None, levels: Sequence[Mapping[str, Any]]) -> str:
    """Return how a judgement looks: good for the best level, poor for the last of three or more, fair between."""
    codes = [level["code"] for level in levels]
    if code not in codes:
        return "none"
    place = codes.index(code)
    if place == 0:
        return "good"
    return "poor" if place == len(codes) - 1 and len(codes) > 2 else "fair"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, with all the rows it was found in: the same words are said once.

    ``text`` speaks of the first row; ``examples`` says that the others are like it, each with its own value.
    """

    code: str
    severity: str
    text: str
    examples: bool
    rows: list[Row] = field(default_factory=list)


def findings(result: Mapping[str, Any]) -> list[tuple[str, list[Finding]]]:
    """Group the flags of an assessment by severity, gravest first, and by what they say; empty groups are left out.

    Remarks on the way of writing are said once for all rows, the others with their own figures.
    """
    rows = {row["code"]: row for row in result["indicators"]}
    found: dict[tuple[str, str], Finding] = {}
    for flag in result["flags"]:
        code, severity, text = flag["code"], flag["severity"], flag["text"]
        alike = severity == "format"
        finding = found.setdefault((code, "" if alike else text), Finding(code, severity, text, alike))
        for about in dict.fromkeys((flag["indicator"], *flag["related"])):
            if about in rows and rows[about] not in finding.rows:
                finding.rows.append(rows[about])
    groups = [(severity, [f for f in found.values() if f.severity == severity]) for severity in SEVERITIES]
    return [(severity, group) for severity, group in groups if group]


def doubted(result: Mapping[str, Any], severity: str) -> list[Row]:
    """Return the rows that have a flag of this severity of their own; a suspect row is counted as that only."""
    about = {flag["indicator"] for flag in result["flags"] if flag["severity"] == severity}
    return [row for row in result["indicators"] if row["code"] in about and not row["suspect"]]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree with how deep it lies and the rows directly below it."""

    node: Mapping[str, Any]
    depth: int
    rows: list[Row]


def branches(result: Mapping[str, Any]) -> list[Branch]:
    """Return the nodes from the top down, each before its children, with the rows directly below each."""
    children: dict[str | None, list[Row]] = {}
    for node in result["nodes"]:
        children.setdefault(node["parent"], []).append(node)
    rows: dict[str, list[Row]] = {}
    for row in result["indicators"]:
        rows.setdefault(row["parent"], []).append(row)

    def walk(parent: str | None, depth: int) -> Iterable[Branch]:
        for node in children.get(parent, []):
            yield Branch(node, depth, rows.get(node["code"], []))
            yield from walk(node["code"], depth + 1)

    return list(walk(None, 0))


def members(result: Mapping[str, Any], grouping: str) -> list[Branch]:
    """Return the members of another arrangement of the rows (pillars), each with its rows."""
    return [
        Branch(group, 1, [r for r in result["indicators"] if r["groups"].get(grouping) == group["code"]])
        for group in result["groups"]
        if group["grouping"] == grouping
    ]


def above(result: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    """Return the titles of the nodes a row belongs to, from the top down."""
    nodes = {node["code"]: node for node in result["nodes"]}
    titles, code = [], row["parent"]
    while code in nodes:
        titles.append(nodes[code]["title"])
        code = nodes[code]["parent"]
    return titles[::-1]


def window(length: int, place: int, reach: int) -> slice:
    """Return the ``reach`` places before and after ``place`` in a list, as many as there are near its ends."""
    start = max(0, min(place - reach, length - 2 * reach - 1))
    return slice(start, start + 2 * reach + 1)
