"""Filling gaps: every method by hand, what is never touched, and replications."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator

from cityindex.dataset import Dataset, Status
from cityindex.reasons import Reason
from cityindex.steps import Impute, Normalise, RecipeError, Screen, start
from cityindex.steps.centres import row_centre
from cityindex.steps.imputers import register_imputer
from cityindex.steps.state import State

NAN = float("nan")
YEARS = (2000, 2001, 2004, 2010)


def state(values: object, directions: tuple[int, int, int] = (1, 1, 1)) -> State:
    """Indicators a and b below left, c below right; the units of island Java, Timor, Timor, … ("" for the last)."""
    array = np.array(values, dtype=float)
    chosen = framework(
        *(
            indicator(c, p, direction=d)
            for c, p, d in zip("abc", ("left", "left", "right"), directions, strict=True)
        )
    )
    labels = ["Java", *["Timor"] * (len(array) - 1)]
    data = Dataset.from_array(
        array,
        units=[f"u{n}" for n in range(len(array))],
        indicators=["a", "b", "c"],
        periods=YEARS[: array.shape[1]] if array.ndim == 3 else (0,),
        groups={"island": labels, "coast": [*[""] * (len(array) - 1), "north"]},
    )
    return start(chosen, data)


def series(*values: float) -> State:
    return state([[[v, 1, 1] for v in values]])


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Impute("latest"), [NAN, 5, 5, 8]),
        (Impute("latest", limit=2), [NAN, 5, NAN, 8]),
        (Impute("latest", limit=3), [NAN, 5, 5, 8]),
        (Impute("linear"), [NAN, 5, 6, 8]),
        (Impute("linear", ends="nearest"), [5, 5, 6, 8]),
        (Impute("constant"), [NAN, 5, 5, 8]),
        (Impute("constant", ends="nearest"), [5, 5, 5, 8]),
        (Impute("linear", ends="nearest", limit=1), [5, 5, NAN, 8]),
    ],
)
def test_gaps_between_the_years(step: Impute, expected: list[float]):
    out = step.apply(series(NAN, 5, NAN, 8))
    assert out.values[0, :, 0].tolist() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("method", "expected"), [("latest", [5, 5, 5, 5]), ("linear", [5, 5, 5, 5]), ("constant", [5, 5, 5, 5])]
)
def test_one_year_carries_to_both_ends_only_where_asked(method: str, expected: list[float]):
    out = Impute(method, ends="nearest").apply(series(5, NAN, NAN, NAN))
    assert out.values[0, :, 0].tolist() == expected
    assert np.isnan(Impute("linear").apply(series(5, NAN, NAN, NAN)).values[0, 1:, 0]).all()


def test_years_count_whatever_their_order_in_the_data():
    begun = series(NAN, 5, 6.5, 8)
    turned = replace(begun, periods=(2004, 2000, 2007, 2010))
    assert Impute("linear").apply(turned).values[0, 0, 0] == pytest.approx(5 + 1.5 * 4 / 7)


def test_a_unit_s_own_other_indicators_after_normalisation():
    begun = state([[NAN, 30, 99], [50, NAN, 98], [NAN, NAN, 97]])
    out = Impute("row_mean").apply(Normalise("goalposts").apply(begun))
    assert out.values[:, 0, :2].tolist() == [
        pytest.approx([30, 30]), pytest.approx([50, 50]), pytest.approx([NAN, NAN], nan_ok=True),
    ]  # fmt: skip
    whole = Impute("row_median", level="index").apply(Normalise("goalposts").apply(begun))
    assert whole.values[:, 0, 0].tolist() == pytest.approx([64.5, 50, 97])


def test_rows_of_different_units_are_compared_on_their_own_ranges():
    begun = state([[0, 10, 1], [10, 0, 1], [NAN, 2.5, 1]], directions=(1, -1, 1))
    out = Impute("row_mean", rescale=True).apply(begun)
    assert out.values[2, 0, 0] == 7.5  # b is three quarters of the way to its better end, 0
    begun = state([[0, 0, 1], [10, 10, 1], [2.5, NAN, 1]], directions=(1, -1, 1))
    assert Impute("row_mean", rescale=True).apply(begun).values[2, 0, 1] == 7.5


def test_a_group_of_its_own_for_every_indicator():
    begun = state([[1, 1, 1], [3, 3, NAN], [8, 8, 8], [NAN, NAN, NAN]])
    step = Impute("mean", overrides={"b": {"group": "island"}, "c": {"method": "none"}})
    assert step.apply(begun).values[3, 0].tolist() == pytest.approx([4, 5.5, NAN], nan_ok=True)


def test_a_unit_without_a_label_belongs_to_no_group():
    out = Impute("mean", "coast").apply(state([[NAN, 1, 1], [5, 1, 1], [2, 1, 1]]))
    assert np.isnan(out.values[0, 0, 0])


def test_what_is_filled_is_marked_listed_and_counted():
    begun = state([[1, 1, 1], [3, NAN, 1], [NAN, NAN, 1]])
    out = Impute("mean", overrides={"b": {"group": "island"}}).apply(begun)
    assert out.status[2, 0].tolist() == [Status.IMPUTED, Status.MISSING, Status.OBSERVED]
    assert out.reasons[2, 0].tolist() == [Reason.NONE, Reason.MISSING, Reason.NONE]
    assert [(c.unit, c.indicator, c.how) for c in out.changes] == [("u2", "a", "mean")]
    rows = {row["indicator"]: row for row in out.details["impute"].table().rows()}
    assert rows["b"] == {"indicator": "b", "method": "mean", "present": 1, "filled": 0, "open": 2}


def test_a_mean_of_equal_values_is_that_value():
    values = [[0.1, 1, 1]] * 3 + [[NAN, 1, 1]]
    assert Impute("mean").apply(state(values)).values[3, 0, 0] == 0.1


def doubled(begun: State) -> np.ndarray:
    """Twice the unit's c, in every column."""
    return np.repeat(begun.values[..., 2:] * 2, 3, axis=2)


