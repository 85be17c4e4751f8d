"""Values on their way in, and the stored ones they meet."""

from dataclasses import dataclass
from typing import NamedTuple

from cityindex.dataset import Observation
from cityindex.reading import Reading


class CityRef(NamedTuple):
    """What a plan needs to know of a city; ``id`` is None for one that is only to be created."""

    id: int | None
    code: str
    name: str


class Key(NamedTuple):
    """Which value: there is at most one newest version of it. ``city`` is the code of the city."""

    city: str
    period: int
    indicator: str
    source: str = ""


class Version(NamedTuple):
    """The newest version of a value that is already stored."""

    id: int
    raw_value: str
    decimal: str
    scale: float
    year: int | None
    citation: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a file, a form or a request, read by the engine; its unit is the city as written.

    ``line`` and ``column`` say where it stood. ``seen`` is the version somebody had before them when they wrote
    (0: none, None: not asked for), so that nobody overwrites what they have not seen. With ``clears`` an empty
    value withdraws the stored one, as in a form; in a file it says nothing.
    """

    line: int
    column: str
    observation: Observation
    reading: Reading
    citation: str = ""
    seen: int | None = None
    clears: bool = False
