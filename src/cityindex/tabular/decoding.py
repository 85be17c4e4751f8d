"""Bytes to text: which encoding, which delimiter. What is guessed is said, what is unclear is refused."""

import codecs
import re
from dataclasses import dataclass

from cityindex.tabular.problems import TableError, refuse

MAX_BYTES = 50_000_000
DELIMITERS = (";", ",", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text. ``encoding`` is named as people name it; ``delimiter`` is "," ";" a tab or "|"."""

    text: str
    encoding: str
    delimiter: str


def decode(data: bytes, *, max_bytes: int = MAX_BYTES) -> Decoded:
    """Find the encoding (UTF-8 with or without BOM, UTF-16, Windows-1252) and the delimiter of a CSV file.

    Windows-1252 is taken only for bytes that are no UTF-8 at all: a UTF-8 file with one broken character is
    refused, never read as gibberish. Raises TableError for an empty or too large file, bytes that fit no
    encoding (with row and column), control characters, and spreadsheets or archives sent as CSV.
    """
    if len(data) > max_bytes:
        megabytes = f"{max_bytes / 1e6:g}"
        raise refuse(
            "TOO_LARGE_FILE",
            f"Berkas lebih besar dari {megabytes} MB. Bagi menjadi beberapa berkas.",
            f"The file is larger than {megabytes} MB. Split it into several files.",
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refuse(
            "NOT_CSV",
            "Ini berkas spreadsheet atau arsip, bukan CSV. Simpan sebagai CSV, lalu kirim lagi.",
            "This is a spreadsheet or an archive, not CSV. Save it as CSV and send it again.",
        )
    text, encoding = _text(data)
    text, stated = _stated_delimiter(text)
    if not text.strip():
        raise refuse("EMPTY", "Berkasnya kosong.", "The file is empty.")
    if found := _CONTROL.search(text):
        row, column = _place(text[: found.start()])
        raise refuse(
            "CONTROL_CHARACTER",
            "Ada karakter kendali yang bukan teks. Periksa apakah berkas ini benar CSV.",
            "There is a control character that is not text. Check that this file really is CSV.",
            row,
            column,
        )
    return Decoded(text, encoding, stated or _delimiter(text))


def _text(data: bytes) -> tuple[str, str]:
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], codec, name), name
    if codec := _utf_16_without_bom(data[:4096]):
        return _strict(data, codec, "UTF-16"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        rest = data.decode("utf-8", errors="ignore")
        if any(ord(character) > 127 for character in rest):
            raise _undecodable(data, error, "utf-8", "UTF-8") from error
    return _strict(data, "cp1252", "Windows-1252"), "Windows-1252"


def _utf_16_without_bom(start: bytes) -> str:
    """In UTF-16 most of every second byte is zero; a stray zero byte does not make a file UTF-16."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if 4 * max(even, odd) <= len(start):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, codec, name) from error


def _undecodable(data: bytes, error: UnicodeDecodeError, codec: str, name: str) -> TableError:
    row, column = _place(data[: error.start].decode(codec, errors="replace"))
    byte = f"0x{data[error.start]:02X}"
    return refuse(
        "UNDECODABLE",
        f"Byte {byte} tidak dapat dibaca sebagai {name}. Simpan berkas sebagai CSV UTF-8, lalu kirim lagi.",
        f"Byte {byte} cannot be read as {name}. Save the file as CSV UTF-8 and send it again.",
        row,
        column,
    )


def _place(before: str) -> tuple[int, str]:
    """Row, and the position within the row as a column label, of the character after ``before``."""
    line = before.rsplit("\n", 1)[-1]
    counts = {d: line.count(d) for d in DELIMITERS}
    return before.count("\n") + 1, str(max(counts.values()) + 1)


def _stated_delimiter(text: str) -> tuple[str, str]:
    """Take off the "sep=;" line some spreadsheets write, and obey it."""
    first, _, rest = text.partition("\n")
    stated = first.strip()
    if stated.lower().startswith("sep=") and stated[4:] in DELIMITERS:
        return rest, stated[4:]
    return text, ""


def _delimiter(text: str) -> str:
    """The delimiter the heading uses most outside quotes; a comma when it has one column."""
    heading = next(line for line in text.splitlines() if line.strip())
    bare = re.sub(r'"[^"]*"', "", heading)
    counts = {d: bare.count(d) for d in DELIMITERS}
    best = max(DELIMITERS, key=lambda d: counts[d])
    return best if counts[best] else ","
