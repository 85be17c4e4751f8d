"""Agencies of a city."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from warga.accounts import guards, selectors
from warga.accounts.forms import AgencyForm
from warga.accounts.services import agencies as verbs
from warga.accounts.views.common import city_or_404, done, saved
from warga.kernel import clock


def agencies(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """The agencies, and a form for one more."""
    city = city_or_404(slug)
    actor = guards.require(request, "agencies.manage", city=city)
    form = AgencyForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and saved(form, verbs.create, city=city, actor=actor, now=clock.now()):
        messages.success(request, _("The agency was added."))
        return redirect("accounts:agencies", slug=city.slug)
    context = {"city": city, "form": form, "agencies": selectors.agencies_of(city)}
    return render(request, "accounts/agencies.html", context)


@require_POST
def set_agency(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Close an agency or open it again."""
    city = city_or_404(slug)
    actor = guards.require(request, "agencies.manage", city=city)
    get_object_or_404(selectors.agencies_of(city), pk=pk)
    active = request.POST.get("active") == "1"
    words = _("The agency is open again.") if active else _("The agency is closed.")
    done(
        request, words, verbs.set_active, agency_id=pk, city=city, active=active, actor=actor, now=clock.now()
    )
    return redirect("accounts:agencies", slug=city.slug)
