"""How means and interval ends settle: against plain NumPy, against known errors, and with gaps."""

from typing import NamedTuple

import numpy as np
import pytest

from cityindex.analysis.convergence import convergence, course
from cityindex.analysis.sampling import draw


class Drawn(NamedTuple):
    """The part of an ``Uncertainty`` that convergence looks at."""

    root_scores: np.ndarray
    root_ranks: np.ndarray
    shares: tuple[float, float, float] = (0.05, 0.5, 0.95)


def drawn(count: int, units: int = 3, seed: int = 1, method: str = "random") -> Drawn:
    scores = draw(count, units, seed=seed, method=method).T * np.arange(10, 10 * units + 1, 10)[:, None]
    ranks = np.argsort(np.argsort(-scores, axis=0), axis=0) + 1
    return Drawn(scores, ranks.astype(np.uint16))


def test_the_draws_are_halved_while_there_is_something_to_follow():
    assert convergence(drawn(1000)).draws == (62, 125, 250, 500, 1000)
    assert convergence(drawn(40)).draws == (40,)


def test_means_and_ends_are_those_of_the_first_draws():
    given = drawn(400)
    found = convergence(given)
    for mean, ends, count in zip(found.scores.mean, found.scores.ends, found.draws, strict=True):
        first = given.root_scores[:, :count]
        np.testing.assert_allclose(mean, first.mean(axis=1))
        expected = np.quantile(first, (0.05, 0.95), axis=1, method="inverted_cdf").T
        np.testing.assert_array_equal(ends, expected)
    np.testing.assert_allclose(found.ranks.mean[-1], given.root_ranks.mean(axis=1))


def test_changes_are_those_of_the_worst_city_since_half_the_draws():
    found = convergence(drawn(256))
    change = found.scores.change()
    assert np.isnan(change[0]).all()
    assert change[1, 0] == np.abs(found.scores.mean[1] - found.scores.mean[0]).max()
    row = found.table("scores").rows()[1]
    assert (row["draws"], row["mean_change"]) == (64, change[1, 0])


@pytest.mark.parametrize("n", [64, 1024])
def test_standard_errors_are_what_repeated_runs_scatter_by(n: int):
    """Of uniform numbers: the mean by √(1/12n), the q-quantile by √(q(1 − q)/n)."""
    runs = [course(drawn(n, 1, seed).root_scores, (n,), (0.05, 0.95)) for seed in range(300)]
    scatter = np.std([[r.mean[0, 0], *r.ends[0, 0]] for r in runs], axis=0)
    told = np.mean([r.error[0, 0] for r in runs], axis=0)
    np.testing.assert_allclose(told, scatter, rtol=0.2)
    np.testing.assert_allclose(told[0], 10 / np.sqrt(12 * n), rtol=0.02)


def test_even_points_settle_sooner():
    moved = {m: convergence(drawn(1024, method=m)).scores.change()[-1] for m in ("random", "sobol")}
    assert (moved["sobol"] < moved["random"] / 3).all()


def test_gaps_are_left_out_and_a_city_without_any_score_is_no_number():
    given = drawn(128)
    given.root_scores[1, ::2] = np.nan
    given.root_scores[2] = np.nan
    given.root_ranks[2] = 0
    found = convergence(given)
    assert found.scores.mean[-1, 1] == pytest.approx(given.root_scores[1, 1::2].mean())
    assert np.isnan(found.scores.mean[:, 2]).all()
    assert np.isnan(found.ranks.error[:, 2]).all()
    assert np.isfinite(found.scores.change()[1:]).all()


def test_the_neighbours_of_an_end_lie_one_binomial_deviation_away():
    found = course(np.array([[8.0, 1.0, 4.0, 2.0]]), (4,), (0.5, 0.5))
    assert found.ends[0, 0].tolist() == [2.0, 2.0]
    assert found.error[0, 0, 1] == (6.0 - 1.5) / 2  # places 1.5 ± 1 among 1, 2, 4, 8
