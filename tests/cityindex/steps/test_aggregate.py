"""The step *aggregate*: which mean a node takes, and what happens where there is none."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator, node

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework.types import Aggregate as Mean
from cityindex.framework.types import Framework
from cityindex.reasons import Reason
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Normalise, RecipeError, State, Weigh, start

NAN = float("nan")
CHOSEN = framework(
    indicator("a"), indicator("b"), indicator("c", "right"), indicator("d", "right"), min_share=0.25
)


def state(*rows: list[float], chosen: Framework = CHOSEN) -> State:
    return Normalise("none").apply(start(chosen, dataset(chosen, *rows)))


def scores(step: Aggregate, *rows: list[float]) -> list[list[float]]:
    found: list[list[float]] = step.apply(state(*rows)).scores[:, 0].tolist()
    return found


def test_every_level_and_every_node_may_have_its_own_mean():
    step = Aggregate(
        levels={"part": {"method": "generalised", "power": 2}, "index": "harmonic"},
        nodes={"right": {"method": "mazziotta_pareto", "penalty": "up"}},
    )
    assert scores(step, [1, 7, 90, 110]) == [pytest.approx([2 / (1 / 5 + 1 / 101), 5, 101])]


def test_the_nearest_choice_decides():
    tree = framework(
        indicator("a"), indicator("b"), indicator("c", "right"), indicator("d", "right"),
        nodes=(
            node("index"),
            node("left", "index"),
            node("right", "index", aggregate=Mean.GENERALISED, power=-1.0, min_share=1.0),
        ),
        aggregate="geometric",
    )  # fmt: skip
    left, right = tree.nodes[1:]
    part = tree.level("part")
    own = Aggregate()
    assert (own.method_of(left, part), own.method_of(right, part)) == ("geometric", "generalised")
    assert own.option_of(right, part, "power") == -1
    assert (own.share_of(left, part), own.share_of(right, part)) == (0, 1)
    level = Aggregate(levels={"part": {"method": "median", "min_share": 0.5}})
    assert (level.method_of(right, part), level.share_of(right, part)) == ("median", 0.5)
    both = Aggregate(levels={"part": "median"}, nodes={"right": {"min_share": 0.3}}, min_share={"part": 0.9})
    assert (both.method_of(right, part), both.share_of(right, part)) == ("median", 0.3)
    assert both.share_of(left, part) == 0.9


def test_a_framework_decides_by_level_and_by_node():
    tree = framework(
        indicator("a"), indicator("b"), indicator("c", "right"), indicator("d", "right"),
        nodes=(node("index"), node("left", "index"), node("right", "index", aggregate=Mean.HARMONIC)),
    )  # fmt: skip
    index = build(default_recipe(tree), dataset(tree, [20, 80, 20, 60]))
    assert index.scores[0, 0].tolist() == pytest.approx([40, 50, 30])


def test_a_node_may_ask_for_more_of_its_parts():
    step = Aggregate(nodes={"left": {"min_share": 1}})
    found = step.apply(state([1, NAN, 3, NAN]))
    assert found.node_reasons[0, 0].tolist() == [0, Reason.BELOW_SHARE, 0]
    assert found.scores[0, 0, 0] == 3


def test_copeland_ranks_the_cities_of_a_year_at_any_level():
    rows = [3, 3, 9, 9], [2, 2, 5, 1], [1, 1, 1, 5]
    assert scores(Aggregate(nodes={"left": "copeland"}), *rows) == [
        [54.5, 100, 9],
        [26.5, 50, 3],
        [1.5, 0, 3],
    ]
    everywhere = Aggregate(levels={"part": "copeland", "index": "copeland"})
    assert scores(everywhere, *rows) == [[100, 100, 100], [50, 50, 25], [0, 0, 25]]


def test_copeland_keeps_years_apart():
    values = np.array([[[1.0] * 4, [9.0] * 4], [[2.0] * 4, [8.0] * 4]])
    data = Dataset.from_array(values, units=["u", "v"], indicators=list("abcd"), periods=[2020, 2021])
    recipe = Recipe(CHOSEN, (Normalise("none"), Aggregate(levels={"index": "copeland"})))
    assert build(recipe, data).scores[..., 0].tolist() == [[0, 100], [100, 0]]


@pytest.mark.parametrize("method", ["copeland", "benefit_of_the_doubt"])
def test_one_city_alone_cannot_be_compared(method: str):
    found = Aggregate(levels={"index": method}).apply(state([1, 2, 3, 4], [NAN] * 4))
    assert np.isnan(found.scores[:, 0, 0]).all()
    assert found.node_reasons[:, 0, 0].tolist() == [Reason.SINGLE, Reason.MISSING]


def test_benefit_of_the_doubt_lets_each_city_choose():
    rows = [10, 1, 5, 5], [1, 10, 5, 5], [5, 5, 5, 5]
    step = Aggregate(nodes={"left": "benefit_of_the_doubt"})
    assert [row[1] for row in scores(step, *rows)] == pytest.approx([100, 100, 1000 / 11])
    even = Aggregate(nodes={"left": {"method": "benefit_of_the_doubt", "low": 0.5, "high": 0.5}})
    assert [row[1] for row in scores(even, *rows)] == pytest.approx([2000 / 101, 2000 / 101, 1000 / 11])


def test_benefit_of_the_doubt_says_where_a_number_is_below_zero():
    found = Aggregate(nodes={"left": "benefit_of_the_doubt"}).apply(
        state([-1, 5, 1, 1], [3, 5, 1, 1], [4, 1, 1, 1])
    )
    assert found.node_reasons[:, 0, 1].tolist() == [Reason.NEGATIVE, 0, 0]


@pytest.mark.parametrize("method", ["copeland", "benefit_of_the_doubt"])
def test_children_without_weight_take_no_part(method: str):
    weighed = Weigh(weights={"b": 0}).apply(state([1, 9, 1, 1], [2, 8, 1, 1], [3, 1, 1, 1]))
    found = Aggregate(nodes={"left": method}).apply(weighed).scores[:, 0, 1]
    assert (np.diff(found) > 0).all()
    nothing = Weigh(weights={"a": 0, "b": 0}).apply(state([1, 9, 1, 1], [2, 8, 1, 1]))
    assert Aggregate(nodes={"left": method}).apply(nothing).node_reasons[0, 0, 1] == Reason.NO_WEIGHT


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"method": "generalised"}, "the power of left is None; give a number"),
        ({"method": "generalised", "power": "2"}, "the power of left is '2'"),
        (
            {"method": "mazziotta_pareto", "penalty": "left"},
            "the penalty of left is 'left'; choose one of down, up",
        ),
        (
            {"method": "benefit_of_the_doubt", "low": 0.6},
            "shares from 0.6 to 1 cannot sum to 1 over the 2 children",
        ),
        ({"method": "benefit_of_the_doubt", "high": 2}, "high of left is 2; give a share from 0 to 1"),
        ({"colour": 1}, "no option 'colour' for left; choose among method, min_share, power"),
        ({"min_share": 2}, "min_share is 2; give a share from 0 to 1"),
        ("mode", "no method 'mode'; choose one of arithmetic"),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(choice: object, message: str):
    with pytest.raises(RecipeError, match=message):
        Aggregate(nodes={"left": choice}).apply(state([1, 2, 3, 4]))  # type: ignore[dict-item]


def test_the_shares_of_benefit_of_the_doubt_fit_the_children_with_weight():
    tree = framework(indicator("a"), indicator("b"), indicator("e"), indicator("c", "right"))
    begun = state([9, 1, 1, 1], [1, 9, 1, 1], chosen=tree)
    weighed = Weigh(weights={"e": 0}).apply(begun)
    found = Aggregate(nodes={"left": {"method": "benefit_of_the_doubt", "high": 0.4}}).apply(weighed)
    assert not np.isnan(found.scores[:, 0, 1]).any()
