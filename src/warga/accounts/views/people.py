"""One's own page, the people of a city and their roles."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warga.accounts import guards, selectors
from warga.accounts.forms import EndRoleForm, RoleForm, SelfForm
from warga.accounts.services import people as accounts_of
from warga.accounts.services import roles
from warga.accounts.views.common import city_or_404, done, saved
from warga.kernel import clock

if TYPE_CHECKING:
    from warga.accounts.models import Person
    from warga.places.models import City


def me(request: HttpRequest) -> HttpResponse:
    """One's own roles, second step, name and language."""
    person = guards.require_person(request)
    form = SelfForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        accounts_of.update_self(
            person_id=person.pk, **form.cleaned_data, actor=selectors.actor_for(person), now=clock.now()
        )
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    context = {
        "form": form,
        "roles": selectors.roles_of(person),
        "key_cities": selectors.cities_with_keys(person),
        "second_step": selectors.has_second_step(person),
    }
    return render(request, "accounts/me.html", context)


@require_safe
def people(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Everybody with a role in the city, and the invitations that wait."""
    city = city_or_404(slug)
    guards.require(request, "people.manage", city=city)
    context = {
        "city": city,
        "people": selectors.people_with_roles(city),
        "invitations": selectors.open_invitations(city, now=clock.now()),
    }
    return render(request, "accounts/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """One person: roles in this city, a further role, closing the account."""
    city = city_or_404(slug)
    guards.require(request, "people.manage", city=city)
    return _person_page(request, city, get_object_or_404(selectors.people_of(city), pk=pk))


@require_POST
def grant_role(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Give somebody a further role."""
    city = city_or_404(slug)
    actor = guards.require(request, "people.manage", city=city)
    person = get_object_or_404(selectors.people_of(city), pk=pk)
    form = RoleForm(request.POST, city=city)
    if form.is_valid() and saved(
        form, roles.grant, person_id=person.pk, city=city, actor=actor, now=clock.now()
    ):
        messages.success(request, _("The role was given."))
        return redirect("accounts:person", slug=city.slug, pk=pk)
    return _person_page(request, city, person, form)


@require_POST
def end_role(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """End a role on a day."""
    city = city_or_404(slug)
    actor = guards.require(request, "people.manage", city=city)
    membership = get_object_or_404(selectors.memberships_in(city), pk=pk)
    form = EndRoleForm(request.POST)
    if form.is_valid():
        words, ends_on = _("The end of the role is set."), form.cleaned_data["ends_on"]
        done(
            request,
            words,
            roles.end,
            membership_id=pk,
            city=city,
            ends_on=ends_on,
            actor=actor,
            now=clock.now(),
        )
    else:
        messages.error(request, _("Please give the end as a date."))
    return redirect("accounts:person", slug=city.slug, pk=membership.person_id)


@require_POST
def deactivate(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Close an account."""
    city = city_or_404(slug)
    actor = guards.require(request, "people.manage", city=city)
    get_object_or_404(selectors.people_of(city), pk=pk)
    words = _("The account is closed. Its sessions, keys and roles have ended.")
    done(request, words, accounts_of.deactivate, person_id=pk, city=city, actor=actor, now=clock.now())
    return redirect("accounts:people", slug=city.slug)


@require_POST
def remove_second_step(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Let somebody who lost phone and recovery codes set up the second step anew."""
    city = city_or_404(slug)
    actor = guards.require(request, "people.manage", city=city)
    get_object_or_404(selectors.people_of(city), pk=pk)
    words = _("The second step is removed. It is set up anew at the next log-in.")
    done(
        request, words, accounts_of.remove_second_step, person_id=pk, city=city, actor=actor, now=clock.now()
    )
    return redirect("accounts:person", slug=city.slug, pk=pk)


def _person_page(
    request: HttpRequest, city: "City", person: "Person", form: RoleForm | None = None
) -> HttpResponse:
    today = clock.day_of(clock.now(), city.time_zone)
    context = {
        "city": city,
        "person": person,
        "roles": selectors.memberships_in(city, person),
        "form": form or RoleForm(city=city),
        "today": today,
        "elsewhere": selectors.cities_elsewhere(person, city, today),
        "second_step": selectors.has_second_step(person),
    }
    return render(request, "accounts/person.html", context)
