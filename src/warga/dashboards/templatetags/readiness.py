"""Filters of the public pages: words for codes, numbers as the reader writes them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.dateparse import parse_date, parse_datetime

from warga.dashboards import domain, words

register = template.Library()

register.filter("value_words", words.value)
register.filter("unit_words", words.unit)
register.filter("figure", words.figure)
register.filter("best", domain.best)


@register.filter
def words_for(code: str | int | None, kind: str) -> words.Words:
    """``{{ code|words_for:"MARKS" }}``: the words of a code in one of the tables; a code without words is shown."""
    return getattr(words, kind).get(code, code if code is not None else "")  # type: ignore[no-any-return]


@register.filter
def read_as(row: Mapping[str, Any], value: float) -> str:
    """``{{ row|read_as:85 }}``: another value of a row, in words as its own."""
    return words.value({**row, "value": value, "read_as": row["value_type"]})


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """``{{ intervals|of:city.pk }}``: one entry of a mapping, None where there is none."""
    return found.get(key)


@register.filter
def tone(code: str | None, readiness: Mapping[str, Any]) -> str:
    return domain.tone(code, readiness.get("levels") or [])


@register.filter
def level_title(code: str, readiness: Mapping[str, Any]) -> str:
    """Say a level as the framework of this publication calls it."""
    return next((level["title"] for level in readiness["levels"] if level["code"] == code), code)


@register.filter
def parts(readiness: Mapping[str, Any], unjudged: words.Words) -> list[tuple[str, words.Words, int]]:
    """Return the judged levels, best first, and the rest, as the parts of a drawing."""
    levels = readiness.get("levels") or []
    rest = readiness.get("indicators", 0) - readiness.get("interpreted", 0)
    judged = [(domain.tone(level["code"], levels), level["title"], level["count"]) for level in levels]
    return [*judged, ("none", unjudged, rest)]


@register.filter
def moment(text: str | None) -> datetime | date | None:
    """Read a stored day or moment back, so that ``date`` can write it in the reader's language."""
    if not text:
        return None
    return parse_datetime(text) if "T" in text else parse_date(text)


@register.filter
def confidence(said: str) -> words.Words:
    """Say how sure a source is, from the first word the framework file gives ("high: printed in the study")."""
    first = said.split(":")[0].split(";")[0].strip()
    return words.CONFIDENCE.get(first, "")


@register.filter
def moments(years: Sequence[Any]) -> list[tuple[str, float | None, bool]]:
    """Return a series for a drawing: years read as another kind than the newest are gaps."""
    kind = years[-1].read_as if years else ""
    return [(str(year.period), year.value if year.read_as == kind else None, False) for year in years]


@register.filter
def percent(share: float) -> str:
    return f"{words.figure(100 * share)} %"


@register.simple_tag
def marks() -> list[tuple[words.Words, words.Words]]:
    """Return every mark of provenance with what it means."""
    return [(words.MARKS[mark], hint) for mark, hint in words.MARK_HINTS.items()]
