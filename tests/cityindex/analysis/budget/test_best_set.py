"""The best set within a budget, against every set tried one by one."""

import itertools
import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cityindex.making import dataset, framework, indicator

from cityindex.analysis.budget import BestSet, best_set
from cityindex.analysis.budget.best_set import _Scorer, stretch
from cityindex.analysis.budget.branch import branched
from cityindex.analysis.budget.knapsack import knapsack
from cityindex.analysis.budget.sets import Found, greedy
from cityindex.analysis.leverage import Leverage, leverage
from cityindex.analysis.whatif import WhatIf
from cityindex.recipe import default_recipe
from cityindex.steps import Aggregate, Impute

prices = st.lists(st.one_of(st.integers(0, 6).map(float), st.floats(0, 6)), min_size=1, max_size=9)


@given(prices, st.data())
def test_the_knapsack_equals_every_set_tried(costs: list[float], data: st.DataObject):
    n = len(costs)
    gains = np.array(data.draw(st.lists(st.floats(0.01, 5), min_size=n, max_size=n)))
    budget = data.draw(st.floats(0, 20))
    sets = [s for k in range(n + 1) for s in itertools.combinations(range(n), k)]
    fitting = [s for s in sets if math.fsum(costs[i] for i in s) <= budget * (1 + 1e-12)]
    best = max(math.fsum(gains[list(s)]) for s in fitting)
    found = knapsack(gains, np.array(costs), budget)
    assert found.gain == pytest.approx(best, rel=1e-9)
    assert found.bound == pytest.approx(best, rel=1e-9)
    assert math.fsum(costs[i] for i in found.items) <= budget * (1 + 1e-9)


def test_of_equal_gains_the_cheapest_wins_and_identical_items_are_taken_in_order():
    assert knapsack(np.array([2.0, 2.0, 2.0]), np.array([3.0, 3.0, 3.0]), 6).items == (0, 1)
    assert knapsack(np.array([4.0, 2.0, 2.0]), np.array([5.0, 2.0, 2.0]), 5).items == (1, 2)


def test_many_equal_items_are_no_trouble_and_too_many_states_are_bounded():
    assert len(knapsack(np.ones(300), np.ones(300), 150).items) == 150
    random = np.random.default_rng(3)
    costs = random.uniform(1, 2, 40)
    found = knapsack(costs, costs, 25.0, states=50)  # gain = cost: nothing is ever worse than another
    assert 24 < found.gain <= found.bound <= 25.0 + 1e-9


def made(top: str, low: str, size: int, seed: int) -> Leverage:
    """A city with `size` indicators in two parts, some of them at 0."""
    codes = [f"i{n}" for n in range(size)]
    chosen = framework(
        *(indicator(c, "left" if n % 2 else "right", weight=1 + n % 3) for n, c in enumerate(codes))
    )
    random = np.random.default_rng(seed)
    data = dataset(chosen, random.integers(0, 10, size) * 10.0, random.integers(0, 10, size) * 10.0)
    recipe = default_recipe(chosen).with_step(Aggregate(levels={"index": top, "part": low}))
    return leverage(recipe, data, "u0")


def by_hand(found: Leverage, costs: Mapping[str, float], budget: float) -> float:
    """The best gain of any set, each scored by itself."""
    items = [g for g in found.gains if g.goal == "target" and g.indicator.code in costs]
    best = 0.0
    for k in range(len(items) + 1):
        for some in itertools.combinations(items, k):
            if math.fsum(costs[g.indicator.code] for g in some) <= budget * (1 + 1e-12):
                values = {g.indicator.code: g.to_value for g in some}
                best = max(best, found.city.score(values=values).gain())
    return best


