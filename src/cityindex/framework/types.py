"""What a framework is made of: frozen values, no behaviour beyond looking things up.

A framework is a tree. Its inner nodes (index, element, aspect…) sit on named levels, top level first;
its leaves are the indicators. Every field that a ministry may change is data with a source and a date.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from cityindex.rounding import round_half_up
from cityindex.text import Text


class Between(NamedTuple):
    """Bounds of a number, both included; the loader checks them."""

    low: float
    high: float = math.inf


Weight = Annotated[float, Between(0, 1e9)]
Share = Annotated[float, Between(0, 1)]
Decimals = Annotated[int, Between(0, 9)]
Power = Annotated[float, Between(-1000, 1000)]


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


class Aggregate(StrEnum):
    """How a node is made from its children."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    MEDIAN = "median"
    GENERALISED = "generalised"
    MAZZIOTTA_PARETO = "mazziotta_pareto"
    COPELAND = "copeland"
    BENEFIT_OF_THE_DOUBT = "benefit_of_the_doubt"


class Normalise(StrEnum):
    """How values become comparable. ``none`` averages them as they are (levels 1–5)."""

    NONE = "none"
    GOALPOSTS = "goalposts"
    MINMAX = "minmax"
    SCALED = "scaled"
    DISTANCE_TO_MAX = "distance_to_max"
    FRACTION_OF_MAX = "fraction_of_max"
    ZSCORE = "zscore"
    RANK = "rank"
    PERCENTILE = "percentile"
    BORDA = "borda"
    TARGET = "target"
    BANDS = "bands"


