"""Take a written number apart: sign, digits, multiplier, unit and note — or say why it is no single number."""

import re
from typing import NamedTuple

from cityindex.framework.types import ValueType
from cityindex.reading.numbers import SPACES
from cityindex.reading.types import Refusal
from cityindex.reading.vocabulary import (
    ANSWER_WORDS,
    LIMIT_WORDS,
    MULTIPLIERS,
    OTHER_UNITS,
    PERIODS,
    SCALE_STEMS,
    UNITS,
)

_BODY = re.compile(rf"[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d[\d.,]*(?<=\d)|[.,]\d+")
_PLAIN = re.compile(r"(\d+(?:[.,]\d+)*)(?: ?(%))?")
_RUPIAH = re.compile(r"(?:rp|idr)\.?\s*", re.IGNORECASE)
_LABEL = re.compile(r"(?:level|tingkat|skor|nilai|score|indeks)\s*[:=]?\s*(?=[\d.,-])", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:sekitar|kurang lebih|kira-kira|hampir|lebih kurang|about|around|approximately|approx\.?|ca\.|±|~|≈)\s*",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:lebih dari|kurang dari|di atas|di bawah|paling|minimal|maksimal|min\.?|max\.?|maks\.?|"
    r"at least|at most|more than|less than|over|under|[<>≤≥])\s*(?=[\d=])|.*\d\s*(?:\+|ke atas|atau lebih|or more|lebih)$",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"[+-]?[\d.,]+\s*[+*^]\s*[\d(]")
