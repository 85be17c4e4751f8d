"""Which units take part: availability, zeros, decisions by hand, periods, replications."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cityindex.making import framework, indicator

from cityindex.dataset import Dataset
from cityindex.reasons import Reason
from cityindex.steps import RecipeError, Screen, start
from cityindex.steps.state import State

NAN = float("nan")


def state(values: object, **fields: object) -> State:
    array = np.array(values, dtype=float)
    chosen = framework(indicator("a", **fields), indicator("b"), indicator("c", "right"))
    data = Dataset.from_array(
        array,
        units=[f"u{n}" for n in range(len(array))],
        indicators=["a", "b", "c"],
        periods=range(2020, 2020 + (array.shape[1] if array.ndim == 3 else 1)),
    )
    return start(chosen, data)


def left(step: Screen, begun: State) -> list[list[bool]]:
    """Which units (by period) still have a value."""
    return (~np.isnan(step.apply(begun).values)).any(axis=-1).tolist()


def test_units_with_too_many_zeros_are_left_out():
    begun = state([[0, 0, 1], [0, NAN, 1], [NAN, NAN, NAN], [1, 1, 1]])
    out = Screen(min_nonzero=0.5).apply(begun)
    assert out.reasons[:, 0, 2].tolist() == [Reason.ZEROS, Reason.NONE, Reason.MISSING, Reason.NONE]
    assert out.reasons[1, 0].tolist() == [Reason.NONE, Reason.MISSING, Reason.NONE]


def test_both_shares_together_and_the_table_that_says_why():
    begun = state([[0, 0, 1], [NAN, NAN, 1], [NAN, NAN, 0], [0, 0, 0], [1, 1, 1], [1, 1, 1]])
    step = Screen(min_share=0.6, min_nonzero=0.5, keep=("u3",), drop=("u4",))
    out = step.apply(begun)
    assert left(step, begun) == [[False], [False], [False], [True], [False], [True]]
    rows = out.details["screen"].table().rows()
    assert [row["why"] for row in rows] == [
        "too_many_zeros", "too_few", "too_few and too_many_zeros", "kept", "dropped", "",
    ]  # fmt: skip
    assert [row["included"] for row in rows] == [False, False, False, True, False, True]
    assert rows[1] == {
        "unit": "u1", "period": 2020, "missing": 2, "zeros": 0, "available": pytest.approx(1 / 3), "nonzero": 1.0,
        "included": False, "why": "too_few",
    }  # fmt: skip
    assert out.reasons[4].ravel().tolist() == [Reason.LEFT_OUT] * 3


def test_context_indicators_do_not_count():
    assert left(Screen(min_share=1), state([[NAN, 1, 1]], direction=0)) == [[True]]


def test_each_period_alone_or_all_together():
    begun = state([[[1, 1, 1], [NAN, NAN, 1]], [[1, 1, 1], [1, 1, 1]]])
    assert left(Screen(min_share=0.6), begun) == [[True, False], [True, True]]
    together = Screen(min_share=0.7, within="all")
    assert left(together, begun) == [[False, False], [True, True]]
    table = together.apply(begun).details["screen"].table()
    assert [row["missing"] for row in table.rows()] == [2, 0]
    assert "period" not in table.columns


def test_without_a_threshold_nothing_is_counted():
    assert not Screen().apply(state([[NAN, 1, 0]])).details


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Screen(min_nonzero=-1), "min_nonzero is -1; give a share from 0 to 1"),
        (Screen(within="city"), "within is 'city'; choose one of period, all"),
        (Screen(keep=("u0",), drop=("u0",)), "'u0' is both kept and dropped; name it once"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Screen, message: str):
    with pytest.raises(RecipeError, match=message):
        step.apply(state([[1, 2, 3]]))


cells = st.sampled_from([0.0, 0.0, 1.0, NAN])


@given(
    st.lists(st.tuples(*[cells] * 6), min_size=1, max_size=5),
    st.sampled_from(["period", "all"]),
    st.booleans(),
)
def test_every_replication_is_screened_as_if_alone(rows: list, within: str, suspects: bool):
    begun = state(np.array(rows).reshape(-1, 2, 3))
    step = Screen(min_share=0.5, min_nonzero=0.5, within=within, suspects=suspects)
    many = np.stack([begun.values, np.where(begun.values == 0, 2, begun.values)])
    together = step.apply(replace(begun, values=many))
    for n in range(2):
        alone = step.apply(replace(begun, values=many[n]))
        np.testing.assert_array_equal(together.values[n], alone.values)
        np.testing.assert_array_equal(np.broadcast_to(together.reasons, many.shape)[n], alone.reasons)
    assert not together.details
