"""Every value a step replaced, as columns: cheap for a million of them, and still one ``Change`` after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Positions = NDArray[np.int32]
Small = NDArray[np.uint8]
At = tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]]


@dataclass(frozen=True, slots=True)
class Change:
    """One value a step replaced; ``how`` is the method: mean, linear, winsorised_high, log_ct…"""

    step: str
    unit: str
    period: int
    indicator: str
    before: float
    after: float
    how: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Changes(Tabled, Sequence[Change]):
    """The changes of a build, in the order of its steps, then of units, periods and indicators.

    One entry a change in each array: ``step`` and ``how`` are positions in ``steps`` and ``hows``; ``unit``,
    ``period`` and ``indicator`` are positions in ``units``, ``periods`` and ``indicators``; ``before`` is NaN
    where there was no value.
    """

    units: tuple[str, ...] = ()
    periods: tuple[int, ...] = ()
    indicators: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    hows: tuple[str, ...] = ()
    step: Small = field(default_factory=lambda: np.empty(0, dtype=np.uint8))
    how: Small = field(default_factory=lambda: np.empty(0, dtype=np.uint8))
    unit: Positions = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    period: Positions = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    indicator: Positions = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    before: Floats = field(default_factory=lambda: np.empty(0))
    after: Floats = field(default_factory=lambda: np.empty(0))

    def added(
        self, step: str, at: At, before: Floats, after: Floats, how: Small, hows: Sequence[str]
    ) -> "Changes":
        """Return these and those of one more step, one entry a change in each array.

        ``at`` are positions (units, periods, indicators), ``how`` are positions in ``hows``.
        """
        steps, names = (tuple(dict.fromkeys(old)) for old in ((*self.steps, step), (*self.hows, *hows)))
        place = np.array([names.index(word) for word in hows], dtype=np.uint8)
        fresh = {
            "step": np.full(len(before), steps.index(step), dtype=np.uint8),
            "how": place[how],
            **{name: axis.astype(np.int32) for name, axis in zip(_AXES, at, strict=True)},
            "before": before,
            "after": after,
        }
        if len(self):
            fresh = {name: np.concatenate([getattr(self, name), column]) for name, column in fresh.items()}
        return replace(self, steps=steps, hows=names, **fresh)  # type: ignore[arg-type] # arrays by name

    def __len__(self) -> int:
        """How many values were changed."""
        return len(self.step)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> "Changes": ...
    def __getitem__(self, index: int | slice) -> "Change | Changes":
        """Return one change, or the changes of a slice."""
        if isinstance(index, slice):
            arrays = ("step", "how", *_AXES, "before", "after")
            return replace(self, **{name: getattr(self, name)[index] for name in arrays})
        return Change(
            step=self.steps[self.step[index]],
            unit=self.units[self.unit[index]],
            period=self.periods[self.period[index]],
            indicator=self.indicators[self.indicator[index]],
            before=float(self.before[index]),
            after=float(self.after[index]),
            how=self.hows[self.how[index]],
        )

    def __iter__(self) -> Iterator[Change]:
        """One change after another."""
        return (self[n] for n in range(len(self)))

    def tables(self) -> tuple[Table, ...]:
        """Return one table, *changes*: step, unit, period, indicator, before, after, how."""
        columns = {
            "step": _named(self.steps, self.step),
            "unit": _named(self.units, self.unit),
            "period": np.array(self.periods, dtype=np.int64)[self.period],
            "indicator": _named(self.indicators, self.indicator),
            "before": self.before,
            "after": self.after,
            "how": _named(self.hows, self.how),
        }
        return (Table("changes", Text("Nilai yang diubah", "Values changed"), columns, _TITLES),)


_AXES = ("unit", "period", "indicator")

_TITLES = {
    "step": Text("Langkah", "Step"),
    "unit": Text("Kota", "City"),
    "period": Text("Tahun", "Year"),
    "indicator": Text("Indikator", "Indicator; its code"),
    "before": Text("Sebelum; kosong = tidak ada nilai", "Before; empty = no value"),
    "after": Text("Sesudah", "After"),
    "how": Text("Cara", "How"),
}


def _named(names: tuple[str, ...], positions: NDArray[np.integer]) -> np.ndarray:
    """Names by position, as an array of Python strings (an empty array where there is no change)."""
    named: np.ndarray = np.array(names, dtype=object)[positions]
    return named
