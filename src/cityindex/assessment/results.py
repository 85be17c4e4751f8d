"""What an assessment consists of: plain frozen values, and the JSON shape of docs/reference/assessment-json.md."""

from dataclasses import dataclass

from cityindex.assessment.measures import Class, Coverage, Json, TwoWays, number, text
from cityindex.framework.types import Framework, Grouping, Indicator, Judgement, Node
from cityindex.quality import Flag
from cityindex.text import Text

SCHEMA = 1
"""Counts breaking changes of the JSON shape."""


@dataclass(frozen=True, slots=True)
class NodeResult:
    """One node: its score without and with suspect rows (None = not computable, then ``reason``)."""

    node: Node
    score: float | None
    score_with_suspects: float | None
    rank: int | None
    coverage: Coverage
    readiness: TwoWays
    mark: str | None
    reason: Text | None
    band: Class | None

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "code": self.node.code,
            "level": self.node.level,
            "parent": self.node.parent,
            "title": text(self.node.title),
            "note": text(self.node.note),
            "score": number(self.score),
            "score_with_suspects": number(self.score_with_suspects),
            "rank": self.rank,
            "coverage": self.coverage.to_dict(),
            "mark": self.mark,
            "reason": text(self.reason),
            "band": self.band.to_dict() if self.band else None,
            "readiness": self.readiness.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One member of a grouping, e.g. a pillar: readiness and coverage, no score of its own."""

    grouping: Grouping
    code: str
    title: Text
    coverage: Coverage
    readiness: TwoWays

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "grouping": self.grouping.code,
            "code": self.code,
            "title": text(self.title),
            "provenance": str(self.grouping.provenance),
            "coverage": self.coverage.to_dict(),
            "readiness": self.readiness.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class SourceValue:
    """What another source says about an indicator."""

    source: str
    raw_value: str
    value: float | None
    read_as: str | None
    year: int | None

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "source": self.source,
            "raw_value": self.raw_value,
            "value": number(self.value),
            "read_as": self.read_as,
            "year": self.year,
        }


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator: as written, as read, judged, classified, and what it adds to scores."""

    indicator: Indicator
    raw_value: str | None
    value: float | None
    read_as: str | None
    flags: tuple[str, ...]
    judgement: Judgement | None
    band: Class | None
    normalised: float | None
    mark: str | None
    suspect: bool
    reason: Text | None
    sources: tuple[SourceValue, ...]

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        judged = self.judgement
        return {
            "code": self.indicator.code,
            "parent": self.indicator.parent,
            "title": text(self.indicator.title),
            "groups": dict(self.indicator.groups),
            "raw_value": self.raw_value,
            "value": number(self.value),
            "read_as": self.read_as,
            "value_type": str(self.indicator.value_type),
            "unit": self.indicator.unit,
            "direction": self.indicator.direction,
            "flags": list(self.flags),
            "judgement": {"code": judged.code, "title": text(judged.title)} if judged else None,
            "band": self.band.to_dict() if self.band else None,
            "normalised": number(self.normalised),
            "mark": self.mark,
            "suspect": self.suspect,
            "reason": text(self.reason),
            "sources": [source.to_dict() for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """One unit in one period under one framework, built by one recipe (as ``Recipe.to_dict`` writes it)."""

    framework: Framework
    recipe: Json
    unit: str
    period: int
    nodes: tuple[NodeResult, ...]
    groups: tuple[GroupResult, ...]
    indicators: tuple[IndicatorResult, ...]
    flags: tuple[Flag, ...]

    @property
    def root(self) -> NodeResult:
        """The result of the top node; its readiness is the headline."""
        return next(n for n in self.nodes if n.node.parent is None)

    def to_dict(self) -> Json:
        """Return the JSON shape, documented in docs/reference/assessment-json.md."""
        framework, root = self.framework, self.root
        return {
            "schema": SCHEMA,
            "framework": {
                "id": framework.id,
                "title": text(framework.title),
                "provenance": str(framework.provenance),
                "scale": number(framework.scale),
                "decimals": framework.decimals,
            },
            "unit": self.unit,
            "period": self.period,
            "headline": {
                **root.readiness.to_dict(),
                "score": number(root.score),
                "score_with_suspects": number(root.score_with_suspects),
                "rank": root.rank,
                "band": root.band.to_dict() if root.band else None,
                "mark": root.mark,
                "reason": text(root.reason),
                "suspects": [i.indicator.code for i in self.indicators if i.suspect],
            },
            "nodes": [node.to_dict() for node in self.nodes],
            "groups": [group.to_dict() for group in self.groups],
            "indicators": [indicator.to_dict() for indicator in self.indicators],
            "flags": [flag_to_dict(flag) for flag in self.flags],
            "recipe": self.recipe,
        }


def flag_to_dict(flag: Flag) -> Json:
    """Return the JSON shape of a flag."""
    return {
        "code": flag.code,
        "severity": str(flag.severity),
        "text": text(flag.text),
        "indicator": flag.indicator,
        "subject": flag.subject,
        "related": list(flag.related),
    }
