"""What *treat* did: the test of every indicator before and after, and every point it changed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.steps.outliers import Options, Outcome
from cityindex.steps.state import State
from cityindex.steps.transforms import TRANSFORMS
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Counts = NDArray[np.int32]

HOWS = ("winsorised_low", "winsorised_high", *(name for name in TRANSFORMS if name != "none"))


@dataclass(frozen=True, slots=True, eq=False)
class Treatment(Tabled):
    """The tests of a treatment. Arrays (periods, indicators); one period, and ``periods`` empty, if all were together.

    ``skew``, ``kurtosis``, ``passed`` are before; ``skew_winsorised`` … after ``points`` values were moved (also
    where the transformation then began again from the original); ``how`` is what became of the column: "" (left
    alone), winsorised, or the transformation; ``skew_after`` … of the final values. NaN: not tested.
    """

    indicators: tuple[str, ...]
    periods: tuple[int, ...]
    skew: Floats
    kurtosis: Floats
    passed: Mask
    points: Counts
    skew_winsorised: Floats
    kurtosis_winsorised: Floats
    passed_winsorised: Mask
    how: NDArray[np.object_]
    skew_after: Floats
    kurtosis_after: Floats
    passed_after: Mask

    def tables(self) -> tuple[Table, ...]:
        """Return one table, *treatment*: a row per indicator (and period, where each was treated alone)."""
        rows, columns = self.skew.shape
        names = ["period"] if self.periods else []
        built: dict[str, np.ndarray] = {name: np.repeat(self.periods, columns) for name in names}
        built["indicator"] = np.array(self.indicators * rows, dtype=object)
        built |= {
            name: getattr(self, name).ravel() for name in _TITLES if name not in ("period", "indicator")
        }
        titles = {name: title for name, title in _TITLES.items() if name in built}
        return (Table("treatment", Text("Uji pencilan", "Test for outliers"), built, titles),)


_TITLES = {
    "period": Text("tahun", "year"),
    "indicator": Text("indikator", "indicator"),
    "passed": Text("lolos uji sebelum diolah", "passes the test before"),
    "skew": Text("kemencengan sebelum", "skewness before"),
    "kurtosis": Text("keruncingan sebelum", "excess kurtosis before"),
    "points": Text("jumlah nilai yang ditarik ke dalam", "points winsorised"),
    "passed_winsorised": Text("lolos uji setelah ditarik ke dalam", "passes once winsorised"),
    "skew_winsorised": Text("kemencengan setelah ditarik ke dalam", "skewness once winsorised"),
    "kurtosis_winsorised": Text("keruncingan setelah ditarik ke dalam", "excess kurtosis once winsorised"),
    "how": Text("cara yang dipakai; kosong = dibiarkan", "what was done; empty = left alone"),
    "passed_after": Text("lolos uji pada akhirnya", "passes in the end"),
    "skew_after": Text("kemencengan pada akhirnya", "skewness in the end"),
    "kurtosis_after": Text("keruncingan pada akhirnya", "excess kurtosis in the end"),
}


class Record:
    """Collects what a treatment does to one state, block by block."""

    def __init__(self, state: State, within: str) -> None:
        self.before = state.values
        shape = (len(state.periods) if within == "period" else 1, len(state.tree.indicators))
        nothing, never = np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
        self.found = Treatment(
            state.tree.indicators,
            state.periods if within == "period" else (),
            *(nothing.copy(), nothing.copy(), never.copy(), np.zeros(shape, dtype=np.int32)),
            *(nothing.copy(), nothing.copy(), never.copy(), np.full(shape, "", dtype=object)),
            *(nothing.copy(), nothing.copy(), never.copy()),
        )

    def add(self, period: int, columns: NDArray[np.int64], outcome: Outcome, options: Options) -> None:
        """Note the tests of one block of columns, and of those of its rows that were touched."""
        found, at = self.found, (period, columns)
        found.skew[at], found.kurtosis[at] = outcome.test
        found.passed[at] = options.limits.passed(*outcome.test)
        for name in ("skew", "kurtosis", "passed"):
            getattr(found, f"{name}_after")[at] = getattr(found, name)[at]
        rows, pulled, limits = outcome.rows, outcome.pulled, options.limits.of(outcome.rows)
        at = (period, columns[rows])
        found.points[at] = pulled.moved_low + pulled.moved_high
        found.skew_winsorised[at], found.kurtosis_winsorised[at] = pulled.skewness, pulled.kurtosis
        found.passed_winsorised[at] = limits.passed(pulled.skewness, pulled.kurtosis)
        found.skew_after[at], found.kurtosis_after[at] = outcome.after
        found.passed_after[at] = limits.passed(*outcome.after)
        winsorised = np.where(found.points[at] > 0, "winsorised", "")
        found.how[at] = np.where(outcome.transformed, options.transform[rows], winsorised)

    def kept(self, state: State) -> State:
        """Return the treated state with its changes and the table of tests."""
        u, p, i = np.nonzero((state.values != self.before) & ~np.isnan(self.before))
        before, after = self.before[u, p, i], state.values[u, p, i]
        transform = np.array(
            [[HOWS.index(h) if h in HOWS else 0 for h in row] for row in self.found.how], dtype=np.uint8
        )
        how = transform[p if self.found.periods else np.zeros_like(p), i]
        how[how == 0] = (after < before)[how == 0]
        changes = state.changes.added("treat", (u, p, i), before, after, how, HOWS)
        return replace(state, changes=changes).explained("treat", self.found)
