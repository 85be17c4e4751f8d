"""Rounding as printed rules mean it: half up, in decimal arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

GUARD = Decimal("1e-9")
"""Binary noise is removed here first: a mean that is 2.595 on paper may be 2.5949999999999998 in memory."""

LARGEST = 1e15
"""Beyond this a float has no decimals worth rounding."""


def round_half_up(value: float, decimals: int) -> float:
    """Round half up (away from zero) to 0–9 ``decimals``; NaN, infinities and numbers from 1e15 pass unchanged.

    Python's ``round`` rounds halves to even and sees the binary neighbour of a printed number:
    ``round(2.675, 2)`` is 2.67 where tables print 2.68.
    """
    if not abs(value) < LARGEST:
        return value
    return float(Decimal(value).quantize(GUARD).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
