"""What somebody may do, and how sure it is that it is they."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest

from warga.accounts.domain import Decision, Grant, Reason, decide
from warga.accounts.models import Membership, Person

if TYPE_CHECKING:
    from warga.places.models import City

MFA_SET_HERE = "accounts_mfa_set_here"


class HasPk(Protocol):
    """Anything that is a row."""

    @property
    def pk(self) -> int: ...


def grants_of(person: Person) -> list[Grant]:
    fields = ("role", "city_id", "starts_on", "ends_on", "agency_id", "kelurahan_id")
    rows = Membership.objects.filter(Q(agency=None) | Q(agency__is_active=True), person=person)
    return [Grant(*row) for row in rows.values_list(*fields)]


def may(
    person: Person | AnonymousUser | None,
    verb: str,
    *,
    city: HasPk,
    on: date,
    agency: HasPk | None = None,
    kelurahan: HasPk | None = None,
) -> Decision:
    """Whether a person's roles allow a verb in a city on a day there. Log-in and second step: ``guards.require``."""
    if person is None or not isinstance(person, Person):
        return Decision(False, Reason.NOT_LOGGED_IN)
    if not person.is_active:
        return Decision(False, Reason.DEACTIVATED)
    return decide(
        verb,
        grants_of(person),
        city_id=city.pk,
        on=on,
        agency_id=agency.pk if agency else None,
        kelurahan_id=kelurahan.pk if kelurahan else None,
    )


def second_step(request: HttpRequest, person: Person, city: "City") -> Decision:
    """Staff have a second step set up and used in this session; people of the demo, in the demo city, need none."""
    if person.is_demo and city.is_demo:
        return Decision(True, Reason.ALLOWED)
    if not has_second_step(person):
        return Decision(False, Reason.MFA_MISSING)
    if not second_step_was_used(request, person):
        return Decision(False, Reason.MFA_NOT_USED)
    return Decision(True, Reason.ALLOWED)


def has_second_step(person: Person) -> bool:
    return bool(is_mfa_enabled(person))


def second_step_was_used(request: HttpRequest, person: Person) -> bool:
    """Whether this session was opened or confirmed with the second step, or set it up."""
    used = any(entry.get("method") == "mfa" for entry in get_authentication_records(request, person))
    return used or request.session.get(MFA_SET_HERE) == person.pk
