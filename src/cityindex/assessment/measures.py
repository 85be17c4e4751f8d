"""What is counted and classified in an assessment: readiness, coverage, bands; and how numbers go into JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cityindex.framework.types import Band, BandScale, Judgement
from cityindex.text import Text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Count:
    """How many indicators carry one judgement."""

    level: Judgement
    count: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """The readiness share as the ministries report it: n(best level) / n(interpreted), with its coverage.

    ``counts`` run from the best level to the worst; ``share`` is None where nothing is interpreted.
    """

    counts: tuple[Count, ...]
    interpreted: int
    indicators: int

    @property
    def best(self) -> Judgement | None:
        """The level the share speaks of."""
        return self.counts[0].level if self.counts else None

    @property
    def share(self) -> float | None:
        """n(best) / n(interpreted), 0–1."""
        return self.counts[0].count / self.interpreted if self.interpreted else None

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "levels": [
                {"code": c.level.code, "title": text(c.level.title), "count": c.count} for c in self.counts
            ],
            "interpreted": self.interpreted,
            "indicators": self.indicators,
            "share": number(self.share),
        }


@dataclass(frozen=True, slots=True)
class TwoWays:
    """Readiness with every row, and without the suspect ones."""

    every: Readiness
    without_suspects: Readiness

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        best = self.every.best
        return {
            "judgement": best.code if best else None,
            **self.every.to_dict(),
            "without_suspects": self.without_suspects.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the indicators below a node have a usable value, a judgement and a score."""

    with_value: int
    indicators: int
    interpreted: int
    scored: int

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "with_value": self.with_value,
            "indicators": self.indicators,
            "interpreted": self.interpreted,
            "scored": self.scored,
        }


@dataclass(frozen=True, slots=True)
class Class:
    """The band a score or value falls in, and on whose authority the bands are drawn."""

    band: Band
    scale: BandScale

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "code": self.band.code,
            "title": text(self.band.title),
            "provenance": str(self.scale.provenance),
        }


def text(value: Text | None) -> Mapping[str, str] | None:
    """Return both languages of a text."""
    return None if value is None else {"id": value.id, "en": value.en}


def number(value: float | None) -> float | int | None:
    """Return a number as people write it: 12 instead of 12.0, binary noise beyond 9 decimals gone."""
    if value is None:
        return None
    clean = round(value, 9)
    return int(clean) if clean == int(clean) else clean
