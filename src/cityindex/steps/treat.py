"""Handbook step 4: outliers. Test skewness and kurtosis, winsorise, and if that does not help take logarithms."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.steps.state import Change, RecipeError, State


@dataclass(frozen=True, slots=True)
class Treat:
    """Pull in outliers of indicators that fail the test |skewness| < ``skew`` or kurtosis < ``kurtosis``.

    Winsorise: set the current maximum (skewness ≥ 0) or minimum to the next value, counting tied points, until
    the test passes or ``points`` values are changed; if it still fails, ln(x − min + 0.01·(max − min)) of the
    original values. ``indicators`` limits the step to these codes (default: every scored one). Values of all
    periods are taken together. Every change is listed in ``changes``. Fewer than four values are left alone.
    """

    name: ClassVar[str] = "treat"
    skew: float = 2.0
    kurtosis: float = 3.5
    points: int = 5
    indicators: tuple[str, ...] = ()

    def apply(self, state: State) -> State:
        """Return the state with treated values."""
        codes = state.tree.indicators
        if unknown := set(self.indicators) - set(codes):
            raise RecipeError(f"treat: {min(unknown)!r} is no indicator of {state.framework.id}")
        values, changes = state.values.copy(), list(state.changes)
        for i, code in enumerate(codes):
            if state.tree.directions[i] == 0 or (self.indicators and code not in self.indicators):
                continue
            old = state.values[..., i]
            new = self._treat(old.ravel()).reshape(old.shape)
            for u, p in np.argwhere(~np.isnan(old) & (new != old)):
                changes.append(
                    Change(
                        "treat", state.units[u], state.periods[p], code, float(old[u, p]), float(new[u, p])
                    )
                )
            values[..., i] = new
        return replace(state, values=values, changes=tuple(changes))

    def _passes(self, x: Floats) -> bool:
        skewness, excess = moments(x)
        return bool(
            np.isnan(skewness) or np.isnan(excess) or abs(skewness) < self.skew or excess < self.kurtosis
        )

    def _treat(self, x: Floats) -> Floats:
        present = ~np.isnan(x)
        original = x[present]
        now, touched = original.copy(), np.zeros(len(original), dtype=np.bool_)
        while not self._passes(now):
            now, more = _pull_in(now)
            if np.count_nonzero(touched | more) > self.points:
                now = _log(original)
                break
            touched |= more
        out = x.copy()
        out[present] = now
        return out


def moments(x: Floats) -> tuple[float, float]:
    """Sample skewness and excess kurtosis (the estimators of spreadsheets); NaN below 4 values or zero range.

    skew = √n·S3/S2^1.5 · √(n(n−1))/(n−2); kurtosis = ((n+1)(r−3)+6)(n−1)/((n−2)(n−3)), r = n·S4/S2²,
    with Sk the sum of the k-th powers of the deviations from the mean.
    """
    n = len(x)
    if n < 4 or x.min() == x.max():
        return float("nan"), float("nan")
    deviation = x - x.mean()
    deviation /= np.abs(
        deviation
    ).max()  # both figures are free of scale; this keeps the powers within float64
    s2, s3, s4 = (float(np.sum(deviation**k)) for k in (2, 3, 4))
    skewness = np.sqrt(n) * s3 / s2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (n * s4 / s2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return float(skewness), float(kurtosis)


def _pull_in(x: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Move the extreme on the skewed side to the next value; also say which points moved."""
    high = moments(x)[0] >= 0
    extreme = x == (x.max() if high else x.min())
    rest = x[~extreme]
    return np.where(extreme, rest.max() if high else rest.min(), x), extreme


def _log(x: Floats) -> Floats:
    """ln(x − min + 0.01·(max − min))."""
    logged: Floats = np.log(x - x.min() + 0.01 * (x.max() - x.min()))
    return logged
