"""One node between two places: slopes, pulls and rest give the difference, for every mean and any children."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cityindex.analysis.contributions.secants import Places, Secant, secant, value
from cityindex.analysis.contributions.slopes import slopes
from cityindex.steps.means import MEANS

METHODS = (
    ("arithmetic", {}),
    ("geometric", {}),
    ("harmonic", {}),
    ("median", {}),
    *(("generalised", {"power": power}) for power in (-3.0, -0.5, 0.0, 0.3, 1.0, 2.0, 60.0)),
    *(("mazziotta_pareto", {"penalty": penalty}) for penalty in ("down", "up")),
)
numbers = st.one_of(st.integers(0, 6).map(float), st.floats(0, 100).map(lambda x: round(x, 4)))


@st.composite
def places(draw: st.DrawFn) -> Places:
    k = draw(st.integers(1, 5))
    x0, x1 = (draw(arrays(np.float64, k, elements=numbers)) for _ in range(2))
    w0, w1 = (draw(arrays(np.float64, k, elements=st.integers(0, 3).map(float))) for _ in range(2))
    w0[0] += 1
    w1[-1] += 1
    close = draw(st.booleans())
    return Places(x0, x0 * (1 + 1e-9) if close else x1, w0 / w0.sum(), w1 / w1.sum())


def total(found: Secant, at: Places) -> float:
    moved = found.slopes @ (at.x1 - at.x0)
    return float(moved + found.pulls @ (at.s1 - at.s0) + found.rest)


@pytest.mark.parametrize(("name", "options"), METHODS)
@given(places())
def test_the_parts_add_up(name: str, options: dict[str, object], at: Places):
    mean = MEANS[name]
    low, high = value(mean, options, at.x0, at.s0), value(mean, options, at.x1, at.s1)
    found = secant(mean, options, at)
    size = sum(abs(found.slopes * (at.x1 - at.x0))) + sum(abs(found.pulls * (at.s1 - at.s0)))
    assert total(found, at) == pytest.approx(high - low, abs=1e-12 * (abs(low) + abs(high) + size) + 1e-13)


@pytest.mark.parametrize(("name", "options"), METHODS)
@given(places())
def test_slopes_at_one_place_give_the_mean(name: str, options: dict[str, object], at: Places):
    mean = MEANS[name]
    found = slopes(mean, options, at.x0[:, None], at.s0[:, None])[:, 0]
    expected = value(mean, options, at.x0, at.s0)
    size = abs(expected) + sum(abs(found * at.x0))
    assert found @ at.x0 == pytest.approx(expected, abs=1e-12 * size + 1e-13)


@pytest.mark.parametrize(("name", "options"), [m for m in METHODS if m[0] != "median"])
def test_slopes_are_derivatives(name: str, options: dict[str, object]):
    mean, x, s = MEANS[name], np.array([20.0, 35.0, 60.0]), np.array([0.2, 0.5, 0.3])
    found = slopes(mean, options, x[:, None], s[:, None])[:, 0]
    for child in range(3):
        step = np.eye(3)[child] * 1e-5
        expected = (value(mean, options, x + step, s) - value(mean, options, x - step, s)) / 2e-5
        assert found[child] == pytest.approx(expected, rel=1e-6)


def test_the_geometric_mean_is_the_logarithmic_mean_method():
    at = Places(np.array([1.0, 4.0]), np.array([2.0, 4.0]), np.full(2, 0.5), np.full(2, 0.5))
    low, high = 2.0, math.sqrt(8)
    length = (high - low) / math.log(high / low)
    found = secant(MEANS["geometric"], {}, at)
    assert found.slopes[0] * 1.0 == pytest.approx(length * 0.5 * math.log(2))
    assert found.pulls == pytest.approx(
        [-length * math.log(4 / math.sqrt(2)) / 2, length * math.log(4 / math.sqrt(2)) / 2]
    )


def test_a_zero_that_rises_carries_the_whole_change():
    at = Places(np.array([0.0, 4.0]), np.array([9.0, 1.0]), np.full(2, 0.5), np.full(2, 0.5))
    for name in ("geometric", "harmonic"):
        found = secant(MEANS[name], {}, at)
        assert found.slopes * (at.x1 - at.x0) == pytest.approx([value(MEANS[name], {}, at.x1, at.s1), 0.0])


def test_the_limit_at_zero_is_the_limit():
    exact = Places(
        np.array([0.0, 5.0, 0.0]),
        np.array([7.0, 2.0, 0.0]),
        np.array([0.2, 0.3, 0.5]),
        np.array([0.5, 0.5, 0.0]),
    )
    near = exact._replace(x0=np.array([1e-200, 5.0, 1e-200]), x1=np.array([7.0, 2.0, 1e-200]))
    one, other = (secant(MEANS["geometric"], {}, at) for at in (exact, near))
    for a, b in ((one.slopes * (exact.x1 - exact.x0), other.slopes * (near.x1 - near.x0)),
                 (one.pulls * (exact.s1 - exact.s0), other.pulls * (near.s1 - near.s0))):  # fmt: skip
        assert a == pytest.approx(b, abs=0.05)


def test_many_children_without_a_closed_form_still_add_up():
    rng = np.random.default_rng(3)
    at = Places(rng.random(14), rng.random(14), np.full(14, 1 / 14), np.full(14, 1 / 14))
    mean = MEANS["median"]
    expected = value(mean, {}, at.x1, at.s1) - value(mean, {}, at.x0, at.s0)
    assert total(secant(mean, {}, at), at) == pytest.approx(expected, abs=1e-12)


def test_a_value_the_mean_cannot_take_leaves_the_difference_whole():
    at = Places(np.array([4.0, -1.0]), np.array([1.0, 9.0]), np.array([1.0, 0.0]), np.array([0.5, 0.5]))
    found = secant(MEANS["geometric"], {}, at)
    assert found.rest == pytest.approx(3.0 - 4.0)
    assert not found.slopes.any()
