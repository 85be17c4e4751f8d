"""Screening, denominating, imputing, weighing and aggregating."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator

from cityindex.dataset import Dataset, Status
from cityindex.reasons import Reason
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, RecipeError, Screen, Step, Weigh, start
from cityindex.steps.state import State

NAN = float("nan")


def state(*rows: list[float], **more: object) -> State:
    chosen = framework()
    data = Dataset.from_array(
        np.array(rows, dtype=float),
        units=[f"u{n}" for n in range(len(rows))],
        indicators=["a", "b", "c"],
        **more,
    )
    return start(chosen, data)


def values(step: Step, *rows: list[float], **more: object) -> list[list[float]]:
    return step.apply(state(*rows, **more)).values[:, 0].tolist()


def test_units_with_too_little_data_are_left_out():
    rows = [1, 2, 3], [1, NAN, 3], [1, NAN, NAN]
    out = Screen(min_share=2 / 3).apply(state(*rows))
    assert np.isnan(out.values[2]).all()
    assert out.values[1, 0, 0] == 1
    assert out.reasons[2, 0].tolist() == [Reason.SCREENED, Reason.MISSING, Reason.MISSING]


def test_units_are_kept_and_dropped_by_hand():
    rows = [1, 2, 3], [1, NAN, NAN]
    step = Screen(min_share=0.9, keep=("u1",), drop=("u0",))
    assert values(step, *rows) == [
        pytest.approx([NAN] * 3, nan_ok=True),
        pytest.approx([1, NAN, NAN], nan_ok=True),
    ]


def test_values_are_divided_by_a_series_or_an_indicator():
    people = {"people": np.array([10.0, 0.0, NAN])}
    rows = [20, 4, 1], [20, 4, 1], [20, 4, 1]
    out = Denominate(by={"a": "people", "b": "c"}, per=1000).apply(state(*rows, context=people))
    assert out.values[:, 0, 0].tolist() == pytest.approx([2000, NAN, NAN], nan_ok=True)
    assert out.values[:, 0, 1].tolist() == [4000] * 3
    assert out.reasons[:, 0, 0].tolist() == [Reason.NONE, Reason.NO_DENOMINATOR, Reason.NO_DENOMINATOR]


def test_an_unknown_series_leaves_nothing_silently():
    out = Denominate(by={"a": "nobody"}).apply(state([20, 4, 1]))
    assert out.reasons[0, 0, 0] == Reason.NO_DENOMINATOR


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Impute(), [1, 3, 8, NAN]),
        (Impute("mean"), [1, 3, 8, 4]),
        (Impute("median"), [1, 3, 8, 3]),
        (Impute("mean", "island"), [1, 3, 8, 5.5]),
        (Impute("median", "island"), [1, 3, 8, 5.5]),
    ],
)
def test_gaps_are_filled(step: Impute, expected: list[float]):
    rows = [[v, 1.0, 1.0] for v in (1, 3, 8, NAN)]
    out = step.apply(state(*rows, groups={"island": ["Java", "Timor", "Timor", "Timor"]}))
    assert out.values[:, 0, 0].tolist() == pytest.approx(expected, nan_ok=True)
    if step.method != "none":
        assert out.status[3, 0, 0] == Status.IMPUTED
        assert out.reasons[3, 0, 0] == Reason.NONE
        assert [(c.unit, c.indicator, c.after) for c in out.changes] == [("u3", "a", expected[3])]


def test_a_group_without_values_stays_a_gap():
    groups = {"island": ["Java", "Timor"]}
    assert np.isnan(values(Impute("mean", "island"), [1, 1, 1], [NAN, 1, 1], groups=groups)[1][0])


def test_the_newest_earlier_value_is_carried_forward_and_never_back():
    chosen = framework()
    series = np.array([[[NAN, 1, 1], [5, 1, 1], [NAN, 1, 1], [7, 1, 1]]])
    data = Dataset.from_array(series, units=["u"], indicators=["a", "b", "c"], periods=[1, 2, 3, 4])
    out = Impute("latest").apply(start(chosen, data))
    assert out.values[0, :, 0].tolist() == pytest.approx([NAN, 5, 5, 7], nan_ok=True)


def test_suspects_are_not_filled():
    chosen = framework()
    data = dataset(chosen, [1, 1, 1], [9, 1, 1]).with_suspects(
        np.array([[[False] * 3], [[True, False, False]]])
    )
    out = Impute("mean").apply(Screen().apply(start(chosen, data)))
    assert np.isnan(out.values[1, 0, 0])


def test_weights_are_given_equal_or_set():
    chosen = framework(indicator("a", weight=3), indicator("b"), indicator("c", "right"))
    begun = start(chosen, dataset(chosen, [0, 100, 50]))
    assert Weigh().apply(begun).weights.tolist() == [3, 1, 1, 1, 1, 1]
    assert Weigh("equal").apply(begun).weights[0] == 1
    assert Weigh("equal", levels={"part": "given"}).apply(begun).weights[0] == 3
    assert Weigh(weights={"a": 0, "left": 5}).apply(begun).weights.tolist() == [0, 1, 1, 1, 5, 1]


def test_methods_differ_by_level_and_by_node():
    step = Aggregate(levels={"part": "geometric", "index": "arithmetic"}, nodes={"right": "median"})
    chosen = framework(indicator("a"), indicator("b"), indicator("c", "right"), indicator("d", "right"))
    begun = Normalise("none").apply(start(chosen, dataset(chosen, [2, 8, 1, 9])))
    assert step.apply(begun).scores[0, 0].tolist() == pytest.approx([4.5, 4, 5])


def test_the_share_of_children_is_overridden_by_level():
    begun = state([40, NAN, 80])
    assert Aggregate().apply(begun).scores[0, 0].tolist() == [60, 40, 80]
    short = Aggregate(min_share={"part": 0.6}).apply(begun)
    assert short.node_reasons[0, 0].tolist() == [Reason.NONE, Reason.BELOW_SHARE, Reason.NONE]
    assert short.scores[0, 0, 0] == 80


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Screen(min_share=2), "min_share is 2; give a share from 0 to 1"),
        (Screen(drop=("Atlantis",)), "no unit 'Atlantis' in the dataset"),
        (Denominate(by={"z": "people"}), "'z' is no indicator of small"),
        (Impute("guess"), "no method 'guess'; choose one of none, mean, median, row_mean"),
        (Impute("mean", "island"), "the dataset has no grouping 'island'"),
        (Weigh("heavy"), "no method 'heavy'; choose one of given, equal"),
        (Weigh(levels={"roof": "equal"}), "'roof' is no level of small"),
        (Weigh(weights={"z": 1}), "'z' is neither an indicator nor a node of small"),
        (Weigh(weights={"a": -1}), "the weight of a is -1; give a number from 0 up"),
        (Weigh(weights={"a": NAN}), "the weight of a is nan"),
        (Aggregate(levels={"part": "mode"}), "no method 'mode'; choose one of arithmetic"),
        (Aggregate(levels={"roof": "median"}), "'roof' is no level of small"),
        (Aggregate(nodes={"roof": "median"}), "'roof' is no node of small"),
        (Aggregate(min_share={"part": -1}), "min_share is -1; give a share from 0 to 1"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Step, message: str):
    with pytest.raises(RecipeError, match=message):
        step.apply(state([1, 2, 3]))
