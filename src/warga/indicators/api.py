"""Frameworks and observations as data: published values for everybody, drafts written with a token."""

import csv
from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.security import HttpBearer

from cityindex.framework import Framework
from cityindex.report.cells import harmless
from cityindex.text import Text
from warga.accounts.selectors import token_actor, token_from, token_may
from warga.indicators import schemas
from warga.indicators.domain.grid import Typed
from warga.indicators.selectors import editions
from warga.indicators.selectors.released import Asked, Released, released, stamp
from warga.indicators.services.planning import Scope
from warga.indicators.services.recording import Said, record_values
from warga.kernel import clock
from warga.kernel.errors import NotAllowedError

if TYPE_CHECKING:
    from warga.accounts.models import ApiToken

frameworks = Router(tags=["frameworks"])
observations = Router(tags=["observations"])
ERRORS: Any = dict.fromkeys(
    (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
    schemas.Error,
)


class Token(HttpBearer):
    """``Authorization: Bearer …`` with a living key."""

    def authenticate(self, request: HttpRequest, token: str) -> "ApiToken | None":
        return token_from(f"Bearer {token}", now=clock.now())


@frameworks.get(
    "", response=list[schemas.FrameworkRow], url_name="frameworks", summary="Every loaded framework"
)
def list_frameworks(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "id": edition.framework_id,
            "title": Text(edition.title_id, edition.title_en),
            "digest": edition.digest,
        }
        for edition in editions.current_editions()
    ]


@frameworks.get(
    "/{framework_id}",
    response={200: schemas.FrameworkOut, 404: schemas.Error},
    url_name="framework",
    summary="One framework: its tree, indicators and sources",
)
def one_framework(request: HttpRequest, framework_id: str) -> Framework:
    return editions.current_framework(framework_id)


@observations.get(
    "",
    response={200: schemas.ObservationPage, 422: schemas.Error},
    url_name="observations",
    summary="Published values",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def list_observations(request: HttpRequest, query: Query[schemas.ObservationQuery]) -> HttpResponse:
    """Published values, the oldest first. As CSV the address of the next page is in the Link header."""
    asked = Asked(**query.dict(exclude={"format"}))
    as_csv = query.format == "csv" or (not query.format and "text/csv" in request.headers.get("Accept", ""))
    count, newest = stamp(asked)
    etag = f'"{sha256(repr((asked, as_csv, count, newest)).encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    rows = released(asked)
    following = _next(request, rows) if len(rows) == asked.limit else None
    response = _csv(rows) if as_csv else _json(count, following, rows)
    response["ETag"] = etag
    if newest:
        response["Last-Modified"] = http_date(newest.timestamp())
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    patch_vary_headers(response, ["Accept"])
    return response


@observations.post(
    "",
    response={200: schemas.Saved, **ERRORS},
    auth=Token(),
    url_name="observations-add",
    summary="Save values as drafts, all or none",
)
def add_observations(request: HttpRequest, body: schemas.ValuesIn) -> dict[str, int]:
    """The values go the way of an imported file; they become public when a person publishes the period."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    city, now = token.city, clock.now()
    if not token_may(token, "observations.enter", city=city, on=clock.day_of(now, city.time_zone)):
        raise NotAllowedError("NOT_ALLOWED", _("This token may not enter values here."))
    committed = record_values(
        scope=Scope(body.framework, city, body.period),
        values=[Typed(value.indicator, value.raw_value, value.seen) for value in body.observations],
        said=Said(body.citation, body.reason),
        actor=token_actor(token),
        now=now,
    )
    written = committed.added + committed.changed
    return {
        "added": committed.added,
        "changed": committed.changed,
        "unchanged": len(body.observations) - written,
    }


def _next(request: HttpRequest, rows: Sequence[Released]) -> str:
    query = request.GET.copy()
    query["after"] = str(rows[-1].id)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _json(count: int, following: str | None, rows: Sequence[Released]) -> HttpResponse:
    page = schemas.ObservationPage.model_construct(
        count=count,
        next=following,
        items=[schemas.ObservationOut.model_construct(**row._asdict()) for row in rows],
    )
    return HttpResponse(page.model_dump_json(), content_type="application/json")


def _csv(rows: Sequence[Released]) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(Released._fields)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),  # the mark tells a spreadsheet that it is UTF-8
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="observations.csv"'},
    )
