"""Rows to observations: long, wide and mapped files, and every kind of mistake."""

from dataclasses import replace

import pytest
from tests.cityindex.making import framework as small_framework
from tests.cityindex.making import indicator

from cityindex import framework
from cityindex.framework.types import Asks, ValueType
from cityindex.tabular import Imported, Mapping, TableError, grid, import_table
from cityindex.tabular.mapping import Column
from cityindex.text import Text

SMALL = small_framework(
    indicator("B1", value_type=ValueType.COUNT, asks=Asks.COUNT, minimum=0, maximum=500),
    indicator("B2", value_type=ValueType.PERCENT, asks=Asks.SHARE),
    indicator("B3", "right", value_type=ValueType.SCORE, minimum=1),
)


def read(*records: list[str], mapping: Mapping | None = None) -> Imported:
    return import_table(grid(records), SMALL, unit="home", period=2023, latest=2024, mapping=mapping)


def told(imported: Imported) -> list[tuple[str, int | None, str | None]]:
    return [(p.code, p.row, p.column) for p in imported.problems]


def test_a_long_file():
    found = read(
        ["kode", "nilai", "penilaian"], ["b1", "62 Orang", ""], ["B2", "4,08%", "GOOD"], ["B3", "", ""]
    )
    assert not found.problems
    assert [(o.unit, o.period, o.indicator, o.raw_value, o.judgement) for o in found.observations] == [
        ("home", 2023, "B1", "62 Orang", None),
        ("home", 2023, "B2", "4,08%", "good"),
        ("home", 2023, "B3", "", None),
    ]
    assert [(line.row, line.column, line.reading.value) for line in found.lines] == [
        (2, "nilai", 62),
        (3, "nilai", 4.08),
        (4, "nilai", None),
    ]
    assert found.assumed == ("unit", "period")


def test_rows_may_be_named_by_their_printed_title():
    one, two = Text("Jumlah sekolah", "Number of schools"), Text("Jumlah guru", "Number of teachers")
    count = indicator("A1", value_type=ValueType.COUNT)
    chosen = small_framework(
        replace(count, title=one),
        replace(count, code="A2", title=two),
        replace(count, code="A3", parent="right", title=two),
    )
    rows = [["Komponen", "Nilai/Kondisi"], ["jumlah  Sekolah", "3"], ["a2", "4"], ["Jumlah guru", "5"]]
    found = import_table(grid(rows), chosen, unit="home", period=2023, latest=2024)
    assert [(o.indicator, o.raw_value) for o in found.observations] == [("A1", "3"), ("A2", "4")]
    assert told(found) == [("UNKNOWN_INDICATOR", 4, "Komponen")]


def test_city_and_year_of_the_file_count():
    found = read(["city", "year", "code", "raw_value"], ["X", "2021", "B1", "5"], ["Y", "2021", "B1", "6"])
    assert [(o.unit, o.period) for o in found.observations] == [("X", 2021), ("Y", 2021)]
    assert found.assumed == ()


def test_a_measuring_unit_is_no_city():
    found = read(
        ["code", "raw_value", "unit", "parsed_value", "quality_flags"], ["B1", "5", "person", "9", "SUSPECT"]
    )
    assert [(o.unit, o.raw_value) for o in found.observations] == [("home", "5")]


def test_a_wide_file_has_a_column_for_each_indicator():
    found = read(
        ["kota", "tahun", "B1", "B2", "extra"], ["X", "2023", "5", "", "z"], ["Y", "2023", "6", "7%", "z"]
    )
    assert [(o.unit, o.indicator, o.raw_value) for o in found.observations] == [
        ("X", "B1", "5"),
        ("Y", "B1", "6"),
        ("Y", "B2", "7%"),
    ]


def test_a_mapping_names_columns_scales_and_published_results():
    mapping = Mapping(
        unit="wilayah",
        period="tahun",
        decimal=".",
        columns={"ribu": Column("B3", 1000.0)},
        published={"indeks": "index"},
    )
    found = read(["tahun", "wilayah", "ribu", "indeks"], ["2020", "X", "7.085", "66.03"], mapping=mapping)
    (line,) = found.lines
    assert (line.reading.value, line.observation.raw_value, line.observation.scale) == (7085, "7.085", 1000)
    assert [(p.unit, p.period, p.node, p.text) for p in found.published] == [("X", 2020, "index", "66.03")]


