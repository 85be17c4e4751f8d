"""The weights a recipe ends with."""

import numpy as np
from tests.cityindex.making import framework, indicator

from cityindex.analysis.weights import chosen_weights
from cityindex.dataset import Dataset
from cityindex.recipe import default_recipe
from cityindex.steps import Weigh

CHOSEN = framework(indicator("a", weight=3), indicator("b"), indicator("c", "right"))
DATA = Dataset.from_array(
    np.random.default_rng(1).uniform(0, 100, (9, 3)), units=list("ABCDEFGHI"), indicators=["a", "b", "c"]
)


def test_given_weights_and_their_shares():
    found = chosen_weights(default_recipe(CHOSEN), DATA)
    assert found.codes == ("a", "b", "c", "left", "right")
    assert found.parents == ("left", "left", "right", "index", "index")
    assert found.shares.tolist() == [0.75, 0.25, 1, 0.5, 0.5]
    assert found.of_index.tolist() == [0.375, 0.125, 0.5, 0.5, 0.5]
    assert set(found.methods) == {"given"}


def test_drawn_weights():
    found = chosen_weights(default_recipe(CHOSEN).with_step(Weigh("critic")), DATA)
    assert set(found.methods) == {"critic"}
    assert found.of_index[:3].sum() == 1
    assert found.shares.tolist() != [0.75, 0.25, 1, 0.5, 0.5]
