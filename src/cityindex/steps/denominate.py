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
    """x / d · factor for every indicator with a denominator d: another indicator's code or a context series.

    ``by`` maps indicator to denominator and overrides the framework's own ``denominator`` ("" = none).
    The factor is ``per`` (per 1,000 people: 1000), or ``factors[code]`` where one is given. A missing or zero d
    leaves NaN with reason NO_DENOMINATOR. All divisions use the values as they came in, whatever their order.
    """

    name: ClassVar[str] = "denominate"
    by: Mapping[str, str] = field(default_factory=dict)
    per: float = 1.0
    factors: Mapping[str, float] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with divided values."""
        chosen = self._denominators(state)
        used = [code for code in dict.fromkeys(chosen) if code]
        if not used:
            return state
        series = [_series(state, code) for code in used]
        lead = np.broadcast_shapes(*(s.shape[:-2] for s in series))
        sizes = np.ones((*lead, *state.values.shape[-3:-1], len(used) + 1))
        for place, each in enumerate(series, start=1):
            sizes[..., place] = np.where(np.isfinite(each) & (each != 0), each, np.nan)
        which = np.array([used.index(code) + 1 if code else 0 for code in chosen])
        own = [self.factors.get(code, self.per) for code in state.tree.indicators]
        divisors = sizes[..., which]
        values = state.values / divisors
        values *= np.where(which > 0, own, 1.0)
        return replace(state, values=values).without(np.isnan(divisors), Reason.NO_DENOMINATOR)

    def _denominators(self, state: State) -> list[str]:
        """The denominator of every indicator, "" for none. RecipeError for a code or factor that leads nowhere."""
        known = {i.code: i.denominator or "" for i in state.framework.indicators}
        if unknown := {*self.by, *self.factors} - set(known):
            raise RecipeError(f"denominate: {min(unknown)!r} is no indicator of {state.framework.id}")
        chosen = known | dict(self.by)
        if idle := [code for code in self.factors if not chosen[code]]:
            raise RecipeError(f"denominate: {idle[0]!r} has a factor but no denominator; name one in by")
        for code, factor in (("per", self.per), *self.factors.items()):
            if not (np.isfinite(factor) and factor != 0):
                raise RecipeError(f"denominate: the factor of {code} is {factor}; give a number other than 0")
        return list(chosen.values())


def _series(state: State, code: str) -> Floats:
    """Return the sizes (…, units, periods) behind a code; NaN where the data have none of that name."""
    if code in state.tree.indicators:
        return state.values[..., state.tree.indicators.index(code)]
    return state.context.get(code, np.full(state.values.shape[-3:-1], np.nan))
