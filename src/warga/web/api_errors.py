"""Errors of the programming interface: a stable code, a sentence in the reader's language, the places it is about."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from warga.indicators.services.values import RefusedRowsError
from warga.kernel.errors import DomainError, NotAllowedError

STATUSES = {"UNKNOWN_FRAMEWORK": HTTPStatus.NOT_FOUND, "STALE_PLAN": HTTPStatus.CONFLICT}


def refuse(status: int, code: str, message: str, where: list[dict[str, Any]] | None = None) -> HttpResponse:
    return JsonResponse({"code": code, "message": message, "where": where or []}, status=status)


def refused_rows(request: HttpRequest, error: RefusedRowsError) -> HttpResponse:
    """Name each refused value by its index in the request; it stood one row below the header, as in a file."""
    where = [
        {
            "index": None if found.row is None else found.row - 2,
            "column": found.column,
            "code": found.code,
            "message": found.text.in_language(get_language() or "id"),
        }
        for row in error.plan.refused
        for found in row.problems
    ]
    return refuse(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, error.message, where)


def domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    status = STATUSES.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    status = HTTPStatus.FORBIDDEN if isinstance(error, NotAllowedError) else status
    return refuse(status, error.code, error.message)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = [{"path": list(e.get("loc", ())), "code": e["type"], "message": e["msg"]} for e in error.errors]
    message = _("The request has the wrong shape; “where” says what is missing or wrong.")
    return refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "INVALID_REQUEST", message, where)


def no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    message = _("Writing needs a valid token: “Authorization: Bearer …”.")
    response = refuse(HTTPStatus.UNAUTHORIZED, "NO_TOKEN", message)
    response["WWW-Authenticate"] = "Bearer"
    return response


def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(HTTPStatus.NOT_FOUND, "NOT_FOUND", str(error) or _("There is nothing at this address."))


def bad_request(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refuse(error.status_code, "BAD_REQUEST", _("The request could not be read: is it JSON?"))


def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    message = _("The request is too large. Send fewer values at a time.")
    return refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "TOO_LARGE", message)


HANDLERS: tuple[tuple[type[Exception], Callable[..., HttpResponse]], ...] = (
    (RefusedRowsError, refused_rows),
    (DomainError, domain_error),
    (ValidationError, invalid),
    (AuthenticationError, no_token),
    (Http404, not_found),
    (HttpError, bad_request),
    (RequestDataTooBig, too_large),
)
