"""Cells by position, and how they are to be filled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Mask

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
