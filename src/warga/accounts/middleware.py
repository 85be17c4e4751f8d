"""Answers a refusal once, for every view: to the log-in, to the second step, or the reason in plain words."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, reverse
from django_htmx.http import HttpResponseClientRedirect

from warga.accounts.domain import Reason
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
            forbidden = get_resolver().resolve_error_handler(403)
            return forbidden(request, exception=exception)
        messages.info(request, exception.message)
        # Coming back repeats the question, not the answer: a form that was being sent is opened again.
        back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
        response = redirect_to_login(back, reverse(page))
        return HttpResponseClientRedirect(response.url) if request.headers.get("HX-Request") else response
