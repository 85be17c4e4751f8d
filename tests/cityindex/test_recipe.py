"""Recipes: order, defaults, and a round trip through JSON."""

import json

import numpy as np
import pytest
from tests.cityindex.making import framework, indicator

from cityindex import framework as frameworks
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, RecipeError, Screen, Treat, Weigh
from cityindex.steps.imputers import register_imputer
from cityindex.steps.state import State


@pytest.mark.parametrize("framework_id", frameworks.ids())
def test_every_default_recipe_survives_json(framework_id: str):
    chosen = frameworks.get(framework_id)
    recipe = default_recipe(chosen)
    assert Recipe.from_json(recipe.to_json(), chosen) == recipe


def test_every_parameter_survives_json():
    small = framework()
    recipe = Recipe(
        small,
        (
            Denominate(by={"a": "b"}, per=1000, factors={"a": 100}),
            Impute(
                "median",
                "province",
                limit=2,
                ends="nearest",
                level="part",
                rescale=True,
                overrides={"a": {"method": "linear"}},
            ),
            Screen(suspects=True, min_share=0.5, keep=("u0",), drop=("u1",), min_nonzero=0.1, within="all"),
            Treat(
                skew=1,
                kurtosis=2,
                points=3,
                indicators=("a",),
                method="transform",
                transform="boxcox",
                power=0.5,
                combine=True,
                within="period",
                overrides={"a": {"method": "winsorise"}},
            ),
            Normalise("minmax", low=1, high=10, within="period", overrides={"a": {"method": "rank"}}),
            Normalise("scaled", base=2020, reference="u0", range=(1.0, 5.0), cap=True),
            Weigh("equal", levels={"index": "given"}, weights={"a": 3}),
            Weigh(
                "pca",
                nodes={"right": "critic"},
                budgets={"left": {"Ani": {"a": 60, "b": 40}}},
                comparisons={"index": {"left": {"right": 3}}},
                consistency=0.2,
                importance={"a": 2},
                base=0,
            ),
            Aggregate(
                levels={"part": "geometric", "index": {"method": "generalised", "power": 0.5}},
                nodes={"left": "median", "right": {"min_share": 0.5}},
                min_share={"index": 0.5},
            ),
        ),
        rank_decimals=None,
    )
    assert Recipe.from_json(recipe.to_json(), small) == recipe


def test_the_default_divides_only_where_the_framework_says_so():
    names = [step.name for step in default_recipe(framework()).steps]
    assert names == ["screen", "normalise", "weigh", "aggregate"]
    divided = framework(indicator("a", denominator="people"), indicator("b"), indicator("c", "right"))
    assert "denominate" in [step.name for step in default_recipe(divided).steps]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"framework": "other", "steps": []}, "the recipe is for 'other', not for 'small'"),
        ({"framework": "small", "steps": [{"step": "bake"}]}, "no step 'bake'; choose one of screen"),
        ({"framework": "small", "steps": [{"step": "weigh", "colour": 1}]}, "weigh: no parameter 'colour'"),
        ({"framework": "small"}, "a recipe is an object with framework"),
        ({"framework": "small", "steps": ["weigh"]}, "a step is 'weigh'; write an object"),
        ({"framework": "small", "steps": [], "rank_decimals": 2.5}, "rank_decimals is 2.5"),
        (
            {"framework": "small", "steps": [{"step": "screen", "suspects": 1}]},
            "screen: suspects is 1; give true",
        ),
        (
            {"framework": "small", "steps": [{"step": "screen", "min_share": True}]},
            "min_share is True; give a number",
        ),
        (
            {"framework": "small", "steps": [{"step": "treat", "points": 2.5}]},
            "points is 2.5; give a whole number",
        ),
        (
            {"framework": "small", "steps": [{"step": "weigh", "weights": [1]}]},
            r"weights is \[1\]; give an object",
        ),
        (
            {"framework": "small", "steps": [{"step": "weigh", "weights": {"a": "x"}}]},
            "weights of a is 'x'; give a number",
        ),
        (
            {"framework": "small", "steps": [{"step": "weigh", "levels": {"index": 5}}]},
            "levels of index is 5; give a word, or an object",
        ),
        (
            {"framework": "small", "steps": [{"step": "normalise", "overrides": {"a": 5}}]},
            "overrides of a is 5; give an object of options",
        ),
        (
            {"framework": "small", "steps": [{"step": "screen", "drop": [["u0"]]}]},
            r"drop is \['u0'\]; give a word",
        ),
        (
            {"framework": "small", "steps": [{"step": "denominate", "per": float("nan")}]},
            "per is nan; give a number",
        ),
        (
            {"framework": "small", "steps": [{"step": "normalise", "high": 10**400}]},
            "high is 10+; give a number",
        ),
        (
            {"framework": "small", "steps": [{"step": "normalise", "base": 2020.5}]},
            "base is 2020.5; give a whole number, or null",
        ),
        (
            {"framework": "small", "steps": [{"step": "normalise", "range": [1, "2"]}]},
            "range is '2'; give a number",
        ),
        (
            {"framework": "small", "steps": [{"step": "screen", "drop": "u0"}]},
            "drop is 'u0'; give a list of codes",
        ),
    ],
)
def test_a_recipe_that_cannot_be_read_says_why(data: dict[str, object], message: str):
    with pytest.raises(RecipeError, match=message):
        Recipe.from_dict(data, framework())


def test_a_step_is_replaced_in_place():
    recipe = default_recipe(framework())
    changed = recipe.with_step(Normalise("minmax"))
    assert [s.name for s in changed.steps] == [s.name for s in recipe.steps]
    assert changed.steps[1] == Normalise("minmax")
    with pytest.raises(RecipeError, match="no step 'impute' to replace"):
        recipe.with_step(Impute())


def test_the_plain_form_is_what_json_gives_back():
    plain = default_recipe(framework()).to_dict()
    assert json.loads(json.dumps(plain)) == plain


def test_text_that_is_no_json():
    with pytest.raises(RecipeError, match="not valid JSON"):
        Recipe.from_json("{", framework())


def flat(state: State) -> np.ndarray:
    return np.zeros(state.values.shape)


def test_a_function_is_written_down_by_its_name_or_not_at_all():
    small = framework()
    with pytest.raises(RecipeError, match="the function flat has no name to write down; register it"):
        Recipe(small, (Impute("function", function=flat),)).to_dict()
    with pytest.raises(RecipeError, match="the function flat has no name"):
        Recipe(small, (Impute(overrides={"a": {"function": flat}}),)).to_dict()
    register_imputer("flat", flat)
    recipe = Recipe(small, (Impute("function", function=flat),))
    assert recipe.to_dict()["steps"][0]["function"] == "flat"
    assert Recipe.from_json(recipe.to_json(), small).steps[0] == Impute("function", function="flat")


def test_names_of_functions_are_given_once():
    register_imputer("flat", flat)
    with pytest.raises(ValueError, match="another function is registered as 'flat'"):
        register_imputer("flat", lambda state: state.values)
    with pytest.raises(ValueError, match="give one"):
        register_imputer("", flat)