def test_a_function_of_one_s_own_fills_gaps_and_nothing_else():
    out = Impute("function", function=doubled).apply(state([[NAN, 30, 4]]))
    assert out.values[0, 0].tolist() == [8, 30, 4]
    assert [c.how for c in out.changes] == ["function"]
    register_imputer("twice c", doubled)
    assert Impute("function", function="twice c").apply(state([[NAN, 30, 4]])).values[0, 0, 0] == 8


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Impute("function", function="nobody"), "no function is registered as 'nobody'; registered: "),
        (
            Impute("function", function=lambda s: s.values[0]),
            r"gives the shape \(1, 3\); give one of \(1, 1, 3\)",
        ),
        (Impute("function", function=lambda s: s.values + np.inf), "gives an infinity"),
        (Impute("linear", ends="far"), "no ends 'far'; choose one of none, nearest"),
        (Impute("latest", limit=-1), "limit is -1; give a number of years"),
        (Impute("row_mean", level="roof"), "'roof' is no level; choose one of index, part"),
        (Impute(overrides={"z": {}}), "'z' is no indicator of small"),
        (Impute(overrides={"a": {"colour": 1}}), "no option 'colour' of a; choose among method"),
        (Impute(overrides={"a": {"method": "mode"}}), "no method of a 'mode'; choose one of none"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Impute, message: str):
    with pytest.raises(RecipeError, match=message):
        step.apply(state([[1, NAN, 3]]))


STEPS = [
    Impute("mean"),
    Impute("median"),
    Impute("mean", "island"),
    Impute("median", "island"),
    Impute("latest"),
    Impute("linear", ends="nearest"),
    Impute("constant"),
    Impute("row_mean"),
    Impute("row_median", rescale=True),
    Impute("function", function=doubled),
]
cells = st.one_of(st.floats(-50, 150).map(lambda x: round(x, 3)), st.just(NAN))
tables = st.integers(1, 6).flatmap(lambda n: arrays(np.float64, (n, 4, 3), elements=cells))


