"""The ASEM case under the choices the reference varies, with gaps drawn and single draws built by hand."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.cityindex.test_asem import Case

from cityindex.analysis.uncertainty import (
    Choice,
    ImputationDraws,
    LeaveOut,
    Uncertainty,
    WeightNoise,
    uncertainty,
)
from cityindex.build import build
from cityindex.steps import Normalise, Weigh

MINMAX = {"method": "minmax", "low": 1.0, "high": 100.0}
VARY = (
    Choice("impute", ({"method": "mean", "group": "EurAsia_group"}, {"method": "none", "group": ""})),
    Choice("normalise", (MINMAX, {"method": "zscore", "mean": 100.0, "sd": 10.0})),
    Choice("aggregate", ({}, {"levels": dict.fromkeys("432", "geometric")})),
    WeightNoise(0.25),
)


@pytest.fixture(scope="module")
def case(shared: Path) -> Case:
    return Case(shared / "reference" / "asem")


@pytest.fixture(scope="module")
def found(case: Case) -> Uncertainty:
    return uncertainty(
        case.recipe.with_step(Normalise("minmax", low=1, high=100)), case.data, VARY, draws=512
    )


def test_nominal_ranks_lie_within_what_was_drawn(case: Case, found: Uncertainty):
    nominal = {row["uCode"]: int(row["Index"]) for row in case.rows("rank_mm1_100_amean.csv")}
    drawn = found.root_ranks
    for unit, ranks in zip(found.nominal.units, drawn, strict=True):
        assert ranks.min() <= nominal[unit] <= ranks.max()
    assert np.abs(found.rank_median - np.array([nominal[u] for u in found.nominal.units])).mean() < 3


def test_the_first_is_ahead_of_the_last_and_neighbours_are_not_sure(found: Uncertainty):
    order = [found.nominal.units[u] for u in np.argsort(found.nominal.ranks[:, 0, found.root])]
    assert found.probability_ahead(order[0], order[-1]) == 1
    near = [found.probability_ahead(a, b) for a, b in pairwise(order)]
    assert 0.5 < np.mean(near) < 0.95
    total = found.probability_ahead(order[20], order[21]) + found.probability_ahead(order[21], order[20])
    assert total == pytest.approx(1, abs=0.02)


def test_single_draws_are_builds_with_their_sampled_parameters(case: Case, found: Uncertainty):
    codes = [*case.codes, *found.nominal.nodes]
    for draw in range(0, 512, 100):
        recipe = case.recipe
        for choice, column in zip(VARY[:3], range(3), strict=True):
            (option,) = choice.options(found.numbers[draw : draw + 1, column : column + 1])
            recipe = choice.applied(recipe, int(option))
        recipe = recipe.with_step(Weigh(weights=dict(zip(codes, found.weights[draw], strict=True))))
        index = build(recipe, case.data)
        np.testing.assert_allclose(found.root_scores[:, draw], index.scores[:, 0, found.root], rtol=1e-12)
        np.testing.assert_array_equal(found.root_ranks[:, draw], index.ranks[:, 0, found.root])


def test_gaps_drawn_from_their_group_widen_who_has_gaps(case: Case):
    drawn = uncertainty(case.recipe, case.data, [ImputationDraws()], draws=100)
    spread = drawn.high[:, drawn.root] - drawn.low[:, drawn.root]
    gaps = np.isnan(case.data.values[:, 0]).sum(axis=1)
    assert np.mean(spread[gaps > 0]) > np.mean(spread[gaps == 0])


def test_one_indicator_left_out_is_the_index_without_it(case: Case):
    left = uncertainty(case.recipe, case.data, [LeaveOut()], draws=100)
    assert len(set(left.samples.columns["left out"])) == 50
    for draw, code in list(enumerate(left.samples.columns["left out"]))[:5]:
        weights = {code: 0.0} if code else {}
        index = build(case.recipe.with_step(Weigh(weights=weights)), case.data)
        np.testing.assert_allclose(left.root_scores[:, draw], index.scores[:, 0, left.root], rtol=1e-12)
