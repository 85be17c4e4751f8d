"""Cells for people: words in one language, numbers to five digits, nothing that moves a cursor."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np

from cityindex.tables import Table
from cityindex.text import Text

DIGITS = 5
YES, NO, NOTHING = Text("ya", "yes"), Text("tidak", "no"), "—"


def heading(table: Table, column: str, language: str) -> str:
    """Return a column's heading: its title up to the first semicolon, else its name."""
    title = table.titles.get(column)
    return clean(title.in_language(language).partition(";")[0].strip()) if title else clean(column)


def explanation(table: Table, column: str, language: str) -> str:
    """Return what a column's title says after the first semicolon; "" where there is nothing more."""
    title = table.titles.get(column)
    return clean(title.in_language(language).partition(";")[2].strip()) if title else ""


def is_number(cell: object) -> bool:
    """Say whether a cell is a number; True and False are words."""
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool | np.bool_)


def is_numeric(column: Sequence[Any] | np.ndarray) -> bool:
    """Say whether a column holds numbers and gaps only, and at least one number."""
    known = [cell for cell in column if cell is not None]
    return bool(known) and all(is_number(cell) for cell in known)


def texts(column: Sequence[Any] | np.ndarray, language: str) -> list[str]:
    """Write every cell of a column; its largest number sets the decimals of all."""
    sizes = [abs(float(cell)) for cell in column if is_number(cell)]
    finite = [size for size in sizes if math.isfinite(size)]
    broken = any(not size.is_integer() for size in finite)
    decimals = min(max(DIGITS - 1 - math.floor(math.log10(max(finite))), 0), 9) if broken else 0
    return [_text(cell, decimals, language) for cell in column]


def clean(text: str) -> str:
    """Replace control characters and marks that turn the direction of writing."""
    return "".join("�" if _moves(letter) else letter for letter in text)


def _moves(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") or unicodedata.bidirectional(letter) in (
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    )  # fmt: skip


def _text(cell: Any, decimals: int, language: str) -> str:
    if isinstance(cell, bool | np.bool_):
        return (YES if cell else NO).in_language(language)
    if isinstance(cell, Text):
        return clean(cell.in_language(language))
    if isinstance(cell, int | np.integer):
        return str(cell)
    if isinstance(cell, float | np.floating):
        return _number(float(cell), decimals, language)
    return NOTHING if cell is None else clean(str(cell))


def _number(value: float, decimals: int, language: str) -> str:
    if not math.isfinite(value):
        return NOTHING
    # in a column of several measuring units small numbers keep their digits
    digits = DIGITS - 1 if decimals < 2 else 2
    if not (value.is_integer() or 10.0 ** (digits - 1 - decimals) <= abs(value) < 1e15):
        english = f"{value:#.{max(digits, DIGITS - 2)}g}"
    else:
        english = f"{value or 0.0:,.{decimals}f}"  # no minus before a zero
    return english if language.startswith("en") else english.translate(str.maketrans(",.", ".,"))
