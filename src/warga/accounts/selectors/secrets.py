"""Keys and invitation links: found by the hash of their secret."""

import hashlib
from datetime import date, datetime

from django.db.models import Q, QuerySet

from warga.accounts.domain import TOKEN_VERBS, Decision, Reason
from warga.accounts.models import ApiToken, Invitation, Person
from warga.accounts.selectors.access import HasPk, may


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


def tokens_in(city: HasPk, owner: Person | None = None) -> QuerySet[ApiToken]:
    rows = ApiToken.objects.filter(city_id=city.pk).select_related("owner")
    return rows.filter(owner=owner) if owner else rows


def open_invitations(city: HasPk, *, now: datetime) -> QuerySet[Invitation]:
    """Invitations that still wait; expired ones among them can only be sent anew."""
    return Invitation.objects.filter(city_id=city.pk, accepted_at=None, revoked_at=None, expires_at__gt=now)


def usable_invitation(secret: str, *, now: datetime, lock: bool = False) -> Invitation | None:
    """The invitation of a link, if it still works; ``lock`` makes a second taker wait and then find it used."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects.all()
    return rows.filter(
        token_hash=hash_of(secret), accepted_at=None, revoked_at=None, expires_at__gt=now
    ).first()
