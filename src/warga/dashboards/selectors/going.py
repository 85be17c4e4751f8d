"""Where a city's scores go: level, pace and acceleration of every part, in the engine's own sentences."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cityindex.analysis import Trend
from cityindex.build import Index
from cityindex.rounding import round_half_up
from warga.assessments.selectors import years
from warga.dashboards.selectors.pages import Page


@dataclass(frozen=True)
class Line:
    """A part with its score in each year and what can be said about it."""

    node: Mapping[str, Any]
    depth: int
    said: str
    moments: Sequence[tuple[str, float | None, bool]]

    @property
    def years(self) -> int:
        return sum(value is not None for _, value, _ in self.moments)


@dataclass(frozen=True)
class Going:
    """All parts of a publication's framework over the years."""

    page: Page
    index: Index
    trend: Trend

    @property
    def periods(self) -> tuple[int, ...]:
        return self.index.periods

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                branch.node,
                branch.depth,
                self.trend.sentence(self.page.language, code=branch.node["code"]),
                self._moments(branch.node["code"]),
            )
            for branch in self.page.branches
        ]

    def _moments(self, code: str) -> list[tuple[str, float | None, bool]]:
        """The score of each year as it is published; a break of method stands where the present way of counting began."""
        u, n = self.index.units.index(str(self.page.city.pk)), self.index.nodes.index(code)
        began = int(self.trend.began[self.trend.at(code=code)[1]])
        decimals = self.index.recipe.framework.decimals
        return [
            (
                str(year),
                None if math.isnan(score) else round_half_up(float(score), decimals),
                year == began and place > 0,
            )
            for place, (year, score) in enumerate(
                zip(self.index.periods, self.index.scores[u, :, n], strict=True)
            )
        ]


def going(page: Page) -> Going | None:
    """Return where the parts of a publication go; None where the city has no values."""
    found = years.over_years(page.publication.framework_id, page.city.pk)
    return Going(page, *found) if found else None
