"""The observed values drawn anew around those given, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from cityindex.analysis.uncertainty.sources.margins import Given, Margin, bounds, margin
from cityindex.analysis.uncertainty.sources.source import Drawing, stream
from cityindex.dataset import Floats, Mask, Status
from cityindex.framework.types import Indicator, ValueType
from cityindex.reasons import Reason
from cityindex.steps import RecipeError, State, Step
from cityindex.tree import Tree

Cell = tuple[str, int, str]
"""A unit, a period and an indicator."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Every observed value drawn within its margin, each on its own, before the first step of the recipe.

    The margin of a cell is the first that is set: ``cells``, ``suspect`` (a value marked as suspect), ``margins`` by
    indicator code, ``default`` (scored indicators, but yes/no ones). Drawn values stay within the indicator's minimum
    and maximum, counts and hours from 0 up, by reflection: what lies d beyond the end is put d inside it; a value
    given outside is not moved further out. ``suspect`` takes suspect values in, but leaves each out in the share
    ``suspect_out`` of the draws; without it they are what the recipe's screening makes of them. A margin is a
    ``Margin`` or its plain parameters. One number of a draw names the random stream of all its values.
    """

    margins: Mapping[str, Given] = field(default_factory=dict)
    default: Given | None = None
    suspect: Given | None = None
    suspect_out: float = 0.0
    cells: Mapping[Cell, Given] = field(default_factory=dict)
    name: str = "values"
    instead_of: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Refuse what is no margin and no share."""
        if not 0 <= self.suspect_out <= 1:
            raise ValueError(f"suspect_out is {self.suspect_out}; give a share from 0 to 1")
        for name in ("default", "suspect"):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, margin(given))
        for name in ("margins", "cells"):
            object.__setattr__(self, name, {key: margin(given) for key, given in getattr(self, name).items()})

    def dimensions(self, tree: Tree) -> int:
        """One number names the stream."""
        return 1

    def prepared(self, state: State, step: Step | None) -> Drawing:
        """Return what draws values (r, U, P, I) around those of ``state``, and takes suspects in or leaves them out."""
        scale, uniform = self._scales(state)
        at = np.flatnonzero(scale)
        given, scale, uniform = state.values.reshape(-1)[at], scale.reshape(-1)[at], uniform.reshape(-1)[at]

        def drawn(numbers: Floats) -> State:
            streams = [stream(number) for number in numbers[:, 0]]
            noise = np.stack([_noise(chance, uniform) for chance in streams])
            values = np.repeat(state.values[None], len(streams), axis=0)
            values.reshape(len(streams), -1)[:, at] = self._around(given, scale * noise, state, at)
            return self._suspects(replace(state, values=values), streams)

        return drawn

    def _around(self, given: Floats, away: Floats, state: State, at: NDArray[np.intp]) -> Floats:
        try:
            with np.errstate(over="raise"):
                return _within(given + away, given, state, at)
        except FloatingPointError as error:
            raise RecipeError(
                f"{self.name}: values with their margins are too large to compute with ({error}); use a larger "
                "measuring unit"
            ) from error

    def _scales(self, state: State) -> tuple[Floats, Mask]:
        """Half-widths of uniform margins or standard deviations, and which are uniform: (U, P, I), 0 for none."""
        scale, uniform = np.zeros(state.values.shape), np.zeros(state.values.shape, dtype=np.bool_)
        size = np.abs(state.values)
        for cells, found in self._layers(state):
            there = cells & ~np.isnan(state.values)
            scale[there] = found.scale * (size[there] if found.relative else 1.0)
            uniform[there] = found.shape == "uniform"
        return scale, uniform

    def _layers(self, state: State) -> Iterator[tuple[Mask, Margin]]:
        """Which cells have which margin; a later one counts."""
        observed, suspect = (state.status == status for status in (Status.OBSERVED, Status.SUSPECT))
        if self.default is not None:
            yield observed & np.array([_varies(i) for i in state.framework.indicators]), margin(self.default)
        for code, found in self.margins.items():
            if code not in state.tree.indicators:
                raise RecipeError(f"{self.name}: {code!r} is no indicator of {state.framework.id}")
            yield observed & (np.array(state.tree.indicators) == code), margin(found)
        if self.suspect is not None:
            yield suspect, margin(self.suspect)
        for cell, found in self.cells.items():
            yield _cell(state, cell), margin(found)

    def _suspects(self, state: State, streams: Sequence[np.random.Generator]) -> State:
        if self.suspect is None:
            return state
        suspect = state.status == Status.SUSPECT
        state = replace(state, status=np.where(suspect, np.uint8(Status.OBSERVED), state.status))
        if not self.suspect_out:
            return state
        out = np.stack([chance.random(suspect.shape) < self.suspect_out for chance in streams]) & suspect
        return replace(
            state.without(out, Reason.SUSPECT),
            status=np.where(out, np.uint8(Status.SUSPECT), state.status),
        )


def _noise(chance: np.random.Generator, uniform: Mask) -> Floats:
    """Standard normal numbers, and uniform ones from −1 to 1 where asked."""
    noise = np.empty(uniform.shape)
    noise[~uniform] = chance.standard_normal(np.count_nonzero(~uniform))
    noise[uniform] = chance.uniform(-1, 1, np.count_nonzero(uniform))
    return noise


def _within(drawn: Floats, given: Floats, state: State, at: NDArray[np.intp]) -> Floats:
    """Reflect values (r, cells) at the bounds of their indicators; the given value is within, whatever the bounds."""
    ends = np.array([bounds(indicator) for indicator in state.framework.indicators])[
        at % len(state.tree.indicators)
    ]
    low, high = np.minimum(ends[:, 0], given), np.maximum(ends[:, 1], given)
    drawn = np.where(drawn < low, 2 * low - drawn, drawn)
    drawn = np.where(drawn > high, 2 * high - drawn, drawn)
    return np.clip(drawn, low, high)


def _varies(indicator: Indicator) -> bool:
    return indicator.direction != 0 and indicator.value_type != ValueType.BOOLEAN


def _cell(state: State, cell: Cell) -> Mask:
    unit, period, code = cell
    if unit not in state.units or period not in state.periods or code not in state.tree.indicators:
        raise RecipeError(f"there is no cell {unit!r}, {period}, {code!r} for a margin")
    found = np.zeros(state.values.shape, dtype=np.bool_)
    found[state.units.index(unit), state.periods.index(period), state.tree.indicators.index(code)] = True
    return found
