"""A built index as tables."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator

from cityindex.build import Index, build
from cityindex.index_tables import ranking_table
from cityindex.recipe import default_recipe
from cityindex.text import Text


@pytest.fixture
def index() -> Index:
    small = framework(indicator("a"), indicator("b", "right"))
    data = replace(dataset(small, [40, 80], [math.nan, math.nan], [90, 90]), names={"u0": "Kupang"})
    return build(default_recipe(small), data)


def test_every_score_is_a_row(index: Index):
    rows = index.table().rows()
    assert len(rows) == 3 * 1 * 3
    assert rows[0] == {
        "unit": "u0", "name": "Kupang", "period": 0, "node": "index", "title": {"id": "Index", "en": "Index"},
        "score": 60.0, "rank": 2, "with_value": 2, "scored": 2, "indicators": 2, "reason": None,
    } | {"title": rows[0]["title"]}  # fmt: skip
    assert [(r["unit"], r["node"], r["score"]) for r in rows[1:4]] == [
        ("u0", "left", 40.0),
        ("u0", "right", 80.0),
        ("u1", "index", None),
    ]
    assert rows[3]["reason"]["en"] == "There is no value yet."


def test_every_indicator_is_a_row(index: Index):
    rows = index.table("indicators").rows()
    assert [(r["unit"], r["indicator"], r["normalised"]) for r in rows[:3]] == [
        ("u0", "a", 40.0),
        ("u0", "b", 80.0),
        ("u1", "a", None),
    ]


def test_the_ranking_is_wide_and_best_first(index: Index):
    table = ranking_table(index, 0)
    assert list(table.columns) == ["rank", "unit", "name", "index", "left", "right", "reason"]
    assert list(table.columns["unit"]) == ["u2", "u0", "u1"]
    assert list(table.columns["rank"]) == [1, 2, 0]
    assert list(table.columns["name"]) == ["u2", "Kupang", "u1"]


def test_without_names_and_gaps_there_are_no_empty_columns():
    small = framework()
    index = build(default_recipe(small), dataset(small, [1, 2, 3], [4, 5, 6]))
    assert list(ranking_table(index, 0).columns) == ["rank", "unit", "index", "left", "right"]
    assert "name" not in index.table().columns


def test_it_becomes_a_frame(index: Index):
    frame = index.to_pandas()
    assert frame[frame.node == "index"].score.tolist()[0] == 60.0
    assert isinstance(frame.reason[3], Text)
    np.testing.assert_array_equal(frame["period"].unique(), [0])
