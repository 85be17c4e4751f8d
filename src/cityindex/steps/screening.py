"""What *screen* counted, and which units it left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Counts = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Screening(Tabled):
    """Availability of each unit in each period. Arrays (units, periods), or (units, 1) over all periods together.

    ``missing`` and ``zeros`` count scorable indicators; ``available`` is the share that has a value, ``nonzero`` the
    share of those that is not zero (NaN without any). ``kept`` and ``dropped`` (units, 1) were decided by hand.
    """

    units: tuple[str, ...]
    periods: tuple[int, ...]
    missing: Counts
    zeros: Counts
    available: Floats
    nonzero: Floats
    too_few: Mask
    too_many_zeros: Mask
    kept: Mask
    dropped: Mask

    @property
    def included(self) -> Mask:
        """Which units take part: kept by hand, or neither dropped nor short of anything."""
        fit: Mask = ~(self.dropped | self.too_few | self.too_many_zeros)
        return fit | self.kept

    def tables(self) -> tuple[Table, ...]:
        """Return one table, *screening*: a row per unit (and period, where each was screened for itself)."""
        shape = self.available.shape
        columns: dict[str, np.ndarray] = {"unit": np.repeat(np.array(self.units, dtype=object), shape[1])}
        if self.periods:
            columns["period"] = np.tile(self.periods, shape[0])
        for name in ("missing", "zeros", "available", "nonzero", "included"):
            columns[name] = getattr(self, name).ravel()
        columns["why"] = self._why().ravel()
        titles = {name: title for name, title in _TITLES.items() if name in columns}
        return (Table("screening", Text("Penyaringan kota", "Screening of cities"), columns, titles),)

    def _why(self) -> np.ndarray:
        few = np.where(self.too_few, "too_few", "")
        zeros = np.where(self.too_many_zeros, "too_many_zeros", "")
        both = np.where(
            self.too_few & self.too_many_zeros, "too_few and too_many_zeros", np.char.add(few, zeros)
        )
        words: np.ndarray = np.where(self.dropped, "dropped", np.where(self.kept, "kept", both)).astype(
            object
        )
        return words


_TITLES = {
    "unit": Text("Kota", "City"),
    "period": Text("Tahun", "Year"),
    "missing": Text("Kosong; banyak indikator tanpa nilai", "Missing; indicators without a value"),
    "zeros": Text("Nol; banyak indikator yang nilainya nol", "Zeros; indicators whose value is zero"),
    "available": Text("Ada nilai; bagian dari indikator, 0–1", "Available; share of the indicators, 0–1"),
    "nonzero": Text(
        "Bukan nol; bagian dari nilai yang ada, 0–1", "Not zero; share of the values there are, 0–1"
    ),
    "included": Text("Ikut dinilai", "Takes part"),
    "why": Text("Alasan; kosong = memenuhi syarat", "Why; empty = meets what is asked"),
}
