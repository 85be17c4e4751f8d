"""Tables and drawings as one HTML page: no script, no other host."""

from collections.abc import Iterator
from html import escape

from cityindex.report.html import page, section
from cityindex.report.tables.document import Document, Figure
from cityindex.report.tables.readable import clean, explanation, heading, is_numeric, texts
from cityindex.tables import Table
from cityindex.text import Text

ROWS_AT_MOST = 2000
"""Rows of one table on a page: a browser stays quick, and nobody reads more."""
CUT = Text(
    "Ditampilkan {shown} dari {rows} baris; CSV, JSON, dan XLSX memuat semuanya.",
    "{shown} of {rows} rows are shown; CSV, JSON and XLSX hold them all.",
)
EMPTY = Text("Tidak ada baris.", "No rows.")
MADE_WITH = Text("Dibuat dengan", "Made with")


def as_html(document: Document, language: str, name: str | None = None) -> str:
    """Return every table, or the one named, as a page of its own."""
    parts = [f"<p>{_say(note, language)}</p>" for note in document.notes]
    parts += [_figure(figure, n, language) for n, figure in enumerate(document.figures)]
    parts += [_section(table, language) for table in document.tables(name)]
    parts += _parameters(document, language)
    return page(_say(document.title, language), language, "\n".join(parts))


def _say(text: Text, language: str) -> str:
    return escape(clean(text.in_language(language)))


def _figure(figure: Figure, n: int, language: str) -> str:
    """The title is read out by a screen reader and stands below the drawing for everybody else."""
    title, said = _say(figure.title, language), _say(figure.description, language)
    return (
        f'<figure><svg role="img" aria-labelledby="f{n}t f{n}d" viewBox="0 0 {figure.width} {figure.height}" '
        f'style="width:100%;max-width:{figure.width}px"><title id="f{n}t">{title}</title><desc id="f{n}d">{said}</desc>'
        f"{figure.body.in_language(language)}</svg><figcaption>{title}</figcaption></figure>"
    )


def _section(table: Table, language: str) -> str:
    rows = len(table)
    shown = section(
        _say(table.title, language),
        [escape(heading(table, column, language)) for column in table.columns],
        _rows(table, language),
    )
    more = f"<p class=quiet>{_say(EMPTY, language)}</p>" if not rows else ""
    if rows > ROWS_AT_MOST:
        more = f"<p class=quiet>{_say(CUT, language).format(shown=ROWS_AT_MOST, rows=rows)}</p>"
    said = ((heading(table, c, language), explanation(table, c, language)) for c in table.columns)
    terms = "".join(f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in said if words)
    return shown + more + (f"<dl class=quiet>{terms}</dl>" if terms else "")


def _rows(table: Table, language: str) -> Iterator[str]:
    columns = [column[:ROWS_AT_MOST] for column in table.columns.values()]
    kinds = [" class=n" if is_numeric(column) else "" for column in columns]
    for cells in zip(*(texts(column, language) for column in columns), strict=True):
        yield (
            "<tr>" + "".join(f"<td{k}>{escape(c)}</td>" for k, c in zip(kinds, cells, strict=True)) + "</tr>"
        )


def _parameters(document: Document, language: str) -> list[str]:
    if not document.parameters:
        return []
    lines = "".join(
        f"<dt>{escape(clean(str(key)))}</dt><dd>{escape(clean(str(value)))}</dd>"
        for key, value in document.parameters.items()
    )
    return [f"<h2>{_say(MADE_WITH, language)}</h2><dl class=quiet>{lines}</dl>"]
