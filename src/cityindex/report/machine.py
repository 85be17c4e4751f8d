"""Reports for programs: JSON and CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cityindex.assessment import Assessment, Standing
from cityindex.assessment.measures import number, text
from cityindex.assessment.results import SCHEMA
from cityindex.framework.types import Framework
from cityindex.report.cells import harmless, one_line_end

INDICATOR_COLUMNS = (
    "unit", "period", "kind", "code", "title", "raw_value", "value", "read_as", "judgement", "band", "score",
    "score_with_suspects", "with_value", "interpreted", "scored", "indicators", "mark", "reason", "flags",
)  # fmt: skip


def assessment_json(assessment: Assessment, extra: Mapping[str, Any] | None = None) -> str:
    """Return the assessment's documented JSON shape."""
    return json.dumps({**assessment.to_dict(), **(extra or {})}, ensure_ascii=False, indent=2)


def assessment_csv(assessment: Assessment, language: str) -> str:
    """Return nodes, then indicators, one per row; numbers with a decimal point, flags joined by ";"."""
    rows: list[dict[str, Any]] = []
    place = {"unit": assessment.unit, "period": assessment.period}
    for node in assessment.nodes:
        rows.append(
            {
                **place,
                "kind": "node",
                "code": node.node.code,
                "title": node.node.title.in_language(language),
                "band": node.band.band.code if node.band else None,
                "score": number(node.score),
                "score_with_suspects": number(node.score_with_suspects),
                **node.coverage.to_dict(),
                "mark": node.mark,
                "reason": node.reason.in_language(language) if node.reason else None,
            }
        )
    for result in assessment.indicators:
        rows.append(
            {
                **place,
                "kind": "indicator",
                "code": result.indicator.code,
                "title": result.indicator.title.in_language(language),
                "raw_value": result.raw_value,
                "value": number(result.value),
                "read_as": result.read_as,
                "judgement": result.judgement.code if result.judgement else None,
                "band": result.band.band.code if result.band else None,
                "score": number(result.normalised),
                "mark": result.mark,
                "reason": result.reason.in_language(language) if result.reason else None,
                "flags": ";".join(result.flags),
            }
        )
    return _csv(INDICATOR_COLUMNS, rows)


def standings_json(
    framework: Framework,
    by_period: Mapping[int, Sequence[Standing]],
    ranked: Mapping[int, int],
    extra: Mapping[str, Any] | None = None,
) -> str:
    """Return the rankings of every period; ``ranked`` says how many units have a rank in each."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "framework": {
                "id": framework.id,
                "title": text(framework.title),
                "scale": number(framework.scale),
                "decimals": framework.decimals,
            },
            "periods": [
                {
                    "period": period,
                    "ranked": ranked[period],
                    "standings": [s.to_dict() for s in found],
                }
                for period, found in by_period.items()
            ],
            **(extra or {}),
        },
        ensure_ascii=False,
        indent=2,
    )


def standings_csv(framework: Framework, by_period: Mapping[int, Sequence[Standing]]) -> str:
    """Return one row per unit and period: rank, score, band, then every node's score."""
    nodes = [node.code for node in framework.nodes if node.parent is not None]
    rows = [
        {
            "period": s.period,
            "rank": s.rank,
            "unit": s.unit,
            "score": number(s.score),
            "band": s.band.band.code if s.band else None,
            **{code: number(s.nodes[code]) for code in nodes},
        }
        for found in by_period.values()
        for s in found
    ]
    return _csv(("period", "rank", "unit", "score", "band", *nodes), rows)


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: one_line_end(harmless(value)) for key, value in row.items()} for row in rows)
    return out.getvalue()
