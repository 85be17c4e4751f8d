"""Tables for programs: CSV and JSON, every digit kept."""

import csv
import io
import json
from typing import Any

import numpy as np

from cityindex.report.cells import harmless, one_line_end
from cityindex.report.tables.document import SCHEMA, Document
from cityindex.tables import Table
from cityindex.text import Text


def as_csv(document: Document, language: str, name: str | None = None) -> str:
    """Return the main table, or the one named: column names, then one row per line; an empty cell has no value."""
    table = document.result.table(name)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([one_line_end(harmless(column)) for column in table.columns])
    writer.writerows(
        [_cell(cell, language) for cell in row] for row in zip(*table.columns.values(), strict=True)
    )
    return out.getvalue()


def as_json(document: Document, name: str | None = None) -> str:
    """Return every table, or the one named, as ``{schema, kind, title, parameters, notes, tables}``.

    A table is ``{name, title, columns: [{name, title}], rows: [{column: value}]}``; null is not computable; every
    text is ``{"id", "en"}``.
    """
    shape = {
        "schema": SCHEMA,
        "kind": document.kind,
        "title": _both(document.title),
        "parameters": dict(document.parameters),
        "notes": [_both(note) for note in document.notes],
        "tables": [_table(table) for table in document.tables(name)],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _table(table: Table) -> dict[str, Any]:
    titles = table.titles
    return {
        "name": table.name,
        "title": _both(table.title),
        "columns": [{"name": c, "title": _both(titles[c]) if c in titles else None} for c in table.columns],
        "rows": table.rows(),
    }


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def _cell(cell: Any, language: str) -> object:
    if isinstance(cell, Text):
        cell = cell.in_language(language)
    if isinstance(cell, bool | np.bool_):
        return "true" if cell else "false"
    if isinstance(cell, np.generic):
        cell = cell.item()
    if isinstance(cell, float) and not np.isfinite(cell):
        return ""
    return one_line_end(harmless(cell))
