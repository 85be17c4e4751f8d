"""The formulas of the transformations, and powers that are chosen."""

import numpy as np
import pytest

from cityindex.steps.moments import moments
from cityindex.steps.transforms import TRANSFORMS, least_skewed_power, most_likely_power

X = np.array([1.0, 2.0, 3.0, 5.0, 60.0])
LOW, HIGH = 1.0, 60.0


def transformed(name: str, x: np.ndarray = X, power: float = 0.5) -> list[float]:
    return TRANSFORMS[name].formula(x[None], np.array([power]))[0].tolist()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none", X),
        ("log", np.log(X)),
        ("log_ct", np.log(X - LOW + 0.01 * (HIGH - LOW))),
        ("log_ct_plus", np.log(X - LOW + 0.01 * (HIGH - LOW))),
        ("log_ct_orig", np.log(X - LOW + 1)),
        ("log_gii", np.log((HIGH - 1) * (X - LOW) / (HIGH - LOW) + 1)),
        ("boxcox", ((X - LOW + 1) ** 0.5 - 1) / 0.5),
    ],
)
def test_every_formula(name: str, expected: np.ndarray):
    assert transformed(name) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["log_ct_plus", "log_gii"])
def test_a_tail_of_low_values_is_treated_as_a_mirror(name: str):
    left = 61 - X
    assert transformed(name, left) == pytest.approx([-v for v in transformed(name, X)])


def test_a_power_of_zero_is_the_logarithm():
    assert transformed("boxcox", power=0.0) == pytest.approx(np.log(X))
    assert transformed("boxcox", power=1e-9) == pytest.approx(np.log(X))


def test_the_most_likely_power_is_no_worse_than_any_on_a_grid():
    x = np.random.default_rng(3).gamma(4, size=60)
    share = (x - x.min()) / (x.max() - x.min()) + 0.01

    def likelihood(power: float) -> float:
        y = np.log(share) if power == 0 else (share**power - 1) / power
        return float((power - 1) * np.log(share).sum() - len(x) / 2 * np.log(y.var()))

    best = likelihood(float(most_likely_power(x[None])[0]))
    assert best >= max(likelihood(p) for p in np.linspace(-5, 5, 1001)) - 1e-9


def test_the_least_skewed_power_leaves_no_skewness():
    x = np.exp(np.random.default_rng(1).normal(size=200))
    assert abs(moments(np.array(transformed("boxcox_skew", x)))[0]) < 1e-6
    assert np.isfinite(least_skewed_power(x[None])).all()


@pytest.mark.parametrize("name", TRANSFORMS)
def test_order_is_kept_and_gaps_stay(name: str):
    values = np.array([1.5, np.nan, 2.0, 7.0, 3.0])
    found = np.array(transformed(name, values))
    assert np.isnan(found).tolist() == np.isnan(values).tolist()
    assert (np.argsort(found) == np.argsort(values)).all()
