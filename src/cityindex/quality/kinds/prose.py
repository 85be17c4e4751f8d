"""Checks of the table against what second sources say, and of what they say in itself."""

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from cityindex.framework.types import Indicator, Rule
from cityindex.quality.types import Case, Finding, Places, Said
from cityindex.reading import Reading
from cityindex.rounding import round_half_up
from cityindex.text import Text
from cityindex.wording import listed

ITS_OWN_ROW = Text("baris itu sendiri", "the row itself")


def compare_sources(rule: Rule, case: Case) -> Iterator[Finding]:
    """Compare the table with second sources; ``finding`` says what is looked for.

    ``other_value``: another value for the same year. ``in_progress``: the source says the thing is still
    being made, while the table gives a value. ``other_year``: the same value, dated to another year.
    """
    finds = {"other_value": _other_value, "in_progress": _in_progress, "other_year": _other_year}
    differs = finds[rule.options["finding"]]
    for indicator, reading in case.rows(rule):
        for said in (*case.said, *_own_year(case, indicator, reading)):
            if said.subject == indicator.code and said.reading and differs(case, reading, said, said.reading):
                yield Finding(indicator.code, _places(case, reading, said))


def _own_year(case: Case, indicator: Indicator, reading: Reading) -> tuple[Said, ...]:
    row = case.observations[indicator.code]
    return (
        (Said(indicator.code, row.raw_value, reading, row.year, ITS_OWN_ROW, Text("", "")),)
        if row.year
        else ()
    )


def _places(case: Case, reading: Reading, said: Said) -> Places:
    return {
        "raw": reading.raw.strip(),
        "said": said.raw,
        "source": said.source,
        "note": said.note,
        "year": str(said.year or case.period),
        "period": str(case.period),
    }


def _is_other_year(case: Case, said: Said) -> bool:
    return said.year is not None and said.year != case.period


def _other_value(case: Case, reading: Reading, said: Said, other: Reading) -> bool:
    readable = other.value is not None and other.read_as is reading.read_as
    return readable and reading.value != other.value and not _is_other_year(case, said)


def _in_progress(case: Case, reading: Reading, said: Said, other: Reading) -> bool:
    return "IN_PROGRESS" in other.flags


def _other_year(case: Case, reading: Reading, said: Said, other: Reading) -> bool:
    return reading.value == other.value and reading.read_as is other.read_as and _is_other_year(case, said)


def share_check(rule: Rule, case: Case) -> Iterator[Finding]:
    """Check shares printed beside their numbers. ``whole`` names a number and its share, which give the total.

    total = number / share, and its bounds from the rounding of the share (4.08 % is 4.075–4.085 %).
    ``finding`` says what is looked for:

    - ``implied_total``: the total itself, where no source states it (``total``);
    - ``cut``: of the other pairs (``parts``), a share that has lost a digit: with ``decimals`` decimals it
      would round to something else than what is printed (35 / 5,392 = 0.65 %, printed 0.6 %);
    - ``wrong``: of the other pairs, a share that no total within the bounds gives, rounded or cut.
    """
    total = _implied_total(rule, case)
    if total is None:
        return
    if rule.options["finding"] == "implied_total":
        yield from _totals(rule, case, total)
        return
    is_odd = {"cut": _is_cut, "wrong": _is_wrong}[rule.options["finding"]]
    for number, share in rule.options["parts"]:
        part, printed = case.fact(number), _share(case, share)
        if part is not None and printed and is_odd(part, printed, total, rule.options["decimals"]):
            exact = round_half_up(100 * part / total.middle, rule.options["decimals"])
            places: Places = {
                "part": part,
                "total": float(round(total.middle)),
                "exact": exact,
                "printed": printed.raw,
            }
            yield Finding(None, places, subject=share)


class _Total(NamedTuple):
    low: float
    middle: float
    high: float


class _Share(NamedTuple):
    raw: str
    value: float
    decimals: int


def _totals(rule: Rule, case: Case, total: _Total) -> Iterator[Finding]:
    number, share = rule.options["whole"]
    part, printed = case.fact(number), _share(case, share)
    if part is not None and printed and case.fact(rule.options["total"]) is None:
        places: Places = {"part": part, "printed": printed.raw, "total": float(round(total.middle))}
        places |= {"low": float(math.ceil(total.low)), "high": float(math.floor(total.high))}
        yield Finding(None, places, subject=rule.options["total"])


def _implied_total(rule: Rule, case: Case) -> _Total | None:
    number, share = rule.options["whole"]
    part, printed = case.fact(number), _share(case, share)
    if not part or part < 0 or printed is None:
        return None
    half = 10**-printed.decimals / 2
    if printed.value <= half:
        return None
    return _Total(
        *(100 * part / value for value in (printed.value + half, printed.value, printed.value - half))
    )


def _share(case: Case, subject: str) -> _Share | None:
    """Return the share a second source prints, with the number of decimals it prints."""
    for said in case.said:
        if said.subject == subject and said.reading and said.reading.value is not None:
            digits = "".join(mark for mark in said.raw if mark.isdigit() or mark in ".,").replace(",", ".")
            decimals = len(digits.rpartition(".")[2]) if "." in digits else 0
            return _Share(said.raw, said.reading.value, decimals)
    return None


def _is_cut(part: float, printed: _Share, total: _Total, decimals: int) -> bool:
    share = Decimal(repr(round_half_up(100 * part / total.middle, decimals)))
    step = Decimal(1).scaleb(-printed.decimals)
    return float(share // step * step) == printed.value != round_half_up(float(share), printed.decimals)


def _is_wrong(part: float, printed: _Share, total: _Total, decimals: int) -> bool:
    step: float = 10**-printed.decimals
    above = 100 * part / total.high >= printed.value + step
    return above or 100 * part / total.low < printed.value - step / 2


def compare_sets(rule: Rule, case: Case) -> Iterator[Finding]:
    """Compare a list that a second source gives (``subject``) with a grouping of the framework.

    ``names`` maps the source's names to the grouping's members; a name that is not mapped stands for itself.
    """
    grouping = next(
        grouping for grouping in case.framework.groupings if grouping.code == rule.options["grouping"]
    )
    titles = {member.code: member.title for member in grouping.members}
    for said in case.said:
        if said.subject != rule.options["subject"]:
            continue
        names = [name.strip() for name in said.raw.split(",") if name.strip()]
        given = {rule.options["names"].get(name.casefold(), name): Text(name, name) for name in names}
        only_there = [title for code, title in given.items() if code not in titles]
        only_here = [title for code, title in titles.items() if code not in given]
        if only_there or only_here:
            places: Places = {
                "source": said.source,
                "only_there": _or_none(only_there),
                "only_here": _or_none(only_here),
            }
            yield Finding(None, places, subject=said.subject)


def _or_none(titles: list[Text]) -> Text:
    return listed(titles) if titles else Text("tidak ada", "none")
