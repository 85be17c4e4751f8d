"""Published assessments as data: read without a key, exactly as they were stored."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from cityindex.report.cells import harmless
from warga.assessments.selectors import publications
from warga.indicators.schemas import Error
from warga.places.selectors import every_city

if TYPE_CHECKING:
    from warga.assessments.models import Publication
    from warga.places.models import City

router = Router(tags=["assessments"])

COLUMNS = (
    "city", "framework", "period", "code", "title_id", "title_en", "raw_value", "value", "read_as", "unit",
    "judgement", "judgement_author", "judgement_date", "judgement_reason", "normalised", "suspect", "flags", "citation",
)  # fmt: skip


class Period(Schema):
    """Which assessment: a city by code or short name; without framework and period its main one."""

    city: str
    framework: str = ""
    period: str = ""


class Asked(Period):
    """Which assessment, and in which form."""

    format: Literal["", "json", "csv"] = ""


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
    response={200: dict[str, Any], 404: Error},
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def assessment(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The assessment as it was stored when published. As CSV one row per indicator."""
    _city, light = published(asked)
    as_csv = asked.format == "csv" or (not asked.format and "text/csv" in request.headers.get("Accept", ""))
    etag = f'"{light.pk}-{"csv" if as_csv else "json"}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    result = publications.whole(light).result
    response = _csv(result) if as_csv else JsonResponse(result)
    response["ETag"] = etag
    patch_vary_headers(response, ["Accept"])
    return response


@router.get("/list", response=list[Published], url_name="assessments-list", summary="Every published period")
def listing(request: HttpRequest, city: str = "", framework: str = "") -> list[dict[str, Any]]:
    """What is published, the newest period first; a city's code and a framework narrow it down."""
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


def published(asked: Period) -> "tuple[City, Publication]":
    """Return the city and its publication, without the stored assessment; raises Http404."""
    city = every_city().filter(code=asked.city).first() or every_city().filter(slug=asked.city).first()
    listed = publications.current(city.pk) if city else []
    light = publications.chosen(listed, asked.framework, asked.period)
    if city is None or light is None:
        raise Http404(_("No such assessment has been published."))
    return city, light


def _csv(result: dict[str, Any]) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(result))
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
