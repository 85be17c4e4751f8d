"""Budgets and comparisons by pairs."""

import numpy as np
import pytest

from cityindex.steps.weights import WeightError, budget, hierarchy, matrix_of


def test_a_budget_is_the_mean_of_the_experts():
    points = {"Ani": {"a": 60, "b": 40}, "Budi": {"a": 20, "b": 30, "c": 50}}
    assert budget(points, ["a", "b", "c"]).tolist() == [0.4, 0.35, 0.25]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({}, "have no expert's budget"),
        ({"Ani": {"z": 1}}, "Ani gives points to 'z'"),
        ({"Ani": {"a": 100}, "Budi": {"a": 90}}, "Ani 100, Budi 90"),
        ({"Ani": {"a": 0}}, "different or no totals"),
        ({"Ani": {"a": -1, "b": 2}}, "give numbers from 0 up"),
    ],
)
def test_budgets_that_do_not_add_up(points: dict[str, dict[str, float]], message: str):
    with pytest.raises(WeightError, match=message):
        budget(points, ["a", "b"])


def test_comparisons_that_agree_give_back_their_weights():
    weights = np.array([0.6, 0.3, 0.1])
    found = hierarchy(weights[:, None] / weights[None, :])
    assert found.weights == pytest.approx(weights)
    assert found.eigenvalue == pytest.approx(3)
    assert found.ratio == pytest.approx(0, abs=1e-12)


def test_three_items_have_a_closed_form():
    """λ = 1 + t + 1/t with t = (a12·a23/a13)^(1/3); the weights are the geometric means of the rows."""
    matrix = matrix_of({"a": {"b": 3, "c": 7}, "b": {"c": 5}}, ["a", "b", "c"])
    found = hierarchy(matrix)
    t = (3 * 5 / 7) ** (1 / 3)
    rows = np.prod(matrix, axis=1) ** (1 / 3)
    assert found.weights == pytest.approx(rows / rows.sum())
    assert found.eigenvalue == pytest.approx(1 + t + 1 / t)
    assert found.ratio == pytest.approx((t + 1 / t - 2) / 2 / 0.58)


def test_the_pair_that_contradicts_the_others_is_named():
    matrix = matrix_of({"a": {"b": 2, "c": 1 / 8}, "b": {"c": 2}}, ["a", "b", "c"])
    found = hierarchy(matrix)
    assert found.ratio > 0.1
    assert found.doubtful in {(0, 1), (0, 2), (1, 2)}
    assert hierarchy(np.array([[1, 5], [0.2, 1]])).ratio == 0


def test_pairs_are_given_once_or_both_ways():
    once = matrix_of({"a": {"b": 4}}, ["a", "b"])
    both = matrix_of({"a": {"b": 4}, "b": {"a": 0.25}}, ["a", "b"])
    assert once.tolist() == both.tolist() == [[1, 4], [0.25, 1]]


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({"a": {"b": 2}}, "need a comparison of a with c"),
        ({"a": {"z": 2}}, "the comparisons name 'z'"),
        ({"a": {"b": 2, "c": 1}, "b": {"a": 2, "c": 1}}, "mirror each other"),
        ({"a": {"b": -2, "c": 1}, "b": {"c": 1}}, "numbers above 0"),
    ],
)
def test_comparisons_that_cannot_be_used(pairs: dict[str, dict[str, float]], message: str):
    with pytest.raises(WeightError, match=message):
        hierarchy(matrix_of(pairs, ["a", "b", "c"]))
