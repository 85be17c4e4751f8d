"""Which choice moves a score or a rank: sanity on small cases, reasons where there is no answer, replays."""

from dataclasses import replace

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator

from cityindex.analysis.sampling import saltelli
from cityindex.analysis.sensitivity import sensitivity
from cityindex.analysis.sensitivity.indices import RARE, STILL, reason
from cityindex.analysis.uncertainty import Choice, WeightNoise, evaluate, replay
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import default_recipe
from cityindex.steps import Weigh

SMALL = framework(indicator("a", weight=2), indicator("b"), indicator("c", "right"))
RECIPE = replace(default_recipe(SMALL), rank_decimals=None)
DATA = dataset(SMALL, (80, 20, 40), (60, 60, 30), (20, 90, 50), (50, 50, 55), (1, 2, 3))
MEANS = Choice("aggregate", ({}, {"levels": {"part": "geometric", "index": "geometric"}}))
SCALES = Choice("normalise", ({}, {"method": "minmax", "low": 1.0}, {"method": "borda"}))
VARY = (MEANS, SCALES, WeightNoise(0.5))


def test_the_runs_are_builds():
    numbers = saltelli(3, [1, 1, 6], seed=1).reshape(-1, 8)
    runs = evaluate(RECIPE, DATA, VARY, numbers, node="left")
    noise = VARY[2]
    assert isinstance(noise, WeightNoise)
    for run, row in enumerate(numbers):
        chosen = SCALES.applied(MEANS.applied(RECIPE, int(row[0] * 2)), int(row[1] * 3))
        factors = 1 + noise.spread * (2 * row[2:] - 1)
        weights = dict(
            zip(("a", "b", "c", "index", "left", "right"), factors * (2, 1, 1, 1, 1, 1), strict=True)
        )
        index = build(chosen.with_step(Weigh(weights=weights)), DATA)
        np.testing.assert_allclose(runs.scores[:, run], index.scores[:, 0, 1], rtol=1e-12)
        assert (runs.ranks[:, run] == index.ranks[:, 0, 1]).all()


def test_the_only_thing_that_varies_explains_all_and_what_changes_nothing_explains_nothing():
    same = Choice("normalise", ({}, {"low": 0.0}))
    found = sensitivity(RECIPE, DATA, [WeightNoise(0.5), same], draws=256, target="score")
    np.testing.assert_allclose(found.cities.first[:, 0], 1, atol=0.02)
    np.testing.assert_allclose(found.cities.total[:, 0], 1, atol=0.02)
    assert (found.cities.first[:, 1] == 0).all()
    assert (found.cities.total[:, 1] == 0).all()


def test_an_additive_score_has_no_interactions():
    vary = [WeightNoise(0.02, levels=(level,), name=level) for level in ("part", "index")]
    found = sensitivity(RECIPE, DATA, vary, draws=1024, target="score")
    assert found.factors == ("part", "index")
    assert np.abs(found.cities.interactions).max() < 0.01
    np.testing.assert_allclose(found.cities.first, found.cities.total, atol=0.01)


def test_a_place_that_is_never_lost_is_no_question_of_sensitivity():
    found = sensitivity(RECIPE, DATA, VARY, draws=64)
    assert np.isnan(found.cities.first[4]).all()
    assert found.city_reasons[4] is not None
    assert found.city_reasons[4].en.startswith("Never changes")
    row = found.table("cities").rows()[-1]
    assert (row["unit"], row["first"], row["reason"]["en"][:13]) == ("u4", None, "Never changes")
    assert np.isfinite(found.cities.first[:4]).all()


