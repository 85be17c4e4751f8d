"""Contributions to a score, a change and a difference add up, whatever the recipe, the gaps and the zeros."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import dataset, framework, indicator, posts
from tests.cityindex.test_asem import Case

from cityindex.analysis.contributions import change, contributions, difference
from cityindex.analysis.contributions.secants import Places, secant, value
from cityindex.build import Index, build
from cityindex.dataset import Dataset, Status
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Impute, Normalise, RecipeError, Weigh
from cityindex.steps.means import MEANS as BY_NAME

MEANS = (
    "arithmetic", "geometric", "harmonic", "median", {"method": "generalised", "power": 0.5},
    {"method": "generalised", "power": -2}, "mazziotta_pareto", {"method": "mazziotta_pareto", "penalty": "up"},
)  # fmt: skip
SCALES = ("goalposts", "minmax", "percentile", "zscore")
cells = st.one_of(st.floats(-5, 105).map(lambda x: round(x, 3)), st.sampled_from((0.0, 100.0, math.nan)))
means = st.sampled_from(MEANS)
weights = st.fixed_dictionaries({code: st.sampled_from((0.0, 1.0, 2.5)) for code in ("a", "b", "d", "left")})


def small() -> Framework:
    return framework(
        indicator("a", weight=2),
        indicator("b", direction=-1),
        indicator("c", "right"),
        indicator("d", "right", goalposts=posts(1, 100, log=True)),
    )


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    within = draw(st.sampled_from(("all", "period")))
    return Recipe(
        small(),
        (
            Impute("mean") if draw(st.booleans()) else Impute(),
            Normalise(draw(st.sampled_from(SCALES)), low=draw(st.sampled_from((0.0, 1.0))), within=within),
            Weigh(weights=draw(weights)),
            Aggregate(nodes={code: draw(means) for code in ("index", "left", "right")}),
        ),
    )


@st.composite
def indices(draw: st.DrawFn) -> Index:
    values = draw(arrays(np.float64, (draw(st.integers(1, 4)), 2, 4), elements=cells))
    units = [f"u{n}" for n in range(len(values))]
    data = Dataset.from_array(values, units=units, periods=[2020, 2021], indicators=["a", "b", "c", "d"])
    return build(draw(recipes()), data)


def close(parts: np.ndarray, whole: float, *more: float) -> None:
    size = np.nansum(np.abs(parts)) + abs(whole) + sum(map(abs, more))
    assert np.nansum(parts) == pytest.approx(whole, abs=1e-12 * size + 1e-13)


@given(indices(), st.sampled_from(("index", "left", "right")))
def test_contributions_add_up_to_the_score_at_every_node(index: Index, node: str):
    found = contributions(index, node=node)
    for u, score in enumerate(found.scores):
        if np.isnan(score):
            assert np.isnan(found.contributions[u]).all()
            continue
        close(found.contributions[u, :4], score)
        leaves = found.contributions[u, :4]
        if node == "index":
            close(found.contributions[u, [5, 6]], score, *np.nan_to_num(leaves))
            size = np.nansum(np.abs(leaves))
            for part, below in ((5, leaves[:2]), (6, leaves[2:])):
                inner = np.nan_to_num(found.contributions[u, part])
                assert np.nansum(below) == pytest.approx(inner, abs=1e-9 * size + 1e-13)
        assert found.weights[u, :4][~np.isnan(leaves)].sum() == pytest.approx(1)


def added_up(found) -> None:
    delta = found.after.score - found.before.score
    parts = np.concatenate([found.value, found.method, found.weight, found.coverage])
    assert np.isfinite(parts).all()
    close(parts, delta, found.before.score, found.after.score)


def scored(index: Index, unit: int, period: int, node: int = 0) -> bool:
    return not np.isnan(index.scores[unit, period, node])


@given(indices(), st.sampled_from((0, 1, 2)))
def test_effects_add_up_between_years_and_between_cities(index: Index, node: int):
    code = index.nodes[node]
    if scored(index, 0, 0, node) and scored(index, 0, 1, node):
        found = change(index, "u0", 2020, node=code)
        added_up(found)
        assert not found.weight.any()
        if index.recipe.steps[1].within == "all":  # type: ignore[union-attr]
            assert not found.method.any()
    if scored(index, 0, 1, node) and scored(index, -1, 1, node):
        found = difference(index, "u0", index.units[-1], node=code)
        added_up(found)
        assert not found.method.any()
        assert not found.weight.any()


@given(indices(), recipes())
def test_effects_add_up_between_two_recipes(index: Index, recipe: Recipe):
    other = build(recipe, index.dataset)
    if scored(index, 0, 0) and scored(other, 0, 1):
        try:
            found = difference(index, "u0", "u0", before_period=2020, other=other)
        except ValueError as error:
            assert "one of them has no value here" in str(error)  # noqa: PT017 - a negative under another mean
            return
        added_up(found)


@pytest.mark.parametrize(
    ("before", "after"), [("arithmetic", {"method": "generalised", "power": 0.5}), ("median", "geometric")]
)
def test_a_negative_score_without_weight_takes_no_part(before, after):
    """A mean of powers never meets it, although the other recipe gives the part weight."""
    chosen = small()
    values = np.array([[[-300.0, 110, 50, 50], [60, 20, 40, 40]]])
    data = Dataset.from_array(values, units=["u"], periods=[1, 2], indicators=["a", "b", "c", "d"])
    recipe = default_recipe(chosen).with_step(
        Normalise("minmax", overrides={"a": {"goalposts": [0, 100], "method": "goalposts", "cap": False}})
    )
    without = recipe.with_step(Weigh(weights={"left": 0})).with_step(Aggregate(nodes={"index": before}))
    one, other = build(without, data), build(recipe.with_step(Aggregate(nodes={"index": after})), data)
    assert one.scores[0, 0, 1] < 0
    found = difference(one, "u", "u", before_period=1, other=other)
    added_up(found)
    assert not found.value[:2].any()
    assert found.weight[found.codes.index("left")] != 0


def test_a_part_that_falls_to_nothing_adds_up_under_mazziotta_pareto():
    """From (2, −1), below nothing on the way, and near 0 beside 1, where the closed form would lose its digits."""
    for start, end in (((2.0, -1.0), (0.0, 0.0)), ((1.0, 1.0), (1e-17, 1e-17)), ((0.0, 0.0), (3.0, -1.0))):
        at = Places(np.array(start), np.array(end), np.array([0.5, 0.5]), np.array([0.75, 0.25]))
        found = secant(BY_NAME["mazziotta_pareto"], {"penalty": "down"}, at)
        low, high = (
            value(BY_NAME["mazziotta_pareto"], {"penalty": "down"}, x, s)
            for x, s in ((at.x0, at.s0), (at.x1, at.s1))
        )
        close(
            np.concatenate([found.slopes * (at.x1 - at.x0), found.pulls * (at.s1 - at.s0)]),
            high - low - found.rest,
        )


def test_the_reference_case_under_mixed_means(asem: Case):
    levels = {"2": "geometric", "3": {"method": "generalised", "power": 0.5}, "4": "mazziotta_pareto"}
    scale = Normalise("minmax", low=1, high=100)
    index = build(asem.recipe.with_step(Aggregate(levels=levels)).with_step(scale), asem.data)
    found = contributions(index)
    np.testing.assert_allclose(np.nansum(found.contributions[:, :49], axis=1), found.scores, rtol=1e-12)
    plain = build(asem.recipe, asem.data)
    for other in ("SGP", "LAO", "DEU"):
        added_up(difference(index, "AUT", other))
        added_up(difference(index, "AUT", other, other=plain))


def test_arithmetic_contributions_are_weight_times_value(asem: Case):
    found = contributions(build(asem.recipe, asem.data))
    np.testing.assert_allclose(
        found.contributions[:, :49], found.weights[:, :49] * found.values[:, :49], rtol=1e-12
    )


def by_hand(mean: str, *rows: tuple[float, ...], **steps: object) -> Index:
    chosen = framework(indicator("a", weight=3), indicator("b"), indicator("c", "right"), aggregate=mean)
    return build(default_recipe(chosen), dataset(chosen, *rows))


def test_a_gap_and_an_imputed_value_are_marked_and_the_rest_is_scaled_up():
    chosen = small()
    data = dataset(chosen, (50, 50, math.nan, 10), (math.nan, 40, math.nan, 20))
    recipe = default_recipe(chosen)
    rows = contributions(build(recipe, data)).table().rows()
    assert [row["basis"]["en"] for row in rows[4:]] == ["missing", "observed", "missing", "observed"]
    assert rows[4]["contribution"] is None
    assert rows[4]["reason"]["en"] == "There is no value yet."
    assert rows[5]["weight"] == 0.5  # alone in its part
    filled = replace(recipe, steps=(Impute("mean"), *recipe.steps))
    index = build(filled, data)
    assert contributions(index).table().rows()[4]["basis"]["en"] == "imputed"
    assert contributions(index).status[1, 0] == Status.IMPUTED


def test_a_gap_that_closes_counts_as_coverage():
    chosen = small()
    values = np.array([[[50.0, math.nan, 10, 10], [50.0, 90, 10, 10]]])
    data = Dataset.from_array(values, units=["u"], periods=[1, 2], indicators=["a", "b", "c", "d"])
    found = change(build(default_recipe(chosen), data), "u", 1)
    assert not found.value.any()
    assert found.coverage[1] < 0  # b scores 10, below a
    added_up(found)


def test_another_weight_counts_by_how_far_the_part_stands_from_the_others():
    one = by_hand("arithmetic", (80, 20, 50))
    other = build(one.recipe.with_step(Weigh(weights={"a": 1})), one.dataset)
    found = difference(one, "u0", "u0", other=other)
    # left falls from 65 to 50: a loses a quarter of the weight, b gains it, each 30 away from the middle
    assert found.weight[:2] == pytest.approx([-0.25 * 0.5 * 22.5, 0.25 * 0.5 * -37.5])
    assert found.weight.sum() == pytest.approx(-7.5)
    assert not found.value.any()


def test_another_mean_counts_as_method_of_the_node():
    one = by_hand("arithmetic", (80, 20, 50))
    other = build(one.recipe.with_step(Aggregate(nodes={"left": "geometric"})), one.dataset)
    found = difference(one, "u0", "u0", other=other)
    assert found.method[found.codes.index("left")] == pytest.approx(other.score("u0") - one.score("u0"))


def test_a_scale_that_moves_is_parted_from_the_value():
    chosen = framework(indicator("a"), indicator("b", "right"), normalise="minmax")
    values = np.array([[[10.0, 5], [20, 5]], [[0.0, 0], [0, 0]], [[20.0, 10], [80, 10]]])
    data = Dataset.from_array(values, units=["u", "v", "w"], periods=[1, 2], indicators=["a", "b"])
    index = build(default_recipe(chosen).with_step(Normalise("minmax", within="period")), data)
    found = change(index, "u", 1)  # from 10 of 20 to 20 of 80: twice as much, but half the score
    assert found.value[0] == pytest.approx(0.5 * ((100 - 50) + (25 - 12.5)) / 2)
    assert found.method[0] == pytest.approx(0.5 * ((12.5 - 50) + (25 - 100)) / 2)
    assert found.value[1] == found.method[1] == 0
    added_up(found)


def test_goalposts_know_no_break_between_two_data_sets():
    chosen = small()
    one, other = (dataset(chosen, row) for row in ((10, 20, 30, 7), (40, 10, 30, 70)))
    recipe = default_recipe(chosen)
    found = difference(build(recipe, one), "u0", "u0", other=build(recipe, other))
    assert not found.method.any()
    moved = build(
        recipe.with_step(Normalise("goalposts", overrides={"d": {"goalposts": [1, 1000, "log"]}})), one
    )
    found = difference(build(recipe, one), "u0", "u0", other=moved)
    assert found.method[3] < 0
    assert found.value[3] == 0


def test_what_cannot_be_decomposed_says_so():
    index = by_hand("arithmetic", (1, 2, 3), (4, 5, math.nan))
    with pytest.raises(ValueError, match="u1 has no score of right in 0: There is no value yet"):
        difference(index, "u0", "u1", node="right")
    with pytest.raises(ValueError, match="no unit 'nobody'"):
        change(index, "nobody", 0)
    with pytest.raises(ValueError, match="no period 7; there are 0"):
        change(index, "u0", 7)
    with pytest.raises(ValueError, match="'a' is no node"):
        contributions(index, node="a")
    copeland = build(index.recipe.with_step(Aggregate(nodes={"index": "copeland"})), index.dataset)
    with pytest.raises(RecipeError, match="copeland compares units with each other"):
        contributions(copeland)
    with pytest.raises(RecipeError, match="copeland compares units with each other"):
        difference(copeland, "u0", "u1")
    added_up(difference(copeland, "u0", "u1", node="left"))


def test_tables_name_what_they_hold():
    index = by_hand("geometric", (80, 20, 50), (10, 40, 0))
    found = difference(index, "u0", "u1")
    rows = found.table().rows()
    assert [row["code"] for row in rows] == ["c", "a", "b"]
    assert rows[0]["total"] == pytest.approx(-index.score("u0"))
    assert sum(row["sum"] for row in found.table("kinds").rows()) == pytest.approx(-index.score("u0"))
    parts = contributions(index).table("parts").rows()
    assert [row["basis"]["en"] for row in parts[:2]] == ["computed", "computed"]
