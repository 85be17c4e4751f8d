"""Points of the unit cube: reproducible, evenly spread, and mixed by groups as SALib mixes them."""

import numpy as np
import pytest
from SALib.sample import sobol as salib
from scipy.stats import qmc

from cityindex.analysis.sampling import METHODS, draw, saltelli
from cityindex.extras.quasi_random import MOST_DIMENSIONS


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_bytes(method: str):
    one = draw(100, 5, seed=3, method=method)
    assert one.shape == (100, 5)
    assert one.dtype == np.float64
    assert ((one >= 0) & (one < 1)).all()
    assert one.tobytes() == draw(100, 5, seed=3, method=method).tobytes()
    assert one.tobytes() == draw(100, 5, seed=np.random.default_rng(3), method=method).tobytes()
    assert (one != draw(100, 5, seed=4, method=method)).any()


@pytest.mark.parametrize("method", ["random", "sobol"])
def test_a_longer_draw_begins_with_the_shorter_one(method: str):
    np.testing.assert_array_equal(
        draw(300, 4, seed=1, method=method)[:77], draw(77, 4, seed=1, method=method)
    )


def test_a_generator_moves_on():
    source = np.random.default_rng(1)
    assert (draw(5, 2, seed=source) != draw(5, 2, seed=source)).all()


def test_sobol_points_are_balanced_and_even():
    even = draw(256, 3, seed=7, method="sobol")
    for column in even.T:
        assert (np.bincount((column * 16).astype(int)) == 16).all()
    assert qmc.discrepancy(even) < qmc.discrepancy(draw(256, 3, seed=7)) / 10


@pytest.mark.parametrize("count", [1, 7, 64])
def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_column(count: int):
    points = draw(count, 3, seed=7, method="latin")
    assert (np.sort((points * count).astype(int), axis=0) == np.arange(count)[:, None]).all()


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(ValueError, match="choose one of random, latin, sobol"):
        draw(4, 1, seed=1, method="halton")
    with pytest.raises(ValueError, match="one point or more"):
        draw(0, 1, seed=1)
    with pytest.raises(ValueError, match="let fewer things vary"):
        draw(4, MOST_DIMENSIONS + 1, seed=1, method="sobol")
    with pytest.raises(ValueError, match="one column or more"):
        saltelli(4, [1, 0], seed=1)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_varies_is_a_draw_without_columns(method: str):
    assert draw(4, 0, seed=1, method=method).shape == (4, 0)


def test_the_design_is_the_one_salib_makes_with_groups():
    problem = {
        "num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4, "groups": ["one", "two", "two", "three"],
    }  # fmt: skip
    rows = salib.sample(problem, 64, calc_second_order=False, seed=np.random.default_rng(5)).reshape(64, 5, 4)
    ours = saltelli(64, [1, 2, 1], seed=5)
    np.testing.assert_array_equal(ours[0], rows[:, 0])
    np.testing.assert_array_equal(ours[1], rows[:, -1])
    np.testing.assert_array_equal(ours[2:], rows[:, 1:-1].swapaxes(0, 1))