def test_missing_scores_give_a_reason_and_leave_the_shift_to_the_others():
    holes = dataset(SMALL, (80, 20, 40), (60, 60, 30), (20, 90, 50), (None, None, None), (50, 50, None))
    strict = Choice("aggregate", ({}, {"min_share": {"index": 1.0}}))
    found = sensitivity(RECIPE, holes, (strict, *VARY[1:]), draws=64)
    assert [why and why.en.partition(" in ")[0] for why in found.city_reasons[3:]] == ["Has no score"] * 2
    assert found.city_reasons[3].en == "Has no score in any of the runs."  # type: ignore[union-attr]
    assert found.city_reasons[4].en.startswith("Has no score in 16")  # type: ignore[union-attr]
    assert found.compared.tolist() == [True, True, True, False, False]
    assert np.isfinite(found.shift.first).all()


def test_a_rank_that_changes_once_in_a_while_asks_for_more_draws():
    runs = np.ones((3, 4))
    assert reason(runs) is STILL
    runs[2, 1] = 2
    assert reason(runs) is RARE
    runs[0, 1] = 2
    assert reason(runs) is None


def test_nobody_to_compare_with_is_said():
    found = sensitivity(RECIPE, dataset(SMALL, (1, 2, 3)), [WeightNoise()], draws=8)
    assert found.shift_reason is not None
    assert found.table().rows()[0]["total"] is None
    assert found.table().rows()[0]["reason"]["en"].startswith("No city is ranked")


def test_the_same_seed_gives_the_same_bytes():
    one, two = (sensitivity(RECIPE, DATA, VARY, draws=64, seed=9) for _ in range(2))
    assert one.outputs.tobytes() == two.outputs.tobytes()
    assert one.to_dict() == two.to_dict()
    assert one.to_dict() != sensitivity(RECIPE, DATA, VARY, draws=64, seed=10).to_dict()


def test_what_was_sampled_builds_the_same_runs_again():
    found = sensitivity(RECIPE, DATA, VARY, draws=16, target="score")
    again = replay(RECIPE, DATA, found.vary, found.numbers)
    np.testing.assert_array_equal(again.root_scores, found.outputs.reshape(5, found.runs))


def test_another_node_another_period_and_what_there_is_to_explain():
    values = np.stack([DATA.values[:, 0], DATA.values[::-1, 0]], axis=1)
    both = Dataset.from_array(values, units=DATA.units, indicators=DATA.indicators, periods=(2000, 2001))
    found = sensitivity(
        RECIPE, both, VARY, draws=32, node="left", period=2000, target="score", sampling="random"
    )
    index = build(RECIPE, both)
    assert found.outputs.shape == (5, 5, 32)
    assert found.runs == 160
    for unit, row in enumerate(found.table("spread").rows()[:4]):
        assert row["nominal"] == index.scores[unit, 0, 1]
        assert row["mean"] == pytest.approx(found.outputs[unit].mean())
        assert row["sd"] == pytest.approx(found.outputs[unit].std())
        assert row["interactions"] == pytest.approx(1 - found.cities.first[unit].sum())
    design = saltelli(32, [1, 1, 6], seed=np.random.default_rng(1).spawn(2)[0], method="random")
    runs = evaluate(RECIPE, both, VARY, design.reshape(-1, 8), period=2000, node="left")
    np.testing.assert_array_equal(found.outputs.reshape(5, 160), runs.scores)
    ranked = sensitivity(RECIPE, both, VARY, draws=8, period=2001).table("spread").rows()
    assert [row["nominal"] for row in ranked] == index.ranks[:, 1, 0].tolist()


def test_progress_is_told_to_the_end():
    told: list[tuple[int, int]] = []
    sensitivity(RECIPE, DATA, VARY, draws=8, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"vary": ()}, "at least one source"),
        ({"vary": (MEANS, MEANS)}, "two sources are called 'aggregate'"),
        ({"target": "place"}, "choose one of rank, score"),
        ({"draws": 1}, "need at least 2"),
        ({"period": 1999}, "no period 1999; there are 0"),
        ({"node": "top"}, "no node 'top'; there are index, left, right"),
    ],
)
def test_wrong_arguments_say_what_to_change(wrong: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message):
        sensitivity(RECIPE, DATA, **{"vary": VARY, **wrong})  # type: ignore[arg-type]
