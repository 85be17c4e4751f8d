"""Each normalisation by a hand-computed table, and its degenerate cases."""

import math
from typing import Any

import numpy as np
import pytest
from tests.cityindex.making import bands, dataset, framework, indicator, posts

from cityindex.dataset import Dataset
from cityindex.framework.types import Indicator
from cityindex.reasons import Reason
from cityindex.steps import Normalise, RecipeError, start

NAN = float("nan")


def column(step: Normalise, values: list[float], **fields: Any) -> tuple[list[float], set[Reason]]:
    """Normalise one indicator and return its column and the reasons found."""
    first: Indicator = indicator("a", **fields)
    scales = [bands(0, 10, 20, decimals=1, maximum=30)]
    chosen = framework(first, indicator("c", "right"), bands=scales)
    state = step.apply(start(chosen, dataset(chosen, *([v, 50] for v in values))))
    return state.values[:, 0, 0].tolist(), {Reason(r) for r in state.reasons[:, 0, 0] if r}


@pytest.mark.parametrize(
    ("method", "values", "expected"),
    [
        ("none", [1, NAN, 5], [1, NAN, 5]),
        ("minmax", [10, 20, 30, NAN], [0, 50, 100, NAN]),
        ("zscore", [1, 2, 3], [-1, 0, 1]),
        ("rank", [10, 30, 30, 5], [2, 3, 3, 1]),
        ("borda", [10, 30, 30, 5], [1, 2, 2, 0]),
        ("percentile", [10, 30, 30, 5, NAN], [100 / 3, 200 / 3, 200 / 3, 0, NAN]),
        ("goalposts", [-5, 0, 25, 100, 130, NAN], [0, 0, 25, 100, 100, NAN]),
        ("scaled", [-5, 0, 25, 130, NAN], [-5, 0, 25, 130, NAN]),
        ("distance_to_max", [10, 20, 30, NAN], [0, 50, 100, NAN]),
        ("fraction_of_max", [10, 20, 40, NAN], [25, 50, 100, NAN]),
        ("fraction_of_max", [0, 5], [0, 100]),
    ],
)
def test_more_is_better(method: str, values: list[float], expected: list[float]):
    assert column(Normalise(method), values)[0] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("method", "values", "expected"),
    [
        ("minmax", [10, 20, 30], [100, 50, 0]),
        ("zscore", [1, 2, 3], [1, 0, -1]),
        ("rank", [10, 30, 30, 5], [3, 1, 1, 4]),
        ("borda", [10, 30, 30, 5], [2, 0, 0, 3]),
        ("percentile", [10, 30, 5], [50, 0, 100]),
        ("goalposts", [-5, 0, 25, 130], [100, 100, 75, 0]),
        ("bands", [5, 15, 25], [100, 50, 0]),
        ("scaled", [-5, 0, 25, 130], [105, 100, 75, -30]),
        ("distance_to_max", [10, 20, 30], [100, 50, 0]),
        ("fraction_of_max", [10, 20, 40], [100, 75, 25]),
        ("fraction_of_max", [0, 10], [100, 0]),
    ],
)
def test_less_is_better(method: str, values: list[float], expected: list[float]):
    assert column(Normalise(method), values, direction=-1, bands="scale")[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    "method", ["minmax", "zscore", "rank", "borda", "percentile", "distance_to_max", "fraction_of_max"]
)
def test_one_value_alone_cannot_be_compared(method: str):
    assert column(Normalise(method), [7, NAN]) == (
        pytest.approx([NAN, NAN], nan_ok=True),
        {Reason.SINGLE, Reason.MISSING},
    )


@pytest.mark.parametrize("method", ["minmax", "zscore"])
def test_equal_values_tell_nothing_apart(method: str):
    values, reasons = column(Normalise(method), [7, 7, 7])
    assert np.isnan(values).all()
    assert reasons == {Reason.ZERO_RANGE}


