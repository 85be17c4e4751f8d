"""Correlations, alpha and components: against SciPy and NumPy, and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from tests.cityindex.making import dataset, framework, indicator
from tests.cityindex.test_asem import Case

from cityindex.analysis.association import METHODS, correlate
from cityindex.analysis.correlation import correlations, denominator_correlations
from cityindex.analysis.principal import principal_components
from cityindex.analysis.reliability import alpha_of, reliability
from cityindex.components import eigen, pearson
from cityindex.recipe import default_recipe

ORACLES = {
    "pearson": stats.pearsonr,
    "spearman": stats.spearmanr,
    "kendall": stats.kendalltau,
}
gappy = arrays(
    np.float64,
    st.tuples(st.integers(0, 12), st.just(3)),
    elements=st.one_of(st.integers(-4, 4).map(float), st.just(math.nan)),
)


@pytest.mark.parametrize("method", METHODS)
@given(gappy)
def test_every_method_equals_scipy_on_the_rows_both_have(method: str, x: np.ndarray):
    found = correlate(x, x, method)
    for i in range(3):
        for j in range(3):
            both = ~np.isnan(x[:, i]) & ~np.isnan(x[:, j])
            a, b = x[both, i], x[both, j]
            assert found.n[i, j] == len(a)
            if len(a) < 3 or np.ptp(a) == 0 or np.ptp(b) == 0:
                assert np.isnan(found.r[i, j])
            else:
                assert found.r[i, j] == pytest.approx(ORACLES[method](a, b).statistic, abs=1e-9)


@given(gappy, st.floats(-1e6, 1e6), st.sampled_from((1e-9, 1.0, 1e9)))
def test_measuring_unit_and_origin_do_not_matter(x: np.ndarray, shift: float, factor: float):
    np.testing.assert_allclose(pearson(x).r, pearson(x * factor).r, atol=1e-9)
    np.testing.assert_allclose(pearson(x).r, pearson(x + round(shift)).r, atol=1e-6)


def test_the_reference_case_equals_numpy(asem: Case):
    found = correlations(asem.recipe, asem.data, p=True)
    values = np.hstack([
        asem.expected("data_Normalised.csv", asem.codes),
        asem.expected("data_Aggregated.csv", [node.code for node in asem.framework.nodes]),
    ])  # fmt: skip
    expected = np.corrcoef(values.T)[found.one, found.other]
    np.testing.assert_allclose(found.r, expected, atol=1e-9)
    for m in (0, 100, 900):
        oracle = stats.pearsonr(values[:, found.one[m]], values[:, found.other[m]])
        assert found.p[m] == pytest.approx(oracle.pvalue, rel=1e-6)
    rows = found.table("flags").rows()
    flagged = {(row["one"], row["other"], row["flag"]) for row in rows}
    assert ("TBTs", "RTAs", "negative") in flagged
    assert ("Forest", "Environ", "weak") in flagged
    assert ("TBTs", "Instit", "negative") in flagged


def test_relations_run_upwards(asem: Case):
    rows = correlations(asem.recipe, asem.data).table("pairs").rows()
    known = {(row["one"], row["other"]): row["relation"] for row in rows}
    assert known["LPI", "Physical"] == "parent"
    assert known["LPI", "Index"] == known["Physical", "Index"] == "ancestor"
    assert known["Conn", "Sust"] == known["LPI", "Flights"] == "siblings"
    assert known["LPI", "Sust"] == "other"


def test_before_normalisation_indicators_of_which_less_is_better_are_turned_round():
    chosen = framework(indicator("a"), indicator("b", direction=-1), indicator("c", "right"))
    data = dataset(chosen, (1, 9, 1), (2, 8, 5), (3, 7, 2))
    first = correlations(default_recipe(chosen), data, after="data").table().rows()[0]
    assert (first["r"], first["flag"]) == (1.0, "collinear")
    assert correlations(default_recipe(chosen), data, after="normalise").r[0] == pytest.approx(1.0)


def test_indicators_that_follow_a_size(asem: Case):
    found = denominator_correlations(asem.recipe, asem.data)
    sizes = {(row["one"], row["other"]) for row in found.table("flags").rows()}
    assert ("Goods", "GDP") in sizes
    assert not denominator_correlations(asem.recipe, asem.data, threshold=1.1).table("flags").rows()


def test_an_unknown_method():
    with pytest.raises(ValueError, match="choose one of pearson, spearman, kendall"):
        correlate(np.zeros((3, 1)), np.zeros((3, 1)), "cosine")


def test_alpha_by_its_definition():
    x = np.random.default_rng(1).normal(size=(30, 4)).cumsum(axis=1)
    k, total = 4, x.sum(axis=1).var(ddof=1)
    assert alpha_of(x) == pytest.approx(k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum() / total))
    assert alpha_of(x[:, [0, 0, 0]]) == pytest.approx(1.0)
    assert math.isnan(alpha_of(x[:, :1]))


def test_reliability_of_the_reference_case(asem: Case):
    found = reliability(asem.recipe, asem.data)
    values = asem.expected("data_Normalised.csv", asem.codes)
    at = found.nodes.index("Index")
    c = np.cov(values.T)
    assert found.alpha_indicators[at] == pytest.approx(49 / 48 * (1 - np.trace(c) / c.sum()))
    assert found.complete[at] == 51
    worst = max((a, part) for node, part, a in found.without if node == "Instit")
    assert worst[1] == "TBTs"  # the pillar is more of one piece without it


def test_a_part_that_is_constant_or_empty_takes_no_part():
    chosen = framework(indicator("a"), indicator("b"), indicator("c"), indicator("d", "right"))
    data = dataset(chosen, *((n, 5, n * n, math.nan) for n in range(5)))
    found = reliability(default_recipe(chosen), data)
    assert dict(zip(found.nodes, found.parts, strict=True))["left"] == 2
    assert np.isnan(found.alpha[found.nodes.index("right")])
    (left,) = [c for c in principal_components(default_recipe(chosen), data).nodes if c.node == "left"]
    assert left.parts == ("a", "c")


def test_components_are_those_of_the_correlation_matrix(asem: Case):
    found = {c.node: c for c in principal_components(asem.recipe, asem.data).nodes}["Physical"]
    r = pearson(asem.expected("data_Normalised.csv", list(found.parts))).r
    np.testing.assert_allclose(found.loadings @ found.loadings.T, r, atol=1e-9)
    assert found.shares.sum() == pytest.approx(1)
    assert (np.diff(found.eigenvalues) <= 0).all()


def test_the_sign_of_a_component_is_settled():
    values, vectors = eigen(np.array([[1.0, 0.5], [0.5, 1.0]]))
    assert values == pytest.approx([1.5, 0.5])
    assert vectors[:, 0] == pytest.approx([math.sqrt(0.5)] * 2)
