"""Transformations of skewed columns: logarithms and powers, all of them increasing.

Each takes rows (F, n), NaN left alone, and the power of *boxcox*, and returns the new rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats, Mask
from cityindex.steps.moments import row_moments

SHIFT = 0.01
"""The lowest value is taken this share of the range above zero."""

POWERS = (-5.0, 5.0)
"""Box-Cox powers are sought between these."""

ROUNDS = 40
"""Steps of the search: the interval shrinks to 5e-8, finer than the likelihood can tell powers apart."""

GOLDEN = (np.sqrt(5) - 1) / 2


def _none(x: Floats, power: Floats) -> Floats:
    return x


def _log(x: Floats, power: Floats) -> Floats:
    """ln(x)."""
    logs: Floats = np.log(x)
    return logs


def _log_ct(x: Floats, power: Floats) -> Floats:
    """ln(x − min + 0.01·(max − min)): the shifted logarithm of the COIN Tool as the reference has it."""
    low, high = _ends(x)
    logs: Floats = np.log(x - low + SHIFT * (high - low))
    return logs


def _log_ct_plus(x: Floats, power: Floats) -> Floats:
    """log_ct for skewness > 0, else its mirror −ln(max − x + 0.01·(max − min))."""
    return _by_skewness(x, _log_ct(x, power), -_log_ct(-x, power))


def _log_ct_orig(x: Floats, power: Floats) -> Floats:
    """ln(x − min + 1): the logarithm of the COIN Tool; depends on the measuring unit."""
    logs: Floats = np.log(x - _ends(x)[0] + 1)
    return logs


def _log_gii(x: Floats, power: Floats) -> Floats:
    """ln((max − 1)(x − min)/(max − min) + 1) for skewness > 0, else −ln((max − 1)(max − x)/(max − min) + 1)."""
    low, high = _ends(x)
    reach = (high - 1) / (high - low)
    return _by_skewness(x, np.log(reach * (x - low) + 1), -np.log(reach * (high - x) + 1))


def _boxcox(x: Floats, power: Floats) -> Floats:
    """(z^λ − 1)/λ, ln z for λ = 0, with z = x − min + 1 as the reference has it; depends on the measuring unit."""
    return _power(x - _ends(x)[0] + 1, power)


def _boxcox_ml(x: Floats, power: Floats) -> Floats:
    """Box-Cox of z = (x − min)/(max − min) + 0.01 with the λ of the highest normal likelihood (Box and Cox 1964)."""
    return _power(_share(x), most_likely_power(x))


def _boxcox_skew(x: Floats, power: Floats) -> Floats:
    """Box-Cox of z = (x − min)/(max − min) + 0.01 with the λ that leaves the least skewness."""
    return _power(_share(x), least_skewed_power(x))


def most_likely_power(x: Floats) -> Floats:
    """λ (F) that maximises (λ − 1)·Σ ln z − n/2·ln var(z^(λ)), by the golden section within ``POWERS``."""
    z = _share(x)
    logs, n = np.nansum(np.log(z), axis=1), np.count_nonzero(~np.isnan(z), axis=1)

    def likelihood(power: Floats) -> Floats:
        y = _power(z, power)
        spread = np.nansum((y - (np.nansum(y, axis=1) / n)[:, None]) ** 2, axis=1) / n
        found: Floats = (power - 1) * logs - n / 2 * np.log(spread)
        return found

    low, high = _interval(x)
    step = high - low
    left, right = high - GOLDEN * step, low + GOLDEN * step
    at_left, at_right = likelihood(left), likelihood(right)
    for _ in range(ROUNDS):
        better = (
            at_left >= at_right
        )  # keep the left part, or the right one: one of its two points is known already
        low, high = np.where(better, low, left), np.where(better, right, high)
        fresh = np.where(better, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        found = likelihood(fresh)
        left, right = np.where(better, fresh, right), np.where(better, left, fresh)
        at_left, at_right = np.where(better, found, at_right), np.where(better, at_left, found)
    return _middle(low, high)


def least_skewed_power(x: Floats) -> Floats:
    """λ (F) where the skewness of z^(λ), which rises with λ, crosses zero; else the nearer end of ``POWERS``."""
    z = _share(x)
    low, high = _interval(x)
    for _ in range(ROUNDS):
        middle = _middle(low, high)
        right_skewed = row_moments(_power(z, middle))[0] > 0
        low, high = np.where(right_skewed, low, middle), np.where(right_skewed, middle, high)
    return _middle(low, high)


def _interval(x: Floats) -> tuple[Floats, Floats]:
    return np.full(len(x), POWERS[0]), np.full(len(x), POWERS[1])


def _middle(low: Floats, high: Floats) -> Floats:
    return (low + high) / 2


def _power(z: Floats, power: Floats) -> Floats:
    """(z^λ − 1)/λ row by row, by expm1 so that it runs into ln z as λ goes to 0."""
    raised = power[:, None] * np.log(z)
    flat = np.abs(power) < 1e-12
    whole = np.expm1(raised) / np.where(flat, 1.0, power)[:, None]
    return np.where(flat[:, None], np.log(z), whole)


def _share(x: Floats) -> Floats:
    low, high = _ends(x)
    return (x - low) / (high - low) + SHIFT


def _ends(x: Floats) -> tuple[Floats, Floats]:
    return np.fmin.reduce(x, axis=1)[:, None], np.fmax.reduce(x, axis=1)[:, None]


def _by_skewness(x: Floats, right: Floats, left: Floats) -> Floats:
    return np.where((row_moments(np.sort(x, axis=1))[0] > 0)[:, None], right, left)


def _anything(x: Floats) -> Mask:
    return np.ones(len(x), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Transform:
    """A formula, which rows (F) it can take, and a word on what to do with the others."""

    formula: Callable[[Floats, Floats], Floats]
    takes: Callable[[Floats], Mask] = _anything
    otherwise: str = ""


TRANSFORMS: dict[str, Transform] = {
    "none": Transform(_none),
    "log": Transform(
        _log,
        lambda x: np.fmin.reduce(x, axis=1) > 0,
        "has values of zero or below, which have no logarithm; choose log_ct",
    ),
    "log_ct": Transform(_log_ct),
    "log_ct_plus": Transform(_log_ct_plus),
    "log_ct_orig": Transform(_log_ct_orig),
    "log_gii": Transform(
        _log_gii,
        lambda x: np.fmax.reduce(x, axis=1) > 1,
        "has no value above 1, which turns log_gii upside down; choose log_ct_plus",
    ),
    "boxcox": Transform(_boxcox),
    "boxcox_ml": Transform(_boxcox_ml),
    "boxcox_skew": Transform(_boxcox_skew),
}
"""Every transformation by name."""
