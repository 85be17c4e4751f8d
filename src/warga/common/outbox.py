"""The outbox: events written with the change they tell of, handled later by a worker."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from warga.common.journal import require_transaction
from warga.common.models import OutboxEvent


def append(*, kind: str, now: datetime, data: Mapping[str, Any] | None = None) -> OutboxEvent:
    """Append one event; a transaction that rolls back takes it along. RuntimeError outside a transaction."""
    require_transaction("An event")
    return OutboxEvent.objects.create(at=now, kind=kind, data=dict(data or {}))
