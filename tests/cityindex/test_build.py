"""Building: from values to scores, ranks, coverage and reasons."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator, node, posts

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework.types import Framework
from cityindex.reasons import TEXTS, Reason
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Aggregate, Impute, Normalise, RecipeError, Screen, Step, Treat

NAN = float("nan")


def built(chosen: Framework, *rows: list[float]):
    return build(default_recipe(chosen), dataset(chosen, *rows))


def test_one_city_alone_has_scores_and_no_ranks():
    index = built(framework(), [40, 60, 90])
    assert index.scores[0, 0].tolist() == [70, 50, 90]
    assert index.ranks.tolist() == [[[0, 0, 0]]]
    assert (index.reasons == Reason.NONE).all()


def test_many_cities_have_ranks_and_a_newcomer_changes_no_score():
    few = built(framework(), [40, 60, 90], [40, 60, 90], [0, 0, 0])
    assert few.ranks[:, 0, 0].tolist() == [1, 1, 3]
    more = built(framework(), [40, 60, 90], [40, 60, 90], [0, 0, 0], [100, 100, 100])
    assert (more.scores[:3] == few.scores).all()
    assert more.ranks[:, 0, 0].tolist() == [2, 2, 4, 1]


def test_years_are_ranked_apart():
    chosen = framework()
    values = np.array([[[10.0] * 3, [90.0] * 3], [[20.0] * 3, [80.0] * 3]])
    data = Dataset.from_array(values, units=["u", "v"], indicators=["a", "b", "c"], periods=[2021, 2022])
    index = build(default_recipe(chosen), data)
    assert index.ranks[:, :, 0].tolist() == [[2, 1], [1, 2]]
    assert index.score("u") == 90
    assert index.score("v", "left", 2021) == 20


def test_coverage_counts_values_and_scores():
    chosen = framework(indicator("a"), indicator("b", goalposts=None), indicator("c", "right"))
    index = built(chosen, [40, 60, NAN])
    assert index.indicators.tolist() == [3, 2, 1]
    assert index.with_value[0, 0].tolist() == [2, 2, 0]
    assert index.scored[0, 0].tolist() == [1, 1, 0]
    assert index.scores[0, 0, 0] == 40


@pytest.mark.parametrize(
    ("changes", "values", "reason"),
    [
        ({}, [NAN, NAN, NAN], Reason.MISSING),
        ({"goalposts": None}, [1, 2, 3], Reason.NO_GOALPOSTS),
        ({"direction": 0}, [1, 2, 3], Reason.CONTEXT),
        ({"weight": 0}, [1, 2, 3], Reason.NO_WEIGHT),
    ],
)
def test_no_score_without_a_reason(changes: dict[str, object], values: list[float], reason: Reason):
    chosen = framework(indicator("a", **changes), indicator("b", **changes), indicator("c", "right"))
    index = built(chosen, values)
    assert np.isnan(index.scores[0, 0, 1])
    assert index.reasons[0, 0, 1] == reason
    assert TEXTS[reason].id
    assert TEXTS[reason].en


def test_a_part_without_rows_says_so_and_the_rest_is_scored():
    empty = (node("index"), node("left", "index"), node("right", "index"), node("bare", "index"))
    index = built(framework(indicator("a"), indicator("c", "right"), nodes=empty), [20, 40])
    assert index.reasons[0, 0].tolist() == [0, 0, 0, Reason.NO_ROWS]
    assert index.scores[0, 0, 0] == 30


def test_too_few_parts_is_said():
    index = built(framework(min_share=0.6), [20, NAN, 40])
    assert index.reasons[0, 0].tolist() == [Reason.BELOW_SHARE, Reason.BELOW_SHARE, Reason.NONE]


def test_a_negative_under_a_geometric_mean_is_said():
    chosen = framework(
        indicator("a", goalposts=None), indicator("b", goalposts=None), indicator("c", "right"),
        normalise="none", aggregate="geometric",
    )  # fmt: skip
    index = built(chosen, [-1, 4, 9], [4, 4, 9], [0, 4, 9])
    assert index.reasons[0, 0].tolist() == [Reason.NONE, Reason.NEGATIVE, Reason.NONE]
    assert index.scores[1, 0].tolist() == pytest.approx([6, 4, 9])
    assert index.scores[2, 0].tolist() == pytest.approx([0, 0, 9])


def test_suspects_are_left_out_unless_taken_in():
    chosen = framework()
    data = dataset(chosen, [0, 100, 50]).with_suspects(np.array([[[True, False, False]]]))
    recipe = default_recipe(chosen)
    without = build(recipe, data)
    assert without.scores[0, 0].tolist() == [75, 100, 50]
    assert without.indicator_reasons[0, 0, 0] == Reason.SUSPECT
    assert build(recipe.with_step(Screen(suspects=True)), data).scores[0, 0].tolist() == [50, 50, 50]


def test_only_suspects_is_a_reason_of_its_own():
    chosen = framework()
    data = dataset(chosen, [0, 100, 50]).with_suspects(np.array([[[False, False, True]]]))
    assert build(default_recipe(chosen), data).reasons[0, 0, 2] == Reason.SUSPECT


def test_columns_are_found_by_name():
    chosen = framework()
    data = Dataset.from_array(
        np.array([[90.0, 1.0, 60.0, 40.0]]), units=["u"], indicators=["c", "extra", "b", "a"]
    )
    assert build(default_recipe(chosen), data).scores[0, 0].tolist() == [70, 50, 90]
    lacking = Dataset.from_array(np.array([[1.0]]), units=["u"], indicators=["a"])
    with pytest.raises(RecipeError, match="no column for b, c of small; add it"):
        build(default_recipe(chosen), lacking)


def test_direction_turns_a_score_round():
    chosen = framework(indicator("a", direction=-1), indicator("b"), indicator("c", "right"))
    assert built(chosen, [10, 90, 50]).scores[0, 0, 1] == 90


def test_logarithmic_goalposts_are_capped_before_the_logarithm():
    log = indicator("a", goalposts=posts(10, 1000, log=True))
    chosen = framework(log, indicator("c", "right"))
    scores = built(chosen, [100, 0], [10, 0], [-5, 0], [0, 0], [1e6, 0]).scores[:, 0, 1]
    assert scores.tolist() == pytest.approx([50, 0, 0, 0, 100])


def test_nothing_in_the_data_is_changed():
    chosen = framework()
    data = dataset(chosen, [0, 100, 50])
    before = data.values.copy()
    build(default_recipe(chosen), data)
    assert (data.values == before).all()


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ((), "the steps are none; aggregate comes once, at the end"),
        ((Normalise(),), "the steps are normalise; aggregate comes once, at the end"),
        ((Aggregate(), Normalise()), "the steps are aggregate, normalise; aggregate comes once, at the end"),
        ((Aggregate(), Aggregate()), "aggregate comes once, at the end"),
    ],
)
def test_a_recipe_ends_with_the_scores(steps: tuple[Step, ...], message: str):
    chosen = framework()
    with pytest.raises(RecipeError, match=message):
        build(Recipe(chosen, steps), dataset(chosen, [1, 2, 3]))


def test_a_replay_is_identical():
    chosen = framework()
    data = dataset(chosen, [1, 3, 7], [3, 1, 9])
    one, two = (build(default_recipe(chosen), data) for _ in range(2))
    assert (one.scores == two.scores).all()


def test_every_reason_has_words():
    assert set(TEXTS) == set(Reason) - {Reason.NONE}


def test_what_the_steps_say_stands_beside_the_scores():
    chosen = framework()
    twice = Recipe(
        chosen,
        (Screen(min_share=0.1), Impute("mean"), Impute("median"), Treat(), *default_recipe(chosen).steps[1:]),
    )
    names = [table.name for table in build(twice, dataset(chosen, [1, 2, 3], [4, 5, 6])).tables()]
    assert names[3:] == ["screening", "imputation", "imputation 2", "treatment"]