@pytest.mark.parametrize("method", ["rank", "borda", "percentile"])
def test_equal_values_share_a_place(method: str):
    values, reasons = column(Normalise(method), [7, 7, 7])
    assert len(set(values)) == 1
    assert not reasons


def test_nearly_equal_values_are_no_zero_range():
    values, reasons = column(Normalise("zscore"), [0.1, 0.2, 0.3])
    assert values == pytest.approx([-1, 0, 1])
    assert not reasons


def test_z_scores_take_a_centre_and_a_spread():
    assert column(Normalise("zscore", mean=100, sd=10), [1, 2, 3])[0] == pytest.approx([90, 100, 110])


def test_the_ends_of_the_scale_are_chosen():
    assert column(Normalise("minmax", low=1, high=5), [10, 20, 30])[0] == [1, 3, 5]
    assert column(Normalise("goalposts", low=1, high=5), [0, 50, 100])[0] == [1, 3, 5]


@pytest.mark.parametrize(
    ("direction", "target", "expected"), [(1, 40, [0, 0.5, 1, 1]), (-1, 20, [1, 1, 0.5, 0])]
)
def test_distance_to_target(direction: int, target: float, expected: list[float]):
    step = Normalise("target", high=1, targets={"a": target})
    assert column(step, [10, 25, 40, 60], direction=direction)[0] == pytest.approx(
        expected if direction == 1 else [1, 0.875, 0.5, 0]
    )


def test_a_target_below_the_worst_is_met_by_all():
    assert column(Normalise("target", targets={"a": 5}), [10, 20])[0] == [100, 100]
    assert column(Normalise("target"), [10, 20])[1] == {Reason.NO_TARGET}


def test_bands_score_in_equal_steps_or_as_given():
    values = [5, 9.95, 15, 20, 30, -1, 31]
    expected = [0, 50, 50, 100, 100, NAN, NAN]
    assert column(Normalise("bands"), values, bands="scale")[0] == pytest.approx(expected, nan_ok=True)
    assert column(Normalise("bands"), values, bands="scale")[1] == {Reason.OUTSIDE}
    given = Normalise("bands", overrides={"a": {"scores": {"band0": 10, "band1": 20, "band2": 90}}})
    assert column(given, [5, 15, 25], bands="scale")[0] == [10, 20, 90]
    assert column(Normalise("bands"), [5])[1] == {Reason.NO_BANDS}


def test_bands_without_a_score_for_each_are_refused():
    step = Normalise("bands", overrides={"a": {"scores": {"band0": 1}}})
    with pytest.raises(RecipeError, match="band 'band1' has no entry in scores"):
        column(step, [5], bands="scale")


def test_values_that_count_downwards_cannot_be_averaged_as_they_are():
    with pytest.raises(RecipeError, match="a counts downwards, so 'none' cannot be used; choose goalposts"):
        column(Normalise("none"), [1, 2], direction=-1)


def test_context_is_never_scored():
    values, reasons = column(Normalise("none"), [1, 2], direction=0)
    assert np.isnan(values).all()
    assert reasons == {Reason.CONTEXT}


def test_an_override_changes_one_indicator():
    step = Normalise("goalposts", overrides={"a": {"method": "minmax", "high": 10}})
    assert column(step, [10, 20, 30])[0] == [0, 5, 10]
    own = Normalise("goalposts", overrides={"a": {"goalposts": [0, 200]}})
    assert column(own, [50, 100])[0] == [25, 50]
    log = Normalise("goalposts", overrides={"a": {"goalposts": [1, 100, "log"]}})
    assert column(log, [1, 10, 1000])[0] == pytest.approx([0, 50, 100])


def test_goalposts_may_run_downwards_in_a_recipe():
    assert column(Normalise(overrides={"a": {"goalposts": [100, 0]}}), [25])[0] == [75]


