"""Why a file, or one row of it, is refused: where, and what to do, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cityindex.text import Text
from cityindex.wording import fill


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse. ``line`` counts as a spreadsheet does: the header is 1; None = the whole file."""

    code: str
    text: Text
    line: int | None = None
    column: str | None = None


class FileProblemError(ValueError):
    """The whole file is refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text.en)
        self.problem = problem


# Rows.
ROWS: Mapping[str, Text] = MappingProxyType(
    {
        "NO_INDICATOR": Text("Kode indikator kosong.", "The indicator code is empty."),
        "UNKNOWN_INDICATOR": Text(
            "Indikator “{found}” tidak ada dalam kerangka ini. Periksa kodenya.{hint}",
            "There is no indicator “{found}” in this framework. Check the code.{hint}",
        ),
        "UNKNOWN_CITY": Text(
            "Kota “{found}” tidak dikenal di sini. Periksa namanya.",
            "The city “{found}” is not known here. Check the name.",
        ),
        "OTHER_CITY": Text(
            "Baris ini untuk “{found}”, padahal Anda mengisi data {city}.",
            "This row is for “{found}”, but you are entering data of {city}.",
        ),
        "NO_CITY": Text("Baris ini tidak menyebut kota.", "This row names no city."),
        "NO_PERIOD": Text(
            "Baris ini tidak menyebut tahun. Tambahkan kolom “period”, atau pilih tahun saat mengimpor.",
            "This row names no year. Add a column “period”, or choose the year when importing.",
        ),
        "NOT_A_YEAR": Text(
            "“{found}” bukan tahun. Tulis misalnya 2023.", "“{found}” is not a year. Write for example 2023."
        ),
        "FUTURE_YEAR": Text(
            "Tahun {found} belum tiba. Nilai hanya dapat diisi sampai tahun {limit}.",
            "The year {found} has not come yet. Values can be entered up to {limit}.",
        ),
        "YEAR_TOO_EARLY": Text(
            "Tahun {found} terlalu lama berlalu. Tahun paling awal adalah {limit}.",
            "The year {found} is too long ago. The earliest year is {limit}.",
        ),
        "DUPLICATE_ROW": Text(
            "Nilai yang sama sudah diberikan pada baris {other}. Hapus salah satunya.",
            "Row {other} already gives this value. Remove one of the two.",
        ),
        "UNKNOWN_JUDGEMENT": Text(
            "Penilaian “{found}” tidak dikenal. Pilihannya: {allowed}.",
            "The judgement “{found}” is not known. Choose from: {allowed}.",
        ),
        "NO_JUDGEMENTS": Text(
            "Kerangka ini tidak memakai penilaian seperti “{found}”. Kosongkan kolom itu.",
            "This framework has no judgements such as “{found}”. Leave that column empty.",
        ),
        "BELOW_MINIMUM": Text(
            "{found} lebih kecil daripada batas bawah {limit}. Periksa angkanya.",
            "{found} is below the smallest possible value, {limit}. Check the number.",
        ),
        "ABOVE_MAXIMUM": Text(
            "{found} lebih besar daripada batas atas {limit}. Periksa angkanya.",
            "{found} is above the largest possible value, {limit}. Check the number.",
        ),
        "FORMULA": Text(
            "“{found}” adalah rumus, bukan isi. Tulis hasilnya.",
            "“{found}” is a formula, not a content. Write its result.",
        ),
        "CONTROL_CHARACTERS": Text(
            "Isian memuat huruf kendali yang tidak terlihat. Ketik ulang.",
            "The entry holds invisible control characters. Type it again.",
        ),
        "TEXT_TOO_LONG": Text(
            "Isian ini lebih dari {limit} huruf. Persingkatlah.",
            "This entry is longer than {limit} characters. Shorten it.",
        ),
        "RAGGED_ROW": Text(
            "Baris ini berisi {found} kolom, padahal kepala tabel berisi {limit}. Periksa tanda pemisah dan tanda kutip.",
            "This row has {found} columns, but the header has {limit}. Check the separators and quotation marks.",
        ),
        "CHANGED_MEANWHILE": Text(
            "Nilai ini sudah diubah orang lain menjadi “{found}” sejak halaman dibuka. Periksa, lalu simpan lagi.",
            "Somebody else changed this value to “{found}” since the page was opened. Check it, then save again.",
        ),
    }
)

# Whole files.
FILES: Mapping[str, Text] = MappingProxyType(
    {
        "EMPTY_FILE": Text("Berkas ini kosong.", "This file is empty."),
        "FILE_TOO_LARGE": Text(
            "Berkas ini {found} MB; batasnya {limit} MB. Bagi menjadi beberapa berkas.",
            "This file has {found} MB; the limit is {limit} MB. Split it into several files.",
        ),
        "TOO_MANY_ROWS": Text(
            "Berkas ini lebih dari {limit} baris. Bagi menjadi beberapa berkas.",
            "This file has more than {limit} rows. Split it into several files.",
        ),
        "TOO_MANY_COLUMNS": Text(
            "Berkas ini lebih dari {limit} kolom. Hapus kolom yang tidak perlu.",
            "This file has more than {limit} columns. Remove those not needed.",
        ),
        "NOT_A_TABLE": Text(
            "Berkas ini bukan tabel CSV atau XLSX. Simpan lembar kerja Anda sebagai CSV atau XLSX.",
            "This file is no CSV or XLSX table. Save your sheet as CSV or XLSX.",
        ),
        "OLD_EXCEL": Text(
            "Berkas ini memakai format Excel lama (.xls) atau dikunci kata sandi. Simpan sebagai XLSX tanpa kata sandi.",
            "This file has the old Excel format (.xls) or is locked with a password. Save it as XLSX without a password.",
        ),
        "UNDECODABLE": Text(
            "Huruf dalam berkas ini tidak dapat dibaca. Simpan sebagai CSV UTF-8.",
            "The characters of this file cannot be read. Save it as CSV UTF-8.",
        ),
        "UNCLOSED_QUOTE": Text(
            "Ada tanda kutip yang tidak ditutup sejak baris ini.",
            "A quotation mark opened on this row is never closed.",
        ),
        "NO_HEADER": Text(
            "Kolom “{missing}” tidak ditemukan. Baris pertama harus berisi nama kolom: {needed}.",
            "There is no column “{missing}”. The first row must hold the column names: {needed}.",
        ),
        "TWICE_IN_HEADER": Text("Kolom “{found}” ada dua kali.", "The column “{found}” appears twice."),
        "NO_ROWS": Text("Berkas ini hanya berisi kepala tabel.", "This file has a header and no rows."),
        "ZIP_BOMB": Text(
            "Isi berkas XLSX ini terlalu besar bila dibuka. Simpan ulang hanya lembar yang perlu.",
            "This XLSX file becomes too large when opened. Save only the sheet that is needed.",
        ),
        "BROKEN_XLSX": Text(
            "Berkas XLSX ini rusak atau tidak lengkap. Buka di lembar kerja Anda dan simpan ulang.",
            "This XLSX file is broken or incomplete. Open it in your spreadsheet and save it again.",
        ),
        "MACROS": Text(
            "Berkas ini memuat makro. Simpan sebagai XLSX biasa, tanpa makro.",
            "This file holds macros. Save it as plain XLSX, without macros.",
        ),
        "EXTERNAL_LINKS": Text(
            "Berkas ini merujuk ke berkas lain. Ganti rujukan itu dengan nilainya, lalu simpan ulang.",
            "This file refers to other files. Replace the references with their values and save it again.",
        ),
        "UNSAFE_XML": Text(
            "Berkas XLSX ini memuat perintah XML yang tidak diizinkan.",
            "This XLSX file holds XML declarations that are not allowed.",
        ),
        "BAD_MAPPING": Text(
            "Berkas pemetaan tidak dapat dipakai: {found}", "The mapping file cannot be used: {found}"
        ),
    }
)


def row_problem(
    code: str, line: int | None, column: str | None = None, /, **values: str | float | Text
) -> Problem:
    """Return the problem with its sentence filled; KeyError for an unknown code or a missing place."""
    return Problem(code, fill(ROWS[code], values), line, column)


def file_problem(
    code: str, line: int | None = None, column: str | None = None, /, **values: str | float | Text
) -> FileProblemError:
    """Return the error to raise for a file as a whole."""
    return FileProblemError(Problem(code, fill(FILES[code], values), line, column))
