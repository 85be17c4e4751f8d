"""Values are appended: one plan, one transaction, one journal entry – or nothing at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from warga.accounts.selectors import person_id_of
from warga.common import journal
from warga.indicators.domain.entries import Entry, Key, Version
from warga.indicators.domain.plan import Outcome, Plan
from warga.indicators.models import ImportBatch, Observation
from warga.indicators.services.appending import NewRow, append
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places import services as places

if TYPE_CHECKING:
    from warga.places.models import City

T = TypeVar("T")
ROWS_AT_ONCE = 5_000
IDS_AT_ONCE = 5_000


class RefusedRowsError(DomainError):
    """A plan with refused rows is not carried out; ``plan`` holds every reason."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        count = len(plan.refused)
        message = ngettext(
            "%(count)s row is refused, so nothing was saved. Mend it and try again.",
            "%(count)s rows are refused, so nothing was saved. Mend them and try again.",
            count,
        )
        super().__init__("REFUSED_ROWS", message % {"count": count})


class StalePlanError(DomainError):
    """Somebody wrote the same values since the plan was made."""

    def __init__(self) -> None:
        message = _("Somebody else changed these values meanwhile. Nothing was saved; look again.")
        super().__init__("STALE_PLAN", message)


class ReasonMissingError(DomainError):
    """A published value is corrected without saying why."""

    def __init__(self) -> None:
        message = _("You correct a published value. Write the reason; the public will see it.")
        super().__init__("REASON_MISSING", message)


@dataclass(frozen=True, slots=True)
class Committed:
    """What was written; ``batch`` is the import it belongs to, if it was one. ``city_ids`` are by code of the plan."""

    added: int
    changed: int
    batch: ImportBatch | None = None
    city_ids: Mapping[str, int] = field(default_factory=dict)


def commit_plan(
    *,
    plan: Plan,
    reason: str = "",
    actor: Actor,
    now: datetime,
    progress: Callable[[int], object] = lambda rows: None,
) -> Committed:
    """Carry out a plan whole, as drafts; ``progress`` is told the number of rows written in each step.

    A plan that would change nothing writes nothing. Raises RefusedRowsError, ReasonMissingError where a public
    value is corrected without a reason (a file's name is one), StalePlanError where a version is no longer the newest.
    """
    if plan.refused:
        raise RefusedRowsError(plan)
    if not plan.writes:
        return Committed(0, 0)
    reason = reason.strip() or plan.filename
    if plan.corrects_public and not reason:
        raise ReasonMissingError
    try:
        with transaction.atomic():
            return _carry_out(plan, reason[:300], actor, now, progress)
    except IntegrityError as error:
        raise StalePlanError from error


def _carry_out(
    plan: Plan, reason: str, actor: Actor, now: datetime, progress: Callable[[int], object]
) -> Committed:
    city_ids = _city_ids(plan, actor, now)
    only_city = next(iter(city_ids.values())) if len(city_ids) == 1 else None
    person = person_id_of(actor)
    totals = plan.totals
    batch = _batch(plan, only_city, person, now) if plan.filename else None
    _retire([previous.id for _entry, _key, previous in plan.writes if previous])
    stamp = (plan.framework_id, person, now, batch.pk if batch else None)
    for rows in _chunks(plan.writes, ROWS_AT_ONCE):
        append(_version(*row, city_ids, reason, stamp) for row in rows)
        progress(len(rows))
    journal.record(
        verb="observations.imported" if batch else "observations.recorded",
        actor=actor,
        now=now,
        object_kind="import" if batch else "framework",
        object_id=batch.pk if batch else plan.framework_id,
        city_id=only_city,
        data={
            "framework": plan.framework_id,
            "added": totals[Outcome.ADDED],
            "changed": totals[Outcome.CHANGED],
            "reason": reason,
            "new_cities": [city.name for city in plan.new_cities],
            "values": [list(key) for _entry, key, _previous in plan.writes[:50]],
        },
    )
    return Committed(totals[Outcome.ADDED], totals[Outcome.CHANGED], batch, city_ids)


def _city_ids(plan: Plan, actor: Actor, now: datetime) -> dict[str, int]:
    """Return the row of every city of the plan by its code there, creating the new ones as peers."""
    created = places.add_peers(names=[city.name for city in plan.new_cities], actor=actor, now=now)
    return {code: city.id or created[city.name].pk for code, city in plan.cities.items()}


def _batch(plan: Plan, city_id: int | None, person: int | None, now: datetime) -> ImportBatch:
    return ImportBatch.objects.create(
        city_id=city_id,
        framework_id=plan.framework_id,
        filename=plan.filename[:200],
        sha256=plan.sha256,
        encoding=plan.found.encoding,
        summary={outcome.value: count for outcome, count in plan.totals.items()},
        at=now,
        by_id=person,
    )


def _retire(ids: Sequence[int]) -> None:
    """Take the mark of the newest version from these rows; StalePlanError if one has lost it already."""
    for some in _chunks(ids, IDS_AT_ONCE):
        if Observation.objects.filter(pk__in=some, is_latest=True).update(is_latest=False) != len(some):
            raise StalePlanError


def _version(
    entry: Entry,
    key: Key,
    previous: Version | None,
    city_ids: Mapping[str, int],
    reason: str,
    stamp: tuple[str, int | None, datetime, int | None],
) -> NewRow:
    """Make the new row; what the entry does not say about its source it takes from the version before."""
    said, reading = entry.observation, entry.reading
    framework_id, person, now, batch = stamp
    return NewRow(
        city_id=city_ids[key.city],
        framework_id=framework_id,
        indicator=key.indicator,
        period=key.period,
        source=key.source,
        year=previous.year if previous and said.year is None else said.year,
        raw_value=said.raw_value,
        decimal=said.decimal,
        scale=said.scale,
        value=reading.value,
        read_as=reading.read_as or "",
        citation=entry.citation or (previous.citation if previous else ""),
        reason=reason if previous else "",
        entered_by_id=person,
        entered_at=now,
        batch_id=batch,
    )


def _chunks(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def mark_public(*, city: "City", framework_id: str, period: int, now: datetime) -> int:
    """Show the newest versions of a period to the public; part of publishing, which journals it. Returns how many.

    Raises RuntimeError outside a transaction.
    """
    journal.require_transaction("A publication")
    rows = Observation.objects.filter(city_id=city.pk, framework_id=framework_id, period=period)
    rows.filter(is_public=True, is_latest=False).update(is_public=False)
    return rows.filter(is_latest=True, is_public=False).update(is_public=True, published_at=now)
