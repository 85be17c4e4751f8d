"""Weights drawn from scores, by hand and by what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cityindex.steps.weights import DRAWN, WeightError
from cityindex.steps.weights.complete import complete

NAN = float("nan")


def rows(*columns: list[float]) -> np.ndarray:
    return np.array(columns, dtype=float).T


def test_two_children_that_move_together_weigh_the_same_by_principal_components():
    both = rows([1, 2, 3, 5], [10, 25, 20, 60])
    assert DRAWN["pca"](both) == pytest.approx([0.5, 0.5])
    assert DRAWN["pca_squared"](both) == pytest.approx([0.5, 0.5])


def test_principal_components_are_those_of_the_correlations():
    random = np.random.default_rng(1)
    common = random.normal(size=50)
    x = np.stack([common + random.normal(size=50) * s for s in (0.1, 0.5, 2)], axis=1)
    first = np.linalg.eigh(np.corrcoef(x.T)).eigenvectors[:, -1]
    assert DRAWN["pca"](x) == pytest.approx(np.abs(first) / np.abs(first).sum(), abs=1e-12)
    assert DRAWN["pca_squared"](x) == pytest.approx(first**2, abs=1e-12)
    assert DRAWN["pca_squared"](x).sum() == pytest.approx(1)


def test_a_child_that_runs_against_the_others_weighs_by_the_size_of_its_loading():
    up, down = [1.0, 2, 3, 5], [-1.0, -2, -3, -5]
    assert DRAWN["pca"](rows(up, up, down)) == pytest.approx([1 / 3] * 3)


def test_components_of_equal_strength_are_refused():
    with pytest.raises(WeightError, match="no first principal component"):
        DRAWN["pca"](rows([1, -1, 1, -1], [1, 1, -1, -1]))


def test_entropy_by_hand():
    spread, even = [0, 0, 1], [1, 1, 2]
    disorder = -(0.25 * np.log(0.25) * 2 + 0.5 * np.log(0.5)) / np.log(3)
    expected = np.array([1, 1 - disorder]) / (2 - disorder)
    assert DRAWN["entropy"](rows(spread, even)) == pytest.approx(expected)


def test_entropy_needs_scores_from_zero_up():
    with pytest.raises(WeightError, match="scores below 0"):
        DRAWN["entropy"](rows([-1, 2, 3], [1, 2, 3]))


def test_critic_by_hand():
    x = rows([0, 1, 2], [0, 2, 4], [2, 0, 1])
    r = np.corrcoef(x.T)
    news = np.array([1, 2, 1]) * (3 - r.sum(axis=0))
    assert DRAWN["critic"](x) == pytest.approx(news / news.sum())


def test_critic_finds_nothing_where_all_say_the_same():
    with pytest.raises(WeightError, match="all say the same"):
        DRAWN["critic"](rows([1, 2, 3], [2, 4, 6]))


def test_rows_are_complete_and_constant_children_are_left_out():
    found = complete(rows([1, 2, 3, NAN], [5, 5, 5, 5], [NAN, 1, 4, 2], [NAN] * 4))
    assert found.scored.tolist() == [True, True, True, False]
    assert found.used.tolist() == [True, False, True, False]
    assert found.rows.tolist() == [[2, 1], [3, 4]]


def test_a_child_that_differs_only_where_others_are_missing_is_left_out():
    found = complete(rows([1, 1, 2], [3, 4, NAN]))
    assert found.used.tolist() == [False, True]
    assert found.rows.tolist() == [[3], [4]]


def test_nothing_at_all_is_nothing():
    for x in (np.empty((0, 2)), rows([NAN], [NAN])):
        found = complete(x)
        assert not found.used.any()
        assert not len(found.rows)


cells = st.floats(0, 100).map(lambda x: round(x, 2))


@pytest.mark.parametrize("name", DRAWN)
@given(x=arrays(np.float64, (8, 3), elements=cells), order=st.permutations(range(3)))
def test_weights_sum_to_one_and_follow_their_children(name: str, x: np.ndarray, order: list[int]):
    chosen = complete(x)
    if chosen.used.sum() < 3:
        return
    try:
        weights = DRAWN[name](chosen.rows)
    except WeightError:
        return
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    assert DRAWN[name](chosen.rows[:, order]) == pytest.approx(weights[order], abs=1e-6)
    assert DRAWN[name](chosen.rows[::-1]) == pytest.approx(weights, abs=1e-6)
