"""The changes of a build: columns inside, one change after another outside."""

import numpy as np
from tests.cityindex.making import dataset, framework, indicator

from cityindex.build import build
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Change, Changes, Impute, Normalise, Screen, Treat
from cityindex.tables import Table

NAN = float("nan")


def changes() -> Changes:
    chosen = framework(indicator("a"), indicator("c", "right"))
    rows = [[float(n), 1.0] for n in range(1, 21)]
    recipe = Recipe(chosen, (Screen(), Impute("mean"), Treat(), Normalise("minmax"), Aggregate()))
    return build(recipe, dataset(chosen, *rows, [1000.0, NAN])).changes


def test_changes_are_read_one_after_another():
    found = changes()
    assert len(found) == 2
    assert found[1] == Change("treat", "u20", 0, "a", 1000.0, 20.0, "winsorised_high")
    assert [(c.step, c.how) for c in found] == [("impute", "mean"), ("treat", "winsorised_high")]
    assert np.isnan(found[0].before)


def test_some_changes_are_changes_again():
    assert [c.step for c in changes()[1:]] == ["treat"]
    assert list(Changes()) == []


def test_changes_are_a_table():
    table = changes().table()
    assert isinstance(table, Table)
    assert table.rows()[0] == {
        "step": "impute", "unit": "u20", "period": 0, "indicator": "c", "before": None, "after": 1.0, "how": "mean",
    }  # fmt: skip
    assert Changes().table().rows() == []
