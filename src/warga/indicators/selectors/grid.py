"""The entry table of a period, ready to be drawn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cityindex.framework import Framework
from cityindex.tabular import Problem
from warga.indicators.domain.grid import Line, Section, Typed, sections
from warga.indicators.selectors.values import flags_of, latest

if TYPE_CHECKING:
    from warga.places.models import City


def entry_table(
    framework: Framework,
    city: "City",
    period: int,
    judgements: Mapping[str, str],
    *,
    typed: Mapping[str, Typed] | None = None,
    problems: Mapping[str, tuple[Problem, ...]] | None = None,
) -> list[Section]:
    """Return every indicator with its newest value, drafts included, and the flags the values raise together.

    After a refusal ``typed`` stands in the fields instead, with its ``problems``.
    """
    rows = latest(city.pk, framework.id, period)
    raised = flags_of(framework, city, rows, judgements)
    stored = {row.indicator: row for row in rows if not row.source}
    lines: dict[str, Line] = {}
    for indicator in framework.indicators:
        row, entry = stored.get(indicator.code), (typed or {}).get(indicator.code)
        lines[indicator.code] = Line(
            indicator=indicator,
            raw_value=entry.raw_value if entry else row.raw_value if row else "",
            seen=(entry.seen or 0) if entry else row.pk if row else 0,
            value=row.value if row else None,
            read_as=row.read_as if row else "",
            stored_raw=row.raw_value if row else "",
            is_public=row is not None and row.is_public,
            problems=(problems or {}).get(indicator.code, ()),
            flags=tuple(flag for flag in raised if flag.indicator == indicator.code),
        )
    return sections(framework, lines)
