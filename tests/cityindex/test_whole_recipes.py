"""Any recipe of all steps on any data: numbers or reasons, replays, the order of units, JSON, cities added, twins."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import bands, framework, indicator
from tests.cityindex.steps.test_any_values import steps

from cityindex.analysis.columns import columns_after
from cityindex.build import Index, build
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Normalise, RecipeError, Step, Weigh
from cityindex.steps.means import MEANS
from cityindex.steps.scales import SCALES
from cityindex.steps.weigh import FROM_SCORES

CODES = ("a", "b", "c", "d")
SMALL = framework(
    indicator("a", weight=2, bands="scale"),
    indicator("b", direction=-1, bands="scale"),
    indicator("c", "right", bands="scale"),
    indicator("d", "right", weight=0, bands="scale"),
    bands=[bands(0, 30, 60)],
)
FIXED = ("goalposts", "scaled", "bands")
POWER = ("arithmetic", "geometric", "harmonic")


@st.composite
def columns(draw: st.DrawFn) -> np.ndarray:
    """Four to six units, two periods, four indicators: ties, gaps, zeros, negative numbers, constant columns."""
    units = draw(st.integers(1, 6))
    cell = st.one_of(
        st.floats(-50, 150).map(lambda x: round(x, 2)),
        st.sampled_from([0.0, 1.0, 50.0]),
        st.just(float("nan")),
    )
    values = draw(arrays(np.float64, (units, 2, 4), elements=cell))
    flat = draw(st.sampled_from([None, 0.0, 7.0, float("nan")]))
    if flat is not None:
        values[..., draw(st.integers(0, 3))] = flat
    return values


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    """Up to two steps on the values, then any scale, weights and means, and ranks as printed or not."""
    scale = draw(st.sampled_from(list(SCALES)))
    normalise = Normalise(
        scale,
        within=draw(st.sampled_from(["all", "period"])),
        targets=dict.fromkeys(CODES, 60.0),
        reference="u0",
        low=draw(st.sampled_from([0.0, 1.0])),
        overrides={"b": {"method": "minmax"}} if scale == "none" else {},
    )
    mean = draw(st.sampled_from(list(MEANS)))
    choice = {"method": mean, "power": 0.5} if mean == "generalised" else mean
    # The penalty can end at exactly 0, where rounding decides the sign: a second one above it may or may not be defined.
    tops = ["arithmetic"] if mean == "mazziotta_pareto" else [choice, "arithmetic"]
    aggregate = Aggregate(levels={"part": choice, "index": draw(st.sampled_from(tops))})
    before: list[Step] = draw(st.lists(steps, max_size=2))
    weigh = Weigh(draw(st.sampled_from(["given", "equal", *FROM_SCORES])))
    return Recipe(SMALL, (*before, normalise, weigh, aggregate), draw(st.sampled_from([None, 2])))


def data(values: np.ndarray) -> Dataset:
    count = len(values)
    return Dataset.from_array(
        values,
        units=[f"u{n}" for n in range(count)],
        periods=(2020, 2022),
        indicators=CODES,
        context={"people": np.arange(1.0, 2 * count + 1).reshape(count, 2)},
        groups={"island": ["Java", "Timor", "Bali", "Timor", "Java", "Bali"][:count]},
    )


def reordered(dataset: Dataset, order: list[int]) -> Dataset:
    return replace(
        dataset,
        units=tuple(dataset.units[n] for n in order),
        values=dataset.values[order],
        status=dataset.status[order],
        context={name: series[order] for name, series in dataset.context.items()},
        groups={name: tuple(labels[n] for n in order) for name, labels in dataset.groups.items()},
    )


def built(recipe: Recipe, dataset: Dataset) -> Index | None:
    """Build, or None where the recipe says what to change."""
    try:
        return build(recipe, dataset)
    except RecipeError as error:
        assert len(str(error)) > 20  # noqa: PT017 - an error is one of the answers
        return None


@settings(max_examples=150)
@given(recipes(), columns())
def test_a_score_is_finite_or_has_a_reason(recipe: Recipe, values: np.ndarray):
    if (index := built(recipe, data(values))) is None:
        return
    assert not np.isinf(index.scores).any()
    assert (np.isnan(index.scores) == (index.reasons != 0)).all()
    assert (np.isnan(index.normalised) == (index.indicator_reasons != 0)).all()
    assert ((index.ranks > 0) <= ~np.isnan(index.scores)).all()


@settings(max_examples=100)
@given(recipes(), columns())
def test_a_recipe_read_back_from_json_gives_the_same_bytes(recipe: Recipe, values: np.ndarray):
    again = Recipe.from_json(recipe.to_json(), SMALL)
    assert again == recipe
    one, two = built(recipe, data(values)), built(again, data(values))
    assert (one is None) == (two is None)
    if one and two:
        assert one.scores.tobytes() == two.scores.tobytes()
        assert one.ranks.tobytes() == two.ranks.tobytes()


@settings(max_examples=150)
@given(recipes(), columns(), st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(recipe: Recipe, values: np.ndarray, random):
    order = random.sample(range(len(values)), len(values))
    one, two = built(recipe, data(values)), built(recipe, reordered(data(values), order))
    assert (one is None) == (two is None)
    if one and two:
        searched = recipe.steps[-2] == Weigh("correlation")  # weights found step by step, to a tolerance
        close = 1e-4 if searched else 1e-6
        np.testing.assert_allclose(two.scores, one.scores[order], rtol=close, atol=close)
        assert (two.reasons == one.reasons[order]).all()


@settings(max_examples=100)
@given(recipes(), columns())
def test_two_cities_with_the_same_values_are_never_told_apart(recipe: Recipe, values: np.ndarray):
    values = np.concatenate([values[:5], values[:1]])
    alike = replace(
        data(values),
        context={"people": np.full(values.shape[:2], 5.0)},
        groups={"island": ("Timor",) * len(values)},
    )
    chosen = replace(recipe, rank_decimals=None)
    if index := built(chosen, alike):
        np.testing.assert_array_equal(index.scores[0], index.scores[-1])
        assert (index.ranks[0] == index.ranks[-1]).all()


@settings(max_examples=50)
@given(columns(), st.sampled_from(FIXED), st.sampled_from(POWER), st.sampled_from(["given", "equal"]))
def test_a_city_added_under_fixed_scales_moves_nobody(
    values: np.ndarray, scale: str, mean: str, weights: str
):
    levels = dict.fromkeys(("part", "index"), mean)
    recipe = Recipe(SMALL, (Normalise(scale), Weigh(weights), Aggregate(levels=levels)))
    few, all_of_them = build(recipe, data(values[:-1])), build(recipe, data(values))
    np.testing.assert_allclose(few.scores, all_of_them.scores[:-1], rtol=1e-12)
    assert (few.reasons == all_of_them.reasons[:-1]).all()


@settings(max_examples=100)
@given(recipes(), columns())
def test_analyses_look_at_the_scores_that_were_built(recipe: Recipe, values: np.ndarray):
    if (index := built(recipe, data(values))) is None:
        return
    columns_of_all = columns_after(recipe, data(values), "aggregate").values
    np.testing.assert_array_equal(columns_of_all[..., len(CODES) :], index.scores)