_EXPONENT = re.compile(r"[+-]?[\d.,]+\s*(?:e[+-]?\d|[x×]\s*10)|10\s*\^", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}")
_RANGE = re.compile(
    r"(?:[-–—~]|\.\.+|\bs[/.]?d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b|\bto\b)[\s.]*[\d.,]", re.IGNORECASE
)
_PART = re.compile(r"[/:]\s*\d|\b(?:dari|of|per|banding)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[\s/&,.;:'-]+[^\W\d_]+)*[.;]?")
_NOTE = re.compile(r"\s*\(([^()]*)\)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PER = re.compile(r"\s*(?:/|\bper\b|\bsetiap\b|\btiap\b|\bdalam satu\b|\ba\b)\s*")
_OTHER_NOTATIONS = (
    (_EXPONENT, "EXPONENT"),
    (_FORMULA, "FORMULA"),
    (_LIMIT, "LIMIT_ONLY"),
    (re.compile(r".*\d\s*\.\.+\s*\d"), "RANGE"),
)


class Expression(NamedTuple):
    """The parts of one written number. ``shows`` is the type its unit names, None for a bare number."""

    negative: bool
    body: str
    multiplier: int
    shows: ValueType | None
    flags: tuple[str, ...]


def split_note(text: str) -> tuple[str, tuple[str, ...]]:
    """Part "62 Orang (2023)" into the answer and a flag for its note; a note may hold years but no other number."""
    found = _NOTE.search(text)
    if found is None or not found.start():
        return text, ()
    if re.search(r"\d", _YEAR.sub("", found.group(1))):
        raise Refusal("TWO_NUMBERS")
    return text[: found.start()], ("TRAILING_NOTE",)


def expression(text: str) -> Expression:
    """Take apart a string that holds a digit; raise Refusal with the reason where it is not one number."""
    if plain := _PLAIN.fullmatch(text):  # most values; spares them the rest
        return Expression(False, plain.group(1), 1, ValueType.PERCENT if plain.group(2) else None, ())
    _refuse_other_notations(text)
    rest, shows, flags = _opening(text)
    negative = rest[:1] in ("-", "–", "—")
    rest = rest[1:].lstrip() if rest[:1] in ("-", "–", "—", "+") else rest
    if negative and (money := _RUPIAH.match(rest)):
        rest, shows, flags = rest[money.end() :], ValueType.CURRENCY, (*flags, "UNIT_PREFIX")
    found = _BODY.match(rest)
    if found is None:
        raise Refusal("MIXED_ANSWER" if rest[:1].isalpha() else "NOT_UNDERSTOOD")
    tail = rest[found.end() :].strip().casefold()
    if re.search(r"\d", tail):
        raise Refusal(_several_numbers(text))
    multiplier, unit = _multiplier(tail, money=shows is ValueType.CURRENCY)
    named, unit_flags = _unit(unit)
    if shows and named and shows is not named:
        raise Refusal("OTHER_UNIT")
    flags += ("MULTIPLIER",) if multiplier > 1 else ()
    return Expression(negative, found.group(), multiplier, shows or named, flags + unit_flags)


def _refuse_other_notations(text: str) -> None:
    for pattern, code in _OTHER_NOTATIONS:
        if pattern.match(text):
            raise Refusal(code)
    if text[0] == "(" and text[-1] == ")":
        raise Refusal("IN_PARENTHESES")


def _opening(text: str) -> tuple[str, ValueType | None, tuple[str, ...]]:
    if text[0].isdigit():
        return text, None, ()
    flags: tuple[str, ...] = ()
    if found := _ABOUT.match(text):
        text, flags = text[found.end() :], ("APPROXIMATE",)
    if found := _RUPIAH.match(text):
        return text[found.end() :], ValueType.CURRENCY, (*flags, "UNIT_PREFIX")
    if found := _LABEL.match(text):
        return text[found.end() :], ValueType.SCORE, (*flags, "UNIT_PREFIX")
    return text, None, flags


def _several_numbers(text: str) -> str:
    if _DATE.search(text):
        return "DATE"
    if _PART.search(text):
        return "PART_OF_WHOLE"
    return "RANGE" if _RANGE.search(text) else "TWO_NUMBERS"


def _multiplier(tail: str, *, money: bool) -> tuple[int, str]:
    if money and tail in (",-", ".-", ",--", ".–", ",–", "-"):
        return 1, ""
    first, _, rest = tail.partition(" ")
    factor = MULTIPLIERS.get(first.rstrip("."))
    return (factor, rest.strip()) if factor else (1, tail)


def _unit(tail: str) -> tuple[ValueType | None, tuple[str, ...]]:
    """Return the type a unit names and its flags; words that are no unit are a note, and some are a reason to refuse."""
    if tail in UNITS:
        return _named(tail)
    unit = _PER.sub("/", " ".join(tail.split())).rstrip(".")
    if not unit or unit in UNITS:
        return _named(unit)
    thing, slash, period = unit.partition("/")
    named = UNITS.get(thing)
    if slash and period in PERIODS and (not thing or named in (ValueType.COUNT, ValueType.CURRENCY)):
        return named, ("UNIT_SUFFIX",)
    if thing in OTHER_UNITS or (slash and named):
        raise Refusal("OTHER_UNIT")
    first, _, rest = unit.partition(" ")
    shown, flags = _named(first if rest else "")
    _refuse_telling_notes(tail, share=shown is ValueType.PERCENT)
    return shown, (*flags, "TRAILING_NOTE")


def _named(unit: str) -> tuple[ValueType | None, tuple[str, ...]]:
    named = UNITS.get(unit)
    return named, () if named in (None, ValueType.PERCENT) else ("UNIT_SUFFIX",)


def _refuse_telling_notes(tail: str, *, share: bool) -> None:
    """Refuse words behind a number that change what it says: part of a whole, a mere limit, another scale.

    A share may name its whole ("62% dari pegawai").
    """
    words = re.findall(r"\w+", tail)
    if not share and _PART.search(tail):
        raise Refusal("PART_OF_WHOLE")
    if LIMIT_WORDS.intersection(words) or "s/d" in tail:
        raise Refusal("LIMIT_ONLY")
    if OTHER_UNITS.intersection(words) or any(word.startswith(SCALE_STEMS) for word in words):
        raise Refusal("OTHER_UNIT")
    if ANSWER_WORDS.intersection(words):
        raise Refusal("MIXED_ANSWER")
    if not words or len(words[0]) < 2 or not _WORDS.fullmatch(tail.removeprefix("% ")):
        raise Refusal("NOT_UNDERSTOOD")
