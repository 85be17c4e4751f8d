"""Gaps filled from the unit's own other years."""

import numpy as np

from cityindex.dataset import Floats, Mask
from cityindex.steps.fills.cells import Cells, Positions, Way
from cityindex.steps.state import State


def along_years(state: State, cells: Cells, way: Way) -> Floats:
    """The unit's own earlier (latest, constant) or earlier and later values (linear) of the same indicator."""
    return Years(state, cells, way).filled(state.values)


class Years:
    """For each cell, the unit's nearest other periods with a value, and what a method makes of them."""

    def __init__(self, state: State, cells: Cells, way: Way) -> None:
        self.cells, self.way = cells, way
        years = np.array(state.periods, dtype=np.float64)
        ascending = np.argsort(years, kind="stable")
        self.earlier = _nearest(state.gaps, cells, ascending)
        self.later = _nearest(state.gaps, cells, ascending[::-1])
        now = years[cells.period]
        self.since = np.where(self.earlier < 0, np.inf, now - years[self.earlier])
        self.until = np.where(self.later < 0, np.inf, years[self.later] - now)
        if way.limit:
            self.since[self.since > way.limit + 1e-9] = np.inf
            self.until[self.until > way.limit + 1e-9] = np.inf

    def filled(self, values: Floats) -> Floats:
        """Return the fill of every cell (…, cells)."""
        old, new = (
            values[..., self.cells.unit, at, self.cells.indicator] for at in (self.earlier, self.later)
        )
        back, ahead = np.isfinite(self.since), np.isfinite(self.until)
        if self.way.method == "latest":
            return np.where(back, old, np.nan)
        inside = old if self.way.method == "constant" else self._line(old, new, back & ahead)
        if self.way.ends == "none":
            return np.where(back & ahead, inside, np.nan)
        return np.where(back, np.where(ahead, inside, old), np.where(ahead, new, np.nan))

    def _line(self, old: Floats, new: Floats, between: Mask) -> Floats:
        since, until = np.where(between, self.since, 0.5), np.where(between, self.until, 0.5)
        share = since / (since + until)
        line: Floats = np.clip(old + (new - old) * share, np.fmin(old, new), np.fmax(old, new))
        return line

    def distance(self) -> Floats:
        """Years of a random walk the error of each fill amounts to (cells): d, or d₁·d₂/(d₁ + d₂) between two."""
        near = np.fmin(self.since, self.until) if self.way.ends != "none" else self.since
        if self.way.method != "linear":
            return np.where(np.isfinite(self.since), self.since, near)
        both = np.isfinite(self.since) & np.isfinite(self.until)
        since, until = np.where(both, self.since, 1.0), np.where(both, self.until, 1.0)
        return np.where(both, since * until / (since + until), near)


def _nearest(gaps: Mask, cells: Cells, order: Positions) -> Positions:
    """For each cell, the last period with a value before its own, walking the periods in ``order``; −1 for none."""
    columns, column = np.unique(cells.indicator, return_inverse=True)
    last = np.full((len(gaps), len(columns)), -1, dtype=np.int32)
    found = np.full(len(cells), -1, dtype=np.int32)
    for period in order:
        at = np.flatnonzero(cells.period == period)
        found[at] = last[cells.unit[at], column[at]]
        np.copyto(last, period, where=~gaps[:, period, columns], casting="same_kind")
    return found
