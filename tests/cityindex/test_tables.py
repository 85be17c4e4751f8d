"""Results as tables: plain rows, one main table, a clear word where a library is missing."""

import numpy as np
import pytest

from cityindex.optional import MissingExtraError, need
from cityindex.tables import Named, Table, Tabled
from cityindex.text import Text


class Result(Tabled):
    def tables(self) -> tuple[Table, ...]:
        columns = {"unit": ["a", "b"], "score": np.array([1.5, np.nan])}
        return (
            Table("scores", Text("Skor", "Scores"), columns, {"score": Text("0–100", "0–100")}),
            Table("empty", Text("Kosong", "Empty"), {}, {}),
        )


def test_rows_are_plain_and_a_nan_is_none():
    assert Result().table().rows() == [{"unit": "a", "score": 1.5}, {"unit": "b", "score": None}]
    assert Result().to_dict()["empty"] == []


def test_an_unknown_table_names_those_there_are():
    with pytest.raises(KeyError, match="scores, empty"):
        Result().table("ranks")


def test_columns_fit_each_other():
    with pytest.raises(ValueError, match="unequal length"):
        Table("t", Text("", ""), {"a": [1], "b": []}, {})
    with pytest.raises(ValueError, match="no column"):
        Table("t", Text("", ""), {"a": [1]}, {"b": Text("", "")})


def test_a_frame_where_pandas_is_installed():
    frame = Result().to_pandas()
    assert list(frame.columns) == ["unit", "score"]
    assert len(frame) == 2


def test_a_missing_library_says_how_to_get_it():
    with pytest.raises(
        MissingExtraError, match=r"to_arrow.* needs nowhere; get it with: pip install nowhere"
    ):
        need("nowhere.to_be_found", why="to_arrow()")


def test_names_stand_beside_units():
    named = Named(Result(), {"a": "Alor"})
    assert list(named.table().columns) == ["unit", "name", "score"]
    assert [row["name"] for row in named.table().rows()] == ["Alor", "b"]
    assert named.table("empty").columns == {}
    assert Named(named, {"a": "Ende"}).table().rows() == named.table().rows()


def test_a_result_without_tables_cannot_be_made():
    with pytest.raises(TypeError, match="tables"):
        type("Nothing", (Tabled,), {})()