@pytest.mark.parametrize("step", STEPS, ids=lambda s: f"{s.method} {s.group}")
@settings(max_examples=30)
@given(tables, st.lists(st.floats(0.5, 2), min_size=3, max_size=3))
def test_every_replication_is_filled_as_if_alone(step: Impute, values: np.ndarray, factors: list[float]):
    begun = state(values)
    many = np.array(factors)[:, None, None, None] * begun.values
    together = step.apply(replace(begun, values=many))
    for n in range(len(factors)):
        alone = step.apply(replace(begun, values=many[n]))
        np.testing.assert_array_equal(together.values[n], alone.values)
        np.testing.assert_array_equal(np.broadcast_to(together.reasons, many.shape)[n], alone.reasons)
    assert len(together.changes) == 0


@pytest.mark.parametrize("step", STEPS, ids=lambda s: f"{s.method} {s.group}")
@settings(max_examples=30)
@given(tables)
def test_gaps_that_differ_between_replications_are_filled_one_by_one(step: Impute, values: np.ndarray):
    begun = state(values)
    other = state(values[:, ::-1])
    both = {
        name: np.stack([getattr(begun, name), getattr(other, name)])
        for name in ("values", "status", "reasons")
    }
    together = step.apply(replace(begun, **both))
    for n, alone in enumerate((begun, other)):
        np.testing.assert_array_equal(together.values[n], step.apply(alone).values)


@pytest.mark.parametrize("step", STEPS[:7], ids=lambda s: f"{s.method} {s.group}")
@settings(max_examples=30)
@given(tables)
def test_fills_lie_within_what_is_known_and_nothing_known_changes(step: Impute, values: np.ndarray):
    out = step.apply(state(values)).values
    known = ~np.isnan(values)
    assert (out[known] == values[known]).all()
    for column in range(3):
        filled = out[..., column][~known[..., column] & ~np.isnan(out[..., column])]
        if len(filled):
            assert np.nanmin(values[..., column]) <= filled.min()
            assert filled.max() <= np.nanmax(values[..., column])


@pytest.mark.parametrize("step", STEPS[:7], ids=lambda s: f"{s.method} {s.group}")
@settings(max_examples=30)
@given(tables, st.randoms(use_true_random=False), st.sampled_from([0.001, 1000.0]))
def test_order_and_measuring_unit_do_not_matter(step: Impute, values: np.ndarray, random, factor: float):
    order = random.sample(range(len(values)), len(values))
    begun = state(values)
    labels = {name: tuple(labels[n] for n in order) for name, labels in begun.groups.items()}
    turned = replace(state(values[order] * factor), groups=labels)
    np.testing.assert_allclose(step.apply(turned).values, step.apply(begun).values[order] * factor, atol=1e-6)


def test_a_suspect_value_and_a_lost_denominator():
    begun = state([[1, 1, 1], [9, 1, 1]])
    suspect = replace(
        begun, status=np.where(begun.values == 9, Status.SUSPECT, begun.status).astype(np.uint8)
    )
    assert np.isnan(Impute("mean").apply(Screen().apply(suspect)).values[1, 0, 0])
    lost = begun.without(begun.values == 9, Reason.NO_DENOMINATOR)
    assert Impute("mean").apply(lost).values[1, 0, 0] == 1


def test_a_mean_is_the_same_to_the_last_bit_in_whatever_order_the_cities_come():
    random = np.random.default_rng(4)
    values = random.lognormal(0, 3, (1, 200))
    expected = row_centre(values.copy(), "mean")
    for _ in range(20):
        assert row_centre(random.permutation(values, axis=1), "mean") == expected
