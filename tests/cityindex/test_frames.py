"""Frames of pandas and polars become datasets, without either being needed."""

import datetime
import math
from decimal import Decimal
from types import ModuleType

import numpy as np
import pandas
import polars
import pytest
from tests.cityindex.making import framework, indicator

from cityindex.build import build
from cityindex.dataset import Dataset, Status
from cityindex.recipe import default_recipe

KINDS = pytest.mark.parametrize("kind", [pandas, polars], ids=["pandas", "polars"])
WIDE = {
    "city": ["KPG", "DPS", "KPG"],
    "year": [2023, 2023, 2022],
    "title": ["Kupang", "Denpasar", "Kupang"],
    "island": ["Timor", "Bali", "Timor"],
    "people": [100.0, 200.0, 90.0],
    "a": [1, 2, 3],
    "b": [0.5, None, 1.5],
}
OPTIONS = {
    "units": "city", "periods": "year", "context": ["people"], "groups": ["island"], "names": "title",
}  # fmt: skip


@KINDS
def test_a_wide_frame(kind: ModuleType):
    data = Dataset.from_frame(kind.DataFrame(WIDE), **OPTIONS)
    assert (data.units, data.periods, data.indicators) == (("KPG", "DPS"), (2022, 2023), ("a", "b"))
    np.testing.assert_array_equal(data.values[0], [[3, 1.5], [1, 0.5]])
    np.testing.assert_array_equal(data.values[1], [[math.nan, math.nan], [2, math.nan]])
    assert data.status[1].tolist() == [[Status.MISSING] * 2, [Status.OBSERVED, Status.MISSING]]
    np.testing.assert_array_equal(data.context["people"], [[90, 100], [math.nan, 200]])
    assert data.groups == {"island": ("Timor", "Bali")}
    assert data.names == {"KPG": "Kupang", "DPS": "Denpasar"}


@KINDS
def test_a_long_frame(kind: ModuleType):
    frame = kind.DataFrame(
        {"unit": ["x", "x", "y"], "indicator": ["b", "a", "a"], "year": [1, 1, 2], "value": [5, None, 7]}
    )
    data = Dataset.from_long(frame, periods="year")
    assert (data.units, data.periods, data.indicators) == (("x", "y"), (1, 2), ("b", "a"))
    np.testing.assert_array_equal(data.values[:, 0], [[5, math.nan], [math.nan, math.nan]])
    assert data.values[1, 1, 1] == 7


@KINDS
def test_only_the_columns_that_are_asked_for(kind: ModuleType):
    data = Dataset.from_frame(kind.DataFrame(WIDE)[1:], units="city", indicators=["b", "people"])
    assert (data.indicators, data.periods, data.names) == (("b", "people"), (0,), {})


@pytest.mark.parametrize(
    "column",
    [
        pandas.array([1, None], dtype="Int64"),
        pandas.array([1.0, None], dtype="Float64"),
        pandas.array([True, None], dtype="boolean"),
        pandas.Categorical([1, None]),
        [Decimal(1), None],
        [1, float("nan")],
    ],
    ids=["Int64", "Float64", "boolean", "category of numbers", "Decimal", "nan"],
)
def test_every_kind_of_missing_of_pandas(column: object):
    data = Dataset.from_frame(pandas.DataFrame({"unit": ["x", "y"], "a": column}))
    np.testing.assert_array_equal(data.values.ravel(), [1, math.nan])


@pytest.mark.parametrize("kind", ["Int64", "UInt8", "Float32", "Boolean"])
def test_every_kind_of_number_of_polars(kind: str):
    column = polars.Series("a", [1, None]).cast(getattr(polars, kind))
    data = Dataset.from_frame(polars.DataFrame({"unit": ["x", "y"], "a": column}))
    np.testing.assert_array_equal(data.values.ravel(), [1, math.nan])


@KINDS
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"a": ["1", "2", "3"]}, "column 'a' holds '1', which is no number; leave it out with indicators="),
        ({"a": [datetime.date(2023, 1, 1)] * 3}, "column 'a' holds datetime.date.*, which is no number"),
        ({"year": [2023, 2023, 2023]}, "'KPG' in 2023 has two rows; keep one$"),
        ({"year": [2023, 2023, None]}, "column 'year' holds nan in row 2; give years"),
        ({"year": [2023.0, 2023.0, 22.5]}, "column 'year' holds 22.5 in row 2; give years"),
        ({"city": ["KPG", None, "KPG"]}, "column 'city' is empty in row 1; every row needs one"),
        ({"island": ["Timor", "Bali", "Rote"]}, "'KPG' moves from 'Timor' to 'Rote' in 'island'"),
        ({"b": [1.0, 2.0, math.inf]}, "values holds an infinity"),
    ],
)
def test_what_is_refused(kind: ModuleType, changes: dict, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        Dataset.from_frame(kind.DataFrame(WIDE | changes), **OPTIONS)


@KINDS
def test_categories_of_words_are_no_numbers(kind: ModuleType):
    words = (
        pandas.Categorical(["low", "high"])
        if kind is pandas
        else polars.Series(["low", "high"]).cast(polars.Categorical)
    )
    with pytest.raises(ValueError, match="column 'a' holds 'low', which is no number"):
        Dataset.from_frame(kind.DataFrame({"unit": ["x", "y"], "a": words}))


@KINDS
def test_a_column_that_is_not_there(kind: ModuleType):
    with pytest.raises(KeyError, match="no column 'unit'; it has city, year"):
        Dataset.from_frame(kind.DataFrame(WIDE))


@KINDS
def test_a_unit_twice_without_periods_says_what_to_name(kind: ModuleType):
    with pytest.raises(
        ValueError, match="'KPG' has two rows; keep one, or name the column of years with periods="
    ):
        Dataset.from_frame(kind.DataFrame(WIDE), units="city", indicators=["a"])
    frame = kind.DataFrame({"unit": ["x", "x"], "indicator": ["a", "a"], "value": [1, 2]})
    with pytest.raises(ValueError, match="'x' has two values of 'a'; keep one"):
        Dataset.from_long(frame)


def test_two_columns_of_one_name():
    with pytest.raises(ValueError, match="two columns called 'a'"):
        Dataset.from_frame(pandas.DataFrame([["x", 1, 2]], columns=["unit", "a", "a"]))


@KINDS
def test_from_a_frame_to_a_frame(kind: ModuleType):
    small = framework(indicator("a"), indicator("b", "right"))
    data = Dataset.from_frame(kind.DataFrame({"unit": ["x", "y"], "a": [10, 30], "b": [50, 90]}))
    scores = build(default_recipe(small), data).to_pandas()
    assert scores[scores.node == "index"].score.tolist() == [30, 60]
