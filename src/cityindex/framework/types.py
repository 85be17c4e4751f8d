"""What a framework is made of: frozen values, no behaviour beyond looking things up.

A framework is a tree. Its inner nodes (index, element, aspect…) sit on named levels, top level first;
its leaves are the indicators. Every field that a ministry may change is data with a source and a date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from cityindex.text import Text


class ValueType(StrEnum):
    """How a value is stored and read (see ``cityindex.reading``)."""

    COUNT = "count"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    HOURS = "hours"
    RATIO = "ratio"
    SCORE = "score"
    CURRENCY = "currency"


class Asks(StrEnum):
    """What kind of answer the indicator's own words ask for."""

    EXISTENCE = "existence"
    COUNT = "count"
    SHARE = "share"
    DURATION = "duration"


class Provenance(StrEnum):
    """Where a goalpost, band or weight comes from. Anything but ``official`` is shown with its mark."""

    OFFICIAL = "official"
    EXPERT = "expert"
    ASSUMED = "assumed"
    UNOFFICIAL = "unofficial"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set a fact was taken from, and how sure we are of it."""

    key: str
    title: str
    confidence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Goalposts:
    """The values that score 0 (``low``) and 1 (``high``), in the indicator's unit; ``log`` scales by ln."""

    low: float
    high: float
    provenance: Provenance
    source: str
    log: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One named class; it holds values from ``start`` (included) up to the next band's ``start``."""

    code: str
    title: Text
    start: float


@dataclass(frozen=True, slots=True)
class BandScale:
    """Bands in ascending order; values are rounded half up to ``decimals`` before they are classified."""

    code: str
    bands: tuple[Band, ...]
    provenance: Provenance
    source: str
    decimals: int | None = None
    maximum: float | None = None

    def band(self, value: float) -> Band | None:
        """Return the band a value falls in, or None below the first or above ``maximum``."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Level:
    """One storey of the tree and how its nodes are made from their children."""

    code: str
    title: Text
    aggregate: str = "arithmetic"
    min_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Node:
    """An inner node: index, element, pillar, aspect…"""

    code: str
    level: str
    title: Text
    parent: str | None = None
    weight: float = 1.0
    bands: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf: one question with its type, unit, direction and place in the tree.

    ``direction`` is +1 (more is better), -1 (less is better) or 0 (context only, never scored).
    ``groups`` places the indicator in other groupings, e.g. ``{"pillar": "smart_society"}``.
    ``parts`` names the things one item asks at once (a plan *and* a procedure).
    """

    code: str
    title: Text
    parent: str
    value_type: ValueType
    unit: str = ""
    asks: Asks | None = None
    direction: int = 1
    weight: float = 1.0
    goalposts: Goalposts | None = None
    denominator: str | None = None
    bands: str | None = None
    label: str = ""
    minimum: float | None = None
    maximum: float | None = None
    parts: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a grouping, e.g. the pillar *smart governance*."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Grouping:
    """A second way to arrange the same indicators; ``provenance`` says whose arrangement it is."""

    code: str
    title: Text
    provenance: Provenance
    source: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A quality rule: ``kind`` names the check, ``flag`` the code it raises; see ``cityindex.quality``."""

    kind: str
    flag: str
    severity: str
    text: Text
    indicators: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """A value the study's prose gives for an indicator, or for a fact that is no indicator (``fact``).

    Statements belong to one city and are the second source that rules compare with the tables.
    """

    unit: str
    subject: str
    raw_value: str
    value_type: ValueType | None
    year: int | None
    source: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """A whole framework as read from one TOML file."""

    id: str
    title: Text
    legal_basis: Text
    valid_from: date | None
    valid_to: date | None
    provenance: Provenance
    sources: tuple[Source, ...]
    levels: tuple[Level, ...]
    nodes: tuple[Node, ...]
    indicators: tuple[Indicator, ...]
    normalise: str = "goalposts"
    scale: float = 100.0
    decimals: int = 2
    band_scales: tuple[BandScale, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    rules: tuple[Rule, ...] = ()
    statements: tuple[Statement, ...] = ()
    judgements: tuple[Band, ...] = ()
    note: Text | None = None

    @property
    def root(self) -> Node:
        """The single node without a parent."""
        raise NotImplementedError

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this code; KeyError names the code and the framework."""
        raise NotImplementedError

    def children(self, code: str) -> tuple[Node | Indicator, ...]:
        """Return the direct children of a node in file order."""
        raise NotImplementedError
