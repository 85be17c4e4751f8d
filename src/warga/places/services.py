"""The verbs of this module."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.text import slugify

from warga.common import journal
from warga.kernel.actor import Actor
from warga.places.models import City


@transaction.atomic
def add_peers(*, names: Sequence[str], actor: Actor, now: datetime) -> dict[str, City]:
    """Add cities to compare with, known by name only; returns them by name.

    Their code is made up of the name ("x" and nine hexadecimal digits) until somebody enters the official one.
    """
    if not names:
        return {}
    peers = [City(code=_code(name), slug=_slug(name), name=_title(name)) for name in names]
    City.objects.bulk_create(peers)
    journal.record(
        verb="cities.added",
        actor=actor,
        now=now,
        object_kind="city",
        object_id=peers[0].pk if len(peers) == 1 else "",
        data={"names": list(names), "peers": True},
    )
    return dict(zip(names, peers, strict=True))


def _code(name: str) -> str:
    return "x" + sha256(name.casefold().encode()).hexdigest()[:9]


def _slug(name: str) -> str:
    """Keep "Kota" and "Kabupaten" in the address: Kupang is both."""
    return slugify(name)[:60] or _code(name)


def _title(name: str) -> str:
    """Write "KABUPATEN SIMEULUE" as "Kabupaten Simeulue"; leave a name in mixed case as it is."""
    return (name.title() if name.isupper() else name)[:120]
