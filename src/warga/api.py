"""The programming interface: ``/api/v1/``, outside the languages, described at ``/api/v1/openapi.json``."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from warga.assessments.api import router as assessments
from warga.indicators.api import frameworks, observations
from warga.indicators.services.values import RefusedRowsError
from warga.kernel.errors import DomainError, NotAllowedError

STATUSES = {"UNKNOWN_FRAMEWORK": HTTPStatus.NOT_FOUND, "STALE_PLAN": HTTPStatus.CONFLICT}

# No page of the framework's own: it would load its scripts from another host. ``/api/v1/`` is ours.
api = NinjaAPI(
    title="Warga",
    version="1",
    description="Frameworks, observations and assessments of cities. Reading needs no key, writing a token.",
    docs_url=None,
    urls_namespace="api",
)


def in_the_readers_language(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer in the language a program asks for; addresses of the interface carry none."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with translation.override(translation.get_language_from_request(request)):
            return view(request, *args, **kwargs)

    return speaking


api.add_decorator(in_the_readers_language, mode="view")
api.add_router("/frameworks", frameworks)
api.add_router("/observations", observations)
api.add_router("/assessments", assessments)


@api.get("/", include_in_schema=False, url_name="docs")
def about(request: HttpRequest) -> HttpResponse:
    """Show the addresses and their parameters as a page."""
    return render(request, "indicators/api.html", {"operations": _operations()})


def _operations() -> list[dict[str, Any]]:
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    return [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]


def refuse(status: int, code: str, message: str, where: list[dict[str, Any]] | None = None) -> HttpResponse:
    """Every error has the same shape: a stable code, a sentence, and the places it is about."""
    return JsonResponse({"code": code, "message": message, "where": where or []}, status=status)


@api.exception_handler(RefusedRowsError)
def refused_rows(request: HttpRequest, error: RefusedRowsError) -> HttpResponse:
    language = translation.get_language() or "id"
    where = [
        {
            "index": None if found.row is None else found.row - 2,
            "column": found.column,
            "code": found.code,
            "message": found.text.in_language(language),
        }
        for row in error.plan.refused
        for found in row.problems
    ]
    return refuse(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, error.message, where)


@api.exception_handler(DomainError)
def domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    status = STATUSES.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    return refuse(
        HTTPStatus.FORBIDDEN if isinstance(error, NotAllowedError) else status, error.code, error.message
    )


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = [{"path": list(e.get("loc", ())), "code": e["type"], "message": e["msg"]} for e in error.errors]
    message = _("The request has the wrong shape; “where” says what is missing or wrong.")
    return refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "INVALID_REQUEST", message, where)


@api.exception_handler(AuthenticationError)
def no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    message = _("Writing needs a valid token: “Authorization: Bearer …”.")
    response = refuse(HTTPStatus.UNAUTHORIZED, "NO_TOKEN", message)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(HTTPStatus.NOT_FOUND, "NOT_FOUND", str(error) or _("There is nothing at this address."))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refuse(error.status_code, "BAD_REQUEST", _("The request could not be read: is it JSON?"))


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    message = _("The request is too large. Send fewer values at a time.")
    return refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "TOO_LARGE", message)
