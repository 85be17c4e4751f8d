"""Years between which figures do not compare, because the way they are made changed."""

from collections.abc import Collection, Mapping

from cityindex.framework.types import Framework, Node

Breaks = Collection[int] | Mapping[str, Collection[int]]
"""First years of a new way of counting: for everything, or by code of an indicator or node."""


def began(framework: Framework, periods: Collection[int], breaks: Breaks) -> dict[str, int]:
    """Return, by code of every node and indicator, the first year of its present way of counting.

    A break of an indicator is one of every node above it, one of a node also of those above and all below. Only
    breaks up to the last period count. ValueError for an unknown code.
    """
    first, last = min(periods, default=0), max(periods, default=0)
    found = {item.code: first for item in framework.items}
    given = breaks if isinstance(breaks, Mapping) else {framework.root.code: breaks}
    for code, years in given.items():
        if code not in found:
            raise ValueError(f"breaks: {code!r} is neither an indicator nor a node of {framework.id}")
        latest = max((year for year in years if year <= last), default=first)
        for touched in (*_above(framework, code), *_below(framework, code)):
            found[touched] = max(found[touched], latest)
    return found


def _above(framework: Framework, code: str) -> list[str]:
    parents = {item.code: item.parent for item in framework.items}
    found: list[str] = []
    up: str | None = code
    while up is not None:
        found.append(up)
        up = parents[up]
    return found


def _below(framework: Framework, code: str) -> list[str]:
    found: list[str] = []
    for child in framework.children(code):
        found.append(child.code)
        if isinstance(child, Node):
            found.extend(_below(framework, child.code))
    return found
