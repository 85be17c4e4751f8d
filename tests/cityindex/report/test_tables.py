"""Any result as text, CSV, JSON, HTML and XLSX: every digit where programs read, no harm where people do."""

import csv
import io
import json
import math
from html.parser import HTMLParser

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityindex.report.tables import Document, Figure, as_csv, as_html, as_json, as_text, as_xlsx
from cityindex.report.tables.html import ROWS_AT_MOST
from cityindex.report.tables.readable import heading, texts
from cityindex.report.tables.xlsx import sheet_names
from cityindex.tables import Table, Tabled
from cityindex.text import Text

HOSTILE = (
    "=cmd|' /C calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "a\x1b[2Jb", "line\r\nbreak", "\u202egnp.exe", "{0}{shown}", "%s", "'; DROP TABLE x;--", "\x00", "#N/A", "\ud800",
)  # fmt: skip


class Result(Tabled):
    def __init__(self, *tables: Table) -> None:
        self._tables = tables

    def tables(self) -> tuple[Table, ...]:
        return self._tables


def document(*tables: Table, **fields: object) -> Document:
    return Document(Text("Hasil", "Result"), "result", Result(*tables), **fields)  # type: ignore[arg-type]


SCORES = Table(
    "scores",
    Text("Skor", "Scores"),
    {
        "unit": ["Kupang", "Ende", "Bima"],
        "period": np.array([2023, 2023, 2024]),
        "score": np.array([1 / 3, math.nan, 12345.678901234567]),
        "band": [Text("Baik", "Good"), None, Text("Kurang", "Poor")],
        "sure": np.array([True, False, True]),
    },
    {"score": Text("Skor; 0–100, lebih tinggi lebih baik", "Score; 0–100, higher is better")},
)
OTHER = Table("ranks", Text("Peringkat", "Ranks"), {"unit": []}, {})
HARM = Table(
    HOSTILE[5], Text(HOSTILE[5], HOSTILE[5]), {HOSTILE[0]: HOSTILE}, {HOSTILE[0]: Text(*HOSTILE[5:7])}
)


def test_csv_keeps_every_digit_and_leaves_empty_what_has_no_value():
    rows = list(csv.DictReader(io.StringIO(as_csv(document(SCORES), "en"))))
    assert float(rows[2]["score"]) == 12345.678901234567
    assert rows[0] | {"score": ""} == {
        "unit": "Kupang",
        "period": "2023",
        "score": "",
        "band": "Good",
        "sure": "true",
    }
    assert rows[1]["score"] == rows[1]["band"] == ""
    assert as_csv(document(SCORES, OTHER), "id", "ranks") == "unit\n"


def test_json_says_what_it_holds_in_both_languages():
    shape = json.loads(as_json(document(SCORES, OTHER, parameters={"seed": 1}, notes=[Text("a", "b")])))
    assert (shape["schema"], shape["kind"], shape["parameters"]) == (1, "result", {"seed": 1})
    assert shape["notes"] == [{"id": "a", "en": "b"}]
    scores, ranks = shape["tables"]
    assert scores["columns"][2]["title"]["en"] == "Score; 0–100, higher is better"
    assert scores["rows"][0]["score"] == 1 / 3
    assert scores["rows"][1] == {"unit": "Ende", "period": 2023, "score": None, "band": None, "sure": False}
    assert scores["rows"][2]["band"] == {"id": "Kurang", "en": "Poor"}
    assert ranks["rows"] == []


def test_text_is_aligned_readable_and_explained():
    lines = as_text(document(SCORES, OTHER), "id").splitlines()
    assert lines[0] == "Hasil · Skor"
    assert lines[4].split() == ["Kupang", "2023", "0,3333", "Baik", "ya"]
    assert lines[6].split() == ["Bima", "2024", "12.346", "Kurang", "ya"]
    assert lines[4].index("0,3333") + 6 == lines[6].index("12.346") + 6
    assert "Skor: 0–100, lebih tinggi lebih baik" in lines
    assert lines[-1].endswith("ranks")
    assert "Tidak ada baris." in as_text(document(SCORES, OTHER), "id", "ranks")


def test_html_is_one_page_with_headings_figures_and_what_it_was_made_with():
    figure = Figure(Text("Gambar", "Figure"), Text("Naik", "It rises"), Text("<path/>", "<path/>"))
    page = as_html(document(SCORES, OTHER, parameters={"seed": 7}, figures=[figure]), "en")
    assert '<html lang="en">' in page
    assert "<th scope=col>Score</th>" in page
    assert "<dt>Score</dt><dd>0–100, higher is better</dd>" in page
    assert '<svg role="img" aria-labelledby="f0t f0d"' in page
    assert '<title id="f0t">Figure</title><desc id="f0d">It rises</desc><path/>' in page
    assert "<dt>seed</dt><dd>7</dd>" in page
    assert "No rows." in page
    assert "://" not in page


def test_html_shows_the_beginning_of_a_long_table_and_says_so():
    long = Table("long", Text("Panjang", "Long"), {"n": np.arange(ROWS_AT_MOST + 5)}, {})
    page = as_html(document(long), "en")
    assert page.count("<tr><td") == ROWS_AT_MOST
    assert f"{ROWS_AT_MOST} of {ROWS_AT_MOST + 5} rows are shown" in page


def book(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_xlsx_has_a_sheet_for_each_table_and_one_that_explains():
    found = book(as_xlsx(document(SCORES, OTHER), "id"))
    assert found.sheetnames == ["Skor", "Peringkat", "Kolom"]
    rows = list(found["Skor"].values)
    assert rows[0] == ("unit", "period", "Skor", "band", "sure")
    assert rows[2] == ("Ende", 2023, None, None, False)
    assert rows[3][2] == pytest.approx(12345.678901234567, rel=1e-15)  # workbooks keep 16 digits
    assert ("scores", "score", "Skor", "0–100, lebih tinggi lebih baik") in list(found["Kolom"].values)


def test_names_of_sheets_are_ones_a_workbook_takes():
    names = sheet_names(["a/b:c", "", "x" * 40, "X" * 31, "'q'"])
    assert names == ["a b c", "2", "x" * 31, f"{'X' * 29} 4", "q"]


def test_no_text_becomes_a_formula():
    sheet = book(as_xlsx(document(HARM), "en")).worksheets[0]
    assert all(row[0].data_type == "s" for row in sheet.iter_rows(min_row=2))
    assert sheet["A2"].value == HOSTILE[0]
    assert sheet["A2"].quotePrefix
    cells = [row[0] for row in csv.reader(io.StringIO(as_csv(document(HARM), "en"), newline=""))]
    assert cells[0] == f"'{HOSTILE[0]}"
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def tags(page: str) -> set[str]:
    parser = Tags()
    parser.feed(page)
    return parser.seen


def test_no_text_runs_on_a_page_or_moves_a_cursor():
    harm = document(HARM, parameters={HOSTILE[5]: HOSTILE[6]}, notes=[Text(*HOSTILE[5:7])])
    harmless = document(SCORES, parameters={"a": "b"}, notes=[Text("a", "b")])
    assert tags(as_html(harm, "en")) <= tags(as_html(harmless, "en"))
    shown = as_text(harm, "en")
    assert not set(shown) & {"\x1b", "\r", "\x00", "\u202e", "\ud800"}
    assert len(shown.splitlines()) == len(HOSTILE) + 8


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(HOSTILE)
)


@settings(max_examples=60)
@given(st.lists(cells, min_size=1, max_size=5), st.sampled_from(("id", "en")))
def test_every_writer_takes_any_cell(column: list[object], language: str):
    made = document(Table("t", Text("t", "t"), {"c": column, "n": np.arange(len(column))}, {}))
    assert len(list(csv.reader(io.StringIO(as_csv(made, language), newline="")))) == len(column) + 1
    assert len(json.loads(as_json(made))["tables"][0]["rows"]) == len(column)
    assert as_html(made, language).count("<tr><td") == len(column)
    assert len(as_text(made, language).splitlines()) == len(column) + 4
    assert book(as_xlsx(made, language)).worksheets[0].max_row == len(column) + 1


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ([0.5, 0.25, 1.0], ["0.5000", "0.2500", "1.0000"]),
        ([97.31234, 4.0, 1e-9], ["97.312", "4.000", "1.00e-09"]),
        ([1.0, 40.0], ["1", "40"]),
        ([2.5e6, -3.7], ["2,500,000", "-3.700"]),
        ([float("inf"), None], ["—", "—"]),
    ],
)  # fmt: skip
def test_numbers_are_written_to_five_digits(column: list[float], shown: list[str]):
    assert texts(column, "en") == shown


def test_a_heading_falls_back_on_the_name():
    assert heading(SCORES, "unit", "en") == "unit"
