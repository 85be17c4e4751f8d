"""What would move a city's score most, and what a budget buys best."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cityindex.analysis import BestSet, Leverage, WhatIf, best_set
from cityindex.analysis.leverage import leverage_of
from cityindex.analysis.leverage.results import Gain
from warga.assessments.selectors import whatif
from warga.dashboards.asking import Asked, numbers
from warga.dashboards.selectors.pages import Page
from warga.places.selectors import every_city


@dataclass(frozen=True)
class Help:
    """The gains of one node of a publication, largest first, and the answer to a budget somebody typed."""

    page: Page
    city: WhatIf
    node: Mapping[str, Any]
    found: Leverage
    costs: Asked
    budget: Asked

    @property
    def nodes(self) -> list[Mapping[str, Any]]:
        """The parts one may ask about: those that have a score."""
        return scored(self.page)

    @cached_property
    def gains(self) -> list[dict[str, Any]]:
        """For each goal of each row what it would bring, largest first; goals that bring nothing are left out."""
        names = self._names
        return [
            {
                "row": self.page.row(gain.indicator.code),
                "gain": gain,
                "peer": names.get(gain.peer, ""),
                "band": gain.to_band.title.in_language(self.page.language) if gain.to_band else "",
            }
            for gain in self.raising
        ]

    @property
    def raising(self) -> list[Gain]:
        return [gain for gain in self.found.gains if gain.gain > 0]

    @cached_property
    def largest(self) -> float:
        return max((gain.gain for gain in self.raising), default=0.0)

    @cached_property
    def priced(self) -> list[dict[str, Any]]:
        """The rows that can be brought to their target, in the framework's order, with the cost somebody typed."""
        able = {gain.indicator.code for gain in self.raising if gain.goal == "target"}
        rows = [row for row in self.page.result["indicators"] if row["code"] in able]
        return [{"row": row, "typed": self.costs.typed.get(row["code"], "")} for row in rows]

    @cached_property
    def bought(self) -> BestSet | None:
        """The best set within the budget; None before somebody has typed a budget and a cost."""
        budget = self.budget.numbers.get("budget")
        if budget is None or not self.costs.numbers:
            return None
        return best_set(self.found, self.costs.numbers, budget)

    @property
    def bought_rows(self) -> list[dict[str, Any]]:
        chosen = self.bought.chosen if self.bought else ()
        return [{"row": self.page.row(c.gain.indicator.code), "gain": c.gain, "cost": c.cost} for c in chosen]

    @property
    def without(self) -> int:
        """How many rows below the node have no score, so that nothing can be said about them."""
        return len({left.indicator.code for left in self.found.left_out if not left.goal})

    @cached_property
    def _names(self) -> dict[str, str]:
        wanted = [int(gain.peer) for gain in self.raising if gain.peer]
        cities = every_city().filter(pk__in=wanted)
        return {str(pk): name for pk, name in cities.values_list("pk", "name")} if wanted else {}


def scored(page: Page) -> list[Mapping[str, Any]]:
    return [node for node in page.result["nodes"] if node["score"] is not None]


def helping(page: Page, asked: Mapping[str, str]) -> Help | None:
    """Return what would help a city in one node: the one asked for, else the first that has a score; None without any."""
    published = page.publication
    city = whatif.ready(published.framework_id, published.period, page.city.pk)
    nodes = scored(page)
    if city is None or not nodes:
        return None
    node = next((node for node in nodes if node["code"] == asked.get("node")), nodes[0])
    at = city.index.nodes.index(node["code"])
    if math.isnan(city.index.scores[city.at][at]):
        return None
    codes = city.index.dataset.indicators
    return Help(
        page,
        city,
        node,
        leverage_of(city, node=node["code"]),
        numbers(asked, "c.", codes, least=0),
        numbers(asked, "", ("budget",), least=0),
    )
