"""What would move a city's score: every gain against a full build, every goal against what it means."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import bands, dataset, framework, indicator, node, posts

from cityindex import framework as frameworks
from cityindex.analysis.budget import best_set
from cityindex.analysis.leverage import Gain, Leverage, leverage
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework.types import Framework, ValueType
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Impute, Normalise
from cityindex.tabular import import_table, load_mapping, read_csv

DOCS = Path(__file__).parents[4] / "docs"


def small() -> Framework:
    return framework(
        indicator("a", weight=2, bands="scale"),
        indicator("b", direction=-1, bands="scale", value_type=ValueType.COUNT),
        indicator("c", "right", goalposts=None),
        nodes=(node("index", bands="scale"), node("left", "index"), node("right", "index")),
        bands=[bands(0, 40, 80)],
    )


def data(*rows: tuple[float, ...]) -> Dataset:
    return dataset(small(), *rows)


def of(found: Leverage, code: str, goal: str) -> Gain:
    return next(g for g in found.gains if (g.indicator.code, g.goal) == (code, goal))


def why(found: Leverage, code: str) -> dict[str, str]:
    return {left.goal: left.reason.en for left in found.left_out if left.indicator.code == code}


def minmax(chosen: Framework) -> Recipe:
    return default_recipe(chosen).with_step(Normalise("minmax"))


def test_the_three_goals_of_an_indicator():
    found = leverage(minmax(small()), data((50, 50, 50), (90, 20, 60), (10, 90, 0)), "u0")
    band, target, peer = (of(found, "a", goal) for goal in ("band", "target", "peer"))
    assert (band.to_value, target.to_value, peer.to_value) == (80, 100, 90)
    assert (band.band.code, band.to_band.code, peer.peer) == ("band1", "band2", "u1")
    assert peer.source.en == "u1"
    assert found.gains == tuple(sorted(found.gains, key=lambda g: -g.gain))


def test_less_is_better_the_next_band_is_below():
    found = leverage(minmax(small()), data((50, 50, 50), (90, 20, 60), (10, 90, 0)), "u0")
    assert [of(found, "b", goal).to_value for goal in ("band", "target", "peer")] == [39, 0, 20]
    assert (of(found, "b", "band").source.en, of(found, "b", "band").to_band.code) == ("band0", "band0")


def test_what_cannot_be_computed_says_why():
    found = leverage(minmax(small()), data((85, 0, 70), (90, 20, 60), (10, 90, math.nan)), "u0")
    assert why(found, "a") == {"band": "Already in the best band."}
    assert why(found, "b") == {
        "band": "Already in the best band.", "target": "The target is reached already.", "peer": "No peer does better."
    }  # fmt: skip
    assert why(found, "c") == {
        "band": "This indicator has no bands.", "target": "There is no target.", "peer": "No peer does better."
    }  # fmt: skip
    alone = leverage(default_recipe(framework()), dataset(framework(), (1, 2, 3)), "u0")
    assert why(alone, "a")["peer"] == "No peer has a value."


def test_a_target_of_the_recipe_comes_first():
    recipe = default_recipe(small()).with_step(Normalise("goalposts", targets={"a": 70}))
    found = leverage(recipe, data((50, 50, 50), (90, 20, 60)), "u0", node="left")
    assert of(found, "a", "target").to_value == 70
    assert of(found, "a", "target").source.en == "target of the recipe"


def test_linear_gains_are_effective_weight_times_change():
    chosen = framework(indicator("a", weight=3), indicator("b"), indicator("c", "right"))
    found = leverage(default_recipe(chosen), dataset(chosen, (10, 20, 30)), "u0")
    assert {g.indicator.code: g.weight for g in found.gains} == {"a": 0.375, "b": 0.125, "c": 0.5}
    for gain in found.gains:
        assert gain.exact == "linear"
        assert gain.gain == pytest.approx(gain.weight * (gain.to_score - gain.score), abs=1e-12)


def test_where_a_mean_is_not_arithmetic_the_steps_run_again():
    chosen = framework(aggregate="geometric")
    found = leverage(default_recipe(chosen), dataset(chosen, (10, 20, 30)), "u0", node="left")
    assert {g.exact for g in found.gains} == {"rebuild"}
    assert all(math.isnan(g.weight) for g in found.gains)
    assert {g.indicator.code for g in found.gains} == {"a", "b"}


cells = st.one_of(st.floats(0, 100).map(lambda x: round(x, 2)), st.just(math.nan))


@settings(max_examples=40)
@given(
    arrays(np.float64, (3, 3), elements=cells),
    st.sampled_from(("goalposts", "minmax", "zscore", "rank")),
    st.sampled_from(("arithmetic", "geometric", "harmonic", "median")),
    st.sampled_from(("none", "mean")),
)
def test_every_gain_equals_a_full_build(values: np.ndarray, method: str, mean: str, fill: str):
    chosen = framework(indicator("a", bands="scale"), indicator("b", direction=-1), indicator("c", "right"),
                       bands=[bands(0, 40, 80)])  # fmt: skip
    plain = default_recipe(chosen).with_step(Normalise(method)).with_step(Aggregate(levels={"index": mean}))
    recipe = replace(plain, steps=(plain.steps[0], Impute(fill), *plain.steps[1:]))
    table = dataset(chosen, *values)
    before = build(recipe, table).score("u0")
    for gain in leverage(recipe, table, "u0").gains:
        changed = values.copy()
        changed[0, "abc".index(gain.indicator.code)] = gain.to_value
        after = build(recipe, dataset(chosen, *changed))
        assert gain.after == pytest.approx(after.score("u0"), abs=1e-9)
        assert gain.gain == pytest.approx(after.score("u0") - before, abs=1e-9)
        assert gain.rank == after.ranks[0, 0, 0]
        if gain.exact == "linear":
            assert gain.gain == pytest.approx(gain.weight * (gain.to_score - gain.score), abs=1e-9)


def test_indicators_that_alone_reach_the_next_band_come_first():
    chosen = framework(
        indicator("a", weight=9), indicator("b"), indicator("c", "right", weight=0.1, goalposts=posts(0, 60)),
        nodes=(node("index", bands="scale"), node("left", "index", weight=9), node("right", "index")),
        bands=[bands(0, 40, 80)],
    )  # fmt: skip
    found = leverage(default_recipe(chosen), dataset(chosen, (70, 75, 50), (90, 20, 60)), "u0")
    assert (found.band.code, found.next_band.code) == ("band1", "band2")
    assert [(way.indicator.code, way.possible) for way in found.reaches] == [
        ("a", True),
        ("c", False),
        ("b", False),
    ]
    for way in found.reaches:
        after = found.city.score(values={way.indicator.code: way.to_value}).score()
        assert after == pytest.approx(way.after)
        assert way.possible == (after >= 80 - 1e-9)


@pytest.mark.parametrize("mean", ["arithmetic", "geometric", "harmonic"])
def test_a_little_less_would_not_reach_the_band(mean: str):
    chosen = framework(
        indicator("a"), indicator("b", direction=-1), indicator("c", "right", goalposts=posts(1, 100, log=True)),
        nodes=(node("index", bands="scale"), node("left", "index"), node("right", "index")),
        bands=[bands(0, 50, decimals=2)], aggregate=mean,
    )  # fmt: skip
    found = leverage(default_recipe(chosen), dataset(chosen, (40, 55, 12), (50, 50, 50)), "u0")
    assert {way.possible for way in found.reaches} == {True}
    scale = chosen.band_scales[0]
    for way in found.reaches:
        less = way.to_value - 1e-6 * (way.to_value - way.value)
        assert scale.band(way.after).code == "band1"
        assert scale.band(found.city.score(values={way.indicator.code: less}).score()).code == "band0"


def test_missing_values_have_a_range_and_suspect_ones_too():
    table = data((50, math.nan, 50), (90, 20, 60), (10, 90, 0))
    marked = table.with_suspects(np.array([[[True, False, False]], [[False] * 3], [[False] * 3]]))
    found = leverage(minmax(small()), marked, "u0")
    filled = {f.indicator.code: f for f in found.missing}
    assert (filled["b"].worst_value, filled["b"].best_value) == (100, 0)
    assert filled["b"].worst_after < filled["b"].best_after
    assert why(found, "a")[""].startswith("The value is doubtful")
    assert why(found, "b")[""] == "There is no value yet."
    assert found.city.score(values={"b": 0}).score() == filled["b"].best_after


def test_without_a_score_everything_is_left_out_with_the_nodes_reason():
    chosen = framework(min_share=1)
    found = leverage(default_recipe(chosen), dataset(chosen, (10, math.nan, 30), (1, 2, 3)), "u0")
    assert found.gains == ()
    assert why(found, "a")[""].startswith("Too few of its parts")
    assert found.missing[0].best_after > found.missing[0].worst_after


def test_cohorts():
    chosen = framework()
    table = replace(
        dataset(chosen, (10, 10, 10), (50, 50, 50), (70, 70, 70), (90, 90, 90)),
        context={"population": np.array([[100.0], [190.0], [50.0], [500.0]])},
        groups={"province": ("NTT", "NTT", "Bali", "NTT")},
    )
    recipe = default_recipe(chosen)
    assert leverage(recipe, table, "u0").cohort.units == ("u1", "u2")
    assert leverage(recipe, table, "u0").cohort.how.en == "cities of its size: population between 50 and 200"
    assert leverage(recipe, table, "u0", cohort="province").cohort.units == ("u1", "u3")
    assert leverage(recipe, table, "u0", cohort=("u3", "u0")).cohort.units == ("u3",)
    for wrong in ("planet", ("u9",)):
        with pytest.raises(ValueError, match="cohort: no"):
            leverage(recipe, table, "u0", cohort=wrong)


def test_values_to_reach_are_before_division():
    chosen = framework(
        indicator("a", denominator="people", goalposts=posts(0, 2)), indicator("b"), indicator("c", "right")
    )
    table = replace(
        dataset(chosen, (50, 10, 10), (300, 10, 10)), context={"people": np.array([[100.0], [200.0]])}
    )
    found = leverage(default_recipe(chosen), table, "u0", cohort=("u1",))
    assert of(found, "a", "target").to_value == 200
    assert of(found, "a", "peer").to_value == 150
    assert of(found, "a", "peer").to_score == pytest.approx(75)


def test_a_goal_that_makes_all_cities_equal_is_left_out():
    found = leverage(minmax(framework()), dataset(framework(), (10, 20, 30), (90, 20, 60)), "u0")
    assert why(found, "a")["peer"].startswith("With that value this indicator could not be scored")


def test_what_was_filled_in_is_no_value_of_the_city():
    table = data((math.nan, 50, 50), (90, 20, 60), (10, 90, 0))
    recipe = minmax(small())
    found = leverage(replace(recipe, steps=(recipe.steps[0], Impute("mean"), *recipe.steps[1:])), table, "u0")
    assert why(found, "a")[""].startswith("Its value was filled in by an estimate")
    assert [(f.indicator.code, f.worst_value, f.best_value) for f in found.missing] == [("a", 0, 100)]
    assert not any(g.indicator.code == "a" for g in found.gains)


def test_an_indicator_others_are_divided_by_moves_them_too():
    chosen = framework(
        indicator("a"), indicator("b", denominator="a", goalposts=posts(0, 2)), indicator("c", "right")
    )
    found = leverage(default_recipe(chosen), dataset(chosen, (40, 50, 10), (50, 10, 10)), "u0")
    assert {g.indicator.code: g.exact for g in found.gains} == {"a": "rebuild", "b": "linear", "c": "linear"}
    both = best_set(found, {"a": 1.0, "b": 1.0, "c": 5.0}, 2)
    assert (both.how, both.proven) == ("greedy", False)
    whole = found.city.rebuild(values={c.gain.indicator.code: c.gain.to_value for c in both.chosen})
    assert both.gain == pytest.approx(whole.gain(), abs=1e-12)


@pytest.mark.parametrize(("method", "value"), [("minmax", 120), ("target", 12_000)])
def test_a_target_of_the_framework_is_in_the_unit_it_is_scored_in(method: str, value: float):
    chosen = framework(
        indicator("a", denominator="people", target=120.0),
        indicator("b", target=1.0),
        indicator("c", "right", target=1.0),
    )
    table = replace(
        dataset(chosen, (50, 10, 10), (300, 20, 20)), context={"people": np.array([[100.0], [200.0]])}
    )
    found = leverage(default_recipe(chosen).with_step(Normalise(method)), table, "u0")
    assert of(found, "a", "target").to_value == value


def test_sentences_and_tables():
    found = leverage(minmax(small()), data((50, 50, 50), (90, 20, 60), (10, 90, 0)), "u0")
    assert found.sentence(of(found, "a", "peer"), "en") == (
        "If a went from 50 to 90 (u1), the score of index would rise by 16.67 points to 84.52. It would rank 2."
    )
    assert found.sentence(of(found, "a", "target"), "id").startswith(
        "Jika a berubah dari 50 menjadi 100 (target), skor"
    )
    rows = found.table().rows()
    assert (rows[0]["indicator"], rows[0]["title"]) == ("a", {"id": "a", "en": "a"})
    assert {t.name for t in found.tables()} == {"gains", "reaches", "missing", "left_out"}


def test_an_unknown_node():
    with pytest.raises(ValueError, match="'x' is no node"):
        leverage(default_recipe(framework()), dataset(framework(), (1, 2, 3)), "u0", node="x")


def test_kupang_among_514_regencies_and_cities(shared: Path):
    ipm = frameworks.get("ipm-2010")
    table = read_csv((shared / "reference" / "ipm" / "ipm_kabkota_2020_2023.csv").read_bytes())
    mapping = load_mapping(DOCS / "guide" / "ipm-bps.toml", ipm)
    read = import_table(table, ipm, unit="x", period=2023, latest=2024, mapping=mapping)
    values = Dataset.from_observations(ipm, read.observations)
    recipe = default_recipe(ipm)
    found = leverage(recipe, values, "KOTA KUPANG")
    assert [(g.indicator.code, g.goal) for g in found.gains][:3] == [
        ("UHH", "target"), ("PENGELUARAN", "target"), ("PENGELUARAN", "peer")
    ]  # fmt: skip
    u = values.units.index("KOTA KUPANG")
    for gain in found.gains:
        changed = values.values.copy()
        changed[u, -1, values.indicators.index(gain.indicator.code)] = gain.to_value
        full = build(recipe, replace(values, values=changed))
        assert gain.gain == pytest.approx(full.score("KOTA KUPANG") - found.score, abs=1e-9)
        assert gain.rank == full.ranks[u, -1, 0]


def test_spbe_one_indicator_cannot_reach_the_next_predicate_but_its_gain_is_its_weight():
    spbe = frameworks.get("spbe-2020")
    codes = [i.code for i in spbe.indicators]
    levels = np.array([[2.0] * 47, [4.0] * 47])
    found = leverage(
        default_recipe(spbe), Dataset.from_array(levels, units=["here", "there"], indicators=codes), "here"
    )
    bands_up = [g for g in found.gains if g.goal == "band"]
    assert len(bands_up) == 47
    for gain in bands_up:
        assert (gain.to_value, gain.exact) == (3, "linear")
        assert gain.gain == pytest.approx(gain.indicator.weight / 100, abs=1e-9)
    assert (found.band.code, found.next_band.code) == ("cukup", "baik")
    assert not any(way.possible for way in found.reaches)
    assert of(found, codes[0], "target").to_value == 5
