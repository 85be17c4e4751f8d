"""Every result of an analysis is a set of named tables: one shape for notebooks, files and pages."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cityindex.optional import need
from cityindex.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Columns of equal length under their names, in order; NumPy arrays or sequences of plain values.

    A cell may be a ``Text``. ``titles`` says in words what a column holds: a short heading and, after the first
    semicolon, its unit and range. NaN and None mean "not computable".
    """

    name: str
    title: Text
    columns: Mapping[str, Sequence[Any] | np.ndarray]
    titles: Mapping[str, Text]

    def __post_init__(self) -> None:
        """Refuse columns of unequal length, and titles of columns that are not there."""
        lengths = {name: len(column) for name, column in self.columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"table {self.name!r} has columns of unequal length: {lengths}")
        if strangers := set(self.titles) - set(self.columns):
            raise ValueError(f"table {self.name!r} has a title for {min(strangers)!r}, which is no column")

    def __len__(self) -> int:
        """How many rows the table has."""
        return len(next(iter(self.columns.values()), ()))

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as plain Python values; NaN becomes None, a Text both its languages."""
        plain = {name: [_plain(cell) for cell in column] for name, column in self.columns.items()}
        return [dict(zip(plain, cells, strict=True)) for cells in zip(*plain.values(), strict=True)]

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame``; ``MissingExtraError`` where pandas is not installed."""
        columns = {k: v if isinstance(v, np.ndarray) else list(v) for k, v in self.columns.items()}
        return need("pandas", why="to_pandas()").DataFrame(columns)


class Tabled(ABC):
    """What every result offers; a subclass says which tables it is made of, the main one first."""

    __slots__ = ()

    @abstractmethod
    def tables(self) -> tuple[Table, ...]:
        """Return the result's tables, the main one first."""

    def table(self, name: str | None = None) -> Table:
        """Return one table, the main one unless named. KeyError lists the names there are."""
        found = {table.name: table for table in self.tables()}
        if name is None:
            return next(iter(found.values()))
        if name not in found:
            raise KeyError(f"no table {name!r}; there are {', '.join(found)}")
        return found[name]

    def to_pandas(self, name: str | None = None) -> Any:
        """Return one table as a ``pandas.DataFrame``, the main one unless named."""
        return self.table(name).to_pandas()

    def to_dict(self) -> dict[str, Any]:
        """Return every table as a list of rows, by name: plain values that JSON knows."""
        return {table.name: table.rows() for table in self.tables()}


NAME = Text("Nama", "Name")


@dataclass(frozen=True, slots=True, eq=False)
class Named(Tabled):
    """A result whose tables say beside every ``unit`` what it is called, where that is known."""

    result: Tabled
    names: Mapping[str, str]

    def tables(self) -> tuple[Table, ...]:
        """Return the result's tables; those with units have a column ``name`` after ``unit``."""
        return tuple(self._named(table) for table in self.result.tables())

    def _named(self, table: Table) -> Table:
        if "unit" not in table.columns or "name" in table.columns:
            return table
        columns: dict[str, Sequence[Any] | np.ndarray] = {}
        for key, column in table.columns.items():
            columns[key] = column
            if key == "unit":
                columns["name"] = [self.names.get(str(unit), str(unit)) for unit in column]
        return replace(table, columns=columns, titles={**table.titles, "name": NAME})


def _plain(cell: Any) -> Any:
    if isinstance(cell, Text):
        return {"id": cell.id, "en": cell.en}
    value = cell.item() if isinstance(cell, np.generic) else cell
    return None if isinstance(value, float) and not math.isfinite(value) else value
