"""A year of a framework is begun before it has values."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from warga.common import journal
from warga.indicators.models import StartedPeriod
from warga.indicators.selectors.editions import current_edition
from warga.kernel.actor import Actor

if TYPE_CHECKING:
    from warga.places.models import City


@transaction.atomic
def start_period(*, city: "City", framework_id: str, period: int, actor: Actor, now: datetime) -> None:
    """Begin a year of a framework, so that its empty table can be filled in; once begun, again changes nothing."""
    edition = current_edition(framework_id)
    _, new = StartedPeriod.objects.get_or_create(
        city_id=city.pk, framework_id=edition.framework_id, period=period
    )
    if new:
        journal.record(
            verb="periods.started",
            actor=actor,
            now=now,
            object_kind="period",
            object_id=f"{framework_id}/{period}",
            city_id=city.pk,
        )
