"""What each kind of quality rule needs in its table, and which places its sentence may have."""

import math
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import NamedTuple

from cityindex.framework.reader import Problem, one_of, show
from cityindex.framework.types import Rule, RuleKind


class Option(NamedTuple):
    """One key of a rule: its types in TOML, whether it must be there, and the words it may be."""

    types: tuple[type, ...]
    allowed: str
    required: bool = True
    words: tuple[str, ...] = ()


class Shape(NamedTuple):
    """The keys of one kind of rule and the {places} of its sentence."""

    options: Mapping[str, Option]
    places: tuple[str, ...]


_NUMBER = Option((int, float), "a number")
_MAY = _NUMBER._replace(required=False)
_TEXT = Option((str,), "text")
_PAIR = Option((list,), "a list of two subjects: a number and its share")
_PAIRS = Option((list,), "a list of such pairs", required=False)
_COMPARED = ("other_value", "in_progress", "other_year")
_SHARES = ("implied_total", "cut", "wrong")

SHAPES: Mapping[RuleKind, Shape] = {
    RuleKind.RANGE: Shape({"minimum": _MAY, "maximum": _MAY}, ("value", "bounds")),
    RuleKind.WHOLE: Shape({}, ("value",)),
    RuleKind.SUM_AT_MOST: Shape({"maximum": _NUMBER, "tolerance": _MAY}, ("total", "maximum", "parts")),
    RuleKind.SUM_TO: Shape(
        {"total": Option((int, float, str), "a number or an indicator"), "tolerance": _MAY},
        ("total", "wanted", "parts"),
    ),
    RuleKind.DUPLICATE_BLOCK: Shape({}, ("raw", "other")),
    RuleKind.SAME_VALUE: Shape({}, ("raw", "other_raw", "other")),
    RuleKind.COUNT_AGAINST: Shape({"against": _TEXT}, ("value", "limit", "each")),
    RuleKind.COMPARE_SOURCES: Shape(
        {"finding": _TEXT._replace(words=_COMPARED)}, ("raw", "said", "source", "note", "year", "period")
    ),
    RuleKind.COMPOUND: Shape({}, ("raw", "parts")),
    RuleKind.VOCABULARY: Shape({"word": _TEXT, "usual": _TEXT}, ("word", "usual")),
    RuleKind.NO_JUDGEMENT: Shape({}, ("node", "without", "rows")),
    RuleKind.DECIMAL_MIX: Shape({}, ("points", "commas")),
    RuleKind.SHARE_CHECK: Shape(
        {
            "finding": _TEXT._replace(words=_SHARES),
            "whole": _PAIR,
            "parts": _PAIRS,
            "decimals": Option((int,), "a whole number", required=False),
            "total": _TEXT._replace(required=False),
        },
        ("part", "printed", "total", "exact", "low", "high"),
    ),
    RuleKind.COMPARE_SETS: Shape(
        {"grouping": _TEXT, "subject": _TEXT, "names": Option((dict,), "a table of names")},
        ("source", "only_there", "only_here"),
    ),
}


def problems_of(path: str, rule: Rule, groupings: Sequence[str]) -> Iterator[Problem]:
    """Find missing, unknown and wrong keys of a rule, and places of its texts that nothing fills."""
    needed = _needed(rule, groupings)
    for key in rule.options:
        if key not in needed:
            yield Problem(f"{path}.{key}", "an unknown key", one_of(needed, key))
    for key, option in needed.items():
        if found := _fault(rule.options.get(key), option):
            allowed = one_of(option.words, rule.options.get(key)) if option.words else option.allowed
            yield Problem(f"{path}.{key}", found, allowed)
    yield from _unfilled(path, rule)


def _needed(rule: Rule, groupings: Sequence[str]) -> dict[str, Option]:
    needed = dict(SHAPES[rule.kind].options)
    finding = rule.options.get("finding")
    wanted = {"cut": ("parts", "decimals"), "wrong": ("parts", "decimals"), "implied_total": ("total",)}
    if rule.kind is RuleKind.SHARE_CHECK and isinstance(finding, str):
        needed |= {key: needed[key]._replace(required=True) for key in wanted.get(finding, ())}
    if rule.kind is RuleKind.COMPARE_SETS:
        needed["grouping"] = _TEXT._replace(words=tuple(groupings))
    return needed


def _unfilled(path: str, rule: Rule) -> Iterator[Problem]:
    places = SHAPES[rule.kind].places
    labels = ("label",) if rule.kind in (RuleKind.DUPLICATE_BLOCK, RuleKind.SAME_VALUE) else ()
    texts = (
        ("flag", rule.flag, labels),
        ("text.id", rule.text.id, places),
        ("text.en", rule.text.en, places),
    )
    for name, text, filled in texts:
        for place in _places(text):
            if place not in filled:
                yield Problem(f"{path}.{name}", f"the place {{{place}}}", one_of(filled, place))


def _fault(value: object, option: Option) -> str:
    if value is None:
        return "nothing" if option.required else ""
    if not isinstance(value, option.types) or isinstance(value, bool):
        return show(value)
    if isinstance(value, float) and not math.isfinite(value):
        return show(value)
    return show(value) if option.words and value not in option.words else ""


def _places(text: str) -> list[str]:
    try:
        return [place for _, place, _, _ in Formatter().parse(text) if place is not None]
    except ValueError as error:
        return [str(error)]
