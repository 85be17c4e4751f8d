"""Published assessments as data: read without a key, exactly as they were stored."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from warga.assessments.selectors import publications
from warga.places.selectors import every_city

router = Router(tags=["assessments"])

COLUMNS = (
    "city", "framework", "period", "code", "title_id", "title_en", "raw_value", "value", "read_as", "unit",
    "judgement", "judgement_author", "judgement_date", "judgement_reason", "normalised", "suspect", "flags", "citation",
)  # fmt: skip


class Asked(Schema):
    """Which assessment: a city by code or short name; without framework and period its main one."""

    city: str
    framework: str = ""
    period: str = ""
    format: Literal["json", "csv"] = "json"


class Published(Schema):
    """One published period of a city."""

    city: str
    framework: str
    period: int
    number: int
    published_at: str


@router.get(
    "",
    url_name="assessments",
    summary="One published assessment",
    openapi_extra={"responses": {200: {"content": {"application/json": {}, "text/csv": {}}}}},
)
def assessment(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Return the stored assessment of a city, as JSON (docs/reference/assessment-json.md) or one CSV row per indicator."""
    city = every_city().filter(code=asked.city).first() or every_city().filter(slug=asked.city).first()
    listed = publications.current(city.pk) if city else []
    light = publications.chosen(listed, asked.framework, asked.period)
    if city is None or light is None:
        raise Http404(_("No such assessment has been published."))
    result = publications.whole(light).result
    return _csv(result) if asked.format == "csv" else JsonResponse(result)


@router.get("/list", url_name="assessments-list", summary="Every published period", response=list[Published])
def listing(request: HttpRequest, city: str = "", framework: str = "") -> list[dict[str, Any]]:
    """List what is published, newest period first; ``city`` (code) and ``framework`` narrow it down."""
    return [
        {
            "city": code,
            "framework": publication.framework_id,
            "period": publication.period,
            "number": publication.number,
            "published_at": publication.published_at.isoformat(),
        }
        for code, publication in publications.everywhere(city_code=city, framework_id=framework)
    ]


def _csv(result: dict[str, Any]) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(result))
    name = f"{result['unit']}-{result['framework']['id']}-{result['period']}.csv"
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(result: dict[str, Any]) -> Iterator[list[Any]]:
    where = (result["unit"], result["framework"]["id"], result["period"])
    for row in result["indicators"]:
        judged = row["judgement"] or {}
        yield [
            *where,
            row["code"],
            row["title"]["id"],
            row["title"]["en"],
            row["raw_value"],
            row["value"],
            row["read_as"],
            row["unit"],
            judged.get("code"),
            judged.get("author"),
            judged.get("judged_on"),
            judged.get("reason"),
            row["normalised"],
            int(row["suspect"]),
            ";".join(row["flags"]),
            row["citation"],
        ]
