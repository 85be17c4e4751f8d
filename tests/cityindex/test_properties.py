"""What must hold for any data: bounds, monotone, order of units irrelevant, measuring unit irrelevant."""

import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator, posts

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Normalise, RecipeError

BOUNDED = ("goalposts", "minmax", "percentile", "distance_to_max", "fraction_of_max")
RELATIVE = ("minmax", "zscore", "rank", "borda", "percentile", "distance_to_max", "fraction_of_max")
EVERY = ("goalposts", "scaled", "distance_to_reference", *RELATIVE)
MONOTONE = ("arithmetic", "geometric", "harmonic", "median", "generalised")
BOUNDED_MEANS = (*MONOTONE, "copeland", "benefit_of_the_doubt")
MEANS = (*BOUNDED_MEANS, "mazziotta_pareto")

cells = st.one_of(st.floats(-50, 150, allow_nan=False).map(lambda x: round(x, 3)), st.just(math.nan))


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    units = draw(st.integers(1, 6))
    return draw(arrays(np.float64, (units, 2, 3), elements=cells))


def data(values: np.ndarray) -> Dataset:
    return Dataset.from_array(
        values,
        units=[f"u{n}" for n in range(len(values))],
        periods=range(2000, 2000 + values.shape[1]),
        indicators=["a", "b", "c"],
    )


def small() -> Framework:
    return framework(indicator("a", weight=2), indicator("b", direction=-1), indicator("c", "right"))


def recipe(method: str, mean: str = "arithmetic") -> Recipe:
    choice = {"method": mean, "power": 0.5} if mean == "generalised" else mean
    chosen = default_recipe(small()).with_step(Normalise(method, reference="u0"))
    return chosen.with_step(Aggregate(levels={"index": choice, "part": choice}))


@given(tables(), st.sampled_from(BOUNDED), st.sampled_from(BOUNDED_MEANS))
def test_scores_stay_within_bounds_and_are_never_a_silent_nan(values: np.ndarray, method: str, mean: str):
    index = build(recipe(method, mean), data(values))
    known = ~np.isnan(index.scores)
    assert ((index.scores[known] >= -1e-9) & (index.scores[known] <= 100 + 1e-9)).all()
    assert (known == (index.reasons == 0)).all()
    assert (np.isnan(index.normalised) == (index.indicator_reasons != 0)).all()


@given(tables(), st.sampled_from(EVERY), st.sampled_from(BOUNDED_MEANS), st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(values: np.ndarray, method: str, mean: str, random):
    order = random.sample(range(len(values)), len(values))
    chosen = recipe(method, mean)
    one = build(chosen, data(values))
    moved = replace(data(values[order]), units=tuple(f"u{n}" for n in order))
    two = build(chosen, moved)
    np.testing.assert_allclose(two.scores, one.scores[order], atol=1e-8)
    assert (two.ranks == one.ranks[order]).all()


@given(tables(), st.integers(0, 2), st.floats(0.1, 40), st.sampled_from(MONOTONE))
def test_more_of_a_good_thing_never_lowers_a_score(values: np.ndarray, column: int, more: float, mean: str):
    before = build(recipe("goalposts", mean), data(values))
    raised = values.copy()
    raised[..., column] += more * (-1 if column == 1 else 1)
    after = build(recipe("goalposts", mean), data(raised))
    known = ~np.isnan(before.scores)
    assert (after.scores[known] >= before.scores[known] - 1e-9).all()


@given(
    tables(),
    st.sampled_from(RELATIVE),
    st.sampled_from((0.001, 1000.0)),
)
def test_the_measuring_unit_does_not_matter(values: np.ndarray, method: str, factor: float):
    scaled = values.copy()
    scaled[..., 0] *= factor
    one, two = (build(recipe(method), data(v)) for v in (values, scaled))
    np.testing.assert_allclose(two.scores, one.scores, atol=1e-6)


@given(tables(), st.sampled_from((0.001, 1000.0)))
def test_goalposts_move_with_their_measuring_unit(values: np.ndarray, factor: float):
    moved = indicator("a", weight=2, goalposts=posts(0, 100 * factor))
    chosen = replace(small(), indicators=(moved, *small().indicators[1:]))
    scaled = values.copy()
    scaled[..., 0] *= factor
    one, two = build(recipe("goalposts"), data(values)), build(default_recipe(chosen), data(scaled))
    np.testing.assert_allclose(two.scores, one.scores, atol=1e-8)


@settings(max_examples=25)
@given(tables())
def test_ranks_are_one_to_n_and_agree_with_scores(values: np.ndarray):
    index = build(replace(recipe("goalposts"), rank_decimals=None), data(values))
    for p in range(2):
        scores, ranks = index.scores[:, p, 0], index.ranks[:, p, 0]
        known = ~np.isnan(scores)
        if known.sum() < 2:
            assert not ranks.any()
            continue
        better = (scores[known][None, :] > scores[known][:, None]).sum(axis=1)
        assert (ranks[known] == better + 1).all()
        assert not ranks[~known].any()


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(0, 5), st.just(2), st.just(3)),
        elements=st.floats(allow_infinity=False),
    ),
    st.sampled_from(EVERY),
    st.sampled_from(MEANS),
)
def test_any_finite_number_gives_a_score_a_reason_or_an_error(values: np.ndarray, method: str, mean: str):
    try:
        index = build(recipe(method, mean), data(values))
    except RecipeError as error:
        assert "use a larger measuring unit" in str(error)  # noqa: PT017 - an error is one of the answers
        return
    assert not np.isinf(index.scores).any()
    assert (np.isnan(index.scores) == (index.reasons != 0)).all()
    assert (np.isnan(index.normalised) == (index.indicator_reasons != 0)).all()
