"""What the public pages read: one stored assessment, and a constant number of small queries around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from warga.assessments.domain import lowest_part, next_steps, weakest
from warga.assessments.selectors import publications, scores
from warga.dashboards.domain import Branch, Finding, above, branches, doubted, findings, in_language, members

if TYPE_CHECKING:
    from warga.assessments.models import CityScore, Publication
    from warga.places.models import City

API = "/api/v1/assessments"
SHOWN = 8


@dataclass(frozen=True)
class Page:
    """One publication in the reader's language, and the other ones the city has."""

    city: "City"
    listed: "Sequence[Publication]"
    publication: "Publication"
    result: Mapping[str, Any]
    changes: Mapping[str, Any]
    language: str

    @property
    def headline(self) -> Any:
        return self.result["headline"]

    @property
    def root(self) -> Any:
        return self.result["nodes"][0]

    @property
    def scale(self) -> float:
        return float(self.result["framework"]["scale"])

    @property
    def decimals(self) -> int:
        return int(self.result["framework"]["decimals"])

    @property
    def judged(self) -> bool:
        """Whether people judge the rows of this framework; otherwise its answer is a score."""
        return bool(self.headline.get("levels"))

    @property
    def as_they_are(self) -> bool:
        """Whether the values are averaged as they are, without goalposts, such as levels from 1 to 5."""
        steps = self.result.get("recipe", {}).get("steps", ())
        return any(step["step"] == "normalise" and step["method"] == "none" for step in steps)

    @property
    def unjudged(self) -> int:
        return int(self.headline["indicators"] - self.headline["interpreted"])

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The publications a reader may choose between, the city's main one first."""
        return [
            {
                "title": in_language(each.headline["framework"]["title"], self.language),
                "period": each.period,
                "query": _query(each),
                "current": each.pk == self.publication.pk,
            }
            for each in self.listed
        ]

    @property
    def query(self) -> str:
        """What keeps a link on this publication; nothing is needed for the city's main one."""
        return "" if self.publication.pk == self.listed[0].pk else _query(self.publication)

    @property
    def json_url(self) -> str:
        return f"{API}{_query(self.publication)}&city={self.city.code}"

    @property
    def csv_url(self) -> str:
        return f"{self.json_url}&format=csv"

    @property
    def source_lines(self) -> list[str]:
        """Where the values come from, as the rows say it, each source once."""
        return list(
            dict.fromkeys(row["citation"] for row in self.result["indicators"] if row.get("citation"))
        )

    @cached_property
    def all_weak(self) -> list[dict[str, Any]]:
        return [
            {"row": weak.row, "why": weak.why.value, "level": weak.level} for weak in weakest(self.result)
        ]

    @property
    def weak(self) -> list[dict[str, Any]]:
        return self.all_weak[:SHOWN]

    @property
    def weak_more(self) -> int:
        return len(self.all_weak[SHOWN:])

    @property
    def lowest(self) -> Any:
        return lowest_part(self.result)

    @property
    def others(self) -> list[dict[str, Any]]:
        """The publications a reader is not looking at."""
        return [choice for choice in self.choices if not choice["current"]]

    @property
    def shown_changes(self) -> list[Any]:
        return list(self.changes.get("items", ())[:SHOWN])

    @property
    def more_changes(self) -> int:
        return len(self.changes.get("items", ())[SHOWN:])

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """What the city can do next, with the number of rows each step is about."""
        return [{"step": step.value, "count": len(codes)} for step, codes in next_steps(self.result)]

    @cached_property
    def suspects(self) -> list[Any]:
        return [row for row in self.result["indicators"] if row["suspect"]]

    @cached_property
    def branches(self) -> list[Branch]:
        return branches(self.result)

    @cached_property
    def pillars(self) -> list[Branch]:
        return members(self.result, "pillar")

    @cached_property
    def findings(self) -> list[tuple[str, list[Finding]]]:
        return findings(self.result)

    @cached_property
    def warned(self) -> list[Any]:
        """The rows in which something does not fit, the suspect ones aside."""
        return doubted(self.result, "warning")

    @cached_property
    def standing(self) -> "CityScore | None":
        """The city's place among others with the same framework and period; None where it stands alone."""
        published = self.publication
        return scores.standing(self.city.pk, published.framework_id, published.period, self.root["code"])

    def row(self, code: str) -> Any:
        return next((row for row in self.result["indicators"] if row["code"] == code), None)

    def above(self, row: Mapping[str, Any]) -> list[str]:
        return above(self.result, row)

    def flags_of(self, code: str) -> list[Any]:
        """The flags that speak of a row, as its own or as a related one."""
        return [f for f in self.result["flags"] if f["indicator"] == code or code in f["related"]]


def page(city: "City", asked: Mapping[str, str], language: str) -> Page | None:
    """Return the publication a reader asked for by ``framework`` and ``period``, else the city's main one."""
    listed = publications.current(city.pk)
    light = publications.chosen(listed, asked.get("framework", ""), asked.get("period", ""))
    if light is None:
        return None
    full = publications.whole(light)
    return Page(
        city,
        listed,
        full,
        in_language(full.result, language),
        in_language(full.changes, language),
        language,
    )


def with_headlines(cities: "Sequence[City]", language: str) -> list[dict[str, Any]]:
    """Return each city with the headline of its main publication; one query for all of them."""
    found = publications.current_of(city.pk for city in cities)
    rows = []
    for city in cities:
        publication = found.get(city.pk)
        headline = in_language(publication.headline, language) if publication else {}
        rows.append({"city": city, "publication": publication, "headline": headline})
    return rows


def _query(publication: "Publication") -> str:
    return "?" + urlencode({"framework": publication.framework_id, "period": publication.period})
