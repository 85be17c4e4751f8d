"""Weights by correlation reach the correlations they aim at."""

import numpy as np
import pytest

from cityindex.extras.correlation_weights import correlation_weights
from cityindex.steps.means import MEANS


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
    assert found.gap < 1e-3
    reached = [np.corrcoef(column, geometric(found.weights))[0, 1] for column in x.T]
    assert reached == pytest.approx(found.correlations)


def test_what_cannot_be_reached_is_said():
    x = children()
    against = np.column_stack([x, 100 - x[:, 0]])
    found = correlation_weights(against)
    assert found.gap > 0.01
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(1)
