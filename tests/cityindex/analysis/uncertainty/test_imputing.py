"""Gaps drawn from their imputation model: every draw a build of its own, through treatment, replayed, in panels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cityindex.making import framework, indicator

from cityindex.analysis.uncertainty import Choice, ImputationDraws, Margin, Margins, WeightNoise, uncertainty
from cityindex.analysis.uncertainty.sources.source import stream
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Impute, Normalise, RecipeError, Screen, Treat, Weigh, start
from cityindex.steps.imputation_model import with_draws

SMALL = framework(indicator("a"), indicator("b", direction=-1), indicator("c", "right"))
RANDOM = np.random.default_rng(8)
VALUES = RANDOM.lognormal(3, 1, (12, 2, 3)).round(1)
VALUES[RANDOM.random(VALUES.shape) < 0.25] = np.nan
DATA = Dataset.from_array(
    VALUES, units=[f"u{n}" for n in range(12)], indicators=["a", "b", "c"], periods=[2020, 2021],
    groups={"half": ["one", "two"] * 6},
)  # fmt: skip


def recipe(impute: Impute, mean: str = "arithmetic") -> Recipe:
    means = Aggregate(levels={"part": mean, "index": mean})
    steps = (Screen(), impute, Treat(), Normalise("minmax", low=1), Weigh(), means)
    return Recipe(SMALL, steps)


@settings(max_examples=12)
@given(
    st.sampled_from(
        [Impute("mean"), Impute("median", group="half"), Impute("latest"), Impute("linear", ends="nearest")]
    ),
    st.sampled_from(["arithmetic", "geometric", "copeland"]),
)
def test_every_draw_equals_a_build_with_its_own_gaps_filled(impute: Impute, mean: str):
    found = uncertainty(recipe(impute, mean), DATA, [ImputationDraws()], draws=6)
    for draw, number in enumerate(found.numbers[:, 0]):
        filled = with_draws(start(SMALL, DATA), impute, stream(number), 1)
        index = build(recipe(Impute(), mean), replace(DATA, values=filled.values[0]))
        np.testing.assert_allclose(found.root_scores[:, draw], index.scores[:, 1, found.root], rtol=1e-12)


def test_only_what_was_missing_makes_an_interval():
    means = [Choice("aggregate", ({},)), ImputationDraws()]
    found = uncertainty(recipe(Impute("mean")).with_step(Treat(points=0)), DATA, means, draws=200)
    assert (found.root_scores.std(axis=1) > 0).any()
    whole = Dataset.from_array(
        np.nan_to_num(VALUES, nan=5.0), units=DATA.units, indicators=DATA.indicators, periods=DATA.periods
    )
    still = uncertainty(recipe(Impute("mean")), whole, means, draws=20)
    np.testing.assert_allclose(still.root_scores.std(axis=1), 0, atol=1e-12)


def test_values_and_gaps_vary_together_with_choices_and_weights_and_replay():
    vary = (
        Margins(default=Margin(0.1, relative=True)), ImputationDraws(), WeightNoise(),
        Choice("treat", ({}, None, {"points": 2}), labels=("as it is", "none", "two")),
    )  # fmt: skip
    one, two = (uncertainty(recipe(Impute("mean")), DATA, vary, draws=30, seed=4) for _ in range(2))
    assert one.root_scores.tobytes() == two.root_scores.tobytes()
    assert set(one.samples.columns["treat"]) == {"as it is", "none", "two"}
    assert (one.root_scores.std(axis=1) > 0).all()


def test_gaps_that_differ_between_draws_are_filled_draw_by_draw():
    doubtful = DATA.with_suspects(np.arange(72).reshape(VALUES.shape) % 7 == 0)
    vary = (Margins(suspect=Margin(1), suspect_out=0.5), ImputationDraws())
    found = uncertainty(recipe(Impute("mean")), doubtful, vary, draws=20)
    assert found.computable.min() > 0.5


def test_a_recipe_without_imputation_says_so():
    with pytest.raises(RecipeError, match="no step 'impute' in whose place imputation could work; add it"):
        uncertainty(default_recipe(SMALL), DATA, [ImputationDraws()])
