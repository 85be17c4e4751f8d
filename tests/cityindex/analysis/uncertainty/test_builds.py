"""Whatever mean, weights or level vary: a draw is a build with the weights it says it used, for any period."""

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator

from cityindex.analysis.uncertainty import (
    Choice,
    LeaveOut,
    Source,
    WeightDirichlet,
    WeightNoise,
    parts,
    scoring,
    spool,
    uncertainty,
)
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Normalise, Weigh
from cityindex.steps.means import MEANS

SMALL = framework(
    indicator("a", weight=2), indicator("b", direction=-1), indicator("c", "right"), indicator("d", "right"),
    min_share=0.4,
)  # fmt: skip
CODES = (*(i.code for i in SMALL.indicators), *(n.code for n in SMALL.nodes))
cells = st.one_of(st.integers(0, 9).map(float), st.just(np.nan))
tables = st.integers(1, 8).flatmap(lambda units: arrays(np.float64, (units, 2, 4), elements=cells))
methods = st.sampled_from([*(name for name in MEANS if name != "generalised"), -3.0, 0.5, 2.0, 40.0])
weighing = st.sampled_from(
    [WeightNoise(1.0), WeightNoise(0.3, levels=("part",)), WeightNoise(0.0, by={"a": 0.9}), WeightDirichlet(4.0),
     WeightDirichlet(2.0, levels=("index",)), LeaveOut(), LeaveOut(("left", "a"), none=False)]
)  # fmt: skip


def mean(method: str | float) -> str | dict[str, object]:
    return method if isinstance(method, str) else {"method": "generalised", "power": method}


def data(values: np.ndarray) -> Dataset:
    units = [f"u{n}" for n in range(len(values))]
    return Dataset.from_array(values, units=units, indicators=list("abcd"), periods=[2020, 2021])


def recipe(part: str | float, index: str | float, scale: str) -> Recipe:
    means = Aggregate(levels={"part": mean(part), "index": mean(index)}, nodes={"right": "arithmetic"})
    return default_recipe(SMALL).with_step(Normalise(scale)).with_step(means)


@settings(max_examples=60)
@given(
    tables,
    methods,
    methods,
    weighing,
    st.sampled_from(["minmax", "zscore", "rank"]),
    st.sampled_from([2020, 2021]),
)
def test_every_draw_is_a_build_with_the_weights_it_used(
    values: np.ndarray, part: str | float, index: str | float, source: Source, scale: str, period: int
):
    chosen, made = recipe(part, index, scale), data(values)
    found = uncertainty(chosen, made, [source], draws=7, period=period)
    for draw, weights in enumerate(found.weights):
        alone = build(chosen.with_step(Weigh(weights=dict(zip(CODES, weights.tolist(), strict=True)))), made)
        scores = alone.scores[:, made.periods.index(period), found.root]
        np.testing.assert_allclose(found.root_scores[:, draw], scores, rtol=1e-9, atol=1e-9)
    known = ~np.isnan(found.root_scores)
    np.testing.assert_allclose(found.computable[:, found.root], known.mean(axis=1))


@pytest.mark.parametrize("top", ["geometric", "median"])
def test_the_number_of_threads_changes_nothing(top: str):
    made = data(np.random.default_rng(2).uniform(0, 99, (300, 2, 4)))
    vary = [WeightNoise(), Choice("normalise", ({}, {"method": "minmax"}))]
    found = []
    for threads in (1, 3):
        with patch("os.cpu_count", return_value=threads):
            found.append(uncertainty(recipe("arithmetic", top, "rank"), made, vary, draws=3000))
    for name in ("root_scores", "root_ranks", "quantiles", "mean", "computable", "weights"):
        assert getattr(found[0], name).tobytes() == getattr(found[1], name).tobytes()


def test_one_draw_and_unrounded_ranks():
    chosen = replace(recipe("arithmetic", "geometric", "minmax"), rank_decimals=None)
    found = uncertainty(chosen, data(np.arange(40.0).reshape(5, 2, 4)), [WeightNoise(0.0)], draws=1)
    np.testing.assert_allclose(found.root_scores[:, 0], found.nominal.scores[:, 1, found.root])
    np.testing.assert_array_equal(found.quantiles[..., 0], found.quantiles[..., 2])


def test_scores_that_wait_in_a_file_are_the_same(monkeypatch: pytest.MonkeyPatch):
    made, chosen = data(np.random.default_rng(2).uniform(0, 99, (30, 2, 4))), recipe("median", 40.0, "minmax")
    one = uncertainty(chosen, made, [WeightNoise()], draws=50)
    monkeypatch.setattr(spool, "IN_MEMORY", 1000)
    monkeypatch.setattr(parts, "CELLS_AT_ONCE", 4000)
    monkeypatch.setattr(scoring, "SCORES_AT_ONCE", 1000)
    two = uncertainty(chosen, made, [WeightNoise()], draws=50)
    assert one.quantiles.tobytes() == two.quantiles.tobytes()
    assert one.root_scores.tobytes() == two.root_scores.tobytes()


@pytest.mark.parametrize("top", ["arithmetic", "geometric", "median"])
def test_weights_that_are_all_zero_give_no_score(top: str):
    chosen = recipe(top, top, "minmax").with_step(Weigh(weights={"a": 0, "b": 0, "left": 0}))
    found = uncertainty(chosen, data(np.arange(24.0).reshape(3, 2, 4)), [WeightNoise()], draws=6)
    assert not found.computable[:, found.nominal.nodes.index("left")].any()
    assert found.computable[:, found.root].all()


@pytest.mark.parametrize("power", [-1.0, 0.0, 0.5, 2.0, 3.0])
def test_negative_scores_have_no_power(power: float):
    chosen = recipe("arithmetic", power, "zscore")
    made = data(np.random.default_rng(1).uniform(0, 9, (9, 2, 4)))
    found = uncertainty(chosen, made, [WeightNoise()], draws=40)
    below = np.isnan(found.root_scores)
    assert below.any()
    assert not below.all()
    for draw in (0, 20):
        weights = dict(zip(CODES, found.weights[draw].tolist(), strict=True))
        alone = build(chosen.with_step(Weigh(weights=weights)), made).scores[:, 1, found.root]
        np.testing.assert_allclose(found.root_scores[:, draw], alone, rtol=1e-9)
