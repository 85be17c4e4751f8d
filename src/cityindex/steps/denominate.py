"""Divide size-dependent values by a size: per person, per square kilometre, per school."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from cityindex.dataset import Floats
from cityindex.reasons import Reason
from cityindex.steps.state import RecipeError, State


@dataclass(frozen=True, slots=True)
class Denominate:
    """x / d for every indicator with a denominator d: another indicator's code or a context series.

    ``by`` maps indicator to denominator and overrides the framework's own ``denominator`` ("" = none).
    ``per`` multiplies the result (per 1,000 people: 1000). A missing or zero d leaves NaN with reason
    NO_DENOMINATOR. All divisions use the values as they came in, whatever their order.
    """

    name: ClassVar[str] = "denominate"
    by: Mapping[str, str] = field(default_factory=dict)
    per: float = 1.0

    def apply(self, state: State) -> State:
        """Return the state with divided values."""
        known = {i.code: i.denominator or "" for i in state.framework.indicators}
        if unknown := set(self.by) - set(known):
            raise RecipeError(f"denominate: {sorted(unknown)[0]!r} is no indicator of {state.framework.id}")
        values = state.values.copy()
        failed = np.zeros(values.shape, dtype=np.bool_)
        for position, (code, own) in enumerate(known.items()):
            denominator = self.by.get(code, own)
            if not denominator:
                continue
            divisor = self._series(state, denominator)
            usable = np.isfinite(divisor) & (divisor != 0)
            column = values[..., position]
            failed[..., position] = ~usable & ~np.isnan(column)
            values[..., position] = np.divide(
                column, divisor, out=np.full(column.shape, np.nan), where=usable
            ) * np.float64(self.per)
        return replace(state, values=values).without(failed, Reason.NO_DENOMINATOR)

    @staticmethod
    def _series(state: State, code: str) -> Floats:
        if code in state.tree.indicators:
            return state.values[..., state.tree.indicators.index(code)]
        if code in state.context:
            return state.context[code]
        return np.full(state.values.shape[:2], np.nan)
