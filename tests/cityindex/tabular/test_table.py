"""Text to rows: row numbers as a spreadsheet shows them, and rows that do not fit."""

import pytest

from cityindex.tabular import TableError, decode, grid, parse, read_csv


def test_rows_keep_the_number_a_spreadsheet_shows():
    table = read_csv(b'kode;nilai\n\nB1; 5 \n"B\n2";6\n;\nB3\n')
    assert table.columns == ("kode", "nilai")
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("B1", "5")),
        (4, ("B\n2", "6")),
        (6, ("B3", "")),
    ]
    assert (table.encoding, table.delimiter) == ("UTF-8", ";")


def test_headings_are_found_whatever_their_case():
    table = grid([["Kode Indikator", " NILAI "], ["B1", "5"]])
    assert (table.find("kode_indikator"), table.find("value", "nilai"), table.find("year")) == (0, 1, None)


@pytest.mark.parametrize(
    ("cells", "decimals"),
    [
        (["97,00%", "1.192"], ","),
        (["69.6%", "12"], "."),
        (["69.6%", "0,6"], "mixed"),
        (["1.192", "62 Orang"], ""),
        (["Rp 1.234,56"], ","),
        (["B1.T1.01"], ""),
    ],
)
def test_the_decimal_sign_is_told(cells: list[str], decimals: str):
    assert grid([["kode", "nilai"], *(["53.71", cell] for cell in cells)]).decimals == decimals


def test_only_the_column_of_values_is_looked_at():
    assert grid([["code", "raw_value", "parsed_value"], ["B1", "4,08%", "4.08"]]).decimals == ","


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["B1", "5", "6"], "TOO_MANY_CELLS", None),
        (["B1", "=1+1"], "FORMULA", "nilai"),
        (["B1", "@SUM(A1)"], "FORMULA", "nilai"),
        (["B1", "+cmd(1)"], "FORMULA", "nilai"),
        (["-A1", "5"], "FORMULA", "kode"),
        (["B1", "x" * 10_001], "LONG_CELL", "nilai"),
    ],
)
def test_a_row_that_does_not_fit_is_a_problem(row: list[str], code: str, column: str | None):
    table = grid([["kode", "nilai"], ["B0", "1"], row])
    assert [(p.code, p.row, p.column) for p in table.problems] == [(code, 3, column)]
    assert [r.cells[0] for r in table.rows] == ["B0"]


@pytest.mark.parametrize("cell", ["-5", "+5", "-", "– tidak ada", "-62 Orang", "- belum"])
def test_signs_and_dashes_are_no_formulas(cell: str):
    assert not grid([["kode", "nilai"], ["B1", cell]]).problems


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([], "EMPTY"),
        ([["", ""]], "EMPTY"),
        ([["kode", "nilai"]], "NO_ROWS"),
        ([["kode", "Kode"], ["1", "2"]], "HEADING_TWICE"),
        ([["kode"], ["1"], ["2"], ["3"]], "TOO_MANY_ROWS"),
        ([[f"c{n}" for n in range(1001)], ["1"]], "TOO_MANY_COLUMNS"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(records: list[list[str]], code: str):
    with pytest.raises(TableError) as caught:
        grid(records, max_rows=2)
    assert caught.value.problem.code == code


def test_an_open_quote_is_said_with_its_row():
    with pytest.raises(TableError) as caught:
        parse(decode(b'kode;nilai\nB1;5\nB2;"6\n'))
    assert (caught.value.problem.code, caught.value.problem.row) == ("BROKEN_CSV", 3)


def test_reading_stops_at_the_limit():
    with pytest.raises(TableError) as caught:
        read_csv(b"kode;nilai\n" + b"B1;5\n" * 1000, max_rows=10)
    assert (caught.value.problem.code, caught.value.problem.row) == ("TOO_MANY_ROWS", 12)
