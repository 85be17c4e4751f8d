"""Everything the page of one value shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityindex.framework import Framework, Indicator, Node, Statement
from cityindex.quality import Flag
from warga.indicators.models import Observation
from warga.indicators.selectors.values import flags_of, history, latest, public

if TYPE_CHECKING:
    from warga.places.models import City


@dataclass(frozen=True, slots=True)
class ValuePage:
    """One value with its surroundings; ``drafts`` says whether drafts are among what is shown."""

    framework: Framework
    indicator: Indicator
    node: Node
    period: int
    drafts: bool
    value: Observation | None
    others: tuple[Observation, ...]
    statements: tuple[Statement, ...]
    flags: tuple[Flag, ...]
    versions: tuple[Observation, ...]


def value_page(
    framework: Framework,
    indicator: Indicator,
    city: "City",
    period: int,
    judgements: Mapping[str, str],
    *,
    drafts: bool,
) -> ValuePage:
    """Gather one value: three queries, whatever its history."""
    rows = (latest if drafts else public)(city.pk, framework.id, period)
    own = [row for row in rows if row.indicator == indicator.code]
    raised = flags_of(framework, city, rows, judgements) if own else ()
    said = (s for s in framework.statements if (s.unit, s.subject) == (city.code, indicator.code))
    return ValuePage(
        framework=framework,
        indicator=indicator,
        node=framework.node(indicator.parent),
        period=period,
        drafts=drafts,
        value=next((row for row in own if not row.source), None),
        others=tuple(row for row in own if row.source),
        statements=tuple(s for s in said if s.period in (None, period)),
        flags=tuple(flag for flag in raised if flag.indicator == indicator.code),
        versions=tuple(
            row
            for row in history(city.pk, framework.id, period, indicator.code, drafts=drafts)
            if not row.source
        ),
    )
