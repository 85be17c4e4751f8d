"""What *treat* did: the test of every indicator before and after, and every point it changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.steps.moments import Pair
from cityindex.steps.outliers import Options, Outcome, Rows
from cityindex.steps.state import State
from cityindex.steps.transforms import TRANSFORMS
from cityindex.steps.winsorise import Limits
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Counts = NDArray[np.int32]

_WHEN = ("", "_winsorised", "_after")

HOWS = ("winsorised_low", "winsorised_high", *(name for name in TRANSFORMS if name != "none"))


@dataclass(frozen=True, slots=True, eq=False)
class Treatment(Tabled):
    """The tests of a treatment. Arrays (periods, indicators); one period, and ``periods`` empty, if all were together.

    Only of indicators that were tested. ``skew``, ``kurtosis``, ``passed`` are before; ``skew_winsorised`` … after
    ``points`` values were moved (also where the transformation then began again from the original); ``how`` is what
    became of the column: "" (left alone), winsorised, or the transformation; ``skew_after`` … of the final values.
    NaN: fewer than four values, or all equal.
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
    "period": Text("Tahun", "Year"),
    "indicator": Text("Indikator", "Indicator; its code"),
    "passed": Text("Lolos sebelum; ujinya", "Passed before; the test"),
    "skew": Text("Kemencengan sebelum", "Skewness before"),
    "kurtosis": Text("Keruncingan sebelum", "Kurtosis before; excess"),
    "points": Text("Ditarik; banyak nilai yang ditarik ke dalam", "Points; values winsorised"),
    "passed_winsorised": Text("Lolos ditarik", "Passed winsorised"),
    "skew_winsorised": Text("Kemencengan ditarik", "Skewness winsorised"),
    "kurtosis_winsorised": Text("Keruncingan ditarik", "Kurtosis winsorised"),
    "how": Text("Cara; kosong = dibiarkan", "How; empty = left alone"),
    "passed_after": Text("Lolos akhirnya", "Passed after"),
    "skew_after": Text("Kemencengan akhirnya", "Skewness after"),
    "kurtosis_after": Text("Keruncingan akhirnya", "Kurtosis after"),
}


class Record:
    """Collects what a treatment does to some indicators of one state, block by block."""

    def __init__(self, codes: Sequence[str], periods: tuple[int, ...]) -> None:
        shape = (len(periods) or 1, len(codes))
        kinds = {"skew": np.nan, "kurtosis": np.nan, "passed": False}
        tests = {f"{name}{when}": np.full(shape, of) for when in _WHEN for name, of in kinds.items()}
        points, how = np.zeros(shape, dtype=np.int32), np.full(shape, "", dtype=object)
        self.found = Treatment(tuple(codes), periods, points=points, how=how, **tests)

    def add(self, period: int, some: slice, outcome: Outcome, options: Options) -> None:
        """Note the tests of a block of indicators, and again of those that were touched."""
        for when in _WHEN:
            self._note(when, (period, some), outcome.test, options.limits)
        rows, pulled = outcome.rows, outcome.pulled
        at, limits = (period, some.start + rows), options.limits.of(rows)
        self._note("_winsorised", at, (pulled.skewness, pulled.kurtosis), limits)
        self._note("_after", at, outcome.after, limits)
        self.found.points[at] = moved = pulled.moved_low + pulled.moved_high
        winsorised = np.where(moved > 0, "winsorised", "")
        self.found.how[at] = np.where(outcome.transformed, options.transform[rows], winsorised)

    def _note(self, when: str, at: tuple[int, Any], test: Pair, limits: Limits) -> None:
        columns = (*test, limits.passed(*test))
        for name, column in zip(("skew", "kurtosis", "passed"), columns, strict=True):
            getattr(self.found, name + when)[at] = column

    def kept(self, before: State, after: State, columns: Rows) -> State:
        """Return the treated state with its changes and the table of tests."""
        u, p, i = np.nonzero((after.values != before.values) & ~np.isnan(before.values))
        was, now = before.values[u, p, i], after.values[u, p, i]
        named = np.array([[HOWS.index(h) if h in HOWS else 0 for h in row] for row in self.found.how])
        transform = np.zeros((len(self.found.how), before.values.shape[-1]), dtype=np.uint8)
        transform[:, columns] = named
        how = transform[p if self.found.periods else np.zeros_like(p), i]
        how[how == 0] = (now < was)[how == 0]  # pulled in from above, or from below
        changes = before.changes.added("treat", (u, p, i), was, now, how, HOWS)
        return replace(after, changes=changes).explained("treat", self.found)
