"""Ranks with ties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cityindex.ranking import ascending, places, rounded

NAN = float("nan")


def ranks(*scores: float, decimals: int | None = None) -> list[int]:
    return places(np.array(scores, dtype=float)[:, None], decimals)[:, 0].tolist()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((10, 30, 20), [3, 1, 2]),
        ((20, 30, 30, 10), [3, 1, 1, 4]),
        ((5, 5, 5), [1, 1, 1]),
        ((NAN, 30, 20), [0, 1, 2]),
        ((NAN, 30, NAN), [0, 0, 0]),
        ((30,), [0]),
        ((-1, 0.0, -0.0), [3, 1, 1]),
    ],
)
def test_the_best_is_first_and_ties_take_the_smallest_rank(scores: tuple[float, ...], expected: list[int]):
    assert ranks(*scores) == expected


def test_scores_printed_alike_share_a_rank():
    assert ranks(70.124, 70.116, 70.10, decimals=2) == [1, 1, 3]
    assert ranks(70.124, 70.116, 70.10) == [1, 2, 3]


def test_each_column_is_ranked_for_itself():
    scores = np.array([[[1.0, 9.0]], [[2.0, 8.0]], [[NAN, 8.0]]])
    assert places(scores, None)[:, 0].tolist() == [[2, 1], [1, 2], [0, 2]]


def test_no_unit_at_all():
    assert places(np.zeros((0, 3)), 2).shape == (0, 3)
    assert ascending(np.zeros((0, 2))).shape == (0, 2)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(2.675, 2, 2.68), (0.125, 2, 0.13), (-0.125, 2, -0.13), (2.5, 0, 3), (74.385, 2, 74.39), (NAN, 2, NAN)],
)
def test_arrays_are_rounded_half_up(value: float, decimals: int, expected: float):
    assert rounded(np.array([value]), decimals)[0] == pytest.approx(expected, nan_ok=True)


def test_numbers_too_large_to_have_decimals_are_left_alone():
    assert rounded(np.array([1e300, -1e16, np.nan]), 9).tolist() == pytest.approx(
        [1e300, -1e16, np.nan], nan_ok=True
    )


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(0, 12), st.integers(1, 3)),
        elements=st.one_of(
            st.floats(allow_infinity=False),
            st.sampled_from(
                [0.0, -0.0, 1.0, np.nextafter(1, 2), np.nextafter(1, 0), -1.0, np.nextafter(-1, 0)]
            ),
        ),
    )
)
def test_ranks_are_exact_to_the_last_bit(values: np.ndarray):
    with np.errstate(invalid="ignore"):
        smaller = (values[None] < values[:, None]).sum(axis=1) + 1.0
    expected = np.where(np.isnan(values), NAN, smaller)
    assert np.array_equal(ascending(values), expected, equal_nan=True)
    assert np.array_equal(ascending(np.stack([values, -values]))[0], expected, equal_nan=True)


def test_many_values_that_differ_in_their_last_bits():
    step = np.spacing(1.0)
    values = (1 + step * np.random.default_rng(1).permutation(5000))[:, None]
    assert (ascending(values)[:, 0] == np.argsort(np.argsort(values[:, 0])) + 1).all()


@pytest.mark.parametrize("shape", [(3, 1), (1, 3), (3, 3), (2, 3, 1)])
def test_what_is_ranked_is_left_as_it_was(shape: tuple[int, ...]):
    values = np.random.default_rng(1).uniform(0, 9, shape)
    before = values.copy()
    ascending(values)
    places(values, None)
    assert (values == before).all()