def test_goalposts_that_cannot_be_used():
    flat = Normalise(overrides={"a": {"goalposts": [5, 5]}})
    assert column(flat, [5, 6])[1] == {Reason.ZERO_RANGE}
    with pytest.raises(RecipeError, match="goalposts of a use ln, so both must be above 0"):
        column(Normalise(), [5], goalposts=posts(0, 10, log=True))


def test_years_are_taken_together_or_apart():
    chosen = framework(indicator("a"), indicator("c", "right"))
    values = np.array([[[10.0, 1], [30.0, 1]], [[20.0, 1], [50.0, 1]]])
    data = Dataset.from_array(values, units=["u", "v"], indicators=["a", "c"], periods=[1, 2])
    together = Normalise("minmax").apply(start(chosen, data)).values[..., 0]
    apart = Normalise("minmax", within="period").apply(start(chosen, data)).values[..., 0]
    assert together.tolist() == [[0, 50], [25, 100]]
    assert apart.tolist() == [[0, 0], [100, 100]]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Normalise("magic"), "no method 'magic'; choose one of none, minmax"),
        (Normalise(within="week"), "within is 'week'; choose one of all, period"),
        (Normalise(targets={"z": 1}), "'z' is no indicator of small"),
        (Normalise(overrides={"a": {"colour": 1}}), "no option 'colour'; choose among method"),
        (Normalise(overrides={"a": {"method": "magic"}}), "no method 'magic'"),
        (Normalise(overrides={"a": {"method": ["rank"]}}), r"no method \['rank'\]"),
        (Normalise(overrides={"a": {"goalposts": [1]}}), r"goalposts of a is \[1\]; give \[worst, best\]"),
        (Normalise(overrides={"a": {"goalposts": "ab"}}), "goalposts of a is 'ab'"),
        (
            Normalise("bands", overrides={"a": {"scores": [1]}}),
            r"scores of a is \[1\]; give an object by band",
        ),
        (Normalise("bands", overrides={"a": {"scores": {"low": "1"}}}), "the score of low of a is '1'"),
        (Normalise(low=100, high=0), "low is 100, high 0; give low below high"),
        (Normalise(overrides={"a": {"low": 100}}), "low of a is 100, high 100; give low below high"),
        (Normalise(low=math.nan), "low is nan; give a number"),
        (Normalise("zscore", mean=math.inf), "mean is inf; give a number"),
        (Normalise("zscore", sd=-1), "sd is -1; give a number above 0"),
        (Normalise("target", targets={"a": math.nan}), "the target of a is nan; give a number"),
        (Normalise(overrides={"a": {"target": "5"}}), "target of a is '5'; give a number"),
        (Normalise(overrides={"a": {"goalposts": [0, math.nan]}}), "a goalpost of a is nan; give a number"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Normalise, message: str):
    with pytest.raises(RecipeError, match=message):
        column(step, [1, 2])


def test_differences_too_small_to_be_squared_are_no_silent_nan():
    values, reasons = column(Normalise("zscore"), [0, 1e-200, 2e-200])
    assert np.isnan(values).all()
    assert reasons == {Reason.ZERO_RANGE}


def test_the_range_of_scaled_is_given():
    assert column(Normalise("scaled", range=(10, 30)), [10, 20, 50])[0] == [0, 50, 200]
    own = Normalise("scaled", overrides={"a": {"range": [0, 10], "cap": True}})
    assert column(own, [5, 20])[0] == [50, 100]


@pytest.mark.parametrize(
    ("direction", "cap", "expected"),
    [(1, None, [0, 50, 100, 200]), (1, True, [0, 50, 100, 100]), (-1, None, [400 / 3, 100, 200 / 3, 0])],
)
def test_distance_to_a_reference_unit(direction: int, cap: bool | None, expected: list[float]):
    unit = "u2" if direction == 1 else "u1"
    step = Normalise("distance_to_reference", reference=unit, cap=cap)
    assert column(step, [10, 20, 30, 50], direction=direction)[0] == pytest.approx(expected)


