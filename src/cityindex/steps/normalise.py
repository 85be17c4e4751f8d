"""Handbook step 5: bring values of different units onto one scale."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.reasons import Reason
from cityindex.steps.normalise_checks import check
from cityindex.steps.normalise_settings import settings
from cityindex.steps.scales import SCALES
from cityindex.steps.state import State
from cityindex.tree import run


@dataclass(frozen=True, slots=True)
class Normalise:
    """Replace every value by its place on a common scale; see ``cityindex.steps.scales`` for each formula.

    ``low`` and ``high`` are the ends for shares (all methods but none, zscore, rank and borda), ``mean`` and
    ``sd`` the centre and spread of z-scores. ``within``: the data a method looks at are those of ``all`` periods
    together (default, so that years compare) or of each ``period`` alone; with ``base`` they are those of that
    one period, which fixes the scale for years to come. ``targets`` by indicator code (default: the framework's
    own), ``reference`` a unit's code.
    ``range``: the values *scaled* sends to low and high. ``cap``: count values beyond an end as that end (default:
    what the method does by itself). ``overrides`` by indicator code: any of method, low, high, mean, sd, target,
    range, reference, cap, goalposts ([worst, best] or [worst, best, "log"]), scores (by band code).
    Context indicators (direction 0) have no normalised value (CONTEXT).
    """

    name: ClassVar[str] = "normalise"
    method: str = "goalposts"
    low: float = 0.0
    high: float = 100.0
    mean: float = 0.0
    sd: float = 1.0
    within: str = "all"
    base: int | None = None
    targets: Mapping[str, float] = field(default_factory=dict)
    reference: str = ""
    range: tuple[float, ...] = (0.0, 100.0)
    cap: bool | None = None
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with values on the common scale."""
        check(self, state)
        values: Floats = np.empty(state.values.shape)
        reasons = state.reasons
        for method, columns in self._groups(state).items():
            new, why = self._scale(method, state, columns)
            at = run(columns)
            if len(columns) == values.shape[-1]:
                values = new
            else:
                values[..., at] = new
            if why.any():
                lost = np.isnan(new) & ~np.isnan(state.values[..., at])
                reasons = np.broadcast_to(reasons, values.shape).copy()
                reasons[..., at] = np.where(lost, why, reasons[..., at])
        context = state.tree.directions == 0
        if context.any():
            values[..., context] = np.nan
            reasons = reasons.copy()
            reasons[..., context] = Reason.CONTEXT
        return replace(state, values=values, reasons=reasons)

    def _scale(self, method: str, state: State, columns: list[int]) -> tuple[Floats, Codes]:
        """Bring some columns onto the scale, (…, units, periods, k); reasons broadcast to that."""
        x, scale = state.values[..., run(columns)], SCALES[method]
        looked = x if self.base is None else x[..., [state.periods.index(self.base)], :]
        chosen = settings(self, method, state, columns, looked)
        if self.within == "period":
            cells = x.swapaxes(-2, -3)
            new, why = scale(cells, cells, chosen)
            return new.swapaxes(-2, -3), why[..., None, :, :]
        flat = (*x.shape[:-3], -1, len(columns))
        cells = x.reshape(flat)
        new, why = scale(cells, cells if self.base is None else looked.reshape(flat), chosen)
        return new.reshape(x.shape), why[..., None, None, :]

    def _groups(self, state: State) -> dict[str, list[int]]:
        """The scored columns of each method."""
        scored = np.flatnonzero(state.tree.directions).tolist() if state.values.size else []
        if not self.overrides:
            return {self.method: scored} if scored else {}
        found: dict[str, list[int]] = {}
        for i in scored:
            found.setdefault(self.option(state.tree.indicators[i], "method"), []).append(i)
        return found

    def option(self, code: str, key: str, default: Any = None) -> Any:
        """An indicator's own option, else that of the step, else ``default``."""
        common = getattr(self, key, default)
        return self.overrides[code].get(key, common) if code in self.overrides else common
