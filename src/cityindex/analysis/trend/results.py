"""Where scores stand, where they go, and how that changes."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityindex.analysis.trend import words
from cityindex.analysis.trend.horizon import Horizon, horizon_of
from cityindex.dataset import Floats, Mask
from cityindex.framework.types import Framework, Indicator
from cityindex.rounding import round_half_up
from cityindex.tables import Table, Tabled
from cityindex.text import Text
from cityindex.wording import fill

Counts = NDArray[np.int64]

PACE_NEEDS = 3
"""Periods a pace needs: two give a difference, but nothing says how much of it is chance."""

ACCELERATION_NEEDS = 4
"""Periods an acceleration needs: three always lie on one parabola."""


@dataclass(frozen=True, slots=True, eq=False)
class Trend(Tabled):
    """Level, pace and acceleration of U units in K codes (nodes, then indicators by their normalised scores).

    ``level`` (U, K): the latest score, of ``year`` (0: none). ``count`` (U, K): periods used, those since ``began`` (K),
    the first year of the present way of counting. ``pace`` (U, K, 3): points a year, and the low and high end of its
    90 % interval; ``acceleration`` (U, K, 3): points a year, a year. NaN with too few periods: ``why_not`` says so.
    ``same_parts`` (U, K): whether the same indicators had a score in all periods used.
    """

    framework: Framework
    units: tuple[str, ...]
    codes: tuple[str, ...]
    horizon: int
    first: int
    began: Counts
    level: Floats
    year: Counts
    count: Counts
    pace: Floats
    acceleration: Floats
    same_parts: Mask

    def at(self, unit: str | None = None, code: str | None = None) -> tuple[int, int]:
        """Return the position of a unit (may be left out where there is one) and a code (default: the root)."""
        if unit is None and len(self.units) != 1:
            raise ValueError(f"the trend is of {len(self.units)} cities; name one")
        if unit is not None and unit not in self.units:
            raise ValueError(f"no city {unit!r} in the trend")
        wanted = self.framework.root.code if code is None and len(self.codes) > 1 else code or self.codes[0]
        if wanted not in self.codes:
            raise ValueError(f"no code {wanted!r} in the trend; it has {', '.join(self.codes)}")
        return (0 if unit is None else self.units.index(unit)), self.codes.index(wanted)

    def outlook(self, unit: str | None = None, code: str | None = None) -> Horizon:
        """Return when a node would reach its next band at this pace."""
        u, k = self.at(unit, code)
        item = next(item for item in self.framework.items if item.code == self.codes[k])
        scale = None
        if not isinstance(item, Indicator) and item.bands:
            scale = self.framework.band_scale(item.bands)
        low_high = (float(self.pace[u, k, 0]), float(self.pace[u, k, 1]), float(self.pace[u, k, 2]))
        return horizon_of(scale, float(self.level[u, k]), int(self.year[u, k]), low_high, self.horizon)

    def why_not(self, unit: str | None = None, code: str | None = None) -> Text | None:
        """Return why pace or acceleration is not computable, None where both are."""
        u, k = self.at(unit, code)
        count = int(self.count[u, k])
        if count >= ACCELERATION_NEEDS:
            return None
        template, needed = (
            (words.FEW_FOR_PACE, PACE_NEEDS)
            if count < PACE_NEEDS
            else (words.FEW_FOR_ACCELERATION, ACCELERATION_NEEDS)
        )
        said = fill(template, {"needed": needed, "count": count})
        return _joined([said, self._break(k)])

    def sentence(self, language: str, unit: str | None = None, code: str | None = None) -> str:
        """Say level, pace, acceleration and outlook of one unit in one code, in short sentences."""
        u, k = self.at(unit, code)
        name = next(item.title for item in self.framework.items if item.code == self.codes[k])
        if self.count[u, k] == 0:
            return fill(words.NO_LEVEL, {"name": name}).in_language(language)
        year = str(self.year[u, k])
        said = [fill(words.LEVEL, {"name": name, "level": self._printed(u, k), "year": year})]
        why_not = self.why_not(unit, code)
        if not math.isnan(self.pace[u, k, 0]):
            said.append(_pace(*self.pace[u, k]))
        if not math.isnan(self.acceleration[u, k, 0]):
            said.append(_acceleration(*self.acceleration[u, k]))
        said += [why_not] if why_not else [b] if (b := self._break(k)) else []
        if not self.same_parts[u, k] and self.count[u, k] >= PACE_NEEDS:
            said.append(words.PARTS)
        later = words.outlook(self.outlook(unit, code), self.horizon)
        return " ".join(text.in_language(language) for text in [*said, *([later] if later else [])])

    def _printed(self, u: int, k: int) -> float:
        return round_half_up(float(self.level[u, k]), self.framework.decimals)

    def _break(self, k: int) -> Text | None:
        if self.began[k] <= self.first:
            return None
        return fill(words.BREAK, {"year": str(self.began[k])})

    def tables(self) -> tuple[Table, ...]:
        """Return ``trend``, a row for each unit and code."""
        titles = {item.code: item.title for item in self.framework.items}
        pairs = [(u, k) for u in range(len(self.units)) for k in range(len(self.codes))]
        ways = [self.outlook(self.units[u], self.codes[k]) for u, k in pairs]
        columns: dict[str, Any] = {
            "unit": [self.units[u] for u, _ in pairs],
            "code": [self.codes[k] for _, k in pairs],
            "title": [titles[self.codes[k]] for _, k in pairs],
            "year": [int(self.year[u, k]) or None for u, k in pairs],
            "level": self.level.ravel(),
            "periods": self.count.ravel(),
            "since": [int(self.began[k]) for _, k in pairs],
            **_three("pace", self.pace),
            **_three("acceleration", self.acceleration),
            "band": [way.band.title if way.band else None for way in ways],
            "outlook": [way.outlook for way in ways],
            "first": [way.first for way in ways],
            "middle": [way.middle for way in ways],
            "last": [way.last for way in ways],
            "same_parts": self.same_parts.ravel(),
            "reason": [self.why_not(self.units[u], self.codes[k]) for u, k in pairs],
        }
        return (Table("trend", _TREND, columns, _TITLES),)


def _three(name: str, values: Floats) -> dict[str, Floats]:
    middle, low, high = np.moveaxis(values.reshape(-1, 3), -1, 0)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}


def _joined(texts: list[Text | None]) -> Text:
    there = [text for text in texts if text]
    return Text(" ".join(text.id for text in there), " ".join(text.en for text in there))


def _pace(value: float, low: float, high: float) -> Text:
    if low > 0:
        return fill(words.UP, {"pace": value, "low": low, "high": high})
    if high < 0:
        return fill(words.DOWN, {"pace": -value, "low": -high, "high": -low})
    return fill(words.UNCLEAR, {"pace": value, "low": low, "high": high})


def _acceleration(value: float, low: float, high: float) -> Text:
    start = words.FASTER if low > 0 else words.SLOWER if high < 0 else words.STEADY
    change = fill(words.CHANGE, {"value": value, "low": low, "high": high})
    return Text(start.id + change.id, start.en + change.en)


_TREND = Text("Skor, laju, dan percepatan", "Level, pace and acceleration")
_TITLES = {
    "unit": Text("Kota", "City"),
    "code": Text("Kode", "Code"),
    "title": Text("Bagian", "Part"),
    "year": Text("Tahun terbaru", "Latest year"),
    "level": Text("Skor terbaru; poin", "Latest score; points"),
    "periods": Text("Tahun yang dipakai; jumlah", "Years used; count"),
    "since": Text("Sebanding sejak; tahun", "Comparable since; year"),
    "pace": Text("Laju; poin setahun", "Pace; points a year"),
    "pace_low": Text("Laju, ujung bawah; rentang 90 %", "Pace, low end; 90 % interval"),
    "pace_high": Text("Laju, ujung atas; rentang 90 %", "Pace, high end; 90 % interval"),
    "acceleration": Text("Percepatan; poin setahun tiap tahun", "Acceleration; points a year, a year"),
    "acceleration_low": Text("Percepatan, ujung bawah; rentang 90 %", "Acceleration, low end; 90 % interval"),
    "acceleration_high": Text(
        "Percepatan, ujung atas; rentang 90 %", "Acceleration, high end; 90 % interval"
    ),
    "band": Text("Kelas berikutnya", "Next band"),
    "outlook": Text(
        "Pandangan; within: tercapai, beyond: melewati batas waktu, away: skor tidak naik, top: sudah terbaik",
        "Outlook; within: reached, beyond: not within the horizon, away: the score does not rise, top: best already",
    ),
    "first": Text("Paling cepat; tahun", "Earliest; year"),
    "middle": Text("Dengan laju ini; tahun", "At this pace; year"),
    "last": Text("Paling lambat; tahun", "Latest; year"),
    "same_parts": Text("Bagiannya sama setiap tahun", "Same parts in every year"),
    "reason": Text("Sebab tidak dapat dihitung", "Why not computable"),
}