class RuleKind(StrEnum):
    """The checks a framework may ask for; ``cityindex.quality`` holds one function for each."""

    RANGE = "range"
    WHOLE = "whole"
    SUM_AT_MOST = "sum_at_most"
    SUM_TO = "sum_to"
    DUPLICATE_BLOCK = "duplicate_block"
    SAME_VALUE = "same_value"
    COUNT_AGAINST = "count_against"
    COMPARE_SOURCES = "compare_sources"
    COMPOUND = "compound"
    VOCABULARY = "vocabulary"
    NO_JUDGEMENT = "no_judgement"
    DECIMAL_MIX = "decimal_mix"
    SHARE_CHECK = "share_check"
    COMPARE_SETS = "compare_sets"


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
class Judgement:
    """One word experts judge a component with, e.g. *Baik*. There is no number behind it."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class BandScale:
    """Bands in ascending order; values are rounded half up to ``decimals`` before they are classified."""

    code: str
    bands: tuple[Band, ...]
    provenance: Provenance
    source: str
    decimals: Decimals | None = None
    maximum: float | None = None

    def band(self, value: float) -> Band | None:
        """Return the band a value falls in, or None below the first, above ``maximum`` or for NaN."""
        if self.decimals is not None:
            value = round_half_up(value, self.decimals)
        if math.isnan(value) or (self.maximum is not None and value > self.maximum):
            return None
        return next((band for band in reversed(self.bands) if value >= band.start), None)


@dataclass(frozen=True, slots=True)
class Level:
    """One storey of the tree and how its nodes are made from their children.

    ``min_share`` is the share of the scorable children, by weight, that must have a score before
    the node gets one; 0 asks for a single child. ``power`` belongs to the generalised mean.
    """

    code: str
    title: Text
    aggregate: Aggregate = Aggregate.ARITHMETIC
    min_share: Share = 0.0
    power: Power | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An inner node: index, element, pillar, aspect… Its own ``aggregate`` and ``min_share`` go before its level's."""

    code: str
    level: str
    title: Text
    parent: str | None = None
    weight: Weight = 1.0
    bands: str | None = None
    note: Text | None = None
    aggregate: Aggregate | None = None
    power: Power | None = None
    min_share: Share | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf: one question with its type, unit, direction and place in the tree.

    ``direction`` is +1 (more is better), -1 (less is better) or 0 (context only, never scored).
    ``target`` is the value to reach, in the indicator's unit.
    ``groups`` places the indicator in other groupings, e.g. ``{"pillar": "smart_society"}``.
    ``parts`` names the things one item asks at once (a plan *and* a procedure).
    """

    code: str
    title: Text
    parent: str
    value_type: ValueType
    unit: str = ""
    asks: Asks | None = None
    direction: Literal[-1, 0, 1] = 1
    weight: Weight = 1.0
    goalposts: Goalposts | None = None
    target: float | None = None
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
    """A quality rule: ``kind`` names the check, ``flag`` the code it raises; see ``cityindex.quality``.

    Every other key of its table in the file lands in ``options``.
    """

    kind: RuleKind
    flag: str
    severity: Literal["format", "note", "warning", "suspect"]
    text: Text
    indicators: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict, metadata={"rest": True})


@dataclass(frozen=True, slots=True)
class Statement:
    """A value the study's prose gives for an indicator, or for a fact that is no indicator (``fact``).

    Statements belong to one city and are the second source that rules compare with the tables.
    ``period`` is the year of the tables they stand beside (None: any), ``year`` the year the statement
    itself gives, where it gives one.
    """

    unit: str
    subject: str
    raw_value: str
    value_type: ValueType | None
    year: int | None
    source: str
    note: Text | None = None
    period: int | None = None


@dataclass(frozen=True, slots=True)
class WeightSet:
    """Another choice of weights, with its own date and authority; see ``Framework.with_weights``."""

    code: str
    title: Text
    provenance: Provenance
    source: str
    weights: Mapping[str, Weight]
    valid_from: date | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Framework:
    """A whole framework as read from one TOML file.

    ``normalise`` says how values become comparable; scores run from 0 to ``scale`` and are shown with
    ``decimals``. ``judgements`` are the words experts judge with, worst first: recorded, never computed.
    """

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
    normalise: Normalise = Normalise.GOALPOSTS
    scale: Annotated[float, Between(1e-9)] = 100.0
    decimals: Decimals = 2
    band_scales: tuple[BandScale, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    rules: tuple[Rule, ...] = ()
    statements: tuple[Statement, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    weight_sets: tuple[WeightSet, ...] = ()
    note: Text | None = None

    @property
    def root(self) -> Node:
        """The single node without a parent."""
        return next(node for node in self.nodes if node.parent is None)

    @property
    def items(self) -> tuple[Node | Indicator, ...]:
        """Every node, then every indicator, each in file order."""
        return self.nodes + self.indicators

    @cached_property
    def _by_code(self) -> Mapping[str, Node | Indicator]:
        return {item.code: item for item in self.items}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Node | Indicator, ...]]:
        found: dict[str, list[Node | Indicator]] = {node.code: [] for node in self.nodes}
        for item in self.items:
            if item.parent is not None:
                found[item.parent].append(item)
        return {code: tuple(items) for code, items in found.items()}

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this code; KeyError names the code and the framework."""
        item = self._by_code.get(code)
        if not isinstance(item, Indicator):
            raise KeyError(f"{code!r} is no indicator of {self.id}")
        return item

    def node(self, code: str) -> Node:
        """Return the node with this code; KeyError names the code and the framework."""
        item = self._by_code.get(code)
        if not isinstance(item, Node):
            raise KeyError(f"{code!r} is no node of {self.id}")
        return item

    def level(self, code: str) -> Level:
        """Return the level with this code; KeyError names the code and the framework."""
        for level in self.levels:
            if level.code == code:
                return level
        raise KeyError(f"{code!r} is no level of {self.id}")

    def band_scale(self, code: str) -> BandScale:
        """Return the band scale with this code; KeyError names the code and the framework."""
        for scale in self.band_scales:
            if scale.code == code:
                return scale
        raise KeyError(f"{code!r} is no band scale of {self.id}")

    def children(self, code: str) -> tuple[Node | Indicator, ...]:
        """Return the direct children of a node in file order, nodes before indicators; an indicator has none."""
        return self._children.get(code, ())

    def leaves(self, code: str) -> tuple[Indicator, ...]:
        """Return every indicator below a node, in file order of the tree."""
        found: list[Indicator] = []
        for child in self.children(code):
            found.extend((child,) if isinstance(child, Indicator) else self.leaves(child.code))
        return tuple(found)

    def with_weights(self, code: str) -> "Framework":
        """Return this framework with one of its weight sets applied; KeyError for an unknown set."""
        for chosen in self.weight_sets:
            if chosen.code == code:
                return replace(
                    self,
                    nodes=tuple(replace(n, weight=chosen.weights.get(n.code, n.weight)) for n in self.nodes),
                    indicators=tuple(
                        replace(i, weight=chosen.weights.get(i.code, i.weight)) for i in self.indicators
                    ),
                )
        raise KeyError(f"{code!r} is no weight set of {self.id}")
