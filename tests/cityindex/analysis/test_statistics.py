"""Statistics of columns and availability of units, against the reference, NumPy and by hand."""

import math

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator
from tests.cityindex.test_asem import Case

from cityindex.analysis.statistics import availability, statistics
from cityindex.dataset import Dataset
from cityindex.recipe import default_recipe
from cityindex.steps import RecipeError

NAN = math.nan


def small(*rows: tuple[float, ...]):
    chosen = framework(indicator("a"), indicator("b"), indicator("c", "right", direction=0))
    return default_recipe(chosen), dataset(chosen, *rows)


def test_skewness_and_kurtosis_are_the_references_before_and_after_treatment(asem: Case):
    for step, name in (("screen", "skewkurt_before.csv"), ("treat", "skewkurt_after.csv")):
        found = statistics(asem.recipe, asem.data, after=step)
        by_code = {row["iCode"]: row for row in asem.rows(name)}
        for n, code in enumerate(found.columns.codes):
            expected = float(by_code[code]["skew"]), float(by_code[code]["kurt"])
            assert (found.skewness[0, n], found.kurtosis[0, n]) == pytest.approx(expected, rel=1e-9), code


def test_every_figure_by_hand():
    one = statistics(*small((0, 1, NAN), (0, 2, NAN), (1, 3, NAN), (9, NAN, NAN))).table().rows()
    assert one[0] | {"title": ""} == {
        "period": 0, "code": "a", "title": "", "count": 4, "missing": 0, "available": 1.0, "zeros": 2, "distinct": 3,
        "commonest": 0.5, "minimum": 0.0, "lower_quartile": 0.0, "median": 0.5, "upper_quartile": 3.0, "maximum": 9.0,
        "mean": 2.5, "sd": pytest.approx(math.sqrt(19)), "skewness": pytest.approx(1.9319, abs=1e-4),
        "kurtosis": pytest.approx(3.7507, abs=1e-4), "outliers": 1, "flags": "distinct",
    }  # fmt: skip
    assert (one[1]["count"], one[1]["missing"], one[1]["available"], one[1]["skewness"]) == (3, 1, 0.75, None)
    assert (one[2]["count"], one[2]["mean"], one[2]["flags"]) == (0, None, "missing")


def test_flags():
    found = statistics(*small(*[(5, n == 9 and 100, 1) for n in range(10)]))
    assert found.flags[0][:2] == (("constant",), ("distinct", "equal", "outliers"))


def test_periods_apart_or_together():
    chosen = framework()
    values = np.arange(12.0).reshape(2, 2, 3)
    data = Dataset.from_array(values, units=["u", "v"], periods=[2020, 2021], indicators=["a", "b", "c"])
    apart = statistics(default_recipe(chosen), data)
    assert apart.mean[:, 0].tolist() == [3.0, 6.0]
    together = statistics(default_recipe(chosen), data, together=True)
    assert (together.mean[0, 0], together.count[0, 0]) == (4.5, 4)
    scored = statistics(default_recipe(chosen), data, after="aggregate")
    assert scored.columns.codes[3:] == ("index", "left", "right")


def test_a_step_the_recipe_does_not_have():
    with pytest.raises(RecipeError, match="no step 'treat'; it has data, screen"):
        statistics(*small((1, 2, 3)), after="treat")


def test_availability_counts_scorable_indicators_as_they_came_in(asem: Case):
    found = availability(*small((0, NAN, 1), (1, 2, NAN)))
    assert found.share[:, 0, 0].tolist() == [0.5, 1.0]
    assert found.zeros[:, 0, 0].tolist() == [1.0, 0.0]
    assert math.isnan(found.share[0, 0, 2])  # right holds context only
    raw = asem.expected("data_Raw.csv", asem.codes)
    np.testing.assert_allclose(
        availability(asem.recipe, asem.data).share[:, 0, 0], (~np.isnan(raw)).mean(axis=1)
    )
