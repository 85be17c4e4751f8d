"""Indices of functions whose indices are known, against SALib, and why the default is the default."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from SALib.analyze import sobol as salib

from cityindex.analysis.sampling import saltelli
from cityindex.analysis.sensitivity.estimators import FIRST, TOTAL, first_order, total_order


class Known(NamedTuple):
    """A function of the unit cube (…, k) → (…) whose indices are known."""

    function: Callable[[np.ndarray], np.ndarray]
    first: np.ndarray
    total: np.ndarray

    def outputs(
        self, count: int, seed: int, method: str = "sobol"
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        y = self.function(saltelli(count, [1] * len(self.first), seed=seed, method=method))
        return y[0], y[1], y[2:]


def ishigami() -> Known:
    """sin z1 + 7 sin² z2 + 0.1 z3⁴ sin z1 on (−π, π)³ (Ishigami & Homma 1990)."""

    def function(x: np.ndarray) -> np.ndarray:
        z = np.pi * (2 * x - 1)
        return np.sin(z[..., 0]) * (1 + 0.1 * z[..., 2] ** 4) + 7 * np.sin(z[..., 1]) ** 2

    one, two = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8
    both = 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return Known(function, np.array([one, two, 0]) / whole, np.array([one + both, two, both]) / whole)


def g_function(*a: float) -> Known:
    """Π (|4x − 2| + a) / (1 + a) (Sobol' 1993)."""
    size = np.array(a)
    parts = 1 / 3 / (1 + size) ** 2
    whole = np.prod(1 + parts) - 1
    return Known(
        lambda x: np.prod((np.abs(4 * x - 2) + size) / (1 + size), axis=-1),
        parts / whole,
        parts * np.prod(1 + parts) / (1 + parts) / whole,
    )


FUNCTIONS = pytest.mark.parametrize("known", [ishigami(), g_function(0, 1, 4.5, 9)], ids=["ishigami", "g"])


@FUNCTIONS
@pytest.mark.parametrize("estimator", FIRST)
def test_first_order_comes_near_the_known_indices(known: Known, estimator: str):
    found = first_order(*known.outputs(4096, 1), estimator=estimator)
    np.testing.assert_allclose(found, known.first, atol=0.02)


@FUNCTIONS
@pytest.mark.parametrize("estimator", TOTAL)
def test_total_order_comes_near_the_known_indices(known: Known, estimator: str):
    found = total_order(*known.outputs(4096, 1), estimator=estimator)
    np.testing.assert_allclose(found, known.total, atol=0.01)


@FUNCTIONS
def test_even_points_and_centring_err_less_than_a_hundred_random_points_of_the_reference(known: Known):
    def error(count: int, method: str, estimator: str) -> float:
        found = [first_order(*known.outputs(count, s, method), estimator=estimator) for s in range(20)]
        return float(np.sqrt(np.mean((np.array(found) - known.first) ** 2)))

    theirs = error(100, "random", "reference")
    assert error(100, "random", "centred") < theirs
    assert error(128, "sobol", "centred") < theirs * 2 / 3
    assert error(1024, "sobol", "centred") < theirs / 10


def crossings(estimator: str, count: int, method: str) -> int:
    """How often in twenty runs theory is broken: a first order above its total order by more than 0.01."""
    outputs = [g_function(0, 1, 4.5, 9).outputs(count, seed, method) for seed in range(20)]
    return sum(int((first_order(*y, estimator=estimator) > total_order(*y) + 0.01).sum()) for y in outputs)


def test_the_first_order_above_the_total_order_is_left_behind():
    assert crossings("reference", 100, "random") > 20
    assert crossings("centred", 1024, "sobol") == 0


@pytest.mark.parametrize("level", [10.0, 1000.0])
def test_the_level_of_the_output_matters_to_the_reference_only(level: float):
    a, b, ab = g_function(0, 1).outputs(256, 1, "random")
    for estimator in FIRST:
        plain = first_order(a, b, ab, estimator=estimator)
        moved = first_order(a + level, b + level, ab + level, estimator=estimator)
        assert np.allclose(plain, moved, atol=1e-6) == (estimator != "reference")


def test_a_factor_without_effect_has_exactly_none():
    a, b, ab = Known(lambda x: x[..., 0] * 0.1 + 3, np.zeros(2), np.zeros(2)).outputs(64, 1, "random")
    assert first_order(a, b, ab)[1] == 0
    assert total_order(a, b, ab)[1] == 0


def test_an_output_that_does_not_vary_has_no_index():
    still = np.full((3, 8), 2.0)
    assert np.isnan(first_order(still, still, still)).all()
    assert np.isnan(total_order(still, still, still)).all()


def test_an_unknown_estimator_names_those_there_are():
    with pytest.raises(ValueError, match="choose one of centred, reference, jansen, janon"):
        first_order(np.zeros(2), np.zeros(2), np.zeros(2), estimator="best")


@FUNCTIONS
def test_the_formulas_are_those_of_the_reference(known: Known):
    a, b, ab = known.outputs(100, 3, "random")
    variance = np.var(np.concatenate([a, b]), ddof=1)
    found = first_order(a, b, ab, estimator="reference")
    np.testing.assert_allclose(found, (b * (ab - a)).mean(axis=1) / variance, rtol=1e-12)
    expected = ((a - ab) ** 2).sum(axis=1) / (2 * 100 * variance)
    np.testing.assert_allclose(total_order(a, b, ab), expected, rtol=1e-12)


@FUNCTIONS
def test_the_formulas_are_those_of_salib(known: Known):
    y_a, y_b, y_ab = known.outputs(256, 3)
    middle = np.concatenate([y_a, y_b]).mean()
    a, b, ab = y_a - middle, y_b - middle, y_ab - middle
    theirs = [salib.first_order(a, one, b) for one in ab]
    np.testing.assert_allclose(first_order(y_a, y_b, y_ab), theirs, rtol=1e-12)
    theirs = [salib.total_order(a, one, b) for one in ab]
    np.testing.assert_allclose(total_order(y_a, y_b, y_ab) * 512 / 511, theirs, rtol=1e-12)


@pytest.mark.parametrize("groups", [("one", "two", "three", "four"), ("one", "two", "two", "three")])
def test_a_whole_analysis_is_that_of_salib_with_groups_and_without(groups: tuple[str, ...]):
    function = g_function(0, 1, 4.5, 9).function
    y = function(saltelli(1024, [groups.count(name) for name in dict.fromkeys(groups)], seed=2))
    problem = {"num_vars": 4, "names": list("abcd"), "groups": list(groups), "bounds": [[0, 1]] * 4}
    in_their_order = np.concatenate([y[:1], y[2:], y[1:2]]).T.ravel()
    theirs = salib.analyze(problem, in_their_order, calc_second_order=False, seed=1)
    np.testing.assert_allclose(first_order(y[0], y[1], y[2:]), theirs["S1"], atol=1e-3)
    np.testing.assert_allclose(total_order(y[0], y[1], y[2:]), theirs["ST"], atol=1e-3)
