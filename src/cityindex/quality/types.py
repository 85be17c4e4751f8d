"""A flag, and what rules work with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cityindex.dataset import Observation
from cityindex.framework.types import Framework, Indicator, Rule
from cityindex.reading import Reading
from cityindex.text import Text


class Severity(StrEnum):
    """FORMAT and NOTE inform, WARNING asks for a check, SUSPECT leaves the value out of scores by default."""

    FORMAT = "format"
    NOTE = "note"
    WARNING = "warning"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class Flag:
    """One raised flag. ``indicator`` is None for a finding about the whole set or a node (see ``subject``)."""

    code: str
    severity: Severity
    text: Text
    indicator: str | None = None
    subject: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a second source says about a subject: an indicator, or a fact that is none.

    ``reading`` is None for a fact that is no value, such as a list of names.
    """

    subject: str
    raw: str
    reading: Reading | None
    year: int | None
    source: Text
    note: Text


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one unit in one period: the table, the second sources, numbers from outside."""

    framework: Framework
    period: int
    observations: Mapping[str, Observation]
    readings: Mapping[str, Reading]
    said: tuple[Said, ...]
    context: Mapping[str, float]

    def rows(self, rule: Rule) -> Iterator[tuple[Indicator, Reading]]:
        """Yield the rows a rule names, or every row where it names none, in the framework's order; with values only."""
        named = frozenset(rule.indicators)
        for indicator in self.framework.indicators:
            reading = self.readings.get(indicator.code)
            if (not named or indicator.code in named) and reading and reading.value is not None:
                yield indicator, reading

    def fact(self, subject: str) -> float | None:
        """Return a number from outside, else of the table, else what a second source says, else None."""
        if subject in self.context:
            return self.context[subject]
        readings = [
            self.readings.get(subject),
            *(said.reading for said in self.said if said.subject == subject),
        ]
        return next((r.value for r in readings if r and r.value is not None), None)


Places = dict[str, str | float | Text]
"""What fills the places of a sentence; numbers are written as each language does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, beside which other rows, and what fills the places of its sentence.

    ``label`` completes the flag's code where the rule leaves a place for it (``DUPLICATE_OF_{label}``).
    """

    indicator: str | None
    places: Places
    subject: str = ""
    related: tuple[str, ...] = ()
    label: str = ""


Kind = Callable[[Rule, Case], Iterator[Finding]]


def name(indicator: Indicator) -> Text:
    """Return how a sentence names a row: its title and its place in the tables."""
    place = f" ({indicator.label})" if indicator.label else ""
    return Text(f"“{indicator.title.id}”{place}", f"“{indicator.title.en}”{place}")
