"""Weights by correlation reach the correlations they aim at."""

import numpy as np
import pytest

from cityindex.extras.correlation_weights import correlation_weights
from cityindex.steps.means import MEANS
from cityindex.steps.weights import WeightError


def children(seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    common = random.normal(size=(60, 1))
    return 50 + 10 * (common + random.normal(size=(60, 4)) * [0.5, 1, 1, 2])


def test_every_child_is_equally_correlated_with_its_parent():
    x = children()
    found = correlation_weights(x)
    reached = [np.corrcoef(column, x @ found.weights)[0, 1] for column in x.T]
    assert reached == pytest.approx([reached[0]] * 4, abs=1e-9)
    assert found.correlations == pytest.approx(reached)
    assert found.weights.sum() == pytest.approx(1)
    assert found.gap < 1e-9


def test_or_as_much_as_it_is_important():
    aim = np.array([1.0, 1.2, 1.1, 1.0])
    found = correlation_weights(children(), aim)
    assert found.correlations / aim == pytest.approx([(found.correlations / aim).mean()] * 4, abs=1e-6)


def test_under_any_mean():
    x = children()

    def geometric(w: np.ndarray) -> np.ndarray:
        score: np.ndarray = MEANS["geometric"].compute(x.T, w[:, None])
        return score

    found = correlation_weights(x, parent=geometric)
    assert found.gap < 1e-6
    reached = [np.corrcoef(column, geometric(found.weights))[0, 1] for column in x.T]
    assert reached == pytest.approx(found.correlations)


def test_a_child_that_repeats_the_others_gets_nothing_and_stays_the_most_correlated():
    x = children()[:, 1:]
    repeated = np.column_stack([x, x.sum(axis=1)])
    found = correlation_weights(repeated)
    assert found.weights[3] == 0
    assert found.correlations[:3] == pytest.approx([found.correlations[0]] * 3, abs=1e-6)
    assert found.correlations[3] > found.correlations[0]
    assert found.gap == pytest.approx(found.correlations[3] / found.correlations[0] - 1)


def test_no_other_weights_serve_the_least_correlated_child_better():
    random, x = np.random.default_rng(2), children(5)
    x[:, 3] += x[:, 0]
    found = correlation_weights(x)
    for w in random.dirichlet(np.ones(4), 300):
        reached = [np.corrcoef(column, x @ w)[0, 1] for column in x.T]
        assert min(reached) <= found.correlations.min() + 1e-9


def test_copies_share_a_weight():
    x = children()
    found = correlation_weights(np.column_stack([x[:, 0], x[:, 1], x[:, 0]]))
    assert found.weights[0] == pytest.approx(found.weights[2], rel=1e-3)


def test_children_that_run_against_each_other_are_refused():
    x = children()[:, 0]
    with pytest.raises(WeightError, match="run against each other, so that no weights correlate with all"):
        correlation_weights(np.column_stack([x, 100 - x]))
