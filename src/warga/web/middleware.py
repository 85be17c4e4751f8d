"""Headers every answer carries."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from warga.web.views import error_page

# Nothing inline, nothing from elsewhere: pages need no script, and style comes from our own files only.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

BODY_AT_MOST = 8_000_000
"""Bytes of the largest form: a file of values, its mapping, and what stands around them."""


class PlainRequests:
    """Refuse, before anybody reads them, a zero byte in an address, which no database keeps, and a body no form here has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(request, HTTPStatus.BAD_REQUEST)
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length) > BODY_AT_MOST:
            return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)


class SecurityHeaders:
    """Set the content security policy on every answer and keep pages of logged-in people out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if (
            "Cache-Control" not in response
            and getattr(request, "user", None)
            and request.user.is_authenticated
        ):
            patch_cache_control(response, private=True, no_store=True)
        return response
