"""Text to rows: headings, cells and where they stood."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cityindex.tabular.decoding import Decoded, decode
from cityindex.tabular.problems import Problem, refuse
from cityindex.text import Text

VALUE = ("raw_value", "nilai", "value", "nilai_kondisi", "nilai/kondisi")
"""Headings of the column of values in a file with one value per row; the first that is there counts."""

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELL = 10_000
_FORMULA = re.compile(r"^\s*(?:[=@]|[+\-][A-Za-z]+\(|[+\-]\$?[A-Z]{1,3}\$?\d)")
_NAMES = ("code", "kode", "city", "kota", "wilayah")
_NUMBER = re.compile(r"[-+]?(?:Rp\.?\s*)?\d")
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)|,\d{4,}")
_POINT = re.compile(r"\d\.\d{1,2}(?!\d|\.\d)|\.\d{4,}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (heading = 1) and its cells, stripped."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. ``problems`` holds rows that do not fit; they are not in ``rows``.

    ``encoding`` and ``delimiter`` say how the file was read ("" for a spreadsheet); ``decimals`` which decimal
    sign its cells show: "," "." "mixed" or "" (none seen).
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    decimals: str = ""

    def find(self, *names: str) -> int | None:
        """Return the position of the first of these headings, whatever the case, or None."""
        at = {heading_key(column): i for i, column in reversed(list(enumerate(self.columns)))}
        return next((at[heading_key(name)] for name in names if heading_key(name) in at), None)


def heading_key(name: str) -> str:
    """How headings and codes are compared: case, spaces, underscores and invisible characters do not matter."""
    return re.sub(r"[\s_]+", "_", visible(name).strip().casefold())


def visible(text: str) -> str:
    """Return a name without zero-width and direction characters, which come along when copying from a chat or a PDF."""
    if text.isascii():
        return text
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def read_csv(data: bytes, *, max_rows: int = MAX_ROWS) -> Table:
    """Decode a CSV file and cut it into rows; TableError when that is impossible."""
    return parse(decode(data), max_rows=max_rows)


def parse(decoded: Decoded, *, max_rows: int = MAX_ROWS) -> Table:
    """Cut decoded text into rows. TableError for a quote left open or a huge cell; see ``grid`` for the rest."""
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=decoded.delimiter, strict=True)
    cells: list[list[str]] = []
    try:
        for record in reader:
            cells.append(record)
            if len(cells) > max_rows + 1:
                break
    except csv.Error as error:
        # What the library says is English, and of little use to whoever looks for a quote.
        raise refuse(
            "BROKEN_CSV",
            "Baris ini tidak dapat dipotong menjadi kolom: ada tanda kutip yang tidak ditutup, huruf sesudah tanda kutip penutup, atau sel yang terlalu panjang.",
            "This row cannot be cut into columns: a quote is left open, something stands after a closing quote, or a cell is too long.",
            len(cells) + 1,
        ) from error
    return grid(cells, encoding=decoded.encoding, delimiter=decoded.delimiter, max_rows=max_rows)


def grid(
    records: Iterable[Sequence[str]],
    *,
    encoding: str = "",
    delimiter: str = "",
    max_rows: int = MAX_ROWS,
) -> Table:
    """Make a table of records, the first non-empty one being the heading (e.g. of a spreadsheet's cells).

    Empty rows are skipped but counted. A row with more cells than the heading, a formula or a huge cell
    becomes a problem. TableError for no heading, a heading twice, no rows, too many rows or columns.
    """
    numbered = [
        Row(n, tuple(cell.strip() for cell in record))
        for n, record in enumerate(records, start=1)
        if any(record)
    ]
    numbered = [row for row in numbered if any(row.cells)]
    if not numbered:
        raise refuse("EMPTY", "Berkasnya kosong.", "The file is empty.")
    heading, body = numbered[0], numbered[1:]
    columns = _columns(heading)
    if not body:
        raise refuse(
            "NO_ROWS", "Hanya ada judul kolom, belum ada isi.", "There is a heading but no row below it."
        )
    if len(body) > max_rows:
        raise refuse(
            "TOO_MANY_ROWS",
            f"Berkas berisi lebih dari {max_rows} baris. Bagi menjadi beberapa berkas.",
            f"The file has more than {max_rows} rows. Split it into several files.",
            body[max_rows].number,
        )
    problems = [problem for row in body if (problem := _row_problem(row, columns))]
    bad = {problem.row for problem in problems}
    width = len(columns)
    rows = tuple(
        Row(row.number, (*row.cells[:width], *("",) * (width - len(row.cells))))
        for row in body
        if row.number not in bad
    )
    return Table(columns, rows, tuple(problems), encoding, delimiter, _decimals(columns, rows))


def _columns(heading: Row) -> tuple[str, ...]:
    cells = heading.cells
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise refuse(
            "TOO_MANY_COLUMNS",
            f"Ada lebih dari {MAX_COLUMNS} kolom.",
            f"There are more than {MAX_COLUMNS} columns.",
            heading.number,
        )
    seen: set[str] = set()
    for cell in cells:
        key = heading_key(cell)
        if key and key in seen:
            raise refuse(
                "HEADING_TWICE",
                "Judul kolom ini ada dua kali. Beri nama lain pada salah satunya.",
                "This heading occurs twice. Rename one of them.",
                heading.number,
                cell,
            )
        seen.add(key)
    return cells


def _row_problem(row: Row, columns: tuple[str, ...]) -> Problem | None:
    if any(row.cells[len(columns) :]):
        text = Text(
            f"Baris ini berisi {len(row.cells)} kolom, judulnya {len(columns)}. Periksa pemisah dan tanda kutip.",
            f"This row has {len(row.cells)} cells, the heading {len(columns)}. Check delimiters and quotes.",
        )
        return Problem("TOO_MANY_CELLS", text, row.number)
    for column, cell in zip(columns, row.cells, strict=False):
        if len(cell) > MAX_CELL:
            text = Text("Isi sel ini terlalu panjang.", "This cell is too long.")
            return Problem("LONG_CELL", text, row.number, column)
        if _FORMULA.match(cell):
            text = Text(
                f"Sel ini berisi rumus (“{cell[:40]}”). Tulis hasilnya sebagai angka atau kata.",
                f"This cell holds a formula (“{cell[:40]}”). Write its result as a number or a word.",
            )
            return Problem("FORMULA", text, row.number, column)
    return None


def _decimals(columns: tuple[str, ...], rows: tuple[Row, ...]) -> str:
    """The decimal sign that short cells beginning with a number show, in the value column if there is one.

    Codes such as 53.71 are no numbers.
    """
    keys = [heading_key(column) for column in columns]
    value = next((keys.index(heading_key(name)) for name in VALUE if heading_key(name) in keys), None)
    others = [n for n, key in enumerate(keys) if not any(word in key for word in _NAMES)]
    values = others if value is None else [value]
    short = [row.cells[n] for row in rows for n in values if 2 < len(row.cells[n]) < 20]
    numbers = [cell for cell in short if _NUMBER.match(cell)]
    comma, point = any(map(_COMMA.search, numbers)), any(map(_POINT.search, numbers))
    return "mixed" if comma and point else "," if comma else "." if point else ""
