"""Half up, as printed rules mean it."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityindex.rounding import round_half_up


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.675, 2, 2.68),  # round() gives 2.67
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),  # round() gives 2
        (-2.5, 0, -3),
        (2.5949999999999998, 2, 2.6),  # 2.595 after arithmetic
        (2.5949, 2, 2.59),
        (1e20, 2, 1e20),
    ],
)
def test_cases(value: float, decimals: int, expected: float):
    assert round_half_up(value, decimals) == expected


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinities_pass_unchanged(value: float):
    assert round_half_up(value, 2) == value


def test_nan_passes_unchanged():
    assert math.isnan(round_half_up(math.nan, 2))


@given(st.decimals(-10_000, 10_000, places=6), st.integers(0, 5))
def test_agrees_with_decimal_arithmetic_on_printed_numbers(printed: Decimal, decimals: int):
    assert round_half_up(float(printed), decimals) == float(
        printed.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    )
