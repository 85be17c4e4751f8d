"""What must hold between the parts of a framework: the tree, the references, the weights, the bands.

Each check reads the well-formed rows (with their place in the file) and yields problems. A reference is
compared with every code the file *declares*, also in rows that have another fault, so that one mistake
is reported once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cityindex.framework.reader import Problem, one_of, show
from cityindex.framework.rule_options import problems_of
from cityindex.framework.types import Aggregate, BandScale, Goalposts, Indicator, Node, Normalise

Rows = Sequence[tuple[str, Any]]
"""Well-formed rows of one section with their paths, e.g. ``("indicators[3]", Indicator(…))``."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file on its way to a framework: what it declares, and what of it is well formed."""

    document: Mapping[str, Any]
    sections: Mapping[str, Rows]

    def rows(self, section: str) -> Rows:
        """Return the well-formed rows of a section."""
        return self.sections.get(section, ())

    def codes(self, *sections: str, key: str = "code") -> list[str]:
        """Return every code declared in these sections, well formed or not."""
        found = [table.get(key) for section in sections for table in tables(self.document, section)]
        return [code for code in found if isinstance(code, str)]

    def items(self) -> list[tuple[str, Node | Indicator]]:
        """Return nodes and indicators, which share one set of codes."""
        return [*self.rows("nodes"), *self.rows("indicators")]

    def scales(self) -> list[tuple[str, BandScale]]:
        """Return the band scales."""
        return list(self.rows("band_scales"))


