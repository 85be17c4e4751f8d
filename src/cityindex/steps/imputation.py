"""What *impute* did, indicator by indicator."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Mask
from cityindex.steps.fills import Cells
from cityindex.steps.state import State
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Imputation(Tabled):
    """By indicator (I): the ``methods``, how many cells had a value before, were filled, and stay a gap."""

    indicators: tuple[str, ...]
    methods: tuple[str, ...]
    present: Counts
    filled: Counts
    open: Counts

    @classmethod
    def of(cls, state: State, cells: Cells, known: Mask, methods: tuple[str, ...]) -> "Imputation":
        """Count what a step did: the cells it looked at, and those it knew a value for."""
        size = len(state.tree.indicators)
        gaps = np.count_nonzero(state.gaps, axis=(0, 1))
        filled = np.bincount(cells.indicator[known], minlength=size)
        whole = len(state.units) * len(state.periods)
        return cls(state.tree.indicators, methods, whole - gaps, filled, gaps - filled)

    def tables(self) -> tuple[Table, ...]:
        """Return one table, *imputation*: a row per indicator."""
        columns: dict[str, tuple[str, ...] | np.ndarray] = {
            "indicator": self.indicators,
            "method": self.methods,
            "present": self.present,
            "filled": self.filled,
            "open": self.open,
        }
        return (Table("imputation", Text("Pengisian nilai kosong", "Gaps filled"), columns, _TITLES),)


_TITLES = {
    "indicator": Text("Indikator", "Indicator; its code"),
    "method": Text("Cara", "Method"),
    "present": Text("Ada; banyak nilai yang sudah ada", "Present; values there were"),
    "filled": Text("Terisi; banyak nilai yang diisi", "Filled; values filled in"),
    "open": Text("Tetap kosong; banyak nilai yang masih tidak ada", "Open; still without a value"),
}
