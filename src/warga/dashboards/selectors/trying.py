"""What if: other values, other weights, and what becomes of score, place and interval."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cityindex.analysis import Scored, WhatIf
from cityindex.steps import RecipeError
from warga.assessments.selectors import intervals, whatif
from warga.dashboards.asking import Asked, numbers
from warga.dashboards.selectors.pages import Page


@dataclass(frozen=True)
class Trial:
    """A city with the values and weights somebody typed."""

    page: Page
    city: WhatIf
    values: Asked
    weights: Asked

    @property
    def changed(self) -> bool:
        return bool(self.values.numbers or self.weights.numbers)

    @property
    def wrong(self) -> list[str]:
        """The titles of the entries that could not be used."""
        rows = [self.page.row(code) for code in self.values.wrong]
        return [row["title"] for row in rows if row] + [self._title(code) for code in self.weights.wrong]

    @cached_property
    def scored(self) -> Scored | None:
        """What becomes of the scores; None where nothing changed or the engine refuses the numbers."""
        if not self.changed:
            return None
        try:
            return self.city.score(values=self.values.numbers, weights=self.weights.numbers)
        except (ValueError, RecipeError):
            return None

    @property
    def refused(self) -> bool:
        return self.changed and self.scored is None

    @property
    def nodes(self) -> list[dict[str, Any]]:
        """Every part before and after."""
        scored = self.scored
        titles = {node["code"]: node["title"] for node in self.page.result["nodes"]}
        if scored is None:
            return []
        columns = zip(
            scored.framework.nodes,
            scored.before,
            scored.scores,
            scored.ranks_before,
            scored.ranks,
            strict=True,
        )
        return [
            {
                "title": titles[node.code],
                "before": _plain(before),
                "after": _plain(after),
                "gain": _plain(after - before),
                "rank_before": int(was),
                "rank": int(now),
            }
            for node, before, after, was, now in columns
        ]

    @property
    def whole(self) -> dict[str, Any] | None:
        return self.nodes[0] if self.nodes else None

    @cached_property
    def spreads(self) -> tuple[Any, Any] | None:
        """The interval as published and with the changes; None where there is none."""
        published = self.page.publication
        if self.scored is None or math.isnan(self.scored.score()):
            return None
        known = intervals.known(published.framework_id, published.period)
        before = known and intervals.of_city(known.run, self.page.city.pk).get(self.page.root["code"])
        if not known or not before or before.low is None:
            return None
        after = whatif.spread(self.city, known.run, values=self.values.numbers, weights=self.weights.numbers)
        if after is None:
            return None
        return before, dict(zip(("low", "high", "place_low", "place_high"), after, strict=True))

    @property
    def shown_spreads(self) -> list[tuple[Any, Any]]:
        return [self.spreads] if self.spreads else []

    @property
    def value_fields(self) -> list[dict[str, Any]]:
        """One field for each row that is scored."""
        scored = self.city.index.normalised[self.city.at]
        codes = self.city.index.dataset.indicators
        return [
            {"row": self.page.row(code), "typed": self.values.typed.get(code, "")}
            for code, score in zip(codes, scored, strict=True)
            if not math.isnan(score)
        ]

    @property
    def weight_fields(self) -> list[dict[str, Any]]:
        """One field for each scored part and row that shares its parent with another, with the weight it has."""
        framework, index = self.city.index.recipe.framework, self.city.index
        scores = (*index.scores[self.city.at], *index.normalised[self.city.at])
        codes = (*index.nodes, *index.dataset.indicators)
        there = {code for code, score in zip(codes, scores, strict=True) if not math.isnan(score)}
        return [
            {
                "code": child.code,
                "title": child.title.in_language(self.page.language),
                "parent": node.title.in_language(self.page.language),
                "weight": float(child.weight),
                "typed": self.weights.typed.get(child.code, ""),
            }
            for node in framework.nodes
            for children in [[child for child in framework.children(node.code) if child.code in there]]
            if len(children) > 1
            for child in children
        ]

    def _title(self, code: str) -> str:
        return next((field["title"] for field in self.weight_fields if field["code"] == code), code)


def trial(page: Page, asked: Mapping[str, str]) -> Trial | None:
    """Return the city with what was typed (``v.CODE``, ``w.CODE``); None where it has nothing that is scored."""
    published = page.publication
    city = whatif.ready(published.framework_id, published.period, page.city.pk)
    if city is None:
        return None
    codes = city.index.dataset.indicators
    return Trial(
        page,
        city,
        numbers(asked, "v.", codes),
        numbers(asked, "w.", (*codes, *city.index.nodes), least=0),
    )


def _plain(number: float) -> float | None:
    return None if math.isnan(number) else float(number)
