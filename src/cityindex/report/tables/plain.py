"""Tables for a terminal."""

from cityindex.report.plain import columns
from cityindex.report.tables.document import Document
from cityindex.report.tables.readable import clean, explanation, heading, is_numeric, texts
from cityindex.tables import Table
from cityindex.text import Text

WIDEST_HEADING = 24
EMPTY = Text("Tidak ada baris.", "No rows.")
MORE = Text("Tabel lain (--table NAMA): ", "Further tables (--table NAME): ")


def as_text(document: Document, language: str, name: str | None = None) -> str:
    """Return the main table, or the one named, with aligned columns; further tables are named below it."""
    every = document.tables()
    table = document.tables(name)[0] if name else every[0]
    blocks = [f"{document.title.in_language(language)} · {table.title.in_language(language)}"]
    blocks.append(_grid(table, language))
    blocks += ["\n".join(lines) for lines in (_legend(table, language), _notes(document, language)) if lines]
    if others := [other.name for other in every if other.name != table.name]:
        blocks.append(MORE.in_language(language) + ", ".join(others))
    return "\n\n".join(clean_lines(block) for block in blocks) + "\n"


def clean_lines(block: str) -> str:
    """Clean a block line by line."""
    return "\n".join(clean(line) for line in block.split("\n"))


def _notes(document: Document, language: str) -> list[str]:
    return [note.in_language(language) for note in document.notes]


def _grid(table: Table, language: str) -> str:
    if not len(table):
        return EMPTY.in_language(language)
    cells = []
    for name, column in table.columns.items():
        found = [_short(table, name, language), *texts(column, language)]
        width = max(map(len, found)) if is_numeric(column) else 0
        cells.append([cell.rjust(width) for cell in found])
    return columns(list(zip(*cells, strict=True)))


def _short(table: Table, column: str, language: str) -> str:
    """The heading, or the column's name where the heading is too wide; the legend then explains it."""
    found = heading(table, column, language)
    return found if len(found) <= WIDEST_HEADING else clean(column)


def _legend(table: Table, language: str) -> list[str]:
    lines = []
    for column in table.columns:
        shown, full = _short(table, column, language), heading(table, column, language)
        said = [*([full] if full != shown else []), explanation(table, column, language)]
        if any(said):
            lines.append(f"{shown}: {'; '.join(filter(None, said))}")
    return lines
