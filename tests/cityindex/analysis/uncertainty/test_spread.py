"""Ranks of many draws at once are those of ``ranking.places``, draw by draw."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cityindex.analysis.uncertainty.spread import positions, quantiles, ranks
from cityindex.ranking import places

numbers = st.one_of(
    st.integers(-3, 3).map(float),
    st.floats(-100, 100),
    st.just(np.nan),
    st.sampled_from([-0.0, 0.005, -0.005, 1e14, 2.675]),
)


@given(
    arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=7), elements=numbers),
    st.sampled_from([None, 0, 2]),
)
def test_ranks_are_those_of_places(scores: np.ndarray, decimals: int | None):
    expected = places(np.ascontiguousarray(scores.T), decimals).T
    np.testing.assert_array_equal(ranks(scores, decimals), expected)


@given(arrays(np.float64, (3, 5), elements=st.floats(-100, 100)), st.sampled_from([0, 2]))
def test_whole_tables_too(scores: np.ndarray, decimals: int):
    np.testing.assert_array_equal(ranks(scores, decimals), places(np.ascontiguousarray(scores.T), decimals).T)


@given(arrays(np.float64, st.integers(1, 30), elements=st.floats(-9, 9)), st.floats(0.01, 0.99))
def test_quantiles_are_observed_ones(scores: np.ndarray, share: float):
    found = quantiles(np.sort(scores), np.array(len(scores)), [share])
    assert found == np.quantile(scores, share, method="inverted_cdf")
    assert positions(np.array(0), [share]) == 0
