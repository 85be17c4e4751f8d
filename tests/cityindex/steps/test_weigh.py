"""The step *weigh*: which method a node takes, and the weights that come out."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from tests.cityindex.making import framework, indicator

from cityindex.build import begin, build
from cityindex.dataset import Dataset
from cityindex.optional import MissingExtraError
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Normalise, RecipeError, State, Step, Weigh, start
from cityindex.steps.weights import DRAWN

NAN = float("nan")
CHOSEN = framework(
    indicator("a", weight=2),
    indicator("b"),
    indicator("c", "right"),
    indicator("d", "right"),
    indicator("e", "right"),
)
PANEL = np.random.default_rng(1).uniform(1, 99, (12, 2, 5))


def state(values: np.ndarray = PANEL) -> State:
    data = Dataset.from_array(
        values, units=[f"u{n}" for n in range(len(values))], indicators=list("abcde"), periods=[2020, 2021]
    )
    return Normalise("none").apply(start(CHOSEN, data))


def weights(step: Weigh, begun: State | None = None) -> list[float]:
    """Weights of a, b, c, d, e, then of left and right."""
    found: np.ndarray = step.apply(begun or state()).weights
    return [*found[:5].tolist(), *found[6:].tolist()]


@pytest.mark.parametrize("method", DRAWN)
def test_weights_come_from_the_scores_and_are_one_on_average(method: str):
    found = weights(Weigh(nodes={"right": method}))
    expected = DRAWN[method](PANEL[..., 2:].reshape(-1, 3)) * 3
    assert found == pytest.approx([2, 1, *expected, 1, 1])


def test_a_base_period_alone_may_decide():
    found = weights(Weigh(nodes={"right": "critic"}, base=2021))
    assert found[2:5] == pytest.approx(DRAWN["critic"](PANEL[:, 1, 2:]) * 3)


def test_rows_with_gaps_are_left_out():
    values = PANEL.copy()
    values[3, 0, 2] = NAN
    whole = np.delete(PANEL[..., 2:].reshape(-1, 3), 6, axis=0)
    assert weights(Weigh(nodes={"right": "critic"}), state(values))[2:5] == pytest.approx(
        DRAWN["critic"](whole) * 3
    )


def test_a_child_that_tells_nothing_weighs_nothing():
    values = PANEL.copy()
    values[..., 2], values[..., 3] = 7, NAN
    assert weights(Weigh(nodes={"right": "pca"}), state(values))[2:5] == [0, 0, 3]
    values[..., 2:] = NAN
    assert weights(Weigh(nodes={"right": "pca"}), state(values))[2:5] == [1, 1, 1]


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_nodes_are_weighed_by_their_scores_under_the_means_of_the_recipe(mean: str):
    step, means = Weigh("critic"), Aggregate(levels={"part": mean})
    begun = replace(state(), ahead=means)
    inner = replace(begun, weights=Weigh(nodes={"left": "critic", "right": "critic"}).apply(begun).weights)
    scores = means.apply(inner).scores[..., 1:].reshape(-1, 2)
    assert weights(step, begun)[5:] == pytest.approx(DRAWN["critic"](scores) * 2)
    data = Dataset.from_array(
        PANEL, units=list("ABCDEFGHIJKL"), indicators=list("abcde"), periods=[2020, 2021]
    )
    recipe = Recipe(CHOSEN, (Normalise("none"), step, means))
    index = build(recipe, data)
    expected = np.average(index.scores[..., 1:], weights=weights(step, begun)[5:], axis=-1)
    assert index.scores[..., 0] == pytest.approx(expected)
    assert begin(recipe, data).ahead == means


def test_correlation_follows_importance():
    found = Weigh(nodes={"right": "correlation"}, importance={"c": 1.5}).apply(state())
    scores = PANEL[..., 2:].reshape(-1, 3)
    parent = scores @ found.weights[2:5]
    reached = [np.corrcoef(column, parent)[0, 1] for column in scores.T]
    assert reached[0] / reached[1] == pytest.approx(1.5, rel=1e-6)
    assert reached[1] == pytest.approx(reached[2], rel=1e-6)


def test_correlation_looks_at_the_mean_in_use():
    step = Weigh(nodes={"right": "correlation"})
    found = step.apply(replace(state(), ahead=Aggregate(nodes={"right": "geometric"}))).weights[2:5]
    scores = PANEL[..., 2:].reshape(-1, 3)
    parent = np.exp(np.log(scores) @ found / found.sum())
    reached = [np.corrcoef(column, parent)[0, 1] for column in scores.T]
    assert reached == pytest.approx([reached[0]] * 3, abs=1e-3)


def test_people_weigh_by_points_and_pairs():
    step = Weigh(
        budgets={"left": {"Ani": {"a": 75, "b": 25}}},
        comparisons={"right": {"c": {"d": 2, "e": 4}, "d": {"e": 2}}},
        weights={"d": 5},
    )
    assert weights(step) == pytest.approx([1.5, 0.5, 12 / 7, 5, 3 / 7, 1, 1])


def test_the_nearest_choice_wins():
    step = Weigh(
        "pca",
        levels={"part": "equal"},
        nodes={"left": "given"},
        comparisons={"index": {"left": {"right": 3}}},
    )
    assert weights(step) == pytest.approx([2, 1, 1, 1, 1, 1.5, 0.5])


def test_replications_have_weights_of_their_own():
    batch = np.stack([PANEL, PANEL[::-1] ** 2 / 100, PANEL[..., ::-1]])
    begun = replace(state(), values=batch)
    together = Weigh("critic").apply(begun).weights
    assert together.shape == (3, 8)
    for r in range(3):
        assert np.array_equal(together[r], Weigh("critic").apply(replace(begun, values=batch[r])).weights)


def test_the_record_shows_shares_and_methods():
    found = Weigh(nodes={"right": "equal"}, weights={"left": 3}).record(state())
    rows = {row["code"]: row for row in found.table().rows()}
    assert list(rows) == ["a", "b", "c", "d", "e", "left", "right"]
    assert rows["a"] == {
        "code": "a", "parent": "left", "weight": 2, "share": 2 / 3, "share_of_index": 0.5, "method": "given",
    }  # fmt: skip
    assert rows["c"]["share"] == pytest.approx(1 / 3)
    assert rows["c"]["method"] == "equal"
    assert rows["left"]["method"] == "set"
    assert sum(rows[code]["share_of_index"] for code in "abcde") == pytest.approx(1)


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (
            Weigh(nodes={"right": "budget"}),
            r"the children of right have no expert's budget.*\(method budget\)",
        ),
        (Weigh(nodes={"right": "ahp"}), "the children of right need a comparison of c with d"),
        (Weigh(nodes={"roof": "pca"}), "'roof' is no node of small"),
        (Weigh(importance={"a": 0}), "the importance of a is 0; give a number above 0"),
        (Weigh(importance={"z": 1}), "'z' is neither an indicator nor a node"),
        (Weigh("pca", base=1999), "base is 1999; choose one of the periods 2020, 2021"),
        (
            Weigh(comparisons={"right": {"c": {"d": 2, "e": 1 / 8}, "d": {"e": 2}}}),
            "a consistency ratio of .*, above 0.1: they contradict each other, most of all",
        ),
        (Weigh(budgets={"left": {"Ani": {"a": "x"}}}), "budgets of left, Ani, a, is 'x'; give a number"),
        (Weigh(budgets={"left": {"Ani": 5}}), "budgets of left, Ani, is 5; give an object by code"),
        (
            Weigh(budgets={"left": {}}, comparisons={"left": {}}),
            "left has budgets and comparisons; choose one of them in nodes",
        ),
    ],
)
def test_what_cannot_be_followed_says_what_to_change(step: Weigh, message: str):
    with pytest.raises(RecipeError, match=message):
        step.apply(state())


def test_too_few_rows_are_said():
    with pytest.raises(
        RecipeError, match="the children of left have 2 rows with all their scores and three are needed"
    ):
        Weigh("pca").apply(state(PANEL[:1]))


def test_inconsistent_comparisons_are_taken_where_somebody_insists():
    pairs = {"right": {"c": {"d": 2, "e": 1 / 8}, "d": {"e": 2}}}
    assert sum(weights(Weigh(comparisons=pairs, consistency=9))[2:5]) == pytest.approx(3)


def test_weights_drawn_from_scores_need_scores_first():
    data = Dataset.from_array(PANEL[:, 0], units=list("ABCDEFGHIJKL"), indicators=list("abcde"))
    steps = (Weigh(levels={"part": "critic"}), Normalise("none"), Aggregate())
    with pytest.raises(RecipeError, match="weights drawn from scores come after normalise; put it behind"):
        build(Recipe(CHOSEN, steps), data)
    build(Recipe(CHOSEN, (Weigh("equal"), *steps[1:])), data)


def test_an_index_shows_weights_that_are_more_than_given():
    data = Dataset.from_array(PANEL[:, 0], units=list("ABCDEFGHIJKL"), indicators=list("abcde"))
    for step, shown in (
        (Weigh("equal"), False),
        (Weigh("critic"), True),
        (Weigh(budgets={"left": {"Ani": {"a": 1}}}), True),
    ):
        details = build(Recipe(CHOSEN, (Normalise("none"), step, Aggregate())), data).details
        assert ("weigh" in details) == shown
    assert len(details["weigh"].table()) == 7


@pytest.mark.parametrize("step", [Weigh("correlation"), Aggregate(levels={"part": "benefit_of_the_doubt"})])
def test_without_scipy_the_message_says_how_to_get_it(step: Step, monkeypatch: pytest.MonkeyPatch):
    for name in [n for n in sys.modules if n.startswith("cityindex.extras")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(MissingExtraError, match=r"needs scipy; get it with: pip install 'warga\[analysis\]'"):
        step.apply(state())