def test_a_mapping_translates_codes():
    mapping = Mapping(code="no", value="isi", codes={"1": "B1"})
    found = read(["no", "isi"], ["1", "5"], ["B2", "6%"], mapping=mapping)
    assert [o.indicator for o in found.observations] == ["B1", "B2"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["X", "2023", "B9", "5", ""], ("UNKNOWN_INDICATOR", 2, "code")),
        (["X", "2023", "", "5", ""], ("UNKNOWN_INDICATOR", 2, "code")),
        (["X", "2025", "B1", "5", ""], ("FUTURE_YEAR", 2, "year")),
        (["X", "1899", "B1", "5", ""], ("NO_YEAR", 2, "year")),
        (["X", "23", "B1", "5", ""], ("NO_YEAR", 2, "year")),
        (["X", "²⁰²³", "B1", "5", ""], ("NO_YEAR", 2, "year")),
        (["", "2023", "B1", "5", ""], ("NO_UNIT", 2, "city")),
        (["X", "2023", "B2", "-4%", ""], ("NEGATIVE", 2, "raw_value")),
        (["X", "2023", "B1", "9" * 30, ""], ("TOO_LARGE", 2, "raw_value")),
        (["X", "2023", "B1", "1e308", ""], ("EXPONENT", 2, "raw_value")),
        (["X", "2023", "B1", "NaN", ""], ("NOT_FINITE", 2, "raw_value")),
        (["X", "2023", "B1", "banyak", ""], ("NOT_UNDERSTOOD", 2, "raw_value")),
        (["X", "2023", "B1", "5", "Superb"], ("UNKNOWN_JUDGEMENT", 2, "judgement")),
        (["X", "2023", "B1", "=5", ""], ("FORMULA", 2, "raw_value")),
    ],
)
def test_a_mistake_is_told_with_its_row_and_column(row: list[str], expected: tuple[str, int, str]):
    found = read(["city", "year", "code", "raw_value", "judgement"], row, ["X", "2022", "B1", "5", ""])
    assert told(found) == [expected]
    assert [line.row for line in found.lines] == [3]
    (problem,) = found.problems
    assert problem.sentence("id").startswith(f"Baris 2, kolom {expected[2]}: ")
    assert problem.sentence("en").startswith(f"Row 2, column {expected[2]}: ")


def test_a_value_out_of_range_is_left_to_the_quality_rules():
    found = read(["code", "raw_value"], ["B1", "501"], ["B3", "0"])
    assert not found.problems
    assert [line.reading.value for line in found.lines] == [501, 0]


def test_the_same_value_twice_names_both_rows():
    found = read(["code", "raw_value"], ["B1", "5"], ["B2", "6%"], ["B1", "5"])
    assert told(found) == [("TWICE", 4, "raw_value")]
    assert "already stands in row 2" in found.problems[0].text.en


def test_a_near_code_is_suggested():
    kupang = framework.get("kupang-buku1-2023")
    table = grid([["code", "raw_value"], ["B1.T9.01", "5"]])
    found = import_table(table, kupang, unit="53.71", period=2023, latest=2024)
    assert "Did you mean B1.T" in found.problems[0].text.en


@pytest.mark.parametrize("heading", [["nama", "angka"], ["code", "angka"], ["raw_value", "year"]])
def test_a_file_without_the_needed_columns_is_refused(heading: list[str]):
    with pytest.raises(TableError) as caught:
        read(heading, ["x", "5"])
    assert caught.value.problem.code == "MISSING_COLUMN"
    assert "The file has: " + ", ".join(heading) in caught.value.problem.text.en


def test_a_column_the_mapping_names_must_be_there():
    with pytest.raises(TableError, match="There is no column “wilayah”"):
        read(["kota", "B1"], ["X", "5"], mapping=Mapping(unit="wilayah", columns={"B1": Column("B1")}))


def test_two_columns_for_one_indicator_are_refused():
    mapping = Mapping(columns={"a": Column("B1"), "b": Column("B1")})
    assert told(read(["a", "b"], ["1", "2"], mapping=mapping)) == [("TWICE", 2, "b")]
