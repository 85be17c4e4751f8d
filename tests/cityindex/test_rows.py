"""Rows of a table find their unit and period."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cityindex.rows import Rows


def test_units_keep_their_order_and_periods_ascend():
    rows = Rows.of(["b", "a", "b"], [2024, 2023, 2015])
    assert (rows.units, rows.periods) == (("b", "a"), (2015, 2023, 2024))
    np.testing.assert_array_equal(
        rows.series(np.array([1.0, 2.0, 3.0])), [[3, np.nan, 1], [np.nan, 2, np.nan]]
    )


def test_a_second_row_is_told_with_the_first():
    assert list(Rows.of(["a", "b", "a", "a"], [1, 1, 1, 1]).twice()) == [(2, 0), (3, 0)]


def test_a_label_that_changes_is_told_with_the_one_before():
    rows = Rows.of(["a", "b", "a"], [1, 1, 2])
    assert list(rows.wandering(["x", "y", "z"])) == [(2, "x")]
    assert rows.labels(["x", "y", "z"]) == ["z", "y"]


@given(st.sets(st.tuples(st.sampled_from("abcde"), st.integers(-5, 5)), min_size=1))
def test_every_number_is_found_again_at_its_place(places: set[tuple[str, int]]):
    units, periods = zip(*places, strict=True)
    rows = Rows.of(units, periods)
    numbers = np.arange(1.0, len(places) + 1)
    arranged = rows.series(numbers)
    found = [
        arranged[rows.units.index(u), rows.periods.index(p)] for u, p in zip(units, periods, strict=True)
    ]
    np.testing.assert_array_equal(found, numbers)
    assert np.count_nonzero(~np.isnan(arranged)) == len(places)
