"""One city scored again equals a full build with the same change, and costs only the way up."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator, node

from cityindex.analysis.whatif import Scored, WhatIf
from cityindex.build import Index, build
from cityindex.dataset import Dataset, Status
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, RecipeError, Screen, Weigh
from cityindex.steps.scales import SCALES

METHODS = tuple(sorted({*SCALES} - {"none", "bands"}))
MEANS = ("arithmetic", "geometric", "harmonic", "median", "mazziotta_pareto", "copeland")
CODES = ("a", "b", "c", "d")

cells = st.one_of(
    st.integers(0, 120).map(float), st.floats(0, 120).map(lambda x: round(x, 2)), st.just(math.nan)
)


def tree() -> Framework:
    return framework(
        indicator("a", weight=2),
        indicator("b", direction=-1),
        indicator("c", "right", denominator="people"),
        indicator("d", "right", denominator="a"),
    )


def recipes() -> st.SearchStrategy[Recipe]:
    def make(
        method: str, scope: tuple[str, int | None], top: str, low: str, share: float, decimals: int | None
    ) -> Recipe:
        within, base = scope
        steps = (
            Screen(min_share=share),
            Denominate(),
            Normalise(
                method,
                within=within,
                base=base,
                targets=dict.fromkeys("abcd", 50.0),
                reference="u0",
                overrides={"c": {"method": "goalposts", "goalposts": [0, 2]}},
            ),
            Weigh(weights={"b": 3}),
            Aggregate(levels={"index": top, "part": low}, min_share={"index": 0.5}),
        )
        return Recipe(tree(), steps, decimals)

    return st.builds(
        make, st.sampled_from(METHODS), st.sampled_from((("all", None), ("period", None), ("all", 2000))), st.sampled_from(MEANS),
        st.sampled_from(MEANS), st.sampled_from((0, 0.5)), st.sampled_from((None, 1)),
    )  # fmt: skip


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    values = draw(arrays(np.float64, (draw(st.integers(1, 5)), 2, 4), elements=cells))
    return Dataset.from_array(
        values,
        units=[f"u{n}" for n in range(len(values))],
        periods=(2000, 2001),
        indicators=CODES,
        context={"people": np.full(values.shape[:2], 50.0)},
    )


def same(found: Scored, full: Index, p: int) -> None:
    np.testing.assert_allclose(found.scores, full.scores[0, p], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.normalised, full.normalised[0, p], rtol=1e-12, atol=1e-12)
    assert found.reasons.tolist() == full.reasons[0, p].tolist()
    assert found.ranks.tolist() == full.ranks[0, p].tolist()


@given(recipes(), datasets(), st.sampled_from(CODES), cells, st.sampled_from((2000, 2001)))
def test_a_changed_value_equals_a_full_build(recipe: Recipe, data: Dataset, code: str, x: float, period: int):
    found = WhatIf(build(recipe, data), "u0", period).score(values={code: x})
    cell = (0, data.periods.index(period), CODES.index(code))
    values, status = data.values.copy(), data.status.copy()
    values[cell], status[cell] = x, Status.MISSING if math.isnan(x) else Status.OBSERVED
    same(found, build(recipe, replace(data, values=values, status=status)), cell[1])
    assert found.way == "path"


weights = st.floats(0, 10).map(lambda w: round(w, 6))
"""Down to a millionth: a weight of 1e-320 has no reciprocal, and the build says so."""


@given(recipes(), datasets(), st.sampled_from((*CODES, "left", "right")), weights)
def test_a_changed_weight_equals_a_full_build(recipe: Recipe, data: Dataset, code: str, weight: float):
    found = WhatIf(build(recipe, data), "u0").score(weights={code: weight})
    same(found, build(recipe.with_step(Weigh(weights={"b": 3, code: weight})), data), 1)


@given(datasets(), st.sampled_from(CODES), cells, st.sampled_from(("period", "all")))
def test_screening_a_city_by_all_its_years_builds_everything_again(
    data: Dataset, code: str, x: float, within: str
):
    steps = (Screen(min_share=0.6, within=within), Denominate(), Normalise("minmax"), Weigh(), Aggregate())
    recipe = Recipe(tree(), steps)
    what = WhatIf(build(recipe, data), "u0")
    found, full = what.score(values={code: x}), what.rebuild(values={code: x})
    np.testing.assert_allclose(found.scores, full.scores, rtol=1e-12, atol=1e-12)
    assert found.way == {"period": "path", "all": "rebuild"}[within]


@given(datasets(), st.sampled_from(CODES), weights)
def test_a_set_weight_among_weights_drawn_from_scores(data: Dataset, code: str, weight: float):
    recipe = Recipe(
        tree(), (Normalise("goalposts"), Weigh(levels={"index": "equal", "part": "entropy"}), Aggregate())
    )
    try:
        what = WhatIf(build(recipe, data), "u0")
    except RecipeError:
        assume(False)
    found, full = what.score(weights={code: weight}), what.rebuild(weights={code: weight})
    np.testing.assert_allclose(found.scores, full.scores, rtol=1e-12, atol=1e-12)
    assert found.way == "path"


def index(*, method: str = "goalposts", **fields: object) -> Index:
    chosen = framework(
        indicator("a", "left"), indicator("b", "left"), indicator("c", "right"), indicator("d", "far"),
        nodes=(node("index"), node("left", "index"), node("right", "index"), node("far", "right")), **fields,
    )  # fmt: skip
    data = Dataset.from_array(
        np.array([[10.0, 20, 30, 40], [50, 60, 70, 80], [15, 15, 90, 5]]), units=["u0", "u1", "u2"], indicators=CODES
    )  # fmt: skip
    return build(default_recipe(chosen).with_step(Normalise(method)), data)


@pytest.mark.parametrize(
    ("change", "evaluated"),
    [
        ({"values": {"a": 11}}, {"left", "index"}),
        ({"values": {"d": 11}}, {"far", "right", "index"}),
        ({"values": {"a": 11, "c": 3}}, {"left", "right", "index"}),
        ({"weights": {"left": 2}}, {"index"}),
        ({"weights": {"d": 2}}, {"far", "right", "index"}),
        ({"values": {"a": 10}}, set()),
        ({}, set()),
    ],
)
def test_only_the_way_up_is_computed(change: dict, evaluated: set[str]):
    assert set(WhatIf(index(), "u0").score(**change).evaluated) == evaluated


def test_the_rank_counts_the_others():
    found = WhatIf(index(), "u0").score(values={"a": 100, "b": 100})
    assert (found.ranks_before[0], found.rank(), found.rank("left")) == (3, 1, 1)
    assert found.gain() == pytest.approx(42.5)
    assert not found.others_moved


def test_a_new_end_of_the_scale_moves_the_others_too():
    moved = WhatIf(index(method="minmax"), "u0").score(values={"a": 100})
    inside = WhatIf(index(method="minmax"), "u2").score(values={"a": 20})
    assert moved.others_moved
    assert not inside.others_moved


def test_values_that_travel_through_other_cells_build_everything_again():
    built = index()
    steps = (built.recipe.steps[0], Impute("mean"), *built.recipe.steps[1:])
    values = built.dataset.values.copy()
    values[1, 0, 0] = np.nan
    data = replace(built.dataset, values=values, status=np.where(np.isnan(values), np.uint8(0), np.uint8(3)))
    imputed = build(replace(built.recipe, steps=steps), data)
    found = WhatIf(imputed, "u0").score(values={"a": 90})
    assert (found.way, found.others_moved) == ("rebuild", True)
    assert WhatIf(imputed, "u0").score(weights={"a": 3}).way == "path"


def test_a_new_value_replaces_a_suspect_one():
    built = index()
    suspects = np.zeros(built.dataset.values.shape, dtype=bool)
    suspects[0, 0, 0] = True
    doubtful = build(built.recipe, built.dataset.with_suspects(suspects))
    found = WhatIf(doubtful, "u0").score(values={"a": 10})
    assert found.score() == pytest.approx(built.score("u0"))


@pytest.mark.parametrize(
    "change",
    [
        {"values": {"z": 1}}, {"values": {"left": 1}}, {"values": {"a": math.inf}},
        {"weights": {"z": 1}}, {"weights": {"a": -1}}, {"weights": {"a": math.nan}},
    ],
)  # fmt: skip
def test_what_cannot_be_asked(change: dict):
    with pytest.raises(ValueError, match=r"indicator|value of a|weight of a"):
        WhatIf(index(), "u0").score(**change)


def test_cities_and_periods_that_are_not_there():
    with pytest.raises(ValueError, match="no city 'x'"):
        WhatIf(index(), "x")
    with pytest.raises(ValueError, match="no period 1999"):
        WhatIf(index(), "u0", 1999)


def test_its_table():
    rows = WhatIf(index(), "u0").score(values={"a": 100}).table().rows()
    assert [(r["node"], r["gain"]) for r in rows][:2] == [
        ("index", pytest.approx(22.5)),
        ("left", pytest.approx(45)),
    ]
