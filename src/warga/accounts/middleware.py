"""Answers a refusal once, for every view: to the log-in, to the second step, or the reason in plain words."""

from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from warga.accounts.domain import Reason
from warga.accounts.selectors import has_demo_people
from warga.kernel.errors import NotAllowedError

# The page that mends a refusal; every other reason ends at 403.
MENDED_AT = {
    Reason.NOT_LOGGED_IN.value: "account_login",
    Reason.MFA_MISSING.value: "mfa_activate_totp",
    Reason.MFA_NOT_USED.value: "mfa_reauthenticate",
}


class GuardMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotAllowedError):
            return None
        page = MENDED_AT.get(exception.code)
        if page is None:
            forbidden: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(
                HTTPStatus.FORBIDDEN
            )
            return forbidden(request, exception=exception)
        messages.info(request, exception.message)
        # Coming back repeats the question, not the answer: a form that was being sent is opened again.
        back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
        response = redirect_to_login(back, reverse(page))
        return HttpResponseClientRedirect(response.url) if request.headers.get("HX-Request") else response


class DemoStaysHome:
    """Refuse every request from elsewhere while a log-in with the password everybody knows exists.

    ``warga serve`` does not listen beyond loopback then; this holds for any other way to start the site, and for a proxy.
    """

    REMEMBERED_FOR = 60

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if comes_from_here(request) or not cache.get_or_set(
            "demo_people", has_demo_people, self.REMEMBERED_FOR
        ):
            return self.get_response(request)
        words = _("This is the demonstration. It answers only the machine it runs on.")
        return HttpResponse(words, status=HTTPStatus.FORBIDDEN, content_type="text/plain; charset=utf-8")


def comes_from_here(request: HttpRequest) -> bool:
    """Asked for by a loopback name, by a loopback address, and not passed on by a proxy."""
    forwarded = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"} & request.META.keys()
    name = request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", ""))
    name = name.lower() if name.endswith("]") else name.lower().rpartition(":")[0] or name.lower()
    return (
        not forwarded and name in settings.LOOPBACK_HOSTS and is_loopback(request.META.get("REMOTE_ADDR", ""))
    )


def is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
