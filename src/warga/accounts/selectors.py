"""Who somebody is and what they may do."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest

from warga.accounts.domain import TOKEN_VERBS, Decision, Grant, Reason, decide
from warga.accounts.models import ApiToken, Membership, Person
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
