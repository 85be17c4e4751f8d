"""What stands in for a missing value: one formula per method, computed for the missing cells alone.

A fill is given the state, the cells and its options, and returns (…, cells), NaN where it knows nothing. It uses
the values that are there before the step, never the cell's own, whatever else the step fills.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.steps.centres import group_centres, row_centre
from cityindex.steps.state import State

Positions = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells of units × periods × indicators by position, one entry each."""

    unit: Positions
    period: Positions
    indicator: Positions

    @classmethod
    def where(cls, mask: Mask) -> "Cells":
        """Return the cells of a mask (units, periods, indicators), in its order."""
        return cls(*np.nonzero(mask))

    def __len__(self) -> int:
        """How many cells."""
        return len(self.unit)

    def some(self, chosen: Mask | Positions) -> "Cells":
        """Return some of them."""
        return Cells(self.unit[chosen], self.period[chosen], self.indicator[chosen])

    def of(self, values: np.ndarray) -> np.ndarray:
        """Return the entries of (…, units, periods, indicators) at these cells: (…, cells)."""
        found: np.ndarray = values[..., self.unit, self.period, self.indicator]
        return found


@dataclass(frozen=True, slots=True)
class Way:
    """How to fill some indicators: see ``Impute`` for each option."""

    method: str
    group: str = ""
    limit: float = 0.0
    ends: str = "none"
    level: str = ""
    rescale: bool = False


def among_units(state: State, cells: Cells, way: Way) -> Floats:
    """Mean or median of the other units in the same period, within the unit's own group if one is named."""
    columns, column = np.unique(cells.indicator, return_inverse=True)
    values = state.values if len(columns) == state.values.shape[-1] else state.values[..., columns]
    rows = np.array(np.moveaxis(values, -3, -1), order="C")  # a copy, even of one unit
    if not way.group:
        return row_centre(rows, way.method)[..., cells.period, column]
    codes = group_codes(state, way.group)
    found = group_centres(rows, codes, way.method)[..., cells.period, column, codes[cells.unit]]
    return np.where(codes[cells.unit] < 0, np.nan, found)


def group_codes(state: State, group: str) -> Positions:
    """Number the labels of a grouping from 0; a unit without a label ("") belongs to no group: −1."""
    labels = np.array(state.groups[group])
    names, codes = np.unique(labels, return_inverse=True)
    first = int(len(names) > 0 and names[0] == "")
    return codes.astype(np.int64) - first


def in_row(state: State, cells: Cells, way: Way) -> Floats:
    """Mean or median of the unit's own other indicators below the same node, context indicators left out."""
    found = np.full((*state.values.shape[:-3], len(cells)), np.nan)
    families = _families(state, way.level)
    low, high = _ends(state.values) if way.rescale else (None, None)
    for i in np.unique(cells.indicator):
        shared = (families & families[i]).any(axis=1)
        members = np.flatnonzero(shared & (np.arange(len(shared)) != i))
        at = np.flatnonzero(cells.indicator == i)
        row = state.values[..., cells.unit[at, None], cells.period[at, None], members]
        if low is None or high is None:
            found[..., at] = row_centre(row, way.method.removeprefix("row_"))
            continue
        signs = state.tree.directions
        share = _share(row, low[..., None, members], high[..., None, members], signs[members])
        middle = row_centre(share, way.method.removeprefix("row_"))
        up = middle if signs[i] >= 0 else 1 - middle
        found[..., at] = low[..., i, None] + up * (high[..., i, None] - low[..., i, None])
    return found


def _families(state: State, level: str) -> Mask:
    """Which scored indicators lie below which node: of their own parents, or of the nodes of a level (I, N)."""
    nodes = [n for n, node in enumerate(state.framework.nodes) if node.level == level]
    scored: Mask = (state.tree.directions != 0)[:, None]
    if level:
        below: Mask = state.tree.leaves[:, nodes] & scored
        return below
    own: Mask = np.zeros(state.tree.leaves.shape, dtype=np.bool_)
    own[range(len(own)), [state.tree.nodes.index(i.parent) for i in state.framework.indicators]] = True
    own &= scored
    return own


def _share(row: Floats, low: Floats, high: Floats, signs: Floats) -> Floats:
    """Each value's place between the worst (0) and best (1) of its indicator; NaN where all are equal."""
    reach = high - low
    share = np.divide(row - low, reach, out=np.full(row.shape, np.nan), where=reach > 0)
    up: Floats = np.where(signs < 0, 1 - share, share)
    return up


def _ends(values: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest value of every indicator over units and periods (…, I)."""
    flat = values.reshape(*values.shape[:-3], -1, values.shape[-1])
    return np.fmin.reduce(flat, axis=-2), np.fmax.reduce(flat, axis=-2)


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


Fill = Callable[[State, Cells, Way], Floats]

FILLS: Mapping[str, Fill] = {
    "mean": among_units,
    "median": among_units,
    "row_mean": in_row,
    "row_median": in_row,
    "latest": along_years,
    "linear": along_years,
    "constant": along_years,
}
"""Every method but *none* and *function* by name."""
