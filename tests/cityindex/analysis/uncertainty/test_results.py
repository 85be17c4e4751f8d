"""What a run says: probabilities, rank counts, bands by the scale's own rounding, samples, warnings."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cityindex.making import bands, dataset, framework, indicator, node

from cityindex.analysis.uncertainty import (
    Choice,
    LeaveOut,
    Margin,
    Margins,
    WeightDirichlet,
    WeightNoise,
    evaluate,
    replay,
    uncertainty,
)
from cityindex.analysis.uncertainty.bands import edges
from cityindex.recipe import default_recipe
from cityindex.steps import Aggregate, Normalise, RecipeError

SCALE = bands(0, 50, 70, decimals=0, maximum=100)
BANDED = framework(
    indicator("a", weight=2), indicator("b", direction=-1), indicator("c", "right"), bands=[SCALE],
    nodes=[node("index", bands="scale"), node("left", "index", bands="scale"), node("right", "index")],
)  # fmt: skip
DATA = dataset(BANDED, *np.random.default_rng(3).integers(0, 100, (9, 3)).tolist(), [math.nan] * 3)
RECIPE = default_recipe(BANDED)
NOISE = WeightNoise(1.0)


def test_the_chance_to_be_ahead_counts_printed_ranks_and_ties_for_neither():
    tied = dataset(BANDED, (50, 50, 50), (50, 50, 50), (90, 20, 60), (math.nan,) * 3)
    found = uncertainty(RECIPE, tied, [NOISE], draws=64)
    assert found.probability_ahead("u0", "u1") == found.probability_ahead("u1", "u0") == 0
    assert found.probability_ahead("u2", "u0") == 1
    assert math.isnan(found.probability_ahead("u3", "u0"))


def test_ranks_are_counted_and_their_intervals_are_those_of_the_draws():
    found = uncertainty(RECIPE, DATA, [NOISE], draws=300)
    assert (found.rank_counts.sum(axis=1) == 300).all()
    assert found.rank_counts[9, 0] == 300
    ranked = found.root_ranks[:9]
    expected = np.quantile(ranked, (0.05, 0.5, 0.95), axis=1, method="inverted_cdf").T
    np.testing.assert_array_equal(found.rank_quantiles[:9], expected)
    assert not found.rank_quantiles[9].any()
    np.testing.assert_allclose(found.rank_mean[:9], ranked.mean(axis=1))
    assert math.isnan(found.rank_mean[9])


def test_bands_are_counted_with_the_rounding_of_their_scale():
    found = uncertainty(RECIPE, DATA, [NOISE], draws=200)
    for band in SCALE.bands:
        landed = [[SCALE.band(score) == band for score in row] for row in found.root_scores[:9]]
        expected = np.mean(landed, axis=1)
        said = [found.probability_in_band(unit, band.code) for unit in found.nominal.units[:9]]
        np.testing.assert_allclose(said, expected)
    assert math.isnan(found.probability_in_band("u9", "band0"))
    assert found.probability_in_band("u0", "band0", "left") >= 0
    with pytest.raises(KeyError, match="'right' has no bands; index, left has"):
        found.probability_in_band("u0", "band0", "right")
    with pytest.raises(KeyError, match="no band 'best'; it has band0, band1, band2"):
        found.probability_in_band("u0", "best")
    with pytest.raises(KeyError, match="no unit 'nowhere'"):
        found.probability_ahead("u0", "nowhere")
    table = found.table("bands")
    assert len(table) == 10 * 3 * 2
    row = next(r for r in table.rows() if (r["unit"], r["node"], r["band"]) == ("u4", "left", "band1"))
    assert row["probability"] == found.probability_in_band("u4", "band1", "left")


@given(
    st.lists(st.integers(-300, 300), min_size=1, max_size=4, unique=True).map(sorted),
    st.sampled_from([None, 0, 1, 2]),
    st.floats(-4, 4),
)
def test_edges_split_scores_as_the_scale_does(starts: list[int], decimals: int | None, score: float):
    scale = bands(*(start / 100 for start in starts), decimals=decimals, maximum=3.5)
    place = int(np.searchsorted(edges(scale), score, side="right")) - 1
    band = scale.band(score)
    assert (scale.bands[place] if 0 <= place < len(scale.bands) else None) == band


@pytest.mark.parametrize("decimals", [None, 0, 1, 2])
def test_an_edge_is_the_first_float_of_its_band(decimals: int | None):
    scale = bands(-1.5, 0, 2.6, decimals=decimals, maximum=3.5)
    *starts, top = edges(scale)
    for start, band in zip(starts, scale.bands, strict=True):
        assert scale.band(start) == band
        assert scale.band(np.nextafter(start, -np.inf)) != band
    assert scale.band(top) is None
    assert scale.band(np.nextafter(top, -np.inf)) == scale.bands[-1]


@given(st.integers(1, 40), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_alternatives_come_as_often_as_their_probabilities_say_to_one_draw(draws: int, parts: list[int]):
    chances = [part / sum(parts) for part in parts]
    choice = Choice("weigh", [{} for _ in parts], chances, [str(n) for n in range(len(parts))])
    found = uncertainty(RECIPE, DATA, [choice], draws=draws)
    drawn = list(found.samples.columns["weigh"])
    for n, chance in enumerate(chances):
        assert abs(drawn.count(str(n)) - chance * draws) < 1 + 1e-9


def test_the_numbers_of_a_run_replay_it_and_the_index_alone_is_the_same():
    vary = (Choice("normalise", ({}, {"method": "zscore", "mean": 100.0})), NOISE, LeaveOut(name="left"))
    one = uncertainty(RECIPE, DATA, vary, draws=50, seed=9)
    two = replay(RECIPE, DATA, vary, one.numbers)
    alone = evaluate(RECIPE, DATA, vary, one.numbers)
    for other in (two.root_scores, alone.scores):
        assert one.root_scores.tobytes() == other.tobytes()
    assert one.root_ranks.tobytes() == two.root_ranks.tobytes() == alone.ranks.tobytes()
    assert one.quantiles.tobytes() == two.quantiles.tobytes()


def test_samples_say_what_was_drawn():
    vary = (Choice("normalise", ({}, {"method": "rank"})), WeightDirichlet(5.0), LeaveOut(("a", "c")))
    table = uncertainty(RECIPE, DATA, vary, draws=60).samples
    assert set(table.columns["normalise"]) == {"as it is", "method rank"}
    assert set(table.columns["left out"]) == {"", "a", "c"}
    gone = np.array(table.columns["left out"]) == "a"
    assert (np.asarray(table.columns["weight:a"])[gone] == 0).all()
    total = np.asarray(table.columns["weight:a"]) + np.asarray(table.columns["weight:b"])
    np.testing.assert_allclose(total, 1)


def test_every_table_has_its_rows_and_values_name_their_streams():
    found = uncertainty(RECIPE, DATA, [Margins(default=Margin(2)), WeightDirichlet(9)], draws=40)
    sizes = {table.name: len(table) for table in found.tables()}
    assert sizes == {
        "scores": 30, "ranks": 10, "bands": 60, "convergence": 1, "rank_convergence": 1, "samples": 40,
    }  # fmt: skip
    np.testing.assert_array_equal(found.samples.columns["values"], found.numbers[:, 0])
    assert found.table("ranks").rows()[9] == {
        "unit": "u9", "nominal": None, "low": None, "median": None, "high": None, "mean": None,
    }  # fmt: skip


def test_dirichlet_shares_have_the_mean_and_the_spread_they_should():
    used = uncertainty(RECIPE, DATA, [WeightDirichlet(5.0)], draws=4000).samples.columns["weight:a"]
    assert np.mean(used) == pytest.approx(2 / 3, abs=0.01)
    assert np.std(used) == pytest.approx((2 / 9 / 6) ** 0.5, rel=0.05)


def test_draws_without_a_score_are_said_and_never_silent():
    vary = (
        Choice("normalise", ({}, {"method": "zscore"})),
        Choice("aggregate", ({"levels": {"index": "geometric"}},)),
    )
    found = uncertainty(RECIPE, DATA, vary, draws=40)
    assert (found.computable[:, 0] < 1).any()
    (warning,) = found.warnings
    assert "normalise: method zscore" in warning.en
    assert "normalise: method zscore" in warning.id
    assert not uncertainty(RECIPE, DATA, [NOISE], draws=40).warnings


def test_alternatives_on_different_scales_are_said():
    vary = [Choice("normalise", ({}, {"method": "zscore", "mean": 500.0}), labels=("posts", "z"))]
    (warning,) = uncertainty(RECIPE, dataset(BANDED, (50, 20, 30), (80, 90, 20)), vary, draws=8).warnings
    assert "(normalise: posts) to 500 (normalise: z). Intervals of scores mix them" in warning.en
    assert not uncertainty(RECIPE, DATA, [Choice("normalise", ({}, {"method": "minmax"}))], draws=8).warnings


def test_an_alternative_that_cannot_be_built_is_named():
    vary = [Choice("normalise", ({}, {"method": "none"}))]
    with pytest.raises(RecipeError, match=r"counts downwards.*\(in the draws with normalise: method none\)"):
        uncertainty(RECIPE, DATA, vary, draws=8)
    with pytest.raises(RecipeError, match=r"no method 'mode'.*in the draws with aggregate"):
        uncertainty(RECIPE, DATA, [Choice("aggregate", ({"levels": {"index": "mode"}},))], draws=8)


def test_what_cannot_vary_is_refused():
    with pytest.raises(ValueError, match="nothing varies"):
        uncertainty(RECIPE, DATA, [])
    with pytest.raises(ValueError, match="two sources are called 'weights'"):
        uncertainty(RECIPE, DATA, [NOISE, WeightDirichlet(3)])
    with pytest.raises(ValueError, match=r"shape \(3, 2\); these sources need \(draws, 6\)"):
        replay(RECIPE, DATA, [NOISE], np.zeros((3, 2)))
    with pytest.raises(ValueError, match="outside"):
        replay(RECIPE, DATA, [NOISE], np.ones((3, 6)))
    with pytest.raises(ValueError, match="no period 1999"):
        uncertainty(RECIPE, DATA, [NOISE], period=1999)
    with pytest.raises(ValueError, match="three shares"):
        uncertainty(RECIPE, DATA, [NOISE], quantiles=(0.9, 0.5, 0.1))


def test_the_words_count_pieces_of_work_to_their_end():
    told: list[tuple[int, int]] = []
    vary = [Choice("aggregate", ({}, {"levels": {"index": "median"}})), NOISE]
    uncertainty(RECIPE, DATA, vary, draws=30, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[0][1] + 1))


@pytest.mark.parametrize("mean", ["median", "geometric"])
def test_one_unit_and_no_values_are_answers(mean: str):
    recipe = RECIPE.with_step(Aggregate(levels={"index": mean, "part": mean})).with_step(Normalise("minmax"))
    found = uncertainty(recipe, dataset(BANDED, (math.nan, 2, 3)), [NOISE], draws=10)
    assert np.isnan(found.mean).all()
    assert not found.computable.any()
    assert not found.rank_counts[:, 1:].any()
