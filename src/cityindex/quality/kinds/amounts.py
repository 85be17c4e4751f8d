"""Checks of size: bounds, sums, and a count against what could be counted at most."""

from collections.abc import Iterator

from cityindex.framework.types import Indicator, Rule, ValueType
from cityindex.quality.types import Case, Finding, Places
from cityindex.reading import Reading
from cityindex.text import Text
from cityindex.wording import listed, written

_Rows = list[tuple[Indicator, Reading]]


def in_range(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find values below ``minimum`` or above ``maximum``, of the rule or else of the indicator itself."""
    for indicator, reading in case.rows(rule):
        low = rule.options.get("minimum", indicator.minimum)
        high = rule.options.get("maximum", indicator.maximum)
        value = reading.value
        if value is None or reading.read_as is not indicator.value_type:
            continue
        if (low is not None and value < low) or (high is not None and value > high):
            yield Finding(indicator.code, {"value": value, "bounds": _bounds(low, high)})


def whole(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find values that are no whole number where only whole ones have a meaning, such as maturity levels."""
    for indicator, reading in case.rows(rule):
        if reading.value is not None and reading.value % 1 and reading.read_as is indicator.value_type:
            yield Finding(indicator.code, {"value": reading.value})


def _bounds(low: float | None, high: float | None) -> Text:
    if low is not None and high is not None:
        return Text(
            f"{written(low).id} sampai {written(high).id}", f"{written(low).en} to {written(high).en}"
        )
    if low is not None:
        return Text(f"paling sedikit {written(low).id}", f"at least {written(low).en}")
    edge = written(high or 0.0)
    return Text(f"paling banyak {edge.id}", f"at most {edge.en}")


def sum_at_most(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find rows that together exceed ``maximum`` (by more than ``tolerance``); each row of the sum is flagged.

    Rows without a value count nothing, so a part of the rows can exceed it too.
    """
    rows = _stored(rule, case)
    total = _total(rows)
    if total > rule.options["maximum"] + rule.options.get("tolerance", 0):
        yield from _of_each(rows, {"total": total, "maximum": rule.options["maximum"]})


def sum_to(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find rows that do not add up to ``total`` (a number or an indicator); only where every row has a value."""
    rows = _stored(rule, case)
    wanted = rule.options["total"]
    if isinstance(wanted, str):
        reading = case.readings.get(wanted)
        wanted = reading.value if reading else None
    if wanted is None or len(rows) < len(rule.indicators):
        return
    total = _total(rows)
    if abs(total - wanted) > rule.options.get("tolerance", 0):
        yield from _of_each(rows, {"total": total, "wanted": float(wanted)})


def _stored(rule: Rule, case: Case) -> _Rows:
    return [(asked, reading) for asked, reading in case.rows(rule) if reading.read_as is asked.value_type]


def _total(rows: _Rows) -> float:
    """Add up without the dust of binary fractions: values are printed with a few decimals at most."""
    return round(sum(reading.value or 0.0 for _, reading in rows), 9)


def _of_each(rows: _Rows, places: Places) -> Iterator[Finding]:
    codes = [indicator.code for indicator, _ in rows]
    parts = listed([written(reading.value or 0.0) for _, reading in rows])
    for indicator, _ in rows:
        others = tuple(code for code in codes if code != indicator.code)
        yield Finding(indicator.code, {**places, "parts": parts}, related=others)


def count_against(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find counts above the number of places that could have one (``against``, e.g. kelurahan_count).

    That number comes from the context, another row or a second source; without it nothing is said.
    """
    limit = case.fact(rule.options["against"])
    if not limit:
        return
    for indicator, reading in case.rows(rule):
        if reading.value is not None and reading.read_as is ValueType.COUNT and reading.value > limit:
            places: Places = {"value": reading.value, "limit": limit, "each": reading.value / limit}
            yield Finding(indicator.code, places)
