"""Digits and separators → a number. What "1.192" means depends on the type and the file's convention."""

import re
from decimal import Decimal
from typing import NamedTuple

from cityindex.framework.types import ValueType
from cityindex.reading.types import Refusal

# Beyond this a float no longer holds every whole number, and no city counts so far.
LARGEST = 1e15
SPACES = " \u00a0\u2000-\u200a\u202f\u205f\u3000"

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_WHOLE_TYPES = frozenset({ValueType.COUNT, ValueType.BOOLEAN, ValueType.CURRENCY})
_THOUSANDS = {".": "DOT_THOUSANDS", ",": "COMMA_THOUSANDS"}
_DECIMAL = {".": "DECIMAL_POINT", ",": "DECIMAL_COMMA"}


class Number(NamedTuple):
    """A number and the flags its writing raises."""

    value: Decimal
    flags: tuple[str, ...]


def number(body: str, value_type: ValueType, decimal: str = "auto", *, scaled: bool = False) -> Number:
    """Read digits with separators ("1.234,56"); ``scaled`` says that "juta" or the like follows.

    Both signs present: the last is the decimal. One sign several times: thousands. One sign once, with
    exactly three digits after one to three before it, is ambiguous: ``decimal`` decides; else a count or
    an amount of money takes it as thousands, and every other type refuses it. Anything else is a decimal.
    """
    digits = re.sub(f"[{SPACES}]", "", body)
    spaced = len(digits) < len(body)
    flags: tuple[str, ...] = ("SPACE_THOUSANDS",) if spaced else ()
    zeros = ("LEADING_ZEROS",) if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit() else ()
    if digits.isdigit():
        return Number(Decimal(digits), flags + zeros)
    sign = _decimal_sign(digits, value_type, decimal, spaced=spaced, scaled=scaled)
    thousands = next((mark for mark in ".," if mark in digits and mark != sign), "")
    flags += (_THOUSANDS[thousands],) if thousands else ()
    flags += (_DECIMAL[sign],) if sign else ()
    if decimal != "auto" and (decimal == thousands or sign not in ("", decimal)):
        flags += ("AGAINST_CONVENTION",)
    return Number(_value(digits, sign), flags + zeros)


def _decimal_sign(digits: str, value_type: ValueType, decimal: str, *, spaced: bool, scaled: bool) -> str:
    """Return the character that is the decimal sign, or "" where all separators part thousands."""
    last = digits[max(digits.rfind("."), digits.rfind(","))]
    other = "," if last == "." else "."
    before, _, after = digits.rpartition(last)
    if other in before:
        if last in before or not _is_grouped(before, other):
            raise Refusal("BAD_GROUPING")
        return last
    if last in before:
        if spaced or not _is_grouped(digits, last):
            raise Refusal("BAD_GROUPING")
        return ""
    if spaced or len(after) != 3 or not _is_grouped(digits, last):
        return last
    if decimal != "auto":
        return last if decimal == last else ""
    if value_type in _WHOLE_TYPES and not scaled:
        return ""
    raise Refusal("AMBIGUOUS_SEPARATOR")


def _is_grouped(digits: str, mark: str) -> bool:
    found = _GROUPED.fullmatch(digits)
    return found is not None and found.group(1) == mark


def _value(digits: str, sign: str) -> Decimal:
    whole, _, fraction = digits.rpartition(sign) if sign else (digits, "", "")
    whole = whole.replace(".", "").replace(",", "")
    return Decimal(f"{whole or 0}.{fraction or 0}")
