"""Gaps filled from the other units of the same period."""

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.centres import group_centres, row_centre
from cityindex.steps.fills.cells import Cells, Positions, Way
from cityindex.steps.state import State


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
