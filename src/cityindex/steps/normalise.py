"""Handbook step 5: bring values of different units onto one scale."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import Goalposts, Indicator, Provenance
from cityindex.reasons import Reason
from cityindex.steps.normalise_checks import check
from cityindex.steps.scales import SCALES, Settings
from cityindex.steps.state import State

Columns = slice | list[int]


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
        values, reasons = np.empty(state.values.shape), state.reasons
        for method, columns in self._groups(state).items():
            old = state.values[..., columns]
            new, why = self._scale(method, old, state, columns)
            values[..., columns] = new
            if why.any():
                lost = np.isnan(new) & ~np.isnan(old)
                reasons = np.broadcast_to(reasons, values.shape).copy()
                reasons[..., columns] = np.where(lost, why, reasons[..., columns])
        context = state.tree.directions == 0
        if context.any():
            values[..., context] = np.nan
            reasons = reasons.copy()
            reasons[..., context] = Reason.CONTEXT
        return replace(state, values=values, reasons=reasons)

    def _scale(self, method: str, x: Floats, state: State, columns: Columns) -> tuple[Floats, Codes]:
        """Apply one method to (…, units, periods, k); reasons come back so that they broadcast to it."""
        scale, flat = SCALES[method], (*x.shape[:-3], -1, x.shape[-1])
        looked = x if self.base is None else x[..., [state.periods.index(self.base)], :]
        settings = self._settings(state, columns, looked)
        if self.within == "period":
            cells = x.swapaxes(-2, -3)
            new, why = scale(cells, cells, settings)
            return new.swapaxes(-2, -3), why[..., None, :, :]
        cells = x.reshape(flat)
        new, why = scale(cells, cells if self.base is None else looked.reshape(flat), settings)
        return new.reshape(x.shape), why[..., None, None, :]

    def _groups(self, state: State) -> dict[str, Columns]:
        """The scored columns of each method; a run of columns is a slice, which costs no copy."""
        found: dict[str, list[int]] = {}
        for i, code in enumerate(state.tree.indicators):
            if state.tree.directions[i] != 0 and state.values.size:
                found.setdefault(self.option(code, "method"), []).append(i)
        return {method: run(at) for method, at in found.items()}

    def _settings(self, state: State, columns: Columns, looked: Floats) -> Settings:
        """Collect what the method may need; ``looked`` (…, units, periods, k) are the values it looks at."""
        indicators = np.array(state.framework.indicators, dtype=object)[columns]
        codes = [i.code for i in indicators]
        scales = {scale.code: scale for scale in state.framework.band_scales}

        def numbers(key: str) -> Floats:
            return np.array([self.option(code, key) for code in codes], dtype=np.float64)

        return Settings(
            codes=codes,
            directions=state.tree.directions[columns],
            goalposts=[_posts(self.option(i.code, "goalposts")) or i.goalposts for i in indicators],
            bands=[scales.get(i.bands or "") for i in indicators],
            targets=np.array([self._target(i) for i in indicators], dtype=np.float64),
            ranges=numbers("range").T,
            low=numbers("low"),
            high=numbers("high"),
            mean=numbers("mean"),
            sd=numbers("sd"),
            cap=[self.option(code, "cap") for code in codes],
            scores=[self.option(code, "scores", {}) for code in codes],
            reference=self._reference(state, codes, looked, state.tree.directions[columns]),
        )

    def _target(self, indicator: Indicator) -> float | None:
        own: float | None = self.option(indicator.code, "target")
        return self.targets.get(indicator.code, indicator.target) if own is None else own

    def _reference(self, state: State, codes: list[str], looked: Floats, directions: Floats) -> Floats:
        """Value of each column's reference unit: its best over the periods looked at, or that of each period."""
        named = [self.option(code, "reference") for code in codes]
        found = np.full((*looked.shape[:-3], *looked.shape[-2:]), np.nan)
        for k, unit in enumerate(named):
            if unit:
                found[..., k] = looked[..., state.units.index(unit), :, k]
        if self.within == "period":
            return found[..., :, None, :]
        best: Floats = np.fmax.reduce(found * directions, axis=-2, keepdims=True) * directions
        return best

    def option(self, code: str, key: str, default: Any = None) -> Any:
        """An indicator's own option, else that of the step, else ``default``."""
        return self.overrides.get(code, {}).get(key, getattr(self, key, default))


def run(positions: list[int]) -> Columns:
    """Positions that follow each other as a slice, any others as they are."""
    together = positions[-1] - positions[0] == len(positions) - 1
    return slice(positions[0], positions[-1] + 1) if together else positions


def _posts(given: Any) -> Goalposts | None:
    return Goalposts(given[0], given[1], Provenance.PROJECT, "recipe", "log" in given[2:]) if given else None
