"""Keys for programs: one's own, and for administrators those of the whole city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from warga.accounts import guards, selectors
from warga.accounts.forms import TokenForm
from warga.accounts.services import tokens as verbs
from warga.accounts.views.common import city_or_404, done, saved
from warga.kernel import clock


@never_cache
def tokens(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Issue a key, which is shown once; see which exist."""
    city = city_or_404(slug)
    actor, oversees = guards.require_either(request, "tokens.manage", "tokens.create", city=city)
    person = guards.require_person(request)
    form = TokenForm(request.POST or None) if guards.decision(request, "tokens.create", city=city) else None
    context = {
        "city": city,
        "tokens": selectors.tokens_in(city, None if oversees else person),
        "now": clock.now(),
    }
    if request.method == "POST" and form and form.is_valid():
        issued = saved(form, verbs.create, owner=person, city=city, actor=actor, now=clock.now())
        if issued:
            return render(request, "accounts/token.html", context | {"issued": issued})
    return render(request, "accounts/tokens.html", context | {"form": form})


@require_POST
def revoke_token(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Withdraw a key: one's own, or any of the city for an administrator."""
    city = city_or_404(slug)
    actor, oversees = guards.require_either(request, "tokens.manage", "tokens.create", city=city)
    mine = None if oversees else guards.require_person(request)
    get_object_or_404(selectors.tokens_in(city, mine), pk=pk)
    done(
        request,
        _("The key was withdrawn."),
        verbs.revoke,
        token_id=pk,
        city=city,
        actor=actor,
        now=clock.now(),
    )
    return redirect("accounts:tokens", slug=city.slug)
