"""What stands in for a missing value: one formula per method, computed for the missing cells alone.

A fill is given the state, the cells and its options, and returns (…, cells), NaN where it knows nothing. It uses
the values that are there before the step, never the cell's own, whatever else the step fills.
"""

from collections.abc import Callable, Mapping

from cityindex.dataset import Floats
from cityindex.steps.fills.cells import Cells, Positions, Way
from cityindex.steps.fills.rows import in_row
from cityindex.steps.fills.units import among_units, group_codes
from cityindex.steps.fills.years import Years, along_years
from cityindex.steps.state import State

__all__ = [
    "FILLS",
    "Cells",
    "Positions",
    "Way",
    "Years",
    "along_years",
    "among_units",
    "group_codes",
    "in_row",
]

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
