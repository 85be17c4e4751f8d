"""Outliers: the test, winsorising, the logarithm, and what is left alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cityindex.making import dataset, framework, indicator

from cityindex.dataset import Dataset
from cityindex.steps import RecipeError, Treat, start
from cityindex.steps.state import State
from cityindex.steps.treat import moments
from cityindex.steps.winsorise import Limits

NAN = float("nan")
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


def batch(*rows: list[float]) -> State:
    """One state whose replications are the given columns of indicator a."""
    chosen = framework(indicator("a"), indicator("c", "right"))
    begun = start(chosen, dataset(chosen, *([0.0, 1.0] for _ in rows[0])))
    values = np.ones((len(rows), len(rows[0]), 1, 2))
    values[..., 0, 0] = rows
    return replace(begun, values=values)


@pytest.mark.parametrize(
    "step", [Treat(), Treat(points=1), Treat(method="winsorise"), Treat(method="transform")]
)
def test_every_replication_is_treated_as_if_alone(step: Treat):
    rows = [
        [*CALM, 1000.0],
        [*CALM, -1000.0],
        [*CALM, 10.0],
        [float(np.exp(n)) for n in range(21)],
        [5.0] * 21,
    ]
    together = step.apply(batch(*rows)).values[:, :, 0, 0]
    for row, found in zip(rows, together, strict=True):
        assert found.tolist() == treated(row, step)[0]


def test_what_is_forced_happens_although_the_test_passes():
    skewed = [*CALM, 40.0, 50.0]
    assert treated(skewed) == (skewed, 0)
    assert treated(skewed, Treat(method="winsorise", points=2)) == ([*CALM, 20.0, 20.0], 2)
    values, changes = treated(CALM, Treat(method="transform", transform="log"))
    assert values == pytest.approx(np.log(CALM))
    assert changes == 20
    assert treated(skewed, Treat(overrides={"a": {"method": "winsorise", "points": 1}}))[0][-1] == 40


def test_a_forced_move_begins_on_the_skewed_side():
    assert treated([1.0, 2, 3, 4, 5, 6, 7, 8.5], Treat(method="winsorise", points=1))[0][-1] == 7
    assert treated([-0.5, 2, 3, 4, 5, 6, 7, 8], Treat(method="winsorise", points=1))[0][0] == 2


def test_a_forced_transformation_is_of_the_original():
    values = [*CALM, 1000.0]
    found, _ = treated(values, Treat(method="transform", transform="log", combine=True))
    assert found == pytest.approx(np.log(values))


def test_a_figure_at_its_limit_fails_whatever_its_last_bit():
    one = np.array([1.0])
    limits = Limits(2 * one, 3.5 * one, np.array([5]), np.array([False]))
    assert not limits.passed(one * (2 - 1e-12), 4 * one)[0]
    assert limits.passed(one * (2 - 1e-6), 4 * one)[0]
    assert limits.passed(3 * one, one * (3.5 - 1e-6))[0]


def test_gaps_count_towards_too_few_values():
    assert np.isnan(moments(np.array([1.0, 2, NAN, 9]))).all()


def test_what_is_left_alone_by_name():
    raw = [*CALM, 1000.0]
    assert treated(raw, Treat(overrides={"a": {"method": "none"}})) == (raw, 0)
    assert treated(raw, Treat(method="none", overrides={"a": {"method": "test"}})) == ([*CALM, 20.0], 1)


def test_without_a_transformation_what_was_winsorised_stays():
    values = [*CALM, 1000.0, 2000.0, 4000.0]
    assert treated(values, Treat(points=1, transform="none")) == ([*CALM, 1000.0, 2000.0, 2000.0], 1)


def test_a_transformation_may_go_on_from_the_winsorised():
    values = [*CALM, 1000.0, 2000.0, 4000.0]
    found, _ = treated(values, Treat(points=1, transform="log", combine=True))
    assert found == pytest.approx(np.log([*CALM, 1000.0, 2000.0, 2000.0]))


def test_winsorising_never_makes_all_values_equal():
    values = [0.0] * 9 + [1.0]
    found, changes = treated(values, Treat(transform="none"))
    assert (found, changes) == (values, 0)


@pytest.mark.parametrize("within", ["all", "period"])
def test_periods_are_treated_together_or_alone(within: str):
    chosen = framework(indicator("a"), indicator("c", "right"))
    values = np.ones((21, 2, 2))
    values[:, 0, 0] = [*CALM, 1000.0]
    values[:, 1, 0] = [n + 1000 for n in range(21)]
    data = Dataset.from_array(
        values, units=[f"u{n}" for n in range(21)], periods=[1, 2], indicators=["a", "c"]
    )
    out = Treat(within=within).apply(start(chosen, data))
    assert out.values[-1, 0, 0] == (1000 if within == "all" else 20)
    assert len(out.details["treat"].table()) == (2 if within == "all" else 4)


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Treat(method="hope"), "no method 'hope'; choose one of test, winsorise, transform, none"),
        (Treat(transform="sqrt"), "no transform 'sqrt'; choose one of none, log, log_ct"),
        (Treat(within="city"), "within is 'city'; choose one of all, period"),
        (Treat(points=-1), "points is -1; give a whole number from 0 up"),
        (Treat(skew=float("nan")), "skew is nan; give a number"),
        (Treat(overrides={"z": {}}), "'z' is no indicator of small"),
        (Treat(overrides={"a": {"colour": 1}}), "no option 'colour' of a; choose among skew"),
        (Treat(overrides={"a": {"combine": 1}}), "combine of a is 1; give true or false"),
        (Treat(method="transform", transform="log"), "a has values of zero or below"),
        (Treat(method="transform", transform="log_gii"), "a has no value above 1"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Treat, message: str):
    with pytest.raises(RecipeError, match=message):
        treated([n / 100 for n in range(-10, 10)], step)


numbers = st.lists(
    st.sampled_from([-5.0, 0.0, 1.0, 2.0, 3.0, 50.0, 1e6]) | st.floats(-1e6, 1e6), min_size=1, max_size=30
)


@given(
    numbers, st.integers(0, 6), st.randoms(use_true_random=False), st.sampled_from(["none", "log_ct_plus"])
)
def test_the_order_of_units_does_not_matter(values: list[float], points: int, random, transform: str):
    step = Treat(points=points, transform=transform)
    order = random.sample(range(len(values)), len(values))
    one, _ = treated(values, step)
    two, _ = treated([values[n] for n in order], step)
    assert two == pytest.approx([one[n] for n in order], rel=1e-9, abs=1e-9)


@given(numbers, st.integers(0, 6), st.sampled_from(["test", "winsorise"]))
def test_no_more_points_than_allowed_are_winsorised(values: list[float], points: int, method: str):
    found, changes = treated(values, Treat(points=points, method=method, transform="none"))
    assert changes <= points
    assert min(values) <= min(found) <= max(found) <= max(values)
    assert len(set(found)) > 1 or len(set(values)) == 1


@given(numbers, st.sampled_from([0.001, 1000.0]))
def test_the_measuring_unit_does_not_matter(values: list[float], factor: float):
    one, _ = treated(values, Treat(transform="none"))
    two, _ = treated([v * factor for v in values], Treat(transform="none"))
    assert two == pytest.approx([v * factor for v in one], rel=1e-9, abs=1e-9)