@settings(max_examples=30)
@given(
    st.sampled_from(("arithmetic", "geometric", "harmonic", "median")),
    st.sampled_from(("arithmetic", "geometric", "median")),
    st.integers(1, 6), st.integers(0, 5), st.data(),
)  # fmt: skip
def test_the_best_set_equals_every_set_tried(top: str, low: str, size: int, seed: int, data: st.DataObject):
    found = made(top, low, size, seed)
    drawn = data.draw(st.lists(st.integers(0, 6).map(float), min_size=size, max_size=size))
    costs, budget = {f"i{n}": c for n, c in enumerate(drawn)}, data.draw(st.integers(0, 15).map(float))
    best = best_set(found, costs, budget)
    assert best.gain == pytest.approx(by_hand(found, costs, budget), abs=1e-9)
    assert best.proven
    assert best.cost <= budget
    assert all(costs[c.gain.indicator.code] == c.cost for c in best.chosen)


@settings(max_examples=30)
@given(
    st.sampled_from((("geometric", "arithmetic"), ("harmonic", "arithmetic"), ("harmonic", "geometric"))),
    st.integers(2, 6), st.integers(0, 9), st.floats(0, 15), st.data(),
)  # fmt: skip
def test_no_set_exceeds_the_bound_of_the_greedy_choice(means, size: int, seed: int, budget: float, data):
    found = made(*means, size, seed)
    drawn = np.array(data.draw(st.lists(st.floats(0, 6), min_size=size, max_size=size)))
    items = [g for g in found.gains if g.goal == "target"]
    items.sort(key=lambda g: int(g.indicator.code[1:]))
    codes = [g.indicator.code for g in items]
    prices = np.array([drawn[int(c[1:])] for c in codes])

    def score(sets: np.ndarray) -> np.ndarray:
        return np.array(
            [found.city.score(values={g.indicator.code: g.to_value for g, on in zip(items, s, strict=True) if on}).score() for s in sets]
        )  # fmt: skip

    answer = greedy(score, prices, budget, stretch(found))
    best = found.score + by_hand(found, dict(zip(codes, prices, strict=True)), budget)
    assert answer.score <= best + 1e-9 <= answer.bound + 2e-9


@settings(max_examples=30)
@given(
    st.sampled_from((("geometric", "arithmetic"), ("harmonic", "arithmetic"), ("harmonic", "geometric"))),
    st.integers(2, 7), st.integers(0, 9), st.integers(0, 15), st.integers(0, 40), st.data(),
)  # fmt: skip
def test_branch_and_bound_equals_every_set_tried(
    means, size: int, seed: int, budget: int, branches: int, data
):
    found = made(*means, size, seed)
    if not found.score > 0:
        return
    items = sorted((g for g in found.gains if g.goal == "target"), key=lambda g: int(g.indicator.code[1:]))
    drawn = data.draw(st.lists(st.integers(0, 6).map(float), min_size=len(items), max_size=len(items)))
    costs = np.array(drawn)
    score, scale = _Scorer(found, items), stretch(found)
    nothing = float(score(np.zeros((1, len(items))))[0])
    start = Found((), nothing, math.inf, "")  # greedy would often be the best already
    whole, cut = (branched(score, costs, budget, scale, start, branches=n) for n in (3000, branches))
    best = found.score + by_hand(
        found, {g.indicator.code: c for g, c in zip(items, costs, strict=True)}, budget
    )
    assert whole.score == pytest.approx(best, abs=1e-8)
    assert whole.bound == whole.score
    assert start.score - 1e-9 <= cut.score <= best + 1e-8
    assert cut.bound >= best - 1e-8
    assert costs[list(whole.items)].sum() <= budget


def test_gains_only_shrink_where_powers_fall_on_the_way_up():
    assert stretch(made("geometric", "arithmetic", 4, 0))
    assert stretch(made("arithmetic", "geometric", 4, 0)) is None
    assert stretch(made("geometric", "median", 4, 0)) is None


