"""Observed values within their margins: how far, never beyond what can be, suspects in or out, and as builds give."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cityindex.making import framework, indicator

from cityindex.analysis.uncertainty import Choice, Margin, Margins, WeightNoise, uncertainty
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework.types import ValueType
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Normalise, RecipeError, State, Weigh, start

SMALL = framework(
    indicator("a", maximum=100), indicator("b", direction=-1, value_type=ValueType.COUNT),
    indicator("x", direction=0), indicator("c", "right", value_type=ValueType.BOOLEAN),
)  # fmt: skip
VALUES = np.random.default_rng(4).integers(0, 100, (7, 2, 4)).astype(float)
VALUES[2, 1, 0] = np.nan
DATA = Dataset.from_array(
    VALUES, units=[f"u{n}" for n in range(7)], indicators=["a", "b", "x", "c"], periods=[2020, 2021]
)
SUSPECT = DATA.with_suspects(np.isin(np.arange(56).reshape(7, 2, 4), (0, 9)))
NUMBERS = (np.arange(2000)[:, None] + 0.5) / 2000


def drawn(source: Margins, data: Dataset = DATA, draws: int = 2000) -> State:
    return source.prepared(start(SMALL, data), None)(NUMBERS[:draws])


def spread(values: np.ndarray) -> np.ndarray:
    return np.nan_to_num(values.std(axis=0))


def test_normal_margins_hold_their_share_and_uniform_ones_all():
    values = drawn(Margins({"a": Margin(2, level=0.9), "x": Margin(0.5, shape="uniform")})).values
    off = np.abs(values - VALUES)
    inside = off[:, 3, 0, 0] <= 2
    assert inside.mean() == pytest.approx(0.9, abs=0.02)
    assert off[..., 2].max() <= 0.5
    assert off[..., 2].max() > 0.49
    assert not spread(values)[..., [1, 3]].any()
    np.testing.assert_array_equal(np.isnan(values).all(axis=0), np.isnan(VALUES))


def test_margins_in_shares_in_printed_digits_and_by_cell():
    source = Margins(
        {"a": {"half_width": 0.1, "relative": True, "shape": "uniform"}, "b": {"printed": 0}},
        cells={("u1", 2021, "a"): Margin(0)},
    )
    off = np.abs(drawn(source).values - VALUES)
    assert (off[..., 0] <= 0.1 * VALUES[..., 0] + 1e-9)[:, ~np.isnan(VALUES[..., 0])].all()
    assert not off[:, 1, 1, 0].any()
    assert off[..., 1].max() <= 0.5


def test_a_default_is_for_scored_numbers_and_values_stay_what_they_can_be():
    values = drawn(Margins(default=Margin(80))).values
    assert not spread(values)[..., [2, 3]].any()
    assert np.nanmax(values[..., 0]) <= 100
    assert np.nanmin(values[..., 0]) < 0  # nothing says it cannot be
    assert np.nanmin(values[..., 1]) >= 0
    assert len(np.unique(values[:, 0, 0, 1])) > 1990  # reflected, not heaped at the end


def test_suspects_are_taken_in_with_their_margin_or_left_out_in_a_share_of_draws():
    both = Margins(suspect=Margin(5), suspect_out=0.25)
    state = drawn(both, SUSPECT)
    out = np.isnan(state.values[:, 0, 0, 0])
    assert out.mean() == pytest.approx(0.25, abs=0.03)
    assert (np.isnan(state.values) == (state.reasons != 0)).all()
    assert spread(state.values)[1, 0, 0] == 0
    recipe = default_recipe(SMALL)
    found = uncertainty(recipe, SUSPECT, [both], draws=200, period=2020)
    assert found.computable.all()
    assert found.high[0, 0] > found.low[0, 0]
    left = drawn(Margins(default=Margin(1)), SUSPECT)
    assert spread(left.values)[0, 0, 0] == 0  # what screening makes of them


@settings(max_examples=15)
@given(
    st.sampled_from(["minmax", "zscore", "rank", "goalposts"]),
    st.sampled_from(["arithmetic", "geometric", "median", "copeland", "mazziotta_pareto"]),
    st.sampled_from([2020, 2021]),
)
def test_every_draw_equals_a_build_of_its_own_values(method: str, mean: str, period: int):
    recipe = replace(default_recipe(SMALL), rank_decimals=None)
    recipe = recipe.with_step(Normalise(method)).with_step(Aggregate(levels={"part": mean, "index": mean}))
    source = Margins(default=Margin(10), suspect=Margin(30), suspect_out=0.5)
    found = uncertainty(recipe, SUSPECT, [source], draws=9, period=period)
    states = source.prepared(start(SMALL, SUSPECT), None)(found.numbers)
    p = DATA.periods.index(period)
    for draw in range(9):
        data = replace(SUSPECT, values=states.values[draw], status=states.status[draw])
        index = build(recipe, data)
        np.testing.assert_array_equal(found.root_scores[:, draw], index.scores[:, p, found.root])
        np.testing.assert_array_equal(found.root_ranks[:, draw], index.ranks[:, p, found.root])


@pytest.mark.parametrize("method", ["pca", "entropy", "critic", "correlation"])
@pytest.mark.parametrize("mean", ["arithmetic", "benefit_of_the_doubt"])
def test_weights_drawn_from_the_data_are_those_of_each_draw(method: str, mean: str):
    chosen = framework(*(indicator(code, "left" if code in "abc" else "right") for code in "abcde"))
    values = np.random.default_rng(0).uniform(1, 99, (20, 2, 5))
    data = Dataset.from_array(
        values, units=[f"u{n}" for n in range(20)], indicators=list("abcde"), periods=[2020, 2021]
    )
    means = Aggregate(levels={"part": mean})
    recipe = Recipe(chosen, (Normalise("minmax"), Weigh(method), means))
    source = Margins(default=Margin(5))
    found = uncertainty(recipe, data, [source], draws=3)
    states = source.prepared(start(chosen, data), None)(found.numbers)
    for draw in range(3):
        scores = build(recipe, replace(data, values=states.values[draw])).scores[:, 1, found.root]
        np.testing.assert_allclose(found.root_scores[:, draw], scores, rtol=1e-9)


def test_values_weights_and_choices_vary_together_and_replay():
    vary = (
        Margins(default=Margin(5)),
        WeightNoise(),
        Choice("aggregate", ({}, {"levels": {"index": "geometric"}})),
    )
    one, two = (uncertainty(default_recipe(SMALL), DATA, vary, draws=40, seed=2) for _ in range(2))
    assert one.root_scores.tobytes() == two.root_scores.tobytes()
    assert one.quantiles.tobytes() == two.quantiles.tobytes()
    expected = np.quantile(one.root_scores, (0.05, 0.5, 0.95), axis=1, method="inverted_cdf").T
    np.testing.assert_array_equal(one.quantiles[:, one.root], expected)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"half_width": -1}, "give a number from 0 up"),
        ({"half_width": 1, "shape": "square"}, "choose one of normal, uniform"),
        ({"half_width": 1, "level": 1}, "give a share between 0 and 1"),
    ],
)
def test_what_is_no_margin_is_refused(parameters: Mapping[str, Any], says: str):
    with pytest.raises(ValueError, match=says):
        Margin(**parameters)
    with pytest.raises(ValueError, match=says):
        Margins({"a": parameters})


def test_strangers_are_named():
    with pytest.raises(RecipeError, match="'zz' is no indicator"):
        uncertainty(default_recipe(SMALL), DATA, [Margins({"zz": Margin(1)})])
    with pytest.raises(RecipeError, match="no cell 'u9'"):
        uncertainty(default_recipe(SMALL), DATA, [Margins(cells={("u9", 2020, "a"): Margin(1)})])
    with pytest.raises(ValueError, match="suspect_out is 2"):
        Margins(suspect_out=2)
