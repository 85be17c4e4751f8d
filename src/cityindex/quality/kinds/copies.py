"""Checks for copying mistakes: rows pasted from another table, the same number in two places."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from cityindex.framework.types import Indicator, Rule, ValueType
from cityindex.quality.types import Case, Finding, Places, name
from cityindex.reading import Reading

_Row = tuple[Indicator, tuple[float, ValueType | None, str | None] | None]


def significant_digits(value: float) -> int:
    """Count the digits of a number without the zeros at its ends: 97 has two, 100 one, 99.37 four, 0 none."""
    return len(f"{abs(value):.10f}".replace(".", "").strip("0"))


def duplicate_block(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find runs of rows whose value and judgement repeat a run of an earlier table.

    A table is what shares a parent. Equal rows that follow each other in both tables form a run, at
    any distance between the tables. "Available", 0 and 100 are equal too often to mean anything, so a run
    counts only if one of its rows is telling: a number with two digits that count and an equal judgement;
    where nobody judged it, three digits that count, or two of at least three written ("97,00%") in a run of
    several rows or at the same place. Outside such a run an answer of existence counts, for itself alone, at the
    same place of both tables, equally judged, in a word the other rows use less than another ("Tersedia" where
    they say "Ada").
    The later table's rows are flagged, each with the row it repeats.
    """
    for earlier, later in combinations(_tables(rule, case), 2):
        for offset in range(-len(later) + 1, len(earlier)):
            pairs = [
                (earlier[place + offset], row)
                for place, row in enumerate(later)
                if 0 <= place + offset < len(earlier)
            ]
            for run in _runs(pairs):
                telling = any(_is_telling(case, copy, near=len(run) > 1 or not offset) for _, copy in run)
                for first, copy in run:
                    if telling or (not offset and _is_rare_word(case, first, copy)):
                        yield _repeats(case, first, copy)


def _tables(rule: Rule, case: Case) -> list[list[_Row]]:
    named = frozenset(rule.indicators)
    tables: dict[str, list[_Row]] = {}
    for indicator in case.framework.indicators:
        if not named or indicator.code in named:
            tables.setdefault(indicator.parent, []).append((indicator, _content(case, indicator.code)))
    return list(tables.values())


def _content(case: Case, code: str) -> tuple[float, ValueType | None, str | None] | None:
    reading = case.readings.get(code)
    if reading is None or reading.value is None:
        return None
    judgement = case.observations[code].judgement
    return reading.value, reading.read_as, judgement.strip().casefold() if judgement else None


def _runs(pairs: Sequence[tuple[_Row, _Row]]) -> Iterator[list[tuple[_Row, _Row]]]:
    run: list[tuple[_Row, _Row]] = []
    for pair in pairs:
        if pair[0][1] is not None and pair[0][1] == pair[1][1]:
            run.append(pair)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_telling(case: Case, row: _Row, *, near: bool) -> bool:
    if row[1] is None or row[1][1] is ValueType.BOOLEAN:
        return False
    value, _, judgement = row[1]
    digits = significant_digits(value)
    written = sum(map(str.isdigit, case.observations[row[0].code].raw_value))
    return digits >= 3 or (digits == 2 and (judgement is not None or (near and written >= 3)))


def _is_rare_word(case: Case, first: _Row, copy: _Row) -> bool:
    if copy[1] is None or copy[1][1] is not ValueType.BOOLEAN or copy[1][2] is None:
        return False
    pair = {first[0].code: _word(case, first[0].code), copy[0].code: _word(case, copy[0].code)}
    others = Counter(
        _word(case, code)
        for code, reading in case.readings.items()
        if code not in pair and reading.read_as is ValueType.BOOLEAN and reading.value == copy[1][0]
    )
    word = pair[copy[0].code]
    return len(set(pair.values())) == 1 and others[word] < max(others.values(), default=0)


def _word(case: Case, code: str) -> str:
    return " ".join(case.observations[code].raw_value.casefold().split())


def _repeats(case: Case, first: _Row, copy: _Row) -> Finding:
    raw = case.observations[copy[0].code].raw_value.strip()
    places: Places = {"other": name(first[0]), "raw": raw}
    return Finding(copy[0].code, places, related=(first[0].code,), label=first[0].label or first[0].code)


def same_value(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find the same number as two kinds of value in one table (62 people and 62 %); both rows are flagged.

    Numbers with fewer than two digits that count are left out: 6 and 6 % are a coincidence.
    """
    rows = [place for place in case.rows(rule) if place[1].read_as is not ValueType.BOOLEAN]
    for one, other in combinations(rows, 2):
        if _is_same(one, other):
            yield from (_same(one, other), _same(other, one))


def _is_same(one: tuple[Indicator, Reading], other: tuple[Indicator, Reading]) -> bool:
    value = one[1].value
    together = one[0].parent == other[0].parent
    return (
        together
        and value is not None
        and value == other[1].value
        and one[1].read_as is not other[1].read_as
        and significant_digits(value) >= 2
    )


def _same(row: tuple[Indicator, Reading], other: tuple[Indicator, Reading]) -> Finding:
    places: Places = {"raw": row[1].raw.strip(), "other_raw": other[1].raw.strip(), "other": name(other[0])}
    return Finding(row[0].code, places, related=(other[0].code,), label=other[0].label or other[0].code)
