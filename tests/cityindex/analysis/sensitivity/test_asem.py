"""The ASEM case: imputation × normalisation × aggregation × weights, as the reference varies them."""

from pathlib import Path

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from tests.cityindex.test_asem import Case

from cityindex.analysis.sensitivity import Sensitivity, sensitivity
from cityindex.analysis.uncertainty import Choice, WeightNoise
from cityindex.steps import Normalise

MINMAX = {"method": "minmax", "low": 1.0, "high": 100.0}
VARY = (
    Choice("impute", ({"method": "mean", "group": "EurAsia_group"}, {"method": "none", "group": ""})),
    Choice("normalise", (MINMAX, {"method": "zscore", "mean": 100.0, "sd": 10.0})),
    Choice("aggregate", ({}, {"levels": dict.fromkeys("432", "geometric")})),
    WeightNoise(0.25),
)


def analyse(case: Case, **options: int) -> Sensitivity:
    recipe = case.recipe.with_step(Normalise("minmax", low=1, high=100))
    return sensitivity(recipe, case.data, VARY, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def case(shared: Path) -> Case:
    return Case(shared / "reference" / "asem")


@pytest.fixture(scope="module")
def found(case: Case) -> Sensitivity:
    return analyse(case, draws=1024)


def test_what_theory_asks_holds_within_the_intervals(found: Sensitivity):
    for one in (found.shift, found.cities):
        known = ~np.isnan(one.first)
        assert known.any()
        width = (one.first_high - one.first_low)[known]
        assert (one.first[known] >= -width).all()
        assert (one.first[known] <= one.total[known] + width).all()
        assert (
            np.nan_to_num(one.first).sum(axis=-1) <= 1 + np.nan_to_num(one.first_high - one.first_low).max()
        ).all()
        assert (one.total[known] >= 0).all()


def test_every_city_has_indices_or_a_reason(found: Sensitivity):
    for first, reason in zip(found.cities.first, found.city_reasons, strict=True):
        assert np.isnan(first).all() == (reason is not None)
        assert np.isnan(first).any() == (reason is not None)


def test_the_mean_rank_shift_depends_on_how_is_averaged_most_of_all(found: Sensitivity):
    assert found.factors[int(found.shift.total.argmax())] == "aggregate"
    assert 1 < found.mean_shift < 4


def test_salib_says_the_same_of_the_same_runs(found: Sensitivity):
    problem = {"num_vars": 4, "names": list(found.factors), "bounds": [[0, 1]] * 4}
    in_their_order = np.concatenate([found.shifts[:1], found.shifts[2:], found.shifts[1:2]]).T.ravel()
    theirs = salib.analyze(problem, in_their_order, calc_second_order=False, seed=1, num_resamples=1000)
    np.testing.assert_allclose(found.shift.first[0], theirs["S1"], atol=2e-3)
    np.testing.assert_allclose(found.shift.total[0], theirs["ST"], atol=2e-3)
    half = (found.shift.total_high - found.shift.total_low)[0] / 2
    np.testing.assert_allclose(half, theirs["ST_conf"], rtol=0.2)


def test_replays_are_identical(case: Case):
    one, two = analyse(case, draws=64, seed=3), analyse(case, draws=64, seed=3)
    assert one.outputs.tobytes() == two.outputs.tobytes()
    assert one.to_dict() == two.to_dict()
