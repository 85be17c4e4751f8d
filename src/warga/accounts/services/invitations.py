"""Invitations: the only way in. The link holds the secret, the database its hash; it works once and for a week."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from warga.accounts.domain import INVITATION_LASTS
from warga.accounts.models import Agency, Invitation, Person
from warga.accounts.selectors import actor_for, hash_of, person_id_of, usable_invitation
from warga.accounts.services import people, roles
from warga.common import journal
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City, Kelurahan


class Invited(NamedTuple):
    """A new invitation and the secret of its link, which is known only now."""

    invitation: Invitation
    secret: str


def invite(
    *,
    email: str,
    name: str,
    city: "City",
    role: str,
    actor: Actor,
    now: datetime,
    agency: Agency | None = None,
    kelurahan: "Kelurahan | None" = None,
) -> Invited:
    """Invite one address to one role; an open invitation of that address to this city ends with it."""
    email = people.checked_email(email)
    roles.check_scope(city, role, agency, kelurahan)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email,
        name=name.strip(),
        city=city,
        role=role,
        agency=agency,
        kelurahan=kelurahan,
        token_hash=hash_of(secret),
        invited_by_id=person_id_of(actor),
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    still_open = Invitation.objects.filter(email=email, city=city, accepted_at=None, revoked_at=None)
    try:
        with transaction.atomic():
            still_open.update(revoked_at=now)
            invitation.save()
            _note("people.invited", invitation, actor, now)
    except IntegrityError as error:
        raise DomainError("again", _("Somebody else has just invited this address.")) from error
    return Invited(invitation, secret)


def revoke(*, invitation_id: int, city: "City", actor: Actor, now: datetime) -> None:
    """Take an invitation back that nobody has used yet."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id, city=city)
        if invitation.accepted_at or invitation.revoked_at:
            raise DomainError("closed", _("This invitation is no longer open."))
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        _note("invitations.revoked", invitation, actor, now)


def accept(
    *, secret: str, now: datetime, name: str = "", password: str = "", person: Person | None = None
) -> Person:
    """Take an invitation up: a newcomer gives name and password, somebody known here is the ``person`` logged in.

    Raises DomainError when the link is used up, expired or taken back, and when it belongs to somebody else.
    """
    try:
        with transaction.atomic():
            invitation = usable_invitation(secret, now=now, lock=True)
            if invitation is None:
                raise DomainError("link", _("This link has been used, has expired or was taken back."))
            joined = _joining(invitation, name, password, person, now)
            today = clock.day_of(now, invitation.city.time_zone)
            roles.add(
                joined,
                invitation.city,
                invitation.role,
                invitation.agency,
                invitation.kelurahan,
                starts_on=today,
            )
            invitation.accepted_at = now
            invitation.save(update_fields=["accepted_at"])
            _note("invitations.accepted", invitation, actor_for(joined), now)
    except IntegrityError as error:
        # Two invitations for one new address, from two cities, taken up in the same moment.
        raise DomainError("again", _("Somebody was quicker. Please open the link again.")) from error
    return joined


def _joining(
    invitation: Invitation, name: str, password: str, person: Person | None, now: datetime
) -> Person:
    """The person an invitation turns out to mean: who is logged in, an account to open again, or a new one."""
    known = Person.objects.select_for_update().filter(email=invitation.email).first()
    if known and known.is_active:
        if person is None or person.pk != known.pk:
            raise DomainError("log_in", _("Please log in as %s first.") % invitation.email)
        return known
    joined = known or Person(email=invitation.email, joined_at=now)
    joined.name = name.strip() or invitation.name
    joined.is_active, joined.is_demo = True, False
    joined.set_password(people.checked_password(password, joined))
    joined.save()
    return joined


def _note(verb: str, invitation: Invitation, actor: Actor, now: datetime) -> None:
    journal.record(
        verb=verb,
        actor=actor,
        now=now,
        object_kind="invitation",
        object_id=invitation.pk,
        city_id=invitation.city_id,
        data={"email": invitation.email, "role": invitation.role},
    )
