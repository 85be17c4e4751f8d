"""Checks of words: two things in one answer, two words for one meaning, no judgement, two decimal signs."""

from collections.abc import Iterator

from cityindex.framework.types import Rule
from cityindex.quality.types import Case, Finding, Places, Said
from cityindex.reading import Reading
from cityindex.text import Text
from cityindex.wording import listed


def compound(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find one answer to an item that asks for several things, unless the answer names each of them."""
    for indicator, reading in case.rows(rule):
        answer = reading.raw.casefold()
        if indicator.parts and not all(part.casefold() in answer for part in indicator.parts):
            parts = listed([Text(part, part) for part in indicator.parts])
            yield Finding(indicator.code, {"raw": reading.raw.strip(), "parts": parts})


def vocabulary(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find rows that say ``word`` where other rows say ``usual`` for the same thing."""
    word, usual = rule.options["word"].casefold(), rule.options["usual"].casefold()
    said = {indicator.code: _answer(reading) for indicator, reading in case.rows(rule)}
    if usual not in said.values():
        return
    for code, answer in said.items():
        if answer == word:
            yield Finding(code, {"word": rule.options["word"], "usual": rule.options["usual"]})


def _answer(reading: Reading) -> str:
    return " ".join(reading.raw.partition("(")[0].casefold().split())


def no_judgement(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find tables with values that nobody judged; one finding for each node that holds such rows."""
    for node in case.framework.nodes:
        codes = [row.code for row in case.framework.children(node.code) if row.code in case.observations]
        valued = [code for code in codes if case.readings[code].value is not None]
        without = [code for code in valued if not (case.observations[code].judgement or "").strip()]
        if without:
            places: Places = {"node": node.title, "without": float(len(without)), "rows": float(len(valued))}
            yield Finding(None, places, subject=node.code, related=tuple(without))


def decimal_mix(rule: Rule, case: Case) -> Iterator[Finding]:
    """Find decimal commas and decimal points side by side, in the table or in what second sources say."""
    points = _written_with(rule, case, "DECIMAL_POINT")
    commas = _written_with(rule, case, "DECIMAL_COMMA")
    if points and commas:
        places: Places = {"points": _quoted(points), "commas": _quoted(commas)}
        known = [code for code in (*points, *commas) if code in case.observations]
        yield Finding(None, places, related=tuple(known))


def _written_with(rule: Rule, case: Case, flag: str) -> dict[str, str]:
    table = {indicator.code: reading.raw for indicator, reading in case.rows(rule) if flag in reading.flags}
    prose = {said.subject: said.raw for said in case.said if _has(said, flag)}
    return {**prose, **table}


def _has(said: Said, flag: str) -> bool:
    return said.reading is not None and flag in said.reading.flags


def _quoted(raws: dict[str, str]) -> str:
    return ", ".join(dict.fromkeys(raw.strip() for raw in list(raws.values())[:3]))
