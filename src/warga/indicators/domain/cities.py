"""Which city a written name means."""

from dataclasses import dataclass

from cityindex.tabular import Problem
from warga.indicators.domain.entries import CityRef, Entry
from warga.indicators.domain.problems import problem

NEW = "new:"
"""Stands before the folded name of a city that is still to be created, in place of its code."""


@dataclass
class Cities:
    """The cities a row may be about, by every name they are called (see ``folded``).

    With ``only`` rows of other cities are refused; with ``create`` unknown ones become peers.
    """

    by_name: dict[str, CityRef]
    only: CityRef | None = None
    create: bool = False

    def find(self, entry: Entry) -> CityRef | Problem:
        """Return the city of an entry, or why there is none."""
        written = entry.observation.unit
        if not written:
            return problem("NO_CITY", entry.line)
        name = folded(written)
        city = self.by_name.get(name)
        if city is None and self.create:
            city = self.by_name[name] = CityRef(None, f"{NEW}{name}", " ".join(written.split()))
        if city is None:
            return problem("UNKNOWN_CITY", entry.line, entry.column, found=written[:60])
        if self.only and city != self.only:
            return problem("OTHER_CITY", entry.line, entry.column, found=city.name, city=self.only.name)
        return city


def folded(name: str) -> str:
    """Return a name as it is compared: case, spaces and "Kab." for Kabupaten do not matter."""
    words = name.casefold().replace("kab.", "kabupaten ").split()
    return " ".join("kabupaten" if word == "kab" else word for word in words)
