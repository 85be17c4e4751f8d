"""Error pages and the style of a city."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from warga.web.colour import readable


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest, colour: str) -> HttpResponse:
    """Answer the style sheet with one accent colour; the colour is in the address, so it never changes."""
    return HttpResponse(f":root{{--accent:{readable('#' + colour)}}}", content_type="text/css")


def error_page(request: HttpRequest, status: HTTPStatus, reason: str = "") -> HttpResponse:
    """Render ``errors/<status>.html`` without the database: it may be what failed."""
    html = render_to_string(
        f"errors/{status.value}.html", {"reason": reason, "path": request.get_full_path()}
    )
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, HTTPStatus.BAD_REQUEST)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say no, with the reason where the rule gave one."""
    return error_page(request, HTTPStatus.FORBIDDEN, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long or came from elsewhere: say how to send it again."""
    html = render_to_string("errors/csrf.html", {"path": request.get_full_path()})
    return HttpResponse(html, status=HTTPStatus.FORBIDDEN)
