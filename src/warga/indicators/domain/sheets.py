"""Bytes of a file → rows of cells, with how they were read."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warga.indicators.domain.plan import Found
from warga.indicators.domain.problems import file_problem

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
COLUMNS_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may measure: rows below the header, and bytes."""

    rows: int
    bytes: int


WEB = Limits(rows=20_000, bytes=5_000_000)
SHELL = Limits(rows=200_000, bytes=100_000_000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of strings. A row comes with its line in the file; ``decimals`` says how its cells were rendered."""

    header: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[str]]]
    found: Found


def read_csv(data: bytes, limits: Limits) -> Sheet:
    """Read a CSV file: encoding by its mark, else UTF-8, else Windows-1252; separator by its header."""
    text, encoding = _decoded(data)
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    rows = list(_rows(text, delimiter, limits))
    if not rows:
        raise file_problem("EMPTY_FILE")
    header = tuple(cell.strip() for cell in rows[0][1])
    return Sheet(header, rows[1:], Found(encoding, delimiter, "," if delimiter == ";" else ""))


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decode(data, name), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode(data, "cp1252"), "cp1252"


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise file_problem("UNDECODABLE") from None


def _rows(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(row):
                yield line, row
            line = reader.line_num + 1
            if line > limits.rows + 2:
                raise file_problem("TOO_MANY_ROWS", None, None, limit=limits.rows)
    except csv.Error:
        raise file_problem("UNCLOSED_QUOTE", line) from None
