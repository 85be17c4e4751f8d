"""The engine's assessment of a city's values, with what only the platform knows: sources, authors, reasons."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cityindex.assessment import Assessment, assess
from cityindex.framework import Framework
from warga.assessments.models import Judgement
from warga.indicators.selectors.values import as_engine_observations, context_of

if TYPE_CHECKING:
    from warga.indicators.models import Observation
    from warga.places.models import City

Judgements = Mapping[str, Judgement]


def assessed(
    framework: Framework, city: "City", rows: "Iterable[Observation]", judgements: Judgements
) -> dict[str, Any] | None:
    """Return the assessment of one city and period in its JSON shape, or None where there is no value at all."""
    rows = list(rows)
    if not any(row.raw_value for row in rows):
        return None
    levels = {code: judgement.level for code, judgement in judgements.items()}
    observations = as_engine_observations(city.code, rows, levels)
    return dressed(assess(framework, observations, context=context_of(city)), rows, judgements)


def dressed(assessment: Assessment, rows: "Iterable[Observation]", judgements: Judgements) -> dict[str, Any]:
    """Add to the engine's JSON who judged, where each value comes from, and the sources of the framework."""
    result = assessment.to_dict()
    citations = {row.indicator: row.citation for row in rows if not row.source}
    for row in result["indicators"]:
        row["citation"] = citations.get(row["code"], "")
        if row["judgement"] and (judgement := judgements.get(row["code"])):
            row["judgement"] |= {
                "author": judgement.author,
                "judged_on": judgement.judged_on.isoformat() if judgement.judged_on else None,
                "reason": judgement.reason,
            }
    result["sources"] = [
        {"key": s.key, "title": s.title, "confidence": s.confidence, "url": s.url}
        for s in assessment.framework.sources
    ]
    return result
