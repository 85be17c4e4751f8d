"""A look at the table of contents of a workbook: what would be dangerous is refused unopened."""

import io
import zipfile

from cityindex.tabular import TableError
from cityindex.tabular.problems import refuse

PARTS_AT_MOST = 1_000
UNPACKED_AT_MOST = 60_000_000
RATIO_AT_MOST = 300
"""Sheets shrink to a tenth or a fiftieth; what shrinks to a three-hundredth was made to harm."""


def guard(data: bytes) -> None:
    """Raise TableError for a broken archive, a zip bomb, macros, references to other files, or no workbook.

    The sizes of the table of contents can be trusted: a part is never unpacked beyond the size it declares.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise broken() from error
    names = [part.filename.lower() for part in parts]
    if "xl/workbook.xml" not in names:
        raise refuse(
            "NOT_A_TABLE",
            "Ini arsip atau dokumen jenis lain, bukan tabel XLSX. Simpan lembar kerja Anda sebagai XLSX atau CSV.",
            "This is an archive or another kind of document, no XLSX table. Save your sheet as XLSX or CSV.",
        )
    if any("vbaproject" in name or "macrosheet" in name for name in names):
        raise refuse(
            "MACROS",
            "Berkas ini memuat makro. Simpan sebagai XLSX biasa, tanpa makro.",
            "This file holds macros. Save it as plain XLSX, without macros.",
        )
    if any(name.startswith("xl/externallinks/") for name in names):
        raise refuse(
            "EXTERNAL_LINKS",
            "Berkas ini merujuk ke berkas lain. Ganti rujukan itu dengan nilainya, lalu simpan ulang.",
            "This file refers to other files. Replace the references with their values and save it again.",
        )
    _measure(parts)


def broken() -> TableError:
    """Return the error for a workbook that cannot be opened."""
    return refuse(
        "BROKEN_XLSX",
        "Berkas XLSX ini rusak atau tidak lengkap. Buka di lembar kerja Anda dan simpan ulang.",
        "This XLSX file is broken or incomplete. Open it in your spreadsheet and save it again.",
    )


def _measure(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > PARTS_AT_MOST or unpacked > UNPACKED_AT_MOST or unpacked > packed * RATIO_AT_MOST:
        raise refuse(
            "ZIP_BOMB",
            "Isi berkas XLSX ini terlalu besar bila dibuka. Simpan ulang hanya lembar yang perlu.",
            "This XLSX file becomes too large when opened. Save only the sheet that is needed.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise broken()
