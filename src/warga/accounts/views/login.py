"""Log-in and second step, where ours differ from allauth's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView as AllauthLogin
from allauth.mfa.totp.views import ActivateTOTPView as AllauthActivateTotp
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator

from warga.accounts import guards
from warga.accounts.domain import DEMO_PASSWORD
from warga.accounts.selectors import MFA_SET_HERE, demo_log_ins

View = Callable[..., HttpResponseBase]


class LoginView(AllauthLogin):  # type: ignore[misc]
    """Log-in; in the demo it names the people one may be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = demo_log_ins()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "demo": demo,
            "demo_password": DEMO_PASSWORD if demo else "",
        }


def logged_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        guards.require_person(request)
        return view(request, *args, **kwargs)

    return guarded


def second_step_used(view: View) -> View:
    """Whoever has a second step uses it before changing it, its codes or the password.

    Otherwise a session opened with a stolen password, before the second step was set up, could take it away again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        guards.require_own_second_step(request)
        return view(request, *args, **kwargs)

    return guarded


@method_decorator(logged_in, name="dispatch")
class ActivateTotpView(AllauthActivateTotp):  # type: ignore[misc]
    """Setting up the second step proves it for this session; every other session is asked for a code."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session[MFA_SET_HERE] = self.request.user.pk
        return response


login = LoginView.as_view()
activate_totp = ActivateTotpView.as_view()
