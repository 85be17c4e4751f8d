"""Cells around centres: a partition in which everybody lives with the nearest centre."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warga.places.domain.cells import cells, hull, rounded_hull

places = st.tuples(st.integers(-50, 50).map(float), st.integers(-50, 50).map(float))


def area(polygon: list[tuple[float, float]]) -> float:
    return sum(polygon[i - 1][0] * y - x * polygon[i - 1][1] for i, (x, y) in enumerate(polygon)) / 2


def test_nobody_has_no_cell() -> None:
    assert cells([]) == []


def test_one_has_everything() -> None:
    assert area(cells([(3, 4)], margin=2)[0]) == pytest.approx(math.pi * 4, rel=0.03)


def test_two_share_at_the_middle() -> None:
    left, right = cells([(0, 0), (10, 0)], margin=2)
    assert max(x for x, _ in left) == pytest.approx(5)
    assert min(x for x, _ in right) == pytest.approx(5)


@settings(deadline=None, max_examples=60)
@given(st.lists(places, min_size=1, max_size=25, unique=True))
def test_cells_fill_the_land_and_hold_their_centres(centres: list[tuple[float, float]]) -> None:
    land = rounded_hull(centres, 3)
    found = cells(centres, margin=3)
    assert sum(map(area, found)) == pytest.approx(area(land), rel=1e-6)
    for centre, cell in zip(centres, found, strict=True):
        middle = (sum(x for x, _ in cell) / len(cell), sum(y for _, y in cell) / len(cell))
        nearest = min(math.dist(middle, other) for other in centres)
        assert math.dist(middle, centre) <= nearest + 1e-6


def test_same_spot_shares_a_cell() -> None:
    one, two, _far = cells([(0, 0), (0, 0), (9, 0)], margin=1)
    assert one == two


def test_hull_of_a_square_leaves_out_what_lies_inside() -> None:
    assert set(hull([(0, 0), (2, 0), (2, 2), (0, 2), (1, 1), (1, 0)])) == {(0, 0), (2, 0), (2, 2), (0, 2)}