def test_a_reference_without_a_value_or_with_the_worst_one_measures_nothing():
    for rows in ([10, 20, NAN], [10, 20, 5]):
        values, reasons = column(Normalise("distance_to_reference", reference="u2"), rows)
        assert np.isnan(values).all()
        assert Reason.NO_REFERENCE in reasons


def test_a_fraction_of_the_maximum_needs_numbers_from_zero_up():
    assert column(Normalise("fraction_of_max"), [-1, 5])[1] == {Reason.NEGATIVE}
    assert column(Normalise("fraction_of_max"), [0, 0])[1] == {Reason.ZERO_RANGE}
    assert column(Normalise("fraction_of_max"), [5, 5])[0] == [100, 100]


def test_caps_are_chosen():
    assert column(Normalise(cap=False), [-5, 50, 130])[0] == [-5, 50, 130]
    assert column(Normalise(overrides={"a": {"cap": False}}), [130])[0] == [130]
    passed = Normalise("target", targets={"a": 20}, cap=False)
    assert column(passed, [10, 20, 30])[0] == [0, 100, 200]


def table(step: Normalise, **fields: Any) -> list[list[float]]:
    """Column a of two units in 2020 and 2021: 10 and 30, then 20 and 50."""
    chosen = framework(indicator("a", **fields), indicator("c", "right"))
    values = np.array([[[10.0, 1], [20.0, 2]], [[30.0, 3], [50.0, 4]]])
    data = Dataset.from_array(values, units=["u", "v"], indicators=["a", "c"], periods=[2020, 2021])
    found: list[list[float]] = step.apply(start(chosen, data)).values[..., 0].tolist()
    return found


@pytest.mark.parametrize(
    ("method", "more", "expected"),
    [
        ("minmax", {}, [[0, 50], [100, 200]]),
        ("minmax", {"cap": True}, [[0, 50], [100, 100]]),
        ("rank", {}, [[1, 2], [2, 3]]),
        ("borda", {}, [[0, 1], [1, 2]]),
        ("percentile", {}, [[0, 100], [100, 100]]),
        ("target", {"targets": {"a": 50}}, [[0, 25], [50, 100]]),
        ("target", {"targets": {"a": 5}}, [[100, 100], [100, 100]]),
        ("fraction_of_max", {}, [[100 / 3, 200 / 3], [100, 500 / 3]]),
        ("distance_to_reference", {"reference": "v"}, [[0, 50], [100, 200]]),
        ("zscore", {}, [[-(0.5**0.5), 0], [0.5**0.5, 30 / 200**0.5]]),
    ],
)
def test_a_base_period_fixes_the_scale(method: str, more: dict[str, Any], expected: list[list[float]]):
    assert table(Normalise(method, base=2020, **more)) == [pytest.approx(row) for row in expected]


def test_a_reference_of_all_years_is_its_best_value_and_of_each_year_its_own():
    step = Normalise("distance_to_reference", reference="u")
    assert table(step) == [[0, 100], [200, 400]]
    assert table(Normalise("distance_to_reference", reference="v", within="period")) == [[0, 0], [100, 100]]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Normalise("minmax", base=1999), "base is 1999; choose one of the periods 0"),
        (Normalise("minmax", base=0, within="period"), "leave within at 'all'"),
        (Normalise("distance_to_reference"), "distance_to_reference needs a reference"),
        (Normalise("distance_to_reference", reference="Atlantis"), "reference is 'Atlantis'; name a unit"),
        (Normalise("scaled", range=(1, 1)), "range is 1, 1; give the lower end first"),
        (Normalise("scaled", range=(1,)), r"range is \(1,\); give \[lower, upper\]"),
        (Normalise(overrides={"a": {"cap": 1}}), "cap of a is 1; give true or false"),
        (Normalise(overrides={"a": {"goalposts": [1, 9, "log"], "cap": False}}), "leave cap out"),
    ],
)
def test_what_the_further_methods_refuse(step: Normalise, message: str):
    with pytest.raises(RecipeError, match=message):
        column(step, [1, 2])
