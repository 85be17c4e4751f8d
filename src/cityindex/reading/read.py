"""``read``: one printed string, one declared type, one Reading."""

import re
from decimal import Decimal
from functools import lru_cache

from cityindex.framework.types import Asks, Indicator, ValueType
from cityindex.reading import vocabulary
from cityindex.reading.characters import clean
from cityindex.reading.expression import Expression, expression, split_note
from cityindex.reading.kinds import Kind, Question, kind_of
from cityindex.reading.numbers import LARGEST, number
from cityindex.reading.parts import answer_by_parts
from cityindex.reading.types import Reading, Refusal

_NEVER_NEGATIVE = frozenset({ValueType.COUNT, ValueType.PERCENT, ValueType.HOURS, ValueType.BOOLEAN})


def read(
    raw: str,
    value_type: ValueType | str,
    asks: Asks | str | None = None,
    *,
    decimal: str = "auto",
    word: str = "",
    parts: tuple[str, ...] = (),
) -> Reading:
    """Read a printed value as a type ("count") and, where they differ, by what is asked ("existence").

    ``decimal`` is "," or "." when the file's convention is known, else "auto".

    ``word`` is the word the question begins with ("JUMLAH"); it names the flag of an answer of the wrong kind.
    ``parts`` are the things an item of existence asks for at once; answered one by one, it is there if all are.
    Any string gives a Reading: a finite value, a missing one, or a refusal with its reason; the raw string is
    kept exactly. Only an unknown type, question or ``decimal`` raises ValueError.
    """
    if decimal not in ("auto", ",", "."):
        raise ValueError(f'decimal is {decimal!r}; allowed are "auto", "," and "."')
    question = Question(ValueType(value_type), Asks(asks) if asks else None, word, parts)
    return _read(raw, question, decimal)


def read_answer(raw: str, indicator: Indicator, *, decimal: str = "auto") -> Reading:
    """Read an answer to an indicator, with the first word of its Indonesian title naming a wrong kind."""
    return read(
        raw,
        indicator.value_type,
        indicator.asks,
        decimal=decimal,
        word=question_word(indicator.title.id),
        parts=indicator.parts,
    )


@lru_cache(maxsize=4096)
def question_word(title: str) -> str:
    """Return the word a question begins with in capitals, or "" if it says nothing about what is asked."""
    first = title.split(maxsplit=1)[0].upper() if title.strip() else ""
    return first if first in vocabulary.QUESTION_WORDS else ""


@lru_cache(maxsize=65_536)
def _read(raw: str, question: Question, decimal: str) -> Reading:
    try:
        text, hidden = clean(raw)
        return _read_text(raw, text, hidden, question, decimal)
    except Refusal as refusal:
        return Reading(raw, None, None, None, (refusal.code,), refused=True)


def _read_text(raw: str, text: str, flags: tuple[str, ...], question: Question, decimal: str) -> Reading:
    if text[:1] in ("=", "@"):
        raise Refusal("FORMULA")
    if question.parts and (each := answer_by_parts(text, question.parts)):
        flags += () if len(set(each)) == 1 else ("PARTS_DIFFER",)
        return Reading(raw, float(all(each)), ValueType.BOOLEAN, Asks.EXISTENCE, flags)
    text, note = split_note(text) if text.endswith(")") else (text, ())
    flags += note
    if text[:1].isdigit():
        return _read_number(raw, text, flags, question, decimal)
    words = " ".join(text.casefold().split())
    words = words if words in vocabulary.MISSING else words.rstrip(".;")
    if words in vocabulary.MISSING:
        return Reading(raw, None, None, None, flags)
    if words in vocabulary.YES or words in vocabulary.NONE or words in vocabulary.NO:
        return _read_word(raw, words, flags, question)
    if vocabulary.is_in_progress(words):
        return Reading(raw, None, None, None, (*flags, "IN_PROGRESS"))
    if words in vocabulary.SPREADSHEET_ERRORS:
        raise Refusal("SPREADSHEET_ERROR")
    if words in vocabulary.NOT_FINITE:
        raise Refusal("NOT_FINITE")
    if not any(character.isdigit() for character in text):
        raise Refusal("NOT_UNDERSTOOD")
    return _read_number(raw, text, flags, question, decimal)


def _read_word(raw: str, words: str, flags: tuple[str, ...], question: Question) -> Reading:
    """Read "Ada", "Tidak Ada", "Tidak". "Tidak Ada" follows the stored type, unless existence itself was asked."""
    stored = question.value_type
    if words in vocabulary.NONE:
        if stored is ValueType.COUNT:
            answers = question.asked or Asks.COUNT
            return Reading(raw, 0.0, stored, answers, (*flags, "TIDAK_ADA_AS_ZERO"))
        if stored is not ValueType.BOOLEAN and question.asks is not Asks.EXISTENCE:
            return Reading(raw, None, None, None, (*flags, "TIDAK_ADA_AS_MISSING"))
    kind = kind_of(question, ValueType.BOOLEAN)
    return Reading(raw, float(words in vocabulary.YES), kind.read_as, kind.answers, flags + kind.flags)


def _read_number(raw: str, text: str, flags: tuple[str, ...], question: Question, decimal: str) -> Reading:
    parts = expression(text)
    kind = kind_of(question, parts.shows, yes_or_no=re.fullmatch(r"[01]([.,]0+)?", parts.body) is not None)
    found = number(parts.body, kind.read_as, decimal, scaled=parts.multiplier > 1)
    value = _checked(found.value * parts.multiplier, parts, kind)
    flags += found.flags + parts.flags + kind.flags
    if kind.read_as is ValueType.PERCENT and value > 100:
        flags += ("OVER_100",)
    return Reading(raw, value, kind.read_as, kind.answers, flags)


def _checked(value: Decimal, parts: Expression, kind: Kind) -> float:
    if value > LARGEST:
        raise Refusal("TOO_LARGE")
    if parts.negative and value and kind.read_as in _NEVER_NEGATIVE:
        raise Refusal("NEGATIVE")
    if kind.read_as is ValueType.COUNT and value % 1:
        raise Refusal("FRACTION_OF_COUNT")
    return float(-value if parts.negative and value else value)
