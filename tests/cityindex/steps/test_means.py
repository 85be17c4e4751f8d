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
