"""Benefit of the doubt: by hand, by its constraints, and without the peers that cannot bind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from cityindex.extras.benefit_of_the_doubt import benefit_of_the_doubt

NAN = float("nan")


def test_each_unit_counts_what_it_does_best():
    found = benefit_of_the_doubt(np.array([[10, 1], [1, 10], [5, 5], [2, 2.0]]))
    assert found.scores == pytest.approx([1, 1, 10 / 11, 4 / 11])
    assert found.weights[2] == pytest.approx([1 / 11, 1 / 11])
    assert found.shares[2] == pytest.approx([0.5, 0.5])


def test_shares_are_bounded():
    found = benefit_of_the_doubt(np.array([[10, 1], [1, 10], [5, 5.0]]), low=0.4, high=0.6)
    assert (found.shares >= 0.4 - 1e-9).all()
    assert (found.shares <= 0.6 + 1e-9).all()
    assert found.scores[0] == pytest.approx(1 / (0.6 / 10 + 0.4 * 10))
    assert found.scores[2] == pytest.approx(10 / 11)


def test_gaps_and_zeros_and_negatives():
    found = benefit_of_the_doubt(np.array([[10, NAN], [5, 5], [0, 0], [NAN, NAN], [-1, 5]]))
    assert found.scores == pytest.approx([1, 1, 0, NAN, NAN], nan_ok=True)
    assert found.weights[0, 1] == 0
    assert np.isnan(found.shares[2]).all()


def test_a_share_that_a_zero_cannot_have_makes_the_score_zero():
    found = benefit_of_the_doubt(np.array([[10, 0], [5, 5.0]]), low=0.1)
    assert found.scores == pytest.approx([0, 1])


def test_a_unit_with_one_value_may_give_it_everything_whatever_the_upper_bound():
    found = benefit_of_the_doubt(np.array([[10, NAN], [5, 5.0]]), high=0.6)
    assert found.scores == pytest.approx([1, 1])


def test_bounds_that_cannot_sum_to_one():
    for bounds in ({"low": 0.6}, {"high": 0.4}):
        with pytest.raises(ValueError, match="cannot sum to 1 over 2 values; widen the bounds"):
            benefit_of_the_doubt(np.ones((3, 2)), **bounds)


@given(arrays(np.float64, (6, 3), elements=st.integers(0, 100).map(float)))
def test_the_optimum_is_that_of_the_whole_programme(values: np.ndarray):
    found = benefit_of_the_doubt(values)
    for own, score in zip(values, found.scores, strict=True):
        whole = linprog(-own, A_ub=values, b_ub=np.ones(len(values)), bounds=(0, None), method="highs")
        expected = -whole.fun if whole.status == 0 else 0.0  # unbounded where a column is all 0
        assert score == pytest.approx(expected, abs=1e-7)
    assert (values @ found.weights.T <= 1 + 1e-7).all()
