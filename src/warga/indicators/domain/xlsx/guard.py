"""A look at the table of contents of a workbook: what would be dangerous is refused unopened."""

import io
import zipfile

from cityindex.tabular import TableError
from cityindex.tabular.problems import refuse

PARTS_AT_MOST = 1_000
UNPACKED_AT_MOST = 60_000_000
TAGS_PER_ROW, TAGS_BESIDES = 60, 100_000
"""A cell is four tags at most: a dozen columns in every row that is allowed, and the styles of a big workbook."""
RATIO_AT_MOST = 300
"""Sheets shrink to a tenth or a fiftieth; what shrinks to a three-hundredth was made to harm."""


def guard(data: bytes, *, max_rows: int) -> None:
    """Raise TableError for a broken archive, a zip bomb, macros, references to other files, or no workbook.

    The sizes of the table of contents can be trusted: a part is never unpacked beyond the size it declares.
    Tags are counted before a parser sees them: one row of ten million empty cells would fill the memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _require_workbook(parts)
            _measure(parts)
            tags = sum(_tags(archive, part) for part in parts)
    except TableError:
        raise
    except Exception as error:  # a broken archive makes zipfile and zlib raise nearly anything
        raise broken() from error
    if tags > max_rows * TAGS_PER_ROW + TAGS_BESIDES:
        raise too_large()


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Count the tags of a part, whatever its name says it is."""
    with archive.open(part) as file:
        return sum(piece.count(b"<") for piece in iter(lambda: file.read(1 << 20), b""))


def _require_workbook(parts: list[zipfile.ZipInfo]) -> None:
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


def broken() -> TableError:
    """Return the error for a workbook that cannot be opened."""
    return refuse(
        "BROKEN_XLSX",
        "Berkas XLSX ini rusak atau tidak lengkap. Buka di lembar kerja Anda dan simpan ulang.",
        "This XLSX file is broken or incomplete. Open it in your spreadsheet and save it again.",
    )


def too_large() -> TableError:
    """Return the error for a workbook that is small on the disk and huge when opened."""
    return refuse(
        "ZIP_BOMB",
        "Isi berkas XLSX ini terlalu besar bila dibuka. Simpan ulang hanya lembar yang perlu.",
        "This XLSX file becomes too large when opened. Save only the sheet that is needed.",
    )


def _measure(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > PARTS_AT_MOST or unpacked > UNPACKED_AT_MOST or unpacked > packed * RATIO_AT_MOST:
        raise too_large()
    if any(part.flag_bits & 1 for part in parts):
        raise broken()
