"""Analyses of nobody, and of numbers near the end of float64: a result, or a sentence that says what to change."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework

from cityindex.analysis import (
    Margin,
    Margins,
    WeightNoise,
    denominator_correlations,
    effective_weights,
    sensitivity,
    statistics,
    uncertainty,
)
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import default_recipe
from cityindex.steps import Normalise, RecipeError

RECIPE = default_recipe(framework())
NOBODY = Dataset.from_array(np.zeros((0, 3)), units=[], indicators=["a", "b", "c"])


def test_nobody_has_weights_on_paper_only():
    found = effective_weights(build(RECIPE, NOBODY))
    assert found.nominal[list(found.codes).index("c")] == 0.5
    assert np.isnan(found.variance_share).all()


def test_nobody_correlates_with_no_size():
    assert denominator_correlations(RECIPE, NOBODY).table().rows() == []


def test_nobody_moves_in_a_sensitivity_analysis():
    found = sensitivity(RECIPE, NOBODY, [WeightNoise(0.2)], draws=8, sampling="latin")
    assert [table.rows() for table in found.tables() if "unit" in table.columns] == [[], []]
    assert found.table().rows()[0]["reason"]


def test_numbers_too_large_to_describe_are_an_error_that_helps():
    huge = dataset(framework(), (1e200, 1, 1), (3e200, 2, 2))
    with pytest.raises(RecipeError, match=r"too large to describe .* use a larger measuring unit"):
        statistics(RECIPE, huge)


def test_margins_beyond_the_largest_number_are_an_error_that_helps():
    huge = dataset(framework(), (1.7e308, 1, 1), (-1.7e308, 2, 2), (0, 3, 3))
    with pytest.raises(RecipeError, match=r"with their margins are too large .* use a larger measuring unit"):
        uncertainty(
            RECIPE.with_step(Normalise("rank")), huge, [Margins(default=Margin(0.5, relative=True))], draws=50
        )
