"""Keys for programs: shown once, stored as a hash, withdrawn at any time."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from warga.accounts.models import ApiToken, Person
from warga.accounts.selectors import hash_of
from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City

# A prefix that secret scanners can look for.
PREFIX = "warga_"


class Issued(NamedTuple):
    """A new key and its secret, which is known only now."""

    token: ApiToken
    secret: str


def create(
    *, owner: Person, city: "City", name: str, actor: Actor, now: datetime, expires_at: datetime | None = None
) -> Issued:
    """Issue a key that may do, through the API and in one city, what its owner may do there."""
    if expires_at is not None and expires_at <= now:
        raise DomainError("expires", _("A key expires in the future."))
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            city=city,
            name=name.strip(),
            owner=owner,
            token_hash=hash_of(secret),
            created_at=now,
            expires_at=expires_at,
        )
        _note("tokens.created", token, actor, now)
    return Issued(token, secret)


def revoke(*, token_id: int, city: "City", actor: Actor, now: datetime) -> None:
    """Withdraw a key at once."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().get(pk=token_id, city=city)
        if token.revoked_at is not None:
            raise DomainError("revoked", _("This key was already withdrawn."))
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        _note("tokens.revoked", token, actor, now)


def _note(verb: str, token: ApiToken, actor: Actor, now: datetime) -> None:
    journal.record(
        verb=verb,
        actor=actor,
        now=now,
        object_kind="token",
        object_id=token.pk,
        city_id=token.city_id,
        data={"name": token.name, "owner": token.owner_id},
    )
