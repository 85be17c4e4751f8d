"""Weighted means with gaps."""

import numpy as np
import pytest

from cityindex.steps.means import MEANS

NAN = float("nan")
OPTIONS = {"generalised": {"power": 0.5}}
BY_ROW = [name for name, mean in MEANS.items() if not mean.across]


def mean(name: str, values: list[float], weights: list[float] | None = None, **options: float | str) -> float:
    w = np.array(weights or [1.0] * len(values), dtype=float)
    given = options or OPTIONS.get(name, {})
    return float(MEANS[name].compute(np.array([values], dtype=float).T, w[:, None], **given)[0])


@pytest.mark.parametrize(
    ("name", "values", "weights", "expected"),
    [
        ("arithmetic", [2, 8], None, 5),
        ("arithmetic", [2, 8], [1, 3], 6.5),
        ("arithmetic", [2, NAN, 8], [1, 5, 3], 6.5),
        ("geometric", [2, 8], None, 4),
        ("geometric", [2, 8], [1, 2], 128 ** (1 / 3)),
        ("geometric", [0, 8], None, 0),
        ("geometric", [0, 8], [0, 1], 8),
        ("geometric", [-1, 8], None, NAN),
        ("geometric", [-1, 8], [0, 1], 8),
        ("geometric", [NAN, 8], None, 8),
        ("harmonic", [2, 6], None, 3),
        ("harmonic", [0, 6], None, 0),
        ("harmonic", [-2, 6], None, NAN),
        ("median", [1, 9, 2], None, 2),
        ("median", [1, 9, 2, 4], None, 3),
        ("median", [1, 9, 2], [1, 5, 1], 9),
        ("median", [1, 9, NAN], None, 5),
        ("median", [1, 9], [0, 1], 9),
    ],
)
def test_by_hand(name: str, values: list[float], weights: list[float] | None, expected: float):
    assert mean(name, values, weights) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("name", BY_ROW)
def test_nothing_present_or_no_weight_is_no_mean(name: str):
    assert np.isnan(mean(name, [NAN, NAN]))
    assert np.isnan(mean(name, [1, 2], [0, 0]))


@pytest.mark.parametrize("name", BY_ROW)
def test_equal_children_give_their_value(name: str):
    assert mean(name, [7, 7, 7], [1, 2, 3]) == pytest.approx(7)


def test_the_means_keep_their_order():
    values = [3.0, 5, 11]
    assert mean("harmonic", values) < mean("geometric", values) < mean("arithmetic", values)


@pytest.mark.parametrize(
    ("power", "values", "weights", "expected"),
    [
        (1, [2, 8, NAN], None, 5),
        (0, [2, 8], None, 4),
        (1e-10, [2, 8], None, 4),
        (-1, [2, 6], None, 3),
        (2, [1, 7], None, 5),
        (2, [1, 7, NAN], None, 5),
        (0.5, [1, 9], [1, 3], 6.25),
        (0.5, [0, 4], None, 1),
        (-2, [0, 4], None, 0),
        (2, [0, 0], None, 0),
        (2, [-1, 4], None, NAN),
        (2, [-1, 4], [0, 1], 4),
        (1, [-1, 4], None, 1.5),
        (400, [90, 100], None, 100 * 0.5 ** (1 / 400)),
        (-400, [90, 100], None, 90 * 2 ** (1 / 400)),
    ],
)
def test_the_generalised_mean_by_hand(
    power: float, values: list[float], weights: list[float] | None, expected: float
):
    assert mean("generalised", values, weights, power=power) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "weights", "down", "up"),
    [
        ([90, 110], None, 99, 101),
        ([90, 110, NAN], None, 99, 101),
        ([100, 100], None, 100, 100),
        ([80, 110], [1, 2], 98, 102),
        ([0, 0], None, 0, 0),
        ([0, 0, 90], None, -30, 90),
        ([-3, 3], None, NAN, NAN),
        ([-5, -5], None, NAN, NAN),
    ],
)
def test_mazziotta_pareto_by_hand(values: list[float], weights: list[float] | None, down: float, up: float):
    assert mean("mazziotta_pareto", values, weights) == pytest.approx(down, nan_ok=True)
    assert mean("mazziotta_pareto", values, weights, penalty="up") == pytest.approx(up, nan_ok=True)


def shares(*units: list[float], weights: list[float]) -> list[float]:
    """Copeland's share of every unit, one row of children each."""
    found: list[float] = MEANS["copeland"].compute(np.array(units).T, np.array(weights)[:, None]).tolist()
    return found


def test_copeland_counts_who_beats_whom():
    assert shares([3, 3, 1], [2, 2, 2], [1, 1, 3], weights=[1, 1, 1]) == [1, 0.5, 0]
    assert shares([3, 3, 1], [2, 2, 2], [1, 1, 3], weights=[1, 1, 3]) == [0, 0.5, 1]


def test_copeland_counts_ties_half():
    assert shares([1, 2], [2, 1], [0, 0], weights=[1, 1]) == [0.75, 0.75, 0]
    assert shares([0.1, 0], [0, 0.1], weights=[0.1 + 0.2, 0.3]) == [0.5, 0.5]


def test_copeland_compares_what_both_have_and_leaves_out_who_has_nothing():
    found = shares([5, NAN], [NAN, 5], [4, 4], [NAN, NAN], weights=[1, 1])
    assert found == pytest.approx([0.75, 0.75, 0, NAN], nan_ok=True)
    assert np.isnan(shares([5, 5], [NAN, NAN], weights=[1, 1])).all()


def test_copeland_works_through_many_units_in_portions():
    values = np.arange(3000.0)[None]
    found = MEANS["copeland"].compute(values, np.ones((1, 1)))
    assert found.tolist() == (values[0] / 2999).tolist()
