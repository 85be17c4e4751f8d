"""The first steps against independent answers: SciPy, NumPy, and the rules written out for one column."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from tests.cityindex.steps.test_impute import YEARS, state
from tests.cityindex.steps.test_treat import treated

from cityindex.steps import Impute, Treat
from cityindex.steps.moments import moments
from cityindex.steps.transforms import most_likely_power

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 2)) | st.sampled_from(
    [0.0, 1.0, 2.0, 3.0, 500.0, -500.0]
)
gappy = numbers | st.just(float("nan"))
columns = st.integers(4, 40).flatmap(lambda n: arrays(np.float64, n, elements=numbers))


@given(columns)
def test_skewness_and_kurtosis_are_scipy_s(column: np.ndarray):
    assume(column.min() < column.max())
    expected = stats.skew(column, bias=False), stats.kurtosis(column, bias=False)
    assert moments(column) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(arrays(np.float64, (5, 4, 3), elements=gappy))
def test_lines_between_the_years_are_numpy_s(values: np.ndarray):
    found = Impute("linear", ends="nearest").apply(state(values)).values
    for unit in range(5):
        for column in range(3):
            known = ~np.isnan(values[unit, :, column])
            if known.any():
                expected = np.interp(YEARS, np.array(YEARS)[known], values[unit, known, column])
                np.testing.assert_allclose(found[unit, :, column], expected, rtol=1e-9, atol=1e-6)


@given(arrays(np.float64, (6, 2, 3), elements=gappy), st.sampled_from(["mean", "median"]))
def test_means_and_medians_are_numpy_s(values: np.ndarray, method: str):
    assume((~np.isnan(values)).any(axis=0).all())
    expected = {"mean": np.nanmean, "median": np.nanmedian}[method](values, axis=0)
    found = Impute(method).apply(state(values)).values
    filled = np.where(np.isnan(values), expected[None], values)
    np.testing.assert_allclose(found, filled, rtol=1e-9, atol=1e-6)


@settings(max_examples=20)
@given(st.integers(0, 1000), st.sampled_from([0.3, 1.0, 2.0]))
def test_the_most_likely_power_is_scipy_s(seed: int, spread: float):
    x = np.random.default_rng(seed).lognormal(sigma=spread, size=80)
    share = (x - x.min()) / (x.max() - x.min()) + 0.01
    expected = stats.boxcox_normmax(share, brack=(-2, 2), method="mle")
    assert most_likely_power(x[None])[0] == pytest.approx(expected, abs=1e-4)


def written_out(column: list[float], points: int) -> list[float]:
    """Winsorise one column as the method page says, step by step."""
    now, moved = list(column), set()
    while len(now) >= 4 and len(set(now)) > 1:
        skewness, kurtosis = stats.skew(now, bias=False), stats.kurtosis(now, bias=False)
        if abs(skewness) < 2 - 1e-9 or kurtosis < 3.5 - 1e-9:
            break
        extreme = max(now) if skewness >= 0 else min(now)
        at = {n for n, value in enumerate(now) if value == extreme}
        rest = [value for value in now if value != extreme]
        if len(moved | at) > points or len(set(rest)) < 2:
            break
        moved |= at
        following = max(rest) if skewness >= 0 else min(rest)
        now = [following if n in at else value for n, value in enumerate(now)]
    return now


@given(columns, st.integers(0, 6))
def test_winsorising_is_what_the_method_page_says(column: np.ndarray, points: int):
    found, _ = treated(column.tolist(), Treat(points=points, transform="none"))
    assert found == written_out(column.tolist(), points)
