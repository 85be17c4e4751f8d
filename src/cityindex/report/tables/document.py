"""What a writer is given: a result, its heading, and what it was made with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cityindex.tables import Table, Tabled
from cityindex.text import Text

SCHEMA = 1
"""Counts breaking changes of the JSON shape."""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A drawing for the HTML page: ``body`` is what stands inside ``<svg>``, already safe, in both languages.

    ``title`` names it, ``description`` says in words what it shows, for those who do not see it.
    """

    title: Text
    description: Text
    body: Text
    width: int = 640
    height: int = 360


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A result ready to be written.

    ``kind`` names what it is for programs (``"comparison"``); ``parameters`` are what it was made with, plain
    values by name; ``notes`` are sentences a reader needs beside the tables.
    """

    title: Text
    kind: str
    result: Tabled
    parameters: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[Text] = ()
    figures: Sequence[Figure] = ()

    def tables(self, name: str | None = None) -> tuple[Table, ...]:
        """Return every table, or the one that is named. KeyError lists the names there are."""
        return self.result.tables() if name is None else (self.result.table(name),)
