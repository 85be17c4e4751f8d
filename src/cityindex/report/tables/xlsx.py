"""Tables as a workbook: one sheet each, and a last one that explains the columns."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from cityindex.optional import need
from cityindex.report.tables.document import Document
from cityindex.report.tables.readable import explanation, heading
from cityindex.tables import Table
from cityindex.text import Text

ROWS_AT_MOST = 1_048_575
"""What a sheet holds below its heading."""
LONGEST_NAME = 31
COLUMNS = Text("Kolom", "Columns")
ABOUT = (Text("Tabel", "Table"), Text("Nama", "Name"), Text("Judul", "Heading"), Text("Arti", "Meaning"))
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_xlsx(document: Document, language: str, name: str | None = None) -> bytes:
    """Return every table, or the one named, as a workbook; texts are never formulas.

    ``MissingExtraError`` where openpyxl is not installed, ValueError for more rows than a sheet holds.
    """
    book = need("openpyxl", why="XLSX").Workbook(write_only=True)
    tables = document.tables(name)
    names = sheet_names([*(t.title.in_language(language) for t in tables), COLUMNS.in_language(language)])
    for table, title in zip(tables, names, strict=False):
        if len(table) > ROWS_AT_MOST:
            raise ValueError(
                f"{table.name} has {len(table)} rows, a sheet holds {ROWS_AT_MOST}; write CSV or JSON"
            )
        headings = [heading(table, column, language) for column in table.columns]
        _fill(book.create_sheet(title), [headings], language)
        _fill(book[title], zip(*table.columns.values(), strict=True), language)
    _fill(book.create_sheet(names[-1]), _about(tables, language), language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Make names a workbook takes: no []:*?/\\ or apostrophe at an end, at most 31 letters, none twice."""
    found: list[str] = []
    for n, title in enumerate(titles, start=1):
        name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title)[:LONGEST_NAME].strip(" '") or str(n)
        if name.casefold() in {other.casefold() for other in found}:
            name = f"{name[: LONGEST_NAME - len(str(n)) - 1]} {n}"
        found.append(name)
    return found


def _about(tables: Sequence[Table], language: str) -> Iterator[Sequence[Any]]:
    yield ABOUT
    for table in tables:
        for column in table.columns:
            yield table.name, column, heading(table, column, language), explanation(table, column, language)


def _fill(sheet: Any, rows: Any, language: str) -> None:
    cell = need("openpyxl.cell", why="XLSX").WriteOnlyCell
    for row in rows:
        sheet.append([_cell(cell, sheet, value, language) for value in row])


def _cell(make: Any, sheet: Any, value: Any, language: str) -> Any:
    """Give a plain number, or text that is marked as text whatever it begins with."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Text):
        value = value.in_language(language)
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if value is None or isinstance(value, bool | int | float):
        return value
    cell = make(sheet, value="")
    cell.value = CONTROL.sub("\ufffd", str(value))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