def test_more_items_than_can_be_tried_are_branched_and_bounded():
    found = made("geometric", "arithmetic", 30, 1)
    best = best_set(found, {f"i{n}": 1.0 + n % 4 for n in range(30)}, 12)
    assert best.how == "branch and bound"
    assert 0 < best.gain <= best.bound
    assert best.bound < best.gain * 1.05


def test_a_mean_that_punishes_unevenness_has_no_bound_from_all_together():
    found = made("mazziotta_pareto", "arithmetic", 24, 1)
    best = best_set(found, {f"i{n}": 1.0 for n in range(24)}, 3)
    assert (best.how, best.proven, best.bound) == ("greedy", False, math.inf)


def test_free_improvements_are_taken_and_unpriced_ones_are_named():
    found = made("arithmetic", "arithmetic", 4, 2)
    best = best_set(found, {"i0": 0.0, "i1": None, "i2": math.nan}, 0)
    assert [c.gain.indicator.code for c in best.chosen] == ["i0"]
    assert best.unpriced == tuple(g for g in ("i1", "i2", "i3") if g in able(found))


def able(found: Leverage) -> set[str]:
    return {g.indicator.code for g in found.gains if g.goal == "target"}


def test_recipes_that_build_everything_again_are_searched_but_not_proven():
    found = made("arithmetic", "arithmetic", 3, 2)
    recipe = found.city.index.recipe
    again = default_recipe(recipe.framework)
    imputed = type(recipe)(recipe.framework, (again.steps[0], Impute("mean"), *again.steps[1:]))
    best = best_set(leverage(imputed, found.city.index.dataset, "u0"), {"i0": 1.0, "i1": 1.0, "i2": 1.0}, 2)
    assert (best.how, best.proven, best.bound) == ("greedy", False, math.inf)
    assert best.gain > 0


def test_nothing_can_be_bought():
    best = best_set(made("arithmetic", "arithmetic", 3, 2), {"i0": 5.0}, 1)
    assert (best.chosen, best.cost, best.gain, best.proven) == ((), 0.0, 0.0, True)
    assert best.sentence("en") == "With a budget of 1 nothing can raise the score of index."


def test_what_it_says():
    best: BestSet = best_set(made("arithmetic", "arithmetic", 3, 2), {"i0": 1.0, "i1": 1.0}, 2)
    assert best.sentence("id").startswith(
        "Dengan anggaran 2, yang terbaik adalah i0 dan i1 (biaya 2): skor index naik"
    )
    assert [row["indicator"] for row in best.table().rows()] == ["i0", "i1"]
    assert best.table("set").rows()[0]["proven"]
    whole = WhatIf(best.leverage.city.index, "u0").rebuild(values={"i0": 100, "i1": 100})
    assert best.score == pytest.approx(whole.score(), abs=1e-12)


@pytest.mark.parametrize(
    ("costs", "budget", "said"),
    [
        ({"z": 1}, 1, "'z' is no indicator"), ({"i0": -1}, 1, "cost of i0 is -1"),
        ({"i0": math.inf}, 1, "cost of i0 is inf"), ({}, -1, "budget is -1"), ({}, math.nan, "budget is nan"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(costs: dict[str, float], budget: float, said: str):
    with pytest.raises(ValueError, match=said):
        best_set(made("arithmetic", "arithmetic", 2, 2), costs, budget)


def test_a_bound_beyond_every_score_is_no_bound():
    """Under a harmonic mean the sum of the single gains can pass what −1/x can be: then nothing is known yet."""
    found = made("harmonic", "arithmetic", 4, 2)
    items = sorted((g for g in found.gains if g.goal == "target"), key=lambda g: g.indicator.code)
    score, free = _Scorer(found, items), np.zeros(len(items))
    scale = stretch(found)
    assert scale is not None
    assert greedy(score, free, 0.0, scale).bound == pytest.approx(100)
    nothing = Found((), found.score, math.inf, "")
    assert branched(score, free, 0.0, scale, nothing).score == pytest.approx(100)
