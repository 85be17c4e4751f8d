"""What only the platform can find wrong with a row; the engine (``cityindex.tabular``) finds the rest."""

from collections.abc import Mapping
from types import MappingProxyType

from cityindex.tabular import Problem
from cityindex.text import Text
from cityindex.wording import fill

SENTENCES: Mapping[str, Text] = MappingProxyType(
    {
        "NO_CITY": Text(
            "Baris ini tidak menyebut kota. Tambahkan kolom “kota”, atau pilih kotanya saat mengimpor.",
            "This row names no city. Add a column “city”, or choose the city when importing.",
        ),
        "UNKNOWN_CITY": Text(
            "Kota “{found}” tidak dikenal di sini. Periksa namanya.",
            "The city “{found}” is not known here. Check the name.",
        ),
        "OTHER_CITY": Text(
            "Baris ini untuk {found}, padahal Anda mengisi data {city}.",
            "This row is for {found}, but you are entering data of {city}.",
        ),
        "NO_PERIOD": Text(
            "Baris ini tidak menyebut tahun. Tambahkan kolom “tahun”, atau pilih tahun saat mengimpor.",
            "This row names no year. Add a column “year”, or choose the year when importing.",
        ),
        "TWICE": Text(
            "Nilai yang sama sudah ada di baris {other}. Hapus salah satu.",
            "The same value already stands in row {other}. Delete one.",
        ),
        "CHANGED_MEANWHILE": Text(
            "Nilai ini sudah diubah orang lain menjadi “{found}” sejak halaman dibuka. Periksa, lalu simpan lagi.",
            "Somebody else changed this value to “{found}” since the page was opened. Check it, then save again.",
        ),
        "LONG_CITATION": Text(
            "Keterangan sumber lebih dari {limit} huruf. Persingkatlah.",
            "The source is longer than {limit} characters. Shorten it.",
        ),
    }
)


def problem(
    code: str, line: int | None, column: str | None = None, /, **values: str | float | Text
) -> Problem:
    """Return the problem with its sentence filled; KeyError for an unknown code or a missing place."""
    return Problem(code, fill(SENTENCES[code], values), line, column)
