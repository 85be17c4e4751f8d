"""Frames of pandas and polars by their shape, without importing either: ``columns``, ``frame[name]``, ``to_numpy``."""

import numbers
from typing import Any

import numpy as np
from numpy.typing import NDArray


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


def floats(frame: Any, name: str) -> NDArray[np.float64]:
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
        f"column {name!r} holds {cell!r}, which is no number; read printed values with cityindex.import_table"
    )


def _missing(cell: Any) -> bool:
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(cell, float) and cell != cell
