"""Files that are broken, tricky or meant to harm: a clear reason with row and column, and nothing written."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from tests.indicators.conftest import NOW

from cityindex.tabular import TableError
from warga.indicators.domain.plan import Plan
from warga.indicators.domain.xlsx import guard, printed
from warga.indicators.models import Observation
from warga.indicators.services import imports
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope

HEAD = "code,raw_value\n"
GOOD = "B1.T1.01,50\n"


def plan(scope: Scope, data: bytes, **options: int) -> Plan:
    return plan_import(data=data, filename="x", scope=scope, now=NOW, **options)  # type: ignore[arg-type]


def workbook(*rows: tuple[object, ...], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a small workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(workbook(("code", "raw_value"), ("B1.T1.01", "50")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def sheet_with(text: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = (
            text.encode() if text.startswith("<?") else parts[name].replace(b"</sheetData>", text.encode())
        )

    return repacked(change)


ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'

# The whole file is refused: what it is, the bytes, the code, and the row and column where there are any.
FILES = [
    ("nothing", b"", "EMPTY", None, None),
    ("blank lines", b"\n\n  \n", "EMPTY", None, None),
    ("only a header", HEAD.encode(), "NO_ROWS", None, None),
    ("no header", b"B1.T1.01,50\n", "NO_ROWS", None, None),
    ("another header", b"name,amount\na,1\n", "MISSING_COLUMN", 1, None),
    ("a column twice", b"code,raw_value,code\nB1.T1.01,50,x\n", "HEADING_TWICE", 1, "code"),
    ("a quote left open", (HEAD + 'B1.T1.01,"50\n').encode(), "BROKEN_CSV", 2, None),
    ("NUL bytes", HEAD.encode() + b"B1.T1.01,5\x000\n" * 3, None, None, None),
    ("undecodable bytes", HEAD.encode() + "B1.T1.01,é".encode() + b"\x81\n", "UNDECODABLE", 2, "2"),
    ("junk", bytes(range(256)) * 8, None, None, None),
    ("half a UTF-16 letter", b"\xff\xfe" + (HEAD + GOOD).encode("utf-16-le") + b"\x00", "UNDECODABLE", None, None),
    ("too many rows", (HEAD + GOOD * 30).encode(), "TOO_MANY_ROWS", None, None),
    ("too many columns", (",".join(f"c{n}" for n in range(2_000)) + "\n1\n").encode(), "TOO_MANY_COLUMNS", 1, None),
    ("old Excel", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "OLD_EXCEL", None, None),
    ("a cut-off workbook", workbook(("code",))[:300], "BROKEN_XLSX", None, None),
    ("an archive", b"PK\x05\x06" + b"\x00" * 18, "NOT_A_TABLE", None, None),
    ("macros", repacked(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), "MACROS", None, None),
    ("links to other files", repacked(lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"x"})), "EXTERNAL_LINKS", None, None),
    ("a zip bomb", repacked(lambda parts: parts.update({"xl/media/x.bin": b"\x00" * 30_000_000})), "ZIP_BOMB", None, None),
    ("too many parts", repacked(lambda parts: parts.update({f"x/{n}": b"" for n in range(1_100)})), "ZIP_BOMB", None, None),
    ("an outside entity", sheet_with(ENTITY), "UNSAFE_XML", None, None),
    ("a billion laughs", sheet_with(LAUGHS), "UNSAFE_XML", None, None),
    ("broken XML", sheet_with("<?xml version='1.0'?><worksheet><oops"), "BROKEN_XLSX", None, None),
    ("no sheet", repacked(lambda parts: parts.pop("xl/worksheets/sheet1.xml")), "BROKEN_XLSX", None, None),
    ("a sheet too long", workbook(("code", "raw_value"), *[("B1.T1.01", "50")] * 30), "TOO_MANY_ROWS", None, None),
    ("a cell far down", sheet_with('<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'), "TOO_MANY_ROWS", None, None),
    ("a cell far right", sheet_with('<row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>'), "TOO_MANY_COLUMNS", 3, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code", "row", "column"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
def test_a_file_is_refused_with_its_reason(
    scope: Scope, data: bytes, code: str | None, row: int | None, column: str | None
) -> None:
    with pytest.raises(TableError) as caught:
        plan(scope, data, rows=20)
    problem = caught.value.problem
    assert code in (None, problem.code)
    assert row in (None, problem.row)
    assert column in (None, problem.column)
    assert problem.text.id != problem.text.en
    assert Observation.objects.count() == 0


# One row is refused: what is written, the code, the column.
ROWS = [
    ("an unknown indicator", "B1.T9.99,1", "UNKNOWN_INDICATOR", "code"),
    ("no indicator", ",1", "UNKNOWN_INDICATOR", "code"),
    ("a formula", "B1.T1.02,=1+1", "FORMULA", "raw_value"),
    ("a formula with @", "B1.T1.02,@SUM(A1)", "FORMULA", "raw_value"),
    ("a formula with +", "B1.T1.02,+A1+1", "FORMULA", "raw_value"),
    ("a formula with -", "B1.T1.02,-A1", "FORMULA", "raw_value"),
    ("a formula in the code", "=B1,1", "FORMULA", "code"),
    ("a negative percentage", 'B1.T2.01,"-4,08%"', "NEGATIVE", "raw_value"),
    ("a negative count", "B1.T1.02,-5", "NEGATIVE", "raw_value"),
    ("10³⁰⁸", "B1.T1.02,10³⁰⁸", "NOT_PLAIN_DIGITS", "raw_value"),
    ("1e308", "B1.T1.02,1e308", "EXPONENT", "raw_value"),
    ("a 309-digit number", "B1.T1.02,1" + "0" * 308, "TOO_LONG", "raw_value"),
    ("more than any city has", "B1.T1.02,1" + "0" * 20, "TOO_LARGE", "raw_value"),
    ("NaN", "B1.T1.02,NaN", "NOT_FINITE", "raw_value"),
    ("infinity", "B1.T1.02,inf", "NOT_FINITE", "raw_value"),
    ("half a community", 'B1.T1.02,"50,5"', "FRACTION_OF_COUNT", "raw_value"),
    ("a range", "B1.T1.02,10-20", "RANGE", "raw_value"),
    ("a spreadsheet error", "B1.T1.02,#REF!", "SPREADSHEET_ERROR", "raw_value"),
    ("too many cells", "B1.T1.02,50,7", "TOO_MANY_CELLS", None),
    ("prose", "B1.T1.02,banyak sekali", "NOT_UNDERSTOOD", "raw_value"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code", "column"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS]
)
def test_a_row_is_refused_with_its_place(scope: Scope, row: str, code: str, column: str | None) -> None:
    made = plan(scope, (HEAD + GOOD + row + "\n").encode())
    (refused,) = made.refused
    (problem,) = refused.problems
    assert (problem.code, problem.row) == (code, 3)
    assert column in (None, problem.column)
    assert problem.text.id != problem.text.en


@pytest.mark.parametrize(
    ("year", "code"),
    [
        ("2999", "FUTURE_YEAR"),
        ("1066", "NO_YEAR"),
        ("20x3", "NO_YEAR"),
        ("", "NO_YEAR"),
        ("٢٠٢٣", "NO_YEAR"),
        ("02023", "NO_YEAR"),
    ],
)
def test_a_year_is_refused_with_its_place(scope: Scope, year: str, code: str) -> None:
    made = plan(scope, f"code,raw_value,tahun\nB1.T1.01,50,{year}\n".encode())
    assert [(p.code, p.row, p.column) for row in made.refused for p in row.problems] == [(code, 2, "tahun")]


def test_the_same_value_twice_is_refused_also_under_two_names_of_a_city(scope: Scope) -> None:
    twice = plan(scope, (HEAD + GOOD + GOOD).encode())
    assert [(p.code, p.row) for row in twice.refused for p in row.problems] == [("TWICE", 3)]
    names = plan(scope, b"code,raw_value,kota\nB1.T1.01,50,KOTA KUPANG\nB1.T1.01,50,53.71\n")
    assert [(p.code, p.row) for row in names.refused for p in row.problems] == [("TWICE", 3)]


@pytest.mark.parametrize(("city", "code"), [("Kota Denpasar", "OTHER_CITY"), ("Atlantis", "UNKNOWN_CITY")])
def test_a_row_of_another_city_is_refused(scope: Scope, city: str, code: str) -> None:
    made = plan(scope, f"code,raw_value,kota\nB1.T1.01,50,{city}\n".encode())
    assert [p.code for row in made.refused for p in row.problems] == [code]


def test_an_interpretation_that_is_none_is_refused(scope: Scope) -> None:
    made = plan(scope, b"code,raw_value,interpretasi\nB1.T3.01,97%,Hebat\n")
    assert [p.code for row in made.refused for p in row.problems] == ["UNKNOWN_JUDGEMENT"]


def test_a_file_beyond_the_bytes_is_refused(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BYTES_AT_MOST", 10)
    with pytest.raises(TableError) as caught:
        plan(scope, (HEAD + GOOD).encode())
    assert caught.value.problem.code == "TOO_LARGE_FILE"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "said"),
    [("utf-8-sig", ",", "UTF-8 (BOM)"), ("utf-8", ";", "UTF-8"), ("utf-16", "\t", "UTF-16"), ("cp1252", ";", "Windows-1252"), ("utf-16-be", "|", "UTF-16")],
)  # fmt: skip
def test_what_spreadsheets_write_is_read_and_named(
    scope: Scope, encoding: str, delimiter: str, said: str
) -> None:
    text = f'kode{delimiter}nilai{delimiter}sumber\nB1.T3.01{delimiter}"97,00%"{delimiter}Dinas Kominfo – résumé\n'
    made = plan(scope, text.encode(encoding))
    assert (made.found.encoding, made.found.delimiter, made.found.decimals) == (said, delimiter, ",")
    assert [(row.entry.reading.value, row.entry.citation) for row in made.rows if row.entry] == [
        (97, "Dinas Kominfo – résumé")
    ]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_broken_in_a_file_there_is_a_reason(seed: int) -> None:
    """Bytes are exchanged, added and taken away at random; nothing but TableError comes of it."""
    chance = random.Random(seed)
    sound = (
        workbook(("code", "raw_value"), ("B1.T1.01", 50)) if seed % 2 else (HEAD + GOOD * 3).encode("utf-16")
    )
    reasons = set()
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 2, 5, 20))):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        try:
            imports.read_table(bytes(data), 100)
        except TableError as error:
            reasons.add(error.problem.code)
    assert reasons


class TestWorkbooks:
    def test_cells_are_read_as_they_are_printed(self, scope: Scope) -> None:
        data = workbook(
            ("code", "raw_value"),
            ("B1.T3.01", 0.97),
            ("B1.T1.05", 1192),
            ("B1.T2.01", "4,08%"),
            ("B1.T1.01", 50.0),
            formats={"B2": "0.00%", "B3": "#,##0"},
        )
        made = plan(scope, data)
        assert made.refused == ()
        assert [row.entry.observation.raw_value for row in made.rows if row.entry] == [
            "97,00%",
            "1.192",
            "4,08%",
            "50",
        ]
        assert [row.entry.reading.value for row in made.rows if row.entry] == [97, 1192, 4.08, 50]
        assert made.found.sheet == "Sheet"

    def test_a_formula_cell_is_refused_whatever_it_showed(self, scope: Scope) -> None:
        made = plan(scope, workbook(("code", "raw_value"), ("B1.T1.01", "=25+25")))
        assert [(p.code, p.row, p.column) for row in made.refused for p in row.problems] == [
            ("FORMULA", 2, "raw_value")
        ]

    def test_a_sound_workbook_passes_the_guard(self) -> None:
        guard(workbook(("code", "raw_value")), max_rows=20)

    @pytest.mark.parametrize(
        ("value", "number_format", "shown"),
        [
            (0.97, "0.00%", "97,00%"), (0.97, "0%", "97%"), (1, "0.0%", "100,0%"), (1192, "General", "1192"),
            (1192, "#,##0", "1.192"), (1234567.891, "#,##0.00", "1.234.567,89"), (4.08, "General", "4,08"),
            (1.192, "General", "1,1920"), (1.5, "0.000", "1,5000"), (0.125, "General", "0,125"),
            (0.1 + 0.2, "General", "0,3"), (62, '0" Orang"', "62 Orang"), (7085000, '"Rp"#,##0', "Rp7.085.000"),
            (-5, "0.0", "-5,0"), (-3, "0;(0)", "(3)"), (5, "000", "005"), (1234567, "#,##0,", "1.235"),
            (2.5, "0", "3"), (-0.4, "0", "0"), (39.38, '0.00" %"', "39,38 %"), (100, "0.##", "100"),
            (1705, "_-* #,##0_-;-* #,##0_-", "1.705"), (5, "[Red]0", "5"), (12.5, "# ?/?", "12,5"),
            (1e308, "General", "1e+308"), (True, "General", "TRUE"), (None, "General", ""), ("97,00%", "@", "97,00%"),
            (date(2023, 5, 1), "yyyy-mm-dd", "2023-05-01"), (datetime(2023, 5, 1), "d/m/yy", "2023-05-01"),
            (time(8, 30), "hh:mm", "08:30:00"), (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
        ],
    )  # fmt: skip
    def test_number_formats(self, value: object, number_format: str, shown: str) -> None:
        assert printed(value, number_format) == shown
