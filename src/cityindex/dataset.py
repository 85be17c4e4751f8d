"""Observations and the array they become."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityindex import frames
from cityindex.framework.types import Framework, Indicator
from cityindex.reading import Reading, read_answer

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one indicator for one unit (city) and period (year).

    ``source`` is "" for the main table, else the key of a second source; ``year`` is the year the source
    gives where it differs from ``period``; ``judgement`` is a printed interpretation ("Baik"), never computed.
    ``decimal`` ("," or ".") is the convention of the file it came from, "auto" where nobody said;
    ``scale`` is what the printed number counts (1000 for a column printed in thousands; SDMX: UNIT_MULT).
    """

    unit: str
    indicator: str
    period: int
    raw_value: str
    source: str = ""
    year: int | None = None
    judgement: str | None = None
    decimal: str = "auto"
    scale: float = 1.0


def read_observation(indicator: Indicator, observation: Observation) -> Reading:
    """Read an observation by its indicator's type, in the convention and scale of its file."""
    reading = read_answer(observation.raw_value, indicator, decimal=observation.decimal)
    if reading.value is None or observation.scale == 1.0:
        return reading
    exact = Decimal(repr(reading.value)) * Decimal(repr(observation.scale))
    return replace(reading, value=float(exact))


class Status(IntEnum):
    """What is known about one cell (SDMX ``obs_status``). From SUSPECT on there is, or was, a value."""

    MISSING = 0
    WRONG_KIND = 1
    """An answer of another kind than the indicator stores; it is shown but cannot be compared."""
    SUSPECT = 2
    OBSERVED = 3
    IMPUTED = 4


