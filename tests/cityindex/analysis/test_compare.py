"""Two builds side by side, an index with a part left out, and a city among its peers."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator

from cityindex.analysis.compare import compare
from cityindex.analysis.profile import profile
from cityindex.analysis.removal import removal
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import default_recipe
from cityindex.steps import Weigh

SMALL = framework(indicator("a"), indicator("b"), indicator("c", "right"))
RECIPE = default_recipe(SMALL)
ROWS = ((90, 90, 10), (50, 50, 60), (20, 20, 90), (np.nan, np.nan, np.nan))
DATA = dataset(SMALL, *ROWS)


def test_another_recipe_turns_the_ranking_round():
    right_only = RECIPE.with_step(Weigh(weights={"left": 0.0}))
    found = compare(build(RECIPE, DATA), build(right_only, DATA))
    np.testing.assert_array_equal(found.before, [50, 55, 55, np.nan])
    np.testing.assert_array_equal(found.rank_before, [3, 1, 1, np.nan])
    np.testing.assert_array_equal(found.rank_after, [3, 2, 1, np.nan])
    np.testing.assert_array_equal(found.shift, [0, -1, 0, np.nan])
    assert found.mean_shift == pytest.approx(1 / 3)
    assert found.rank_correlation == pytest.approx(np.corrcoef([1, 2.5, 2.5], [1, 2, 3])[0, 1])
    assert found.table().rows()[0]["unit"] == "u1"
    (summary,) = found.table("summary").rows()
    assert (summary["up"], summary["down"], summary["unmoved"], summary["largest_shift"]) == (0, 1, 2, 1)


def test_units_that_one_build_lacks_are_named():
    fewer = dataset(SMALL, *ROWS[:2])
    found = compare(build(RECIPE, DATA), build(RECIPE, fewer))
    assert found.units == ("u0", "u1")
    assert found.only_before == ("u2", "u3")
    with pytest.raises(ValueError, match="share no city"):
        compare(
            build(RECIPE, fewer),
            build(RECIPE, Dataset.from_array([[1, 2, 3]], units=["x"], indicators="abc")),
        )


def test_two_years_of_one_build():
    values = np.array([[[10, 10, 10], [60, 60, 60]], [[20, 20, 20], [30, 30, 30]]], dtype=float)
    index = build(RECIPE, Dataset.from_array(values, units="xy", indicators="abc", periods=(2022, 2023)))
    found = compare(index, index, period=2022, period_after=2023)
    np.testing.assert_array_equal(found.shift, [1, -1])
    with pytest.raises(ValueError, match="no period 2021; there are 2022, 2023"):
        compare(index, index, period=2021)


def test_what_is_left_out_says_what_hangs_on_it():
    found = removal(RECIPE, DATA, ("a", "right"))
    np.testing.assert_allclose(
        found.mean_shift, [[0], [5 / 3]]
    )  # a and b say the same; right turned it round
    assert [row["code"] for row in found.table().rows()] == ["right", "a"]
    assert len(removal(RECIPE, DATA).elements) == 3
    with pytest.raises(ValueError, match="'index' is no indicator or part"):
        removal(RECIPE, DATA, ("index",))


def test_strengths_are_above_the_mean_and_weaknesses_below():
    found = profile(build(RECIPE, DATA), "u0")
    assert [i.code for i in found.strengths()] == ["a", "b"]
    assert [i.code for i in found.weaknesses()] == ["c"]
    rows = {row["code"]: row for row in found.table().rows()}
    assert (rows["c"]["rank"], rows["c"]["compared"], rows["c"]["gap"]) == (3, 3, pytest.approx(10 - 160 / 3))
    nobody = profile(build(RECIPE, DATA), "u3")
    assert nobody.strengths() == nobody.weaknesses() == ()


def test_peers_can_be_chosen_and_the_unit_is_one_of_them():
    found = profile(build(RECIPE, DATA), "u1", peers=("u2",))
    assert found.peers == ("u1", "u2")
    assert [i.code for i in found.weaknesses()] == ["c"]
    with pytest.raises(ValueError, match="no unit 'nobody'"):
        profile(build(RECIPE, DATA), "nobody")
