"""The journal: what was done, by whom, when. One entry per verb, in the verb's own transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from warga.common.models import JournalEntry
from warga.kernel.actor import Actor


def record(
    *,
    verb: str,
    actor: Actor,
    now: datetime,
    object_kind: str,
    object_id: object,
    city_id: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Append one entry. ``verb`` reads ``module.did`` (``people.invited``); never put a secret into ``data``.

    Raises RuntimeError outside a transaction: an entry must stand or fall with what it tells of.
    """
    require_transaction("A journal entry")
    return JournalEntry.objects.create(
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        verb=verb,
        object_kind=object_kind,
        object_id=str(object_id),
        city_id=city_id,
        data=dict(data or {}),
    )


def require_transaction(what: str) -> None:
    """Raise RuntimeError unless a transaction is open."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{what} is written inside the transaction of its verb; use transaction.atomic().")
