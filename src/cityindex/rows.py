"""Rows of a table, each about one unit and one period: where they go in arrays (units, periods)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """``at_unit`` and ``at_period`` (n) are the positions of n rows among ``units`` and ``periods``."""

    units: tuple[str, ...]
    periods: tuple[int, ...]
    at_unit: NDArray[np.intp]
    at_period: NDArray[np.intp]

    @classmethod
    def of(cls, units: Sequence[str], periods: Sequence[int]) -> "Rows":
        """Place rows by their unit and period: units in order of appearance, periods ascending."""
        unit_at = {unit: n for n, unit in enumerate(dict.fromkeys(units))}
        period_at = {period: n for n, period in enumerate(sorted(set(periods)))}
        return cls(
            tuple(unit_at),
            tuple(period_at),
            np.array([unit_at[unit] for unit in units], dtype=np.intp),
            np.array([period_at[period] for period in periods], dtype=np.intp),
        )

    def twice(self) -> Iterator[tuple[int, int]]:
        """Yield every row whose unit and period an earlier row has, and the first such row."""
        first: dict[tuple[int, int], int] = {}
        for row, place in enumerate(zip(self.at_unit.tolist(), self.at_period.tolist(), strict=True)):
            if place in first:
                yield row, first[place]
            first.setdefault(place, row)

    def series(self, column: NDArray[np.float64]) -> NDArray[np.float64]:
        """Arrange a column of n numbers as (units, periods); what has no row is NaN."""
        out = np.full((len(self.units), len(self.periods)), np.nan)
        out[self.at_unit, self.at_period] = column
        return out

    def labels(self, column: Sequence[str]) -> list[str]:
        """Return one label a unit, that of its last row; ``wandering`` finds those that have several."""
        found = dict(zip(self.at_unit.tolist(), column, strict=True))
        return [found[n] for n in range(len(self.units))]

    def wandering(self, column: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield every row whose label is not the one its unit had before, and that earlier label."""
        before: dict[int, str] = {}
        for row, (unit, label) in enumerate(zip(self.at_unit.tolist(), column, strict=True)):
            if before.get(unit, label) != label:
                yield row, before[unit]
            before[unit] = label
