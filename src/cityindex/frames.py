"""Frames of pandas and polars by their shape, without importing either: ``columns``, ``frame[name]``, ``to_numpy``."""

import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityindex.rows import Rows

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What a frame holds, arranged: ``values`` (units, periods, indicators), ``context`` (units, periods)."""

    rows: Rows
    indicators: tuple[str, ...]
    values: Floats
    context: Mapping[str, Floats]
    groups: Mapping[str, Sequence[str]]
    names: Mapping[str, str]


def wide(
    frame: Any,
    unit: str,
    period: str | None,
    indicators: Sequence[str] | None,
    context: Sequence[str],
    groups: Sequence[str],
    names: str | None,
) -> Columns:
    """Arrange a frame with one row for each unit and period; see ``Dataset.from_frame``."""
    taken = {unit, period, names, *context, *groups}
    codes = tuple(headings(frame) if indicators is None else indicators)
    codes = tuple(code for code in codes if code not in taken)
    rows = _rows(frame, unit, period)
    for again, _ in rows.twice():
        raise ValueError(f"{_row(rows, again, period)} has two rows; keep one{_hint(period)}")
    columns = [rows.series(floats(frame, code)) for code in codes]
    empty = np.empty((len(rows.units), len(rows.periods), 0))
    return Columns(
        rows=rows,
        indicators=codes,
        values=np.stack(columns, axis=-1) if columns else empty,
        context={name: rows.series(floats(frame, name)) for name in context},
        groups={name: _labels(frame, name, rows) for name in groups},
        names=dict(zip(_texts(frame, unit), _texts(frame, names), strict=True)) if names else {},
    )


def long(frame: Any, unit: str, indicator: str, value: str, period: str | None) -> Columns:
    """Arrange a frame with one row for each value; see ``Dataset.from_long``."""
    rows = _rows(frame, unit, period)
    codes = _texts(frame, indicator)
    at = {code: n for n, code in enumerate(dict.fromkeys(codes))}
    cells = (rows.at_unit, rows.at_period, np.array([at[code] for code in codes], dtype=np.intp))
    values = np.full((len(rows.units), len(rows.periods), len(at)), np.nan)
    flat = np.ravel_multi_index(cells, values.shape)
    _, first = np.unique(flat, return_index=True)
    if len(first) < len(flat):
        again = int(np.setdiff1d(np.arange(len(flat)), first)[0])
        raise ValueError(
            f"{_row(rows, again, period)} has two values of {codes[again]!r}; keep one{_hint(period)}"
        )
    values[cells] = floats(frame, value)
    return Columns(rows, tuple(at), values, {}, {}, {})


def is_frame(source: object) -> bool:
    """Say whether something has named columns that can be taken out one by one."""
    return hasattr(source, "columns") and hasattr(source, "__getitem__")


def headings(frame: Any) -> list[str]:
    """Return the names of the columns as text. ValueError where two are the same."""
    names = [str(name) for name in frame.columns]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the frame has two columns called {twice!r}; rename one of them")
    return names


def cells(frame: Any, name: str) -> list[Any]:
    """Return a column as plain Python values; every kind of missing (None, NaN, NA, NaT) becomes None."""
    found = _series(frame, name).tolist()
    return [None if _missing(cell) else cell for cell in found]


def floats(frame: Any, name: str) -> Floats:
    """Return a column as float64, missing cells as NaN. ValueError for text, categories of words, dates."""
    column = _series(frame, name)
    if column.dtype.kind in "fiub":
        return column.astype(np.float64)
    return np.array([_number(cell, name) for cell in column.tolist()], dtype=np.float64)


def _series(frame: Any, name: str) -> np.ndarray:
    """Take a column out by its name as text: pandas allows years as headings."""
    for own in frame.columns:
        if str(own) == name:
            return np.asarray(frame[own].to_numpy())
    raise KeyError(f"the frame has no column {name!r}; it has {', '.join(headings(frame)[:8])}")


def _number(cell: Any, name: str) -> float:
    if _missing(cell):
        return float("nan")
    if isinstance(cell, numbers.Number) and not isinstance(cell, complex):
        return float(cell)  # type: ignore[arg-type] # Decimal and Fraction are numbers too
    raise ValueError(
        f"column {name!r} holds {cell!r}, which is no number; leave it out with indicators=[…], or read values as printed with import_table"
    )


def _missing(cell: Any) -> bool:
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(cell, float) and cell != cell


def _rows(frame: Any, unit: str, period: str | None) -> Rows:
    units = _texts(frame, unit)
    return Rows.of(units, [0] * len(units) if period is None else _whole(frame, period))


def _texts(frame: Any, name: str) -> list[str]:
    """Return a column as text. ValueError where a cell is missing."""
    found = cells(frame, name)
    if None in found:
        raise ValueError(f"column {name!r} is empty in row {found.index(None)}; every row needs one")
    return [str(cell) for cell in found]


def _whole(frame: Any, name: str) -> list[int]:
    """Return a column of years, or of other whole numbers. ValueError for dates and what is no whole number."""
    column = floats(frame, name)
    for row, number in enumerate(column.tolist()):
        if not number.is_integer():
            raise ValueError(
                f"column {name!r} holds {number} in row {row}; give years, or other whole numbers"
            )
    return [int(number) for number in column.tolist()]


def _labels(frame: Any, name: str, rows: Rows) -> list[str]:
    column = ["" if cell is None else str(cell) for cell in cells(frame, name)]
    for row, before in rows.wandering(column):
        unit = rows.units[rows.at_unit[row]]
        raise ValueError(
            f"{unit!r} moves from {before!r} to {column[row]!r} in {name!r}; a unit has one label for all periods"
        )
    return rows.labels(column)


def _row(rows: Rows, row: int, period: str | None) -> str:
    unit = repr(rows.units[rows.at_unit[row]])
    return unit if period is None else f"{unit} in {rows.periods[rows.at_period[row]]}"


def _hint(period: str | None) -> str:
    return ", or name the column of years with periods=" if period is None else ""
