"""Who somebody is and what they may do."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from warga.accounts.domain import TOKEN_VERBS, Decision, Grant, Reason, Role, decide
from warga.accounts.models import Agency, ApiToken, Invitation, Membership, Person
from warga.kernel.actor import Actor

if TYPE_CHECKING:
    from warga.places.models import City, Kelurahan

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
    kelurahan: "Kelurahan | None" = None,
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
    if not is_mfa_enabled(person):
        return Decision(False, Reason.MFA_MISSING)
    used = any(entry.get("method") == "mfa" for entry in get_authentication_records(request, person))
    if used or request.session.get(MFA_SET_HERE) == person.pk:
        return Decision(True, Reason.ALLOWED)
    return Decision(False, Reason.MFA_NOT_USED)


def actor_of(request: HttpRequest) -> Actor:
    """The person behind a request as the journal names them; raises TypeError for a stranger."""
    if not isinstance(request.user, Person):
        raise TypeError("A stranger acts nowhere: call guards.require first.")
    return actor_for(request.user)


def actor_for(person: Person) -> Actor:
    return Actor("person", person.pk, f"{person.name} <{person.email}>")


def token_actor(token: ApiToken) -> Actor:
    return Actor("token", token.pk, f"{token.name} ({token.owner.name})")


def person_id_of(actor: Actor) -> int | None:
    """The person answerable for what an actor does: oneself, or the owner of a key."""
    if actor.kind == "token" and actor.id is not None:
        return ApiToken.objects.values_list("owner_id", flat=True).get(pk=actor.id)
    return actor.id if actor.kind == "person" else None


def hash_of(secret: str) -> str:
    """SHA-256 of a random secret of 256 bits: such a one needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_from(header: str | None, *, now: datetime) -> ApiToken | None:
    """The living key named by ``Authorization: Bearer …``, or None.

    Looked up by its hash, so the time it takes tells nothing about the secret.
    """
    scheme, _, secret = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    living = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now)) & Q(owner__is_active=True)
    return (
        ApiToken.objects.filter(living, token_hash=hash_of(secret.strip()))
        .select_related("owner", "city")
        .first()
    )


def token_may(token: ApiToken | None, verb: str, *, city: HasPk, on: date) -> Decision:
    """A key does, in its own city, what its owner may do today – and never people or publication."""
    if token is None or verb not in TOKEN_VERBS or token.city_id != city.pk:
        return Decision(False, Reason.TOKEN)
    return may(token.owner, verb, city=city, on=on)


def people_of(city: HasPk) -> QuerySet[Person]:
    """Everybody who has, had or will have a role in a city; an administrator's hands reach no further."""
    role_here = Membership.objects.filter(person=OuterRef("pk"), city_id=city.pk)
    return Person.objects.filter(Exists(role_here)).order_by("name", "pk")


def memberships_in(city: HasPk, person: Person | None = None) -> QuerySet[Membership]:
    rows = Membership.objects.filter(city_id=city.pk).select_related("agency", "kelurahan", "person")
    return rows.filter(person=person) if person else rows


def unended_memberships(person: Person, on: date) -> QuerySet[Membership]:
    """Roles in force on a day or still to come."""
    return Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), person=person)


def cities_elsewhere(person: Person, city: HasPk, on: date) -> list[str]:
    """Names of the other cities in which somebody has a role on a day or later."""
    rows = unended_memberships(person, on).exclude(city_id=city.pk)
    return sorted(set(rows.values_list("city__name", flat=True)))


def administrators(city: HasPk, on: date) -> QuerySet[Membership]:
    """Roles of administrators that work on a day."""
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        city_id=city.pk,
        role=Role.ADMINISTRATOR,
        starts_on__lte=on,
        person__is_active=True,
    )


def agencies_of(city: HasPk) -> QuerySet[Agency]:
    return Agency.objects.filter(city_id=city.pk)


def open_invitations(city: HasPk, *, now: datetime) -> QuerySet[Invitation]:
    """Invitations that still wait; expired ones among them can only be sent anew."""
    return Invitation.objects.filter(city_id=city.pk, accepted_at=None, revoked_at=None, expires_at__gt=now)


def usable_invitation(secret: str, *, now: datetime, lock: bool = False) -> Invitation | None:
    """The invitation of a link, if it still works; ``lock`` makes a second taker wait and then find it used."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects.all()
    return rows.filter(
        token_hash=hash_of(secret), accepted_at=None, revoked_at=None, expires_at__gt=now
    ).first()


def person_with(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def tokens_in(city: HasPk, owner: Person | None = None) -> QuerySet[ApiToken]:
    rows = ApiToken.objects.filter(city_id=city.pk).select_related("owner")
    return rows.filter(owner=owner) if owner else rows


def demo_people() -> QuerySet[Person]:
    """Log-ins of the demo that still open; while there is one, the site serves this machine alone."""
    return Person.objects.filter(is_demo=True, is_active=True).order_by("pk")
