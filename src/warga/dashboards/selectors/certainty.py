"""How sure the scores of a publication are: its stored intervals, part by part."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from warga.assessments.selectors import intervals
from warga.dashboards.selectors.pages import Page
from warga.indicators.selectors.editions import framework_of

if TYPE_CHECKING:
    from warga.assessments.models import CityInterval, UncertaintyRun


@dataclass(frozen=True)
class Part:
    """A node with its score as published and how far it spreads."""

    node: Mapping[str, Any]
    depth: int
    interval: "CityInterval | None"

    @property
    def spreads(self) -> bool:
        """Whether there is an interval to draw: a score was published, and the draws do not all agree."""
        return self.sure is not None and not self.sure

    @property
    def sure(self) -> bool | None:
        """Whether every draw gave the same score; None where nothing can be said."""
        found = self.interval
        if self.node["score"] is None or found is None or found.low is None or found.high is None:
            return None
        return math.isclose(found.low, found.high, abs_tol=1e-9)


@dataclass(frozen=True)
class Certainty:
    """The current run of a publication's framework and period, seen from one city."""

    page: Page
    run: "UncertaintyRun"
    outdated: bool
    found: "Mapping[str, CityInterval]"

    @property
    def whole(self) -> "CityInterval | None":
        """The interval of the top, where the city has a score there."""
        found = self.found.get(self.page.root["code"])
        return found if found and found.low is not None and self.page.root["score"] is not None else None

    @cached_property
    def parts(self) -> list[Part]:
        return [
            Part(branch.node, branch.depth, self.found.get(branch.node["code"]))
            for branch in self.page.branches
        ]

    @cached_property
    def axis(self) -> tuple[float, float]:
        """Where the drawings begin and end: round numbers around every interval shown."""
        return around(
            number
            for part in self.parts
            if part.interval and part.sure is not None
            for number in (part.interval.low, part.interval.high, part.node["score"])
            if number is not None
        )

    @property
    def bands(self) -> list[tuple[str, float]]:
        """How many of 100 draws put the city into each band of the top, the likeliest first; without those of none."""
        if not self.whole:
            return []
        framework = framework_of(self.page.publication.edition)
        titles = {band.code: band.title for scale in framework.band_scales for band in scale.bands}
        shares = sorted(self.whole.bands.items(), key=lambda item: -item[1])
        return [
            (titles[code].in_language(self.page.language), 100 * share)
            for code, share in shares
            if share and code in titles
        ]


def around(numbers: Iterable[float]) -> tuple[float, float]:
    """Return round ends that hold all numbers: whole tens, or whole ones where they lie within four."""
    known = list(numbers)
    if not known:
        return 0.0, 100.0
    step = 10 if max(known) - min(known) > 4 else 1
    low, high = math.floor(min(known) / step) * step, math.ceil(max(known) / step) * step
    return float(low), float(high if high > low else low + step)


def certainty(page: Page) -> Certainty | None:
    """Return how sure a publication's scores are; None where nothing has been computed yet. Two queries."""
    published = page.publication
    known = intervals.known(published.framework_id, published.period)
    if known is None:
        return None
    return Certainty(page, known.run, known.outdated, intervals.of_city(known.run, page.city.pk))


def spreads(page: Page, node: str) -> "dict[int, CityInterval]":
    """Return the intervals of one node by city, for a comparison; empty where they were not computed. Two queries."""
    published = page.publication
    known = intervals.known(published.framework_id, published.period)
    return intervals.of_node(known.run, node) if known else {}
