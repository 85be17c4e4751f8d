"""Files that are small, or sound, and would keep the machine busy for minutes or fill its memory."""

import io
import zipfile
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.indicators.conftest import NOW

from cityindex.tabular import TableError, importing
from warga.indicators.domain.plan import Plan
from warga.indicators.domain.xlsx import printed, read, read_xlsx
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope

HEAD = b"code,raw_value\n"
SHEET = "xl/worksheets/sheet1.xml"


@cache  # a workbook holds the time it was made; damage is drawn by place, so its length must not change
def workbook(number_format: str = "General", value: object = 50) -> bytes:
    book = Workbook()
    book.active.append(("code", "raw_value"))
    book.active.append(("B1.T1.01", value))
    book.active["B2"].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(change: Callable[[dict[str, bytes]], object], *, padding: int = 0) -> bytes:
    """Change the parts of a small workbook; ``padding`` of random bytes hides how well the rest shrinks."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    parts["xl/media/image1.png"] = Random(0).randbytes(padding)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_rows(rows: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")

    return change


def shared_by_all(parts: dict[str, bytes]) -> None:
    """One long text with a space in front, in sixty cells: every one would be copied when stripped."""
    text = b"<si><t xml:space='preserve'> " + b"Kupang " * 200_000 + b"</t></si>"
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text + b"</sst>"
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = "[Content_Types].xml"
    declared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", declared)
    rows = (b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(3, 63))
    with_rows(b"".join(rows))(parts)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (b'<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>', "TOO_MANY_ROWS"),
        (b'<row r="2000000000"></row>', "TOO_MANY_ROWS"),
        (b'<row r="3">' + b"<c/>" * 300_000 + b"</row>", "ZIP_BOMB"),
        (b"<row/>" * 300_000, "ZIP_BOMB"),
    ],
    ids=["a row far away", "an empty row far away", "a row without end", "rows without end"],
)
def test_a_sheet_that_never_ends_is_refused(rows: bytes, code: str) -> None:
    with pytest.raises(TableError) as caught:
        read_xlsx(repacked(with_rows(rows), padding=30_000), max_rows=20)
    assert caught.value.problem.code == code


def test_one_long_text_in_many_cells_is_refused() -> None:
    with pytest.raises(TableError) as caught:
        read_xlsx(repacked(shared_by_all, padding=30_000), max_rows=200)
    assert caught.value.problem.code == "ZIP_BOMB"


@pytest.mark.parametrize(
    "number_format",
    ["0." + "0" * 14, "0." + "0" * 5_000, "0" + "%" * 250, "0" + "%" * 5_000, '0;"' * 60_000, "0" * 30_000],
    ids=lambda text: f"{text[:4]}… {len(text)}",
)
def test_a_strange_number_format_costs_nothing_and_hides_no_number(number_format: str) -> None:
    table, _sheet = read_xlsx(workbook(number_format, 123456789012345), max_rows=20)
    assert table.rows[0].cells == ("B1.T1.01", "123456789012345")


@pytest.mark.parametrize("value", [10**400, -(10**400), float("inf"), float("nan"), 1e308])
def test_numbers_no_city_has_are_printed_as_such(value: float) -> None:
    assert printed(value, "#,##0.00").lower().strip("-") in {
        "1.00000000000000e+400",
        "infinity",
        "nan",
        "1e+308",
    }


def test_letters_are_counted_before_they_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LETTERS_AT_MOST", 10)
    with pytest.raises(TableError):
        read_xlsx(workbook(), max_rows=20)


def test_a_wholly_wrong_file_is_not_searched_for_what_every_row_meant(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counting(word: str, *args: Any, **options: Any) -> list[str]:
        asked.append(word)
        return get_close_matches(word, *args, **options)

    monkeypatch.setattr(importing, "get_close_matches", counting)
    made = plan(scope, HEAD + b"".join(b"B1.T9.%05d,5\n" % n for n in range(2_000)))
    assert len(made.refused) == 2_000
    assert len(asked) == importing.HINTS_AT_MOST


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b"B1.T1.01,50," + b"2" * 5_000, "NO_YEAR"),
        (b"B1.T1.01,50,99999", "NO_YEAR"),
        (b"B1.T1.01,50,0", "NO_YEAR"),
        (b"B1.T9" + b"9" * 9_000 + b",50,2023", "UNKNOWN_INDICATOR"),
        (b"B1.T1.01," + b"5" * 9_000 + b",2023", "TOO_LONG"),
        (b"B1.T1.01," + b"5" * 11_000 + b",2023", "LONG_CELL"),
        (b"B1.T1.01,50,2023" + b"," * 60_000 + b"x", "TOO_MANY_CELLS"),
        (b"B1.T1.01,cmd|' /C calc'!A0,2023", "MIXED_ANSWER"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_long_cells_are_refused_with_a_short_reason(scope: Scope, row: bytes, code: str) -> None:
    made = plan(scope, b"code,raw_value,tahun\n" + row + b"\n")
    ((problem,),) = (refused.problems for refused in made.refused)
    assert (problem.code, problem.row) == (code, 2)
    assert len(problem.sentence("id")) < 300


def test_a_cell_of_ten_megabytes_is_refused_in_the_language_of_the_reader(scope: Scope) -> None:
    with pytest.raises(TableError) as caught:
        plan(scope, HEAD + b"B1.T1.01," + b"a" * 10_000_000 + b"\n")
    problem = caught.value.problem
    assert (problem.code, problem.row) == ("BROKEN_CSV", 2)
    assert "field" not in problem.text.id


def test_what_cannot_be_seen_does_not_change_a_code(scope: Scope) -> None:
    written = "\u200bB1.T1.01,5\nB1.T1.02\u200f,5\n\u202eB1.T1.03\u202c,5\nb1.t1.01 ,5\n"
    made = plan(scope, HEAD + written.encode())
    assert [(row.line, row.code) for row in made.rows if row.entry] == [
        (2, "B1.T1.01"),
        (3, "B1.T1.02"),
        (4, "B1.T1.03"),
    ]
    assert [(p.code, p.row) for row in made.refused for p in row.problems] == [("TWICE", 5)]


def plan(scope: Scope, data: bytes) -> Plan:
    return plan_import(data=data, filename="x", scope=scope, now=NOW)


PIECES = st.lists(
    st.sampled_from(
        [b"code", b"raw_value", b"tahun", b"kota", b"B1.T1.01", b"97,00%", b"1.192", b"Ada", b'"', b",", b";", b"\t", b"\n", b"\r\n",
         b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"\xc3", "é".encode(), "\u202e".encode(), b"=1+1", b"2023", b"1e308", b"sep=;\n",
         b"Kota Kupang", b"2" * 5_000, b"PK\x03\x04", b"'", b"NaN"]
    ),
    max_size=40,
).map(b"".join)  # fmt: skip
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(data=st.binary(max_size=400) | PIECES | PIECES.map(lambda rows: HEAD + rows))
def test_any_bytes_become_a_plan_or_a_reason(scope: Scope, data: bytes) -> None:
    _answered(scope, data)


@FEW
@given(st.data())
def test_any_damage_to_a_workbook_becomes_a_plan_or_a_reason(scope: Scope, data: st.DataObject) -> None:
    whole = bytearray(workbook())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=6)):
        whole[place] = data.draw(st.integers(0, 255))
    _answered(scope, bytes(whole[: data.draw(st.integers(4, len(whole)))]))


@FEW
@given(
    kind=st.sampled_from(["n", "s", "b", "e", "d", "str", "inlineStr", "zzz", ""]),
    value=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
    | st.sampled_from(["NaN", "1e999", "9" * 400, "-1", "2023-99-99", "99", "#N/A", "1e308", "0.1"]),
)
def test_any_cell_becomes_a_value_or_a_reason(scope: Scope, kind: str, value: str) -> None:
    text = value.replace("&", "&amp;").replace("<", "&lt;")
    row = f'<row r="3"><c r="A3" t="inlineStr"><is><t>B1.T1.02</t></is></c><c r="B3" t="{kind}"><v>{text}</v></c></row>'
    _answered(scope, repacked(with_rows(row.encode())))


def _answered(scope: Scope, data: bytes) -> None:
    """Whatever the file: rows with an outcome, or one sentence in both languages."""
    try:
        made = plan(scope, data)
    except TableError as error:
        reasons = [error.problem]
    else:
        reasons = [problem for row in made.refused for problem in row.problems]
        assert all(row.entry or row.problems for row in made.rows)
    assert all(reason.text.id and reason.text.en for reason in reasons)
