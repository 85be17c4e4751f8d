"""Division by a size: factors, what is missing, replications."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator

from cityindex.dataset import Dataset
from cityindex.reasons import Reason
from cityindex.steps import Denominate, RecipeError, start
from cityindex.steps.state import State

NAN = float("nan")


def state(values: object, people: object) -> State:
    chosen = framework(indicator("a", denominator="people"), indicator("b"), indicator("c", "right"))
    array = np.array(values, dtype=float)
    units = [f"u{n}" for n in range(len(array))]
    context = {"people": np.array(people, dtype=float)}
    return start(chosen, Dataset.from_array(array, units=units, indicators=["a", "b", "c"], context=context))


def test_a_factor_for_all_and_one_of_its_own():
    begun = state([[20, 4, 8]], [10])
    step = Denominate(by={"b": "c", "c": "people"}, per=1000, factors={"b": 100, "c": 1})
    assert step.apply(begun).values.ravel().tolist() == [2000, 50, 0.8]


def test_no_denominator_no_division():
    begun = state([[20, 4, 8]], [10])
    assert Denominate(per=1000).apply(begun).values.ravel().tolist() == [2000, 4, 8]
    assert Denominate(by={"a": ""}).apply(begun).values.ravel().tolist() == [20, 4, 8]


def test_a_size_that_is_missing_or_zero_is_the_reason():
    out = Denominate().apply(state([[20, 1, 1], [NAN, 1, 1], [20, 1, 1]], [0, NAN, NAN]))
    assert out.reasons[:, 0, 0].tolist() == [Reason.NO_DENOMINATOR, Reason.MISSING, Reason.NO_DENOMINATOR]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Denominate(factors={"b": 10}), "'b' has a factor but no denominator; name one in by"),
        (Denominate(factors={"z": 10}), "'z' is no indicator of small"),
        (Denominate(factors={"a": 0}), "the factor of a is 0; give a number other than 0"),
        (Denominate(per=NAN), "the factor of per is nan; give a number other than 0"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Denominate, message: str):
    with pytest.raises(RecipeError, match=message):
        step.apply(state([[20, 4, 8]], [10]))


numbers = st.one_of(st.floats(-100, 100).map(lambda x: round(x, 2)), st.just(NAN))


@given(arrays(np.float64, (4, 3), elements=numbers), arrays(np.float64, 4, elements=numbers))
def test_every_replication_is_divided_as_if_alone(values: np.ndarray, people: np.ndarray):
    begun, step = state(values, people), Denominate(by={"b": "c"}, factors={"b": 10})
    many = np.stack([begun.values, begun.values * 3])
    series = np.stack([begun.context["people"], begun.context["people"] + 1])
    for context in (begun.context, {"people": series}):
        together = step.apply(replace(begun, values=many, context=context))
        for n in range(2):
            own = {"people": series[n]} if context is not begun.context else context
            alone = step.apply(replace(begun, values=many[n], context=own))
            np.testing.assert_array_equal(together.values[n], alone.values)
            np.testing.assert_array_equal(np.broadcast_to(together.reasons, many.shape)[n], alone.reasons)
