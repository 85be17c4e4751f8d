"""Handbook step 2, data selection: which values and units take part."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cityindex.dataset import Status
from cityindex.reasons import Reason
from cityindex.steps.state import RecipeError, State


@dataclass(frozen=True, slots=True)
class Screen:
    """Leave out suspect values, and units with too little data.

    ``suspects``: take suspect values in (default: leave them out, reason SUSPECT).
    ``min_share``: share of the scorable indicators a unit must have in a period, 0–1; below it all its values
    of that period are left out (reason SCREENED). ``keep`` and ``drop`` name units decided by hand.
    """

    name: ClassVar[str] = "screen"
    suspects: bool = False
    min_share: float = 0.0
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    def apply(self, state: State) -> State:
        """Return the state without the screened values."""
        if not 0 <= self.min_share <= 1:
            raise RecipeError(f"screen: min_share is {self.min_share}; give a share from 0 to 1")
        if unknown := {*self.keep, *self.drop} - set(state.units):
            raise RecipeError(f"screen: no unit {sorted(unknown)[0]!r} in the dataset")
        if not self.suspects:
            state = state.without(state.status == Status.SUSPECT, Reason.SUSPECT)
        scorable = state.tree.directions != 0
        if not (self.min_share or self.drop) or not scorable.any():
            return state
        share = np.mean(~np.isnan(state.values[..., scorable]), axis=-1)
        out = share < self.min_share - 1e-12
        out[np.isin(state.units, self.keep)] = False
        out[np.isin(state.units, self.drop)] = True
        return state.without(np.broadcast_to(out[..., None], state.values.shape), Reason.SCREENED)
