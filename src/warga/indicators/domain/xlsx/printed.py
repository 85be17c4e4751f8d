"""Cells as a spreadsheet prints them in Indonesian: 0.97 in the format ``0.00%`` is "97,00%"."""

import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NOISE = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+")
_LONGEST = Decimal(10) ** 15
LONGEST_FORMAT = 255
"""What spreadsheets allow; longer ones were made to keep us busy."""


class _Style(NamedTuple):
    """One section of a number format."""

    before: str
    after: str
    grouped: bool
    least: int
    most: int
    width: int
    factor: Decimal


def printed(value: object, number_format: str = "General") -> str:
    """Return what a cell shows. Dates come as 2023-05-01; an unknown format shows the number itself.

    A number with exactly three decimals gets a fourth ("1,2340"), for "1,234" could be read as thousands.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
        return _number(number, number_format if len(number_format) <= LONGEST_FORMAT else "General")
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: Decimal, number_format: str) -> str:
    if not value.is_finite() or abs(value) >= _LONGEST:
        return f"{value:.15g}"
    sections = _split(number_format)
    style = _style(sections[0])
    if value < 0 and len(sections) > 1 and (negative := _style(sections[1])):
        style, value = negative, abs(value)
    if style is None:
        return _general(value)
    try:
        shown = (value * style.factor).quantize(Decimal(1).scaleb(-style.most), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than any number has
        return _general(value)
    whole, _, fraction = f"{abs(shown):f}".partition(".")
    while len(fraction) > style.least and fraction.endswith("0"):
        fraction = fraction[:-1]
    text = whole.zfill(style.width) + (f".{fraction}" if fraction else "")
    text = _grouped(text) if style.grouped else _unambiguous(text)
    return ("-" if shown < 0 else "") + style.before + _signs(text) + style.after


def _general(value: Decimal) -> str:
    return _signs(_unambiguous(f"{value.normalize():f}"))


def _split(number_format: str) -> list[str]:
    """Part a format at its semicolons, those inside quotes left alone."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)


@lru_cache(maxsize=256)
def _style(section: str) -> _Style | None:
    """Read one section; None for General, text, dates, fractions and powers of ten."""
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found.group(1) or found.group(2) or "")
        return chr(0xE000 + len(literals) - 1)

    bare = _LITERAL.sub(keep, _NOISE.sub("", section))
    found = _DIGITS.search(bare)
    if found is None or re.search(r"general|[ymdhse@/]", re.sub(r"[\ue000-\uf8ff]", "", bare), re.IGNORECASE):
        return None

    def words(text: str) -> str:
        return "".join(
            literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else c for c in text
        )

    whole, _, fraction = found.group().partition(".")
    scaling = len(whole) - len(whole.rstrip(","))
    return _Style(
        before=words(bare[: found.start()]),
        after=words(bare[found.end() :]),
        grouped="," in whole.rstrip(","),
        least=fraction.count("0"),
        most=len(fraction),
        width=max(whole.count("0"), 1),
        factor=Decimal(100) ** bare.count("%") / Decimal(1000) ** scaling,
    )


def _grouped(text: str) -> str:
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}".zfill(len(whole)) + point + fraction


def _unambiguous(text: str) -> str:
    return f"{text}0" if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) else text


def _signs(text: str) -> str:
    """Exchange the signs of English for those of Indonesian."""
    return text.translate(str.maketrans(",.", ".,"))
