"""Effective weights: on paper they are products down the tree, in the data shares of the score's variance."""

import math

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator
from tests.cityindex.test_asem import Case

from cityindex.analysis.effective import effective_weights, importance
from cityindex.build import build
from cityindex.recipe import default_recipe
from cityindex.steps import Aggregate, RecipeError


def test_nominal_weights_are_products_and_add_up(asem: Case):
    found = effective_weights(build(asem.recipe, asem.data))
    at = {code: n for n, code in enumerate(found.codes)}
    assert found.nominal[at["LPI"]] == pytest.approx(1 / 2 / 5 / 8)
    assert found.nominal[:49].sum() == pytest.approx(1)
    assert found.nominal[[at["Conn"], at["Sust"]]].sum() == pytest.approx(1)


@pytest.mark.parametrize("mean", ["arithmetic", "geometric", "mazziotta_pareto"])
def test_shares_of_the_variance_add_up(asem: Case, mean: str):
    index = build(asem.recipe.with_step(Aggregate(levels={"3": mean})), asem.data)
    found = effective_weights(index)
    at = {code: n for n, code in enumerate(found.codes)}
    assert found.variance_share[:49].sum() == pytest.approx(1)
    for node in ("Index", "Conn", "Social"):
        children = [at[child.code] for child in asem.framework.children(node)]
        whole = 1.0 if node == "Index" else found.variance_share[at[node]]
        assert found.variance_share[children].sum() == pytest.approx(whole)


def test_shares_of_a_weighted_sum_are_covariances(asem: Case):
    index = build(asem.recipe, asem.data)
    found, score = effective_weights(index), index.scores[:, 0, 0]
    x = asem.expected("data_Normalised.csv", asem.codes)
    expected = [
        np.cov(w * column, score)[0, 1] / score.var(ddof=1)
        for w, column in zip(found.nominal, x.T, strict=False)
    ]
    assert found.variance_share[:49] == pytest.approx(expected)
    rows = {row["code"]: row for row in found.table().rows()}
    assert rows["TBTs"]["nominal"] > 0 > rows["TBTs"]["variance_share"]  # it runs against the others
    inside = effective_weights(index, node="Instit")
    assert set(inside.codes) == {leaf.code for leaf in asem.framework.leaves("Instit")}
    assert inside.variance_share.sum() == pytest.approx(1)


def test_a_geometric_part_that_varies_more_has_the_larger_share():
    chosen = framework(indicator("a"), indicator("b"), aggregate="geometric")
    rows = [(20 + 6 * n, 50 + (n % 3)) for n in range(12)]
    found = effective_weights(build(default_recipe(chosen), dataset(chosen, *rows)), node="left")
    assert found.nominal.tolist() == [0.5, 0.5]
    assert found.variance_share[0] > 0.9


def test_a_part_that_does_not_vary_has_a_weight_and_no_effect():
    chosen = framework(indicator("a"), indicator("b"), indicator("c", "right"))
    rows = [(n, 50, (7 * n) % 10) for n in range(10)]
    found = effective_weights(build(default_recipe(chosen), dataset(chosen, *rows)))
    at = {code: n for n, code in enumerate(found.codes)}
    assert found.nominal[at["b"]] == 0.25
    assert found.variance_share[at["b"]] == pytest.approx(0)
    assert math.isnan(found.r[at["b"]])
    assert math.isnan(found.importance[at["b"]])


def test_importance_sees_what_correlation_does_not():
    x = np.linspace(-1, 1, 40)
    assert importance(x, x**2) == pytest.approx(1)
    assert importance(x, 3 * x + 1) == pytest.approx(1)
    assert np.corrcoef(x, x**2)[0, 1] == pytest.approx(0, abs=1e-12)
    assert math.isnan(importance(x[:5], x[:5]))
    assert math.isnan(importance(x, np.ones(40)))


def test_one_city_tells_nothing_of_variance():
    chosen = framework()
    found = effective_weights(build(default_recipe(chosen), dataset(chosen, (1, 2, 3))))
    assert np.isnan(found.variance_share).all()
    assert found.nominal.tolist() == [0.25, 0.25, 0.5, 0.5, 0.5]
    copeland = build(
        default_recipe(chosen).with_step(Aggregate(nodes={"index": "copeland"})),
        dataset(chosen, (1, 2, 3), (3, 4, 5)),
    )
    with pytest.raises(RecipeError, match="compares units"):
        effective_weights(copeland)
