"""Comparison: one city among all with the same framework and the same year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as Part
from django.core.paginator import Paginator

from warga.assessments.selectors import publications, scores
from warga.dashboards.domain import window
from warga.dashboards.selectors.certainty import spreads
from warga.dashboards.selectors.pages import Page, page

if TYPE_CHECKING:
    from warga.assessments.models import CityInterval, CityScore
    from warga.places.models import City

ROWS = 100
REACH = 4
ORDERS = ("rank", "name", "province")


@dataclass(frozen=True)
class Cohort:
    """The cities with their place, this city's neighbours and its province among them."""

    page: Page
    node: Mapping[str, Any]
    nodes: list[Any]
    scores: "Sequence[CityScore]"
    order: str
    number: str
    intervals: "Mapping[int, CityInterval]"
    """How far the scores of the node may spread, by city; empty where nobody has computed it."""

    @cached_property
    def own(self) -> "CityScore | None":
        return next((score for score in self.scores if score.city_id == self.page.city.pk), None)

    @cached_property
    def has_places(self) -> bool:
        """Whether the intervals speak of places, as those of the top node do."""
        return any(found.place_low for found in self.intervals.values())

    @property
    def own_interval(self) -> "CityInterval | None":
        """How far this city's own place and score may spread, where it has a place."""
        return self.intervals.get(self.page.city.pk) if self.own and self.own.rank else None

    @property
    def ranked(self) -> "list[CityScore]":
        return [score for score in self.scores if score.rank]

    @property
    def neighbours(self) -> "list[CityScore]":
        """The cities just above and below this one."""
        ranked = self.ranked
        if self.own not in ranked:
            return []
        return ranked[window(len(ranked), ranked.index(self.own), REACH)]

    @property
    def province(self) -> "list[CityScore]":
        """The cities of the same province, this one among them; empty where the province is not known."""
        name = self.page.city.province
        return [score for score in self.scores if name and score.city.province == name]

    @cached_property
    def provinces(self) -> bool:
        """Whether the province of any city is known."""
        return any(score.city.province for score in self.scores)

    @cached_property
    def part(self) -> "Part[CityScore]":
        """The part of the whole table a reader is looking at."""
        return Paginator(self._ordered(), ROWS).get_page(self.number)

    def _ordered(self) -> "list[CityScore]":
        if self.order == "name":
            return sorted(self.scores, key=lambda score: score.city.name)
        if self.order == "province":
            return sorted(self.scores, key=lambda score: (score.city.province, score.rank or 10**9))
        return list(self.scores)


def compared_page(city: "City", asked: Mapping[str, str], language: str) -> Page | None:
    """Return the publication to compare with others: the one asked for, else the city's newest that has company."""
    pairs = scores.compared(city.pk)
    listed = publications.current(city.pk)
    wanted = publications.chosen(listed, asked.get("framework", ""), asked.get("period", ""))
    if "framework" in asked and wanted and (wanted.framework_id, wanted.period) in pairs:
        return page(city, asked, language)
    if not pairs:
        return None
    framework_id, period = pairs[0]
    return page(city, {"framework": framework_id, "period": str(period)}, language)


def cohort(page: Page, asked: Mapping[str, str]) -> Cohort:
    """Return all cities for one node of the framework, the top one unless the reader asks for another."""
    nodes = page.result["nodes"]
    node = next((node for node in nodes if node["code"] == asked.get("node")), nodes[0])
    published = page.publication
    found = scores.cohort(published.framework_id, published.period, node["code"])
    order = asked.get("sort", "rank")
    return Cohort(
        page,
        node,
        list(nodes),
        list(found),
        order if order in ORDERS else "rank",
        asked.get("page", "1"),
        spreads(page, node["code"]),
    )
