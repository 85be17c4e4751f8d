"""One value as a file, a form or a program gives it, before anything is believed."""

from dataclasses import dataclass
from typing import NamedTuple

from warga.indicators.domain.problems import Problem


class CityRef(NamedTuple):
    """What a plan needs to know of a city; ``id`` is None for one that is only to be created."""

    id: int | None
    code: str
    name: str


class Key(NamedTuple):
    """Which value: there is at most one latest version of it. ``city`` is the code of the city."""

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
    """One value as written. Empty strings mean that nothing was said.

    ``line`` and ``column`` say where it stands. ``seen`` is the version a person had before them when they
    wrote (0: none, None: not asked for), so that nobody overwrites what they have not seen.
    """

    line: int
    column: str
    indicator: str
    raw_value: str
    city: str = ""
    period: str = ""
    year: str = ""
    source: str = ""
    citation: str = ""
    judgement: str = ""
    decimal: str = "auto"
    scale: float = 1.0
    seen: int | None = None
    faults: tuple[Problem, ...] = ()
    """What was already wrong with the row when it was taken apart."""
    clears: bool = False
    """Whether an empty value withdraws the one that is stored, as in a form; in a file it says nothing."""