class DuplicateObservationError(ValueError):
    """Two main-table observations for the same unit, indicator and period."""


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Values of units × periods × indicators, ready for a recipe.

    ``values``: float64, shape (units, periods, indicators), in each indicator's unit; NaN = no usable value.
    ``status``: uint8 of the same shape, see ``Status``.
    ``context``: further series by name, shape (units, periods), e.g. a population used as denominator.
    ``groups``: labels of the units by grouping, e.g. ``{"province": ("NTT", "NTT", "Bali")}``.
    ``names``: what units are called, by unit, where that is not the unit itself.
    ``provenance``: the observation behind a cell, by (unit, period, indicator) position, where there is one.
    """

    units: tuple[str, ...]
    periods: tuple[int, ...]
    indicators: tuple[str, ...]
    values: Floats
    status: Codes
    context: Mapping[str, Floats] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[tuple[int, int, int], Observation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit the names, a name twice, and infinities."""
        for kind, names in (
            ("units", self.units),
            ("periods", self.periods),
            ("indicators", self.indicators),
        ):
            if len(set(names)) < len(names):
                twice = next(name for name in names if names.count(name) > 1)
                raise ValueError(f"{kind} holds {twice!r} twice")
        shape = (len(self.units), len(self.periods), len(self.indicators))
        for name, array in (("values", self.values), ("status", self.status)):
            if array.shape != shape:
                raise ValueError(f"{name} has shape {array.shape}, the names ask for {shape}")
        if np.isinf(self.values).any():
            raise ValueError("values holds an infinity; use NaN for a missing value")
        for name, series in self.context.items():
            if series.shape != shape[:2]:
                raise ValueError(f"context {name!r} has shape {series.shape}, expected {shape[:2]}")
        for name, labels in self.groups.items():
            if len(labels) != len(self.units):
                raise ValueError(f"groups {name!r} has {len(labels)} labels for {len(self.units)} units")

    @classmethod
    def from_array(
        cls,
        values: Floats,
        *,
        units: Sequence[str],
        indicators: Sequence[str],
        periods: Sequence[int] = (0,),
        context: Mapping[str, Floats] | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> "Dataset":
        """Make a dataset of an array (units, indicators) or (units, periods, indicators); NaN = missing."""
        array = np.asarray(values, dtype=np.float64)
        if array.ndim == 2:
            array = array[:, None, :]
        status = np.where(np.isnan(array), Status.MISSING, Status.OBSERVED).astype(np.uint8)
        series = {name: np.asarray(s, dtype=np.float64) for name, s in (context or {}).items()}
        return cls(
            units=tuple(units),
            periods=tuple(periods),
            indicators=tuple(indicators),
            values=array,
            status=status,
            context={name: s[:, None] if s.ndim == 1 else s for name, s in series.items()},
            groups={name: tuple(labels) for name, labels in (groups or {}).items()},
            names=dict(names or {}),
        )

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        units: str = "unit",
        periods: str | None = None,
        indicators: Sequence[str] | None = None,
        context: Sequence[str] = (),
        groups: Sequence[str] = (),
        names: str | None = None,
    ) -> "Dataset":
        """Make a dataset of a wide frame of pandas or polars: one row for each unit and period.

        The arguments name columns: of units, of periods (years; without it the only period is 0), of
        indicators (default: all that are not named otherwise), further series, groupings, and what units are
        called. Units keep the order of first appearance, periods ascend; a row that is not there is missing, so
        is every kind of missing cell, and no column is ever read as text.
        KeyError for a column that is not there; ValueError for a unit twice in one period, and for words, categories
        or dates where numbers belong.
        """
        found = frames.wide(frame, units, periods, indicators, context, groups, names)
        return cls._of_columns(found)

    @classmethod
    def from_long(
        cls,
        frame: Any,
        *,
        units: str = "unit",
        indicators: str = "indicator",
        values: str = "value",
        periods: str | None = None,
    ) -> "Dataset":
        """Make a dataset of a long frame of pandas or polars: one row for each value.

        The arguments name its columns; indicators keep the order of first appearance. Errors: as ``from_frame``.
        """
        return cls._of_columns(frames.long(frame, units, indicators, values, periods))

    @classmethod
    def _of_columns(cls, found: frames.Columns) -> "Dataset":
        return cls.from_array(
            found.values,
            units=found.rows.units,
            periods=found.rows.periods,
            indicators=found.indicators,
            context=found.context,
            groups=found.groups,
            names=found.names,
        )

    @classmethod
    def from_observations(
        cls,
        framework: Framework,
        observations: Iterable[Observation],
        *,
        units: Sequence[str] | None = None,
        periods: Sequence[int] | None = None,
        context: Mapping[str, Floats] | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
    ) -> "Dataset":
        """Read observations into arrays; second sources (``source`` set) take no part.

        Units keep the order of first appearance, periods ascend, indicators follow the framework, unless
        they are given. A value of another kind than its indicator stores becomes WRONG_KIND and NaN.
        Raises KeyError for an unknown indicator, ``DuplicateObservationError`` for a second value of one cell.
        """
        main = [o for o in observations if not o.source]
        unit_at = {u: i for i, u in enumerate(units or dict.fromkeys(o.unit for o in main))}
        period_at = {p: i for i, p in enumerate(periods or sorted({o.period for o in main}))}
        known = {indicator.code: (i, indicator) for i, indicator in enumerate(framework.indicators)}
        shape = (len(unit_at), len(period_at), len(known))
        values, status = np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8)
        provenance: dict[tuple[int, int, int], Observation] = {}
        for o in main:
            if o.indicator not in known:
                raise KeyError(f"{o.indicator!r} is no indicator of {framework.id}")
            position, indicator = known[o.indicator]
            cell = (unit_at[o.unit], period_at[o.period], position)
            if cell in provenance:
                raise DuplicateObservationError(f"{o.unit} has two values of {o.indicator} for {o.period}")
            provenance[cell] = o
            reading = read_observation(indicator, o)
            if reading.value is None or reading.refused:
                continue
            fits = reading.read_as == indicator.value_type
            status[cell] = Status.OBSERVED if fits else Status.WRONG_KIND
            if fits:
                values[cell] = reading.value
        return cls(
            units=tuple(unit_at),
            periods=tuple(period_at),
            indicators=tuple(known),
            values=values,
            status=status,
            context=context or {},
            groups={name: tuple(labels) for name, labels in (groups or {}).items()},
            provenance=provenance,
        )

    def with_suspects(self, suspects: Mask) -> "Dataset":
        """Mark observed cells as suspect: their values stay, and a recipe leaves them out by default."""
        marked = suspects & (self.status == Status.OBSERVED)
        return replace(self, status=np.where(marked, np.uint8(Status.SUSPECT), self.status))

    def without_suspects(self) -> "Dataset":
        """Return the dataset with suspect values removed (NaN), their status kept."""
        hidden = np.where(self.status == Status.SUSPECT, np.nan, self.values)
        return replace(self, values=hidden)
