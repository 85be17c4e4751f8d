"""Handbook step 2, data selection: which values and units take part."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cityindex.dataset import Mask, Status
from cityindex.reasons import Reason
from cityindex.steps.screening import Screening
from cityindex.steps.state import RecipeError, State

WITHIN = ("period", "all")
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Screen:
    """Leave out suspect values, and units with too little data or too many zeros.

    ``suspects``: take suspect values in (default: leave them out, reason SUSPECT).
    ``min_share``: share of the scorable indicators a unit must have a value for, 0–1; below it all its values are
    left out (SCREENED). ``min_nonzero``: share of its values that must not be zero, 0–1 (ZEROS); a unit without
    values has no such share. ``within``: each ``period`` for itself (default), or ``all`` periods of a unit together.
    ``keep`` and ``drop`` (LEFT_OUT) name units decided by hand. ``details["screen"]`` (``Screening``) says which
    units were left out and why.
    """

    name: ClassVar[str] = "screen"
    suspects: bool = False
    min_share: float = 0.0
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    min_nonzero: float = 0.0
    within: str = "period"

    def apply(self, state: State) -> State:
        """Return the state without the screened values."""
        self._check(state)
        if not self.suspects:
            state = state.without(state.status == Status.SUSPECT, Reason.SUSPECT)
        if not (self.min_share or self.min_nonzero or self.drop) or not (state.tree.directions != 0).any():
            return state
        found = self._screening(state)
        if state.values.ndim == 3:
            state = state.explained("screen", found)
        reasons: list[tuple[Mask, Reason]] = [
            (found.dropped, Reason.LEFT_OUT),
            (found.too_few & ~found.kept, Reason.SCREENED),
            (found.too_many_zeros & ~found.kept, Reason.ZEROS),
        ]
        for units, reason in reasons:
            whole = np.broadcast_shapes((*units.shape, 1), state.reasons.shape)
            state = state.without(np.broadcast_to(units[..., None], whole), reason)
        return state

    def _screening(self, state: State) -> Screening:
        """Count what each unit has, and hold it against what is asked."""
        scorable = state.tree.directions != 0
        axes = -1 if self.within == "period" else (-2, -1)
        gaps = state.gaps[..., scorable]
        asked = np.count_nonzero(scorable) * (1 if self.within == "period" else len(state.periods))
        missing = np.count_nonzero(gaps, axis=axes, keepdims=True)[..., 0]
        zeros = np.count_nonzero(state.values[..., scorable] == 0, axis=axes, keepdims=True)[..., 0]
        present = asked - missing
        names = np.array(state.units)[:, None]
        return Screening(
            units=state.units,
            periods=state.periods if self.within == "period" else (),
            missing=missing,
            zeros=zeros,
            available=present / asked,
            nonzero=np.divide(present - zeros, present, out=np.full(zeros.shape, np.nan), where=present > 0),
            too_few=present < asked * self.min_share - ROUNDING,
            too_many_zeros=present - zeros < present * self.min_nonzero - ROUNDING,
            kept=np.isin(names, self.keep),
            dropped=np.isin(names, self.drop),
        )

    def _check(self, state: State) -> None:
        for key in ("min_share", "min_nonzero"):
            if not 0 <= getattr(self, key) <= 1:
                raise RecipeError(f"screen: {key} is {getattr(self, key)}; give a share from 0 to 1")
        if self.within not in WITHIN:
            raise RecipeError(f"screen: within is {self.within!r}; choose one of {', '.join(WITHIN)}")
        if unknown := {*self.keep, *self.drop} - set(state.units):
            raise RecipeError(f"screen: no unit {min(unknown)!r} in the dataset")
        if both := set(self.keep) & set(self.drop):
            raise RecipeError(f"screen: {min(both)!r} is both kept and dropped; name it once")
