"""A workbook becomes a table of printed cells."""

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from defusedxml import DefusedXmlException
from openpyxl import load_workbook

from cityindex.tabular import Table, TableError, grid
from cityindex.tabular.problems import refuse
from cityindex.tabular.table import MAX_COLUMNS
from warga.indicators.domain.xlsx.guard import broken, guard, too_large
from warga.indicators.domain.xlsx.printed import printed

ROWS_OF_A_SHEET = 1_048_576
"""A row may claim any number, and the reader would count all the way up to it."""
LETTERS_AT_MOST = 50_000_000
"""One long text may be shared by every cell: small in the file, endless when written out."""


def read_xlsx(data: bytes, *, max_rows: int) -> tuple[Table, str]:
    """Return the first visible sheet as a table, and its name; formulas stay formulas, so that they are refused.

    Raises TableError for anything that is unsafe (see ``guard``), broken, or too large.
    """
    guard(data, max_rows=max_rows)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decorations it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not sheets:
                raise broken()
            records = list(_records(sheets[0], max_rows))
    except TableError:
        raise
    except Exception as error:  # a broken workbook makes openpyxl, zipfile and zlib raise nearly anything
        # openpyxl may wrap what defusedxml says
        forbidden = any(isinstance(cause, DefusedXmlException) for cause in (error, error.__cause__))
        raise (_unsafe() if forbidden else broken()) from error
    return grid(records, max_rows=max_rows), str(sheets[0].title)


def _unsafe() -> TableError:
    return refuse(
        "UNSAFE_XML",
        "Berkas XLSX ini memuat deklarasi XML yang tidak diizinkan.",
        "This XLSX file holds XML declarations that are not allowed.",
    )


def _records(sheet: Any, max_rows: int) -> Iterator[Sequence[str]]:
    sheet.reset_dimensions()  # what a file says about its own size is not believed
    letters = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        beyond = number > max_rows + 1
        if number > ROWS_OF_A_SHEET or (beyond and any(cell.value is not None for cell in row)):
            raise refuse(
                "TOO_MANY_ROWS",
                f"Berkas berisi lebih dari {max_rows} baris. Bagi menjadi beberapa berkas.",
                f"The file has more than {max_rows} rows. Split it into several files.",
                number,
            )
        if len(row) > MAX_COLUMNS:
            raise refuse(
                "TOO_MANY_COLUMNS",
                f"Ada lebih dari {MAX_COLUMNS} kolom.",
                f"There are more than {MAX_COLUMNS} columns.",
                number,
            )
        if beyond:
            continue
        shown = [_shown(cell) for cell in row]
        letters += sum(map(len, shown))
        if letters > LETTERS_AT_MOST:
            raise too_large()
        yield shown


def _shown(cell: Any) -> str:
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        text = getattr(cell.value, "text", None) or str(cell.value)
        return text if text.startswith("=") else f"={text}"
    return printed(cell.value, cell.number_format)