def tables(document: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    """Return the tables of a section as they stand in the file; whatever else stands there is left out."""
    rows = document.get(section)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def check_all(draft: Draft) -> list[Problem]:
    """Run every check and return what they found, in the order of ``CHECKS``."""
    return [problem for check in CHECKS for problem in check(draft)]


def duplicate_codes(draft: Draft) -> Iterator[Problem]:
    """Codes are unique: nodes and indicators together, every other section and its inner lists by itself."""
    spaces = [draft.items(), *(draft.rows(s) for s in ("levels", "band_scales", "groupings", "judgements"))]
    spaces += [draft.rows("weight_sets"), draft.rows("sources")]
    for part in ("bands", "members"):
        for section in ("band_scales", "groupings"):
            for path, row in draft.rows(section):
                spaces.append([(f"{path}.{part}[{i}]", x) for i, x in enumerate(getattr(row, part, ()))])
    for space in spaces:
        first: dict[str, str] = {}
        for path, row in space:
            name = "key" if hasattr(row, "key") else "code"
            code = getattr(row, name)
            if code in first:
                yield Problem(
                    f"{path}.{name}", show(code), f"a {name} not used before ({first[code]} has it)"
                )
            first.setdefault(code, path)


def references(draft: Draft) -> Iterator[Problem]:
    """Whatever a row names exists: parents, levels, band scales, sources, groups, indicators, weights."""
    known = {
        "parent": draft.codes("nodes"),
        "level": draft.codes("levels"),
        "bands": draft.codes("band_scales"),
        "source": draft.codes("sources", key="key"),
    }
    for path, row in (place for rows in draft.sections.values() for place in rows):
        for name, codes in known.items():
            value = getattr(row, name, None)
            if isinstance(value, str) and value not in codes:
                yield Problem(f"{path}.{name}", show(value), one_of(codes, value))
        goalposts = getattr(row, "goalposts", None)
        if goalposts and goalposts.source not in known["source"]:
            yield Problem(
                f"{path}.goalposts.source", show(goalposts.source), one_of(known["source"], goalposts.source)
            )


def rule_indicators(draft: Draft) -> Iterator[Problem]:
    """Indicators a rule relates are indicators of this file."""
    codes = draft.codes("indicators")
    for path, rule in draft.rows("rules"):
        for index, code in enumerate(rule.indicators):
            if code not in codes:
                yield Problem(f"{path}.indicators[{index}]", show(code), one_of(codes, code))


def rule_options(draft: Draft) -> Iterator[Problem]:
    """A rule has the keys its kind needs, and its sentences only places that are filled."""
    for path, rule in draft.rows("rules"):
        yield from problems_of(path, rule, draft.codes("groupings"))


def weight_set_codes(draft: Draft) -> Iterator[Problem]:
    """A weight set weighs nodes and indicators of this file."""
    codes = draft.codes("nodes", "indicators")
    for path, chosen in draft.rows("weight_sets"):
        for code in chosen.weights:
            if code not in codes:
                yield Problem(f"{path}.weights.{code}", "an unknown code", one_of(codes, code))


def group_members(draft: Draft) -> Iterator[Problem]:
    """An indicator's groups name a grouping and one of its members."""
    groupings = {g.code: [m.code for m in g.members] for _, g in draft.rows("groupings")}
    for path, indicator in draft.rows("indicators"):
        for grouping, member in indicator.groups.items():
            if grouping not in draft.codes("groupings"):
                yield Problem(f"{path}.groups.{grouping}", "an unknown grouping", one_of(groupings, grouping))
            elif grouping in groupings and member not in groupings[grouping]:
                yield Problem(f"{path}.groups.{grouping}", show(member), one_of(groupings[grouping], member))


def one_tree(draft: Draft) -> Iterator[Problem]:
    """There is exactly one node without a parent, and every node leads up to it."""
    nodes = draft.rows("nodes")
    parents = {node.code: node.parent for _, node in nodes}
    circling: set[str] = set()
    for path, node in nodes:
        trail, code = [node.code], node.parent
        while code is not None and code not in trail:
            trail.append(code)
            code = parents.get(code)
        if code == node.code and code not in circling:
            circling.update(trail)
            yield Problem(
                f"{path}.parent", " → ".join([*trail, code]), "a parent that is not below the node itself"
            )
    tops = [(path, node) for path, node in nodes if node.parent is None]
    for path, _ in tops[1:]:
        yield Problem(f"{path}.parent", "nothing", f"a parent, for {tops[0][1].code!r} is the top already")
    if not tops and not circling and len(nodes) == len(draft.codes("nodes")) > 0:
        yield Problem("nodes", "no node without a parent", "exactly one, the index itself")


def level_steps(draft: Draft) -> Iterator[Problem]:
    """The top node is on the first level, a child one level below its parent, and no level is empty."""
    used = {
        table.get("level") for table in tables(draft.document, "nodes") if isinstance(table.get("level"), str)
    }
    for path, level in draft.rows("levels"):
        if level.code not in used:
            yield Problem(path, f"level {level.code!r} without a node", "levels that some node is on")
    levels = [code for code in draft.codes("levels") if code in used]
    nodes = draft.rows("nodes")
    at = {node.code: levels.index(node.level) for _, node in nodes if node.level in levels}
    if all(node.parent is not None for _, node in nodes):
        return  # without a top there is no first level; ``one_tree`` says so
    for path, node in nodes:
        above = -1 if node.parent is None else at.get(node.parent)
        if node.code in at and above is not None and at[node.code] != above + 1:
            wanted = levels[above + 1] if above + 1 < len(levels) else "none, its parent is on the last level"
            yield Problem(f"{path}.level", show(node.level), f"{wanted} (levels follow without a gap)")


def weights_above_zero(draft: Draft) -> Iterator[Problem]:
    """The children of a node do not all weigh zero, in the file's weights and in every weight set."""
    children = [item for _, item in draft.items() if item.parent is not None]
    sets: list[tuple[str, Mapping[str, float]]] = [("weight", {item.code: item.weight for item in children})]
    sets += [(f"{path}.weights", chosen.weights) for path, chosen in draft.rows("weight_sets")]
    for path, weights in sets:
        touched = dict.fromkeys(item.parent for item in children if item.code in weights)
        for parent in touched:
            if not any(weights.get(item.code, item.weight) for item in children if item.parent == parent):
                yield Problem(path, f"children of {parent!r} that weigh 0", "a sum above 0")


def bands_ascend(draft: Draft) -> Iterator[Problem]:
    """Bands start one above the other, and the maximum is not below the last."""
    for path, scale in draft.scales():
        if not scale.bands:
            yield Problem(f"{path}.bands", "an empty list", "at least one band")
            continue
        for index, (low, high) in enumerate(zip(scale.bands, scale.bands[1:], strict=False), start=1):
            if not low.start < high.start:
                yield Problem(
                    f"{path}.bands[{index}].start", f"{high.start:g}", f"a number above {low.start:g}"
                )
        if scale.maximum is not None and scale.maximum < scale.bands[-1].start:
            yield Problem(f"{path}.maximum", f"{scale.maximum:g}", f"{scale.bands[-1].start:g} or more")


def goalposts_apart(draft: Draft) -> Iterator[Problem]:
    """Goalposts differ, rise, and are above zero where the logarithm is taken."""
    for path, indicator in draft.rows("indicators"):
        posts: Goalposts | None = indicator.goalposts
        if posts is None:
            continue
        if not posts.low < posts.high:
            yield Problem(f"{path}.goalposts.high", f"{posts.high:g}", f"a number above low ({posts.low:g})")
        if posts.log and posts.low <= 0:
            yield Problem(
                f"{path}.goalposts.low", f"{posts.low:g}", "a number above 0, for its logarithm is taken"
            )


def powers_fit(draft: Draft) -> Iterator[Problem]:
    """A power stands beside the generalised mean, and nowhere else."""
    for path, row in (*draft.rows("levels"), *draft.rows("nodes")):
        if row.aggregate == Aggregate.GENERALISED and row.power is None:
            yield Problem(f"{path}.power", "nothing", "a number, the exponent of the generalised mean")
        if row.aggregate != Aggregate.GENERALISED and row.power is not None:
            yield Problem(f"{path}.power", f"{row.power:g}", 'a power only beside aggregate = "generalised"')


def limits_ordered(draft: Draft) -> Iterator[Problem]:
    """An indicator's minimum is not above its maximum; a framework does not end before it begins."""
    for path, i in draft.rows("indicators"):
        if i.minimum is not None and i.maximum is not None and i.minimum > i.maximum:
            yield Problem(f"{path}.maximum", f"{i.maximum:g}", f"{i.minimum:g} (minimum) or more")
    begins, ends = draft.document.get("valid_from"), draft.document.get("valid_to")
    if type(begins) is date and type(ends) is date and ends < begins:
        yield Problem("valid_to", str(ends), f"{begins} (valid_from) or later")


def directions_fit(draft: Draft) -> Iterator[Problem]:
    """Where values are averaged as they are, more of each must be better."""
    if draft.document.get("normalise") != Normalise.NONE:
        return
    for path, i in draft.rows("indicators"):
        if i.direction == -1:
            yield Problem(
                f"{path}.direction", "-1", 'one of 1, 0, for normalise = "none" averages values as they are'
            )


def not_empty(draft: Draft) -> Iterator[Problem]:
    """A framework has levels, nodes and indicators."""
    for section in ("levels", "nodes", "indicators"):
        if draft.document.get(section) == []:
            yield Problem(section, "an empty list", "at least one")


CHECKS: Sequence[Callable[[Draft], Iterator[Problem]]] = (
    not_empty,
    duplicate_codes,
    references,
    rule_indicators,
    rule_options,
    weight_set_codes,
    group_members,
    one_tree,
    level_steps,
    weights_above_zero,
    bands_ascend,
    goalposts_apart,
    powers_fit,
    limits_ordered,
    directions_fit,
)
