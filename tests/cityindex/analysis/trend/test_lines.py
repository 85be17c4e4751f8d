"""The numbers behind a trend, against closed forms, SciPy and simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cityindex.analysis.trend import lines

times = st.lists(st.integers(2000, 2030), min_size=4, max_size=8, unique=True).map(sorted)


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 8, 13, 40])
def test_quantiles_of_student(df: int):
    assert lines.quantile(df) == pytest.approx(stats.t.ppf(0.95, df), rel=1e-9)
    assert lines.quantile(df, 0.5) == pytest.approx(stats.t.ppf(0.75, df), rel=1e-9)


@given(times, st.lists(st.floats(-50, 50), min_size=8, max_size=8))
def test_the_pace_is_the_slope_of_theil_and_sen(years: list[int], scores: list[float]):
    t, y = np.array(years, dtype=float), np.array(scores[: len(years)])
    slope, low, high = lines.pace(t - t[-1], y[None])
    assert slope[0] == pytest.approx(stats.theilslopes(y, t).slope, abs=1e-9)
    assert low[0] <= slope[0] <= high[0]


@given(times, st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5))
def test_a_parabola_has_its_acceleration_however_the_years_are_spaced(
    years: list[int], a: float, b: float, c: float
):
    t = np.array(years, dtype=float) - years[-1]
    found, low, high = lines.acceleration(t, (a + b * t + c * t**2)[None])
    assert found[0] == pytest.approx(2 * c, abs=1e-6)
    assert high[0] - low[0] == pytest.approx(0, abs=1e-4)


def test_four_years_give_the_least_squares_parabola():
    t, y = np.array([0.0, 1, 2, 3]), np.array([3.0, 1, 4, 1])
    assert lines.acceleration(t, y[None])[0][0] == pytest.approx(2 * np.polyfit(t, y, 2)[0])


def test_one_odd_year_hardly_moves_the_pace():
    t = np.arange(6.0)
    assert lines.pace(t, (2 * t + np.array([0, 0, 40, 0, 0, 0]))[None])[0][0] == pytest.approx(2)


@pytest.mark.parametrize("n", [4, 6, 9])
def test_nine_in_ten_intervals_hold_the_truth(n: int):
    random = np.random.default_rng(1)
    t = np.arange(float(n))
    y = 1.5 * t + random.normal(size=(20_000, n))
    bent = y + 0.25 * t**2
    for found, truth in ((lines.pace(t, y), 1.5), (lines.acceleration(t, bent), 0.5)):
        _, low, high = found
        assert 0.88 <= np.mean((low <= truth) & (truth <= high)) <= 0.96


def test_many_long_series_are_done_in_parts(monkeypatch: pytest.MonkeyPatch):
    random = np.random.default_rng(2)
    t, y = np.arange(7.0), random.normal(size=(9, 7))
    whole = lines.acceleration(t, y)
    monkeypatch.setattr(lines, "CELLS", 50)
    np.testing.assert_array_equal(lines.acceleration(t, y), whole)
