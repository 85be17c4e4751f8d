"""Outliers: the test, winsorising, the logarithm, and what is left alone."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator

from cityindex.steps import RecipeError, Treat, start
from cityindex.steps.treat import moments

CALM = [float(n) for n in range(1, 21)]


def treated(values: list[float], step: Treat | None = None, direction: int = 1) -> tuple[list[float], int]:
    """Treat one indicator; return its values and how many changes are listed."""
    chosen = framework(indicator("a", direction=direction), indicator("c", "right"))
    state = (step or Treat()).apply(start(chosen, dataset(chosen, *([v, 1] for v in values))))
    return state.values[:, 0, 0].tolist(), len(state.changes)


def test_the_estimators_of_spreadsheets():
    assert moments(np.array([3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7])) == pytest.approx((0.3595430714, -0.1517996372))


@pytest.mark.parametrize("values", [[1, 2, 3], [5, 5, 5, 5, 5]])
def test_too_few_or_equal_values_have_no_moments(values: list[float]):
    assert np.isnan(moments(np.array(values, dtype=float))).all()


@pytest.mark.parametrize("factor", [1e-150, 1, 1e150])
def test_the_moments_do_not_depend_on_the_measuring_unit(factor: float):
    values = np.array([1.0, 2, 3, 4, 50])
    assert moments(values * factor) == pytest.approx(moments(values))


def test_calm_values_are_left_alone():
    assert treated(CALM) == (CALM, 0)


def test_the_highest_is_pulled_in_to_the_next():
    assert treated([*CALM, 1000.0]) == ([*CALM, 20.0], 1)


def test_the_lowest_is_pulled_in_to_the_next():
    assert treated([*CALM, -1000.0]) == ([*CALM, 1.0], 1)


def test_tied_points_are_counted_together():
    values, changes = treated([*CALM, 1000.0, 1000.0])
    assert (values, changes) == ([*CALM, 20.0, 20.0], 2)


def test_too_many_points_take_a_logarithm_of_the_original():
    values = [float(np.exp(n)) for n in range(1, 21)]
    found, changes = treated(values, Treat(points=1))
    low, high = min(values), max(values)
    assert found == pytest.approx([np.log(v - low + 0.01 * (high - low)) for v in values])
    assert changes == 20


def test_gaps_stay_gaps():
    values, _ = treated([*CALM, float("nan"), 1000.0])
    assert np.isnan(values[-2])
    assert values[-1] == 20


def test_only_the_named_and_the_scored_are_treated():
    raw = [*CALM, 1000.0]
    assert treated(raw, Treat(indicators=("c",))) == (raw, 0)
    assert treated(raw, direction=0) == (raw, 0)
    with pytest.raises(RecipeError, match="'z' is no indicator of small"):
        treated(raw, Treat(indicators=("z",)))
