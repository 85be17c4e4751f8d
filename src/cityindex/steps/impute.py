"""Handbook step 3: fill missing values, and say that they were filled."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from cityindex.dataset import Floats, Status
from cityindex.reasons import Reason
from cityindex.steps.state import RecipeError, State

METHODS = ("none", "mean", "median", "latest")


@dataclass(frozen=True, slots=True)
class Impute:
    """Fill gaps from other units of the same period, or from the unit's own past.

    ``method``: none (default; a gap stays a gap), mean, median, or latest (the unit's newest earlier value).
    ``group``: take mean and median among the units of the same label of this grouping only; a label
    without any value stays a gap. A value that lost its denominator is a gap; a suspect one is not.
    Filled cells get the status IMPUTED and are listed in ``changes``.
    """

    name: ClassVar[str] = "impute"
    method: str = "none"
    group: str = ""

    def apply(self, state: State) -> State:
        """Return the state with gaps filled."""
        if self.method not in METHODS:
            raise RecipeError(f"impute: no method {self.method!r}; choose one of {', '.join(METHODS)}")
        if self.group and self.group not in state.groups:
            raise RecipeError(f"impute: the dataset has no grouping {self.group!r}")
        if self.method == "none":
            return state
        gaps = np.isnan(state.values) & np.isin(state.reasons, (Reason.MISSING, Reason.NO_DENOMINATOR))
        filled = _latest(state.values) if self.method == "latest" else self._centre(state)
        done = gaps & ~np.isnan(filled)
        how = np.zeros((), dtype=np.uint8)
        return replace(
            state,
            values=np.where(done, filled, state.values),
            status=np.where(done, np.uint8(Status.IMPUTED), state.status),
            reasons=np.where(done, np.uint8(Reason.NONE), state.reasons),
            changes=state.changes.added("impute", done, state.values, filled, how, (self.method,)),
        )

    def _centre(self, state: State) -> Floats:
        """Mean or median over units, (units, periods, indicators), within the group if one is named."""
        labels = np.array(state.groups[self.group] if self.group else [""] * len(state.units))
        out = np.full(state.values.shape, np.nan)
        for label in np.unique(labels):
            rows = labels == label
            out[rows] = centre(state.values[rows], self.method)
        return out


def centre(values: Floats, method: str) -> Floats:
    """Mean or median along the first axis without NaN; NaN where there is nothing."""
    ordered = np.sort(values, axis=0)
    count = np.count_nonzero(~np.isnan(values), axis=0)
    if method == "mean":
        total = np.nansum(values, axis=0)
        mean: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
        return mean
    if not len(values):
        return np.full(count.shape, np.nan)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0)[None] // 2, axis=0)[0]
    high = np.take_along_axis(ordered, np.minimum(count // 2, len(values) - 1)[None], axis=0)[0]
    middle: Floats = np.where(count > 0, (low + high) / 2, np.nan)
    return middle


def _latest(values: Floats) -> Floats:
    """Carry each unit's newest earlier value forward along the periods (axis 1)."""
    position = np.where(np.isnan(values), 0, np.arange(values.shape[1])[None, :, None])
    return np.take_along_axis(values, np.maximum.accumulate(position, axis=1), axis=1)
