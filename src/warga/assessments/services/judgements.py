"""Judging a row: each time a new version, never a change of an old one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from warga.accounts.selectors import person_id_of
from warga.assessments.models import Judgement
from warga.common import journal
from warga.indicators.selectors.editions import current_framework
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City


@dataclass(frozen=True, slots=True)
class Row:
    """Which row is judged: an indicator of a framework in a period."""

    framework_id: str
    period: int
    indicator: str


class JudgementError(DomainError):
    """A judgement that cannot be kept; the message says what to change."""


@transaction.atomic
def judge(
    *,
    city: "City",
    row: Row,
    level: str,
    author: str,
    judged_on: date | None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Judgement:
    """Record what somebody thinks of a row, as a draft until its period is published.

    ``author`` is who judged; the actor is who typed it. Raises JudgementError for an unknown row or level, a missing
    author, a missing reason, a date in the future.
    """
    framework = current_framework(row.framework_id)
    if row.indicator not in {indicator.code for indicator in framework.indicators}:
        raise JudgementError("UNKNOWN_ROW", _("This framework has no such row."))
    if level not in {known.code for known in framework.judgements}:
        raise JudgementError("UNKNOWN_LEVEL", _("Choose one of the levels of this framework."))
    if not author.strip():
        raise JudgementError("AUTHOR_MISSING", _("Write down who judged."))
    if not reason.strip():
        raise JudgementError(
            "REASON_MISSING", _("Write down why: a judgement without a reason helps nobody.")
        )
    if judged_on and judged_on > clock.day_of(now, city.time_zone):
        raise JudgementError("FUTURE_DATE", _("The day of the judgement has not come yet."))
    return append(
        city=city,
        row=row,
        said=(level, author.strip(), judged_on, reason.strip()),
        verb="judgements.entered",
        actor=actor,
        now=now,
    )


@transaction.atomic
def withdraw(*, city: "City", row: Row, reason: str, actor: Actor, now: datetime) -> Judgement:
    """Take a judgement back; the row counts as not judged from the next publication on.

    Raises JudgementError where there is none, or no reason is given.
    """
    standing = _latest(city, row)
    if standing is None or not standing.level:
        raise JudgementError("NOT_JUDGED", _("Nobody has judged this row, so there is nothing to take back."))
    if not reason.strip():
        raise JudgementError("REASON_MISSING", _("Write down why the judgement is taken back."))
    said = ("", standing.author, None, reason.strip())
    return append(city=city, row=row, said=said, verb="judgements.withdrawn", actor=actor, now=now)


def append(
    *,
    city: "City",
    row: Row,
    said: tuple[str, str, date | None, str],
    verb: str,
    actor: Actor,
    now: datetime,
) -> Judgement:
    """Append one version and its journal entry; ``said`` is level, author, day, reason."""
    level, author, judged_on, reason = said
    _versions(city, row).filter(is_latest=True).update(is_latest=False)
    try:
        judgement = Judgement.objects.create(
            city_id=city.pk,
            framework_id=row.framework_id,
            period=row.period,
            indicator=row.indicator,
            level=level,
            author=author[:160],
            judged_on=judged_on,
            reason=reason[:500],
            entered_by_id=person_id_of(actor),
            entered_at=now,
        )
    except IntegrityError as error:
        message = _("Somebody else judged this row at the same moment. Look again.")
        raise JudgementError("STALE", message) from error
    journal.record(
        verb=verb,
        actor=actor,
        now=now,
        object_kind="judgement",
        object_id=judgement.pk,
        city_id=city.pk,
        data={"framework": row.framework_id, "period": row.period, "row": row.indicator, "level": level},
    )
    return judgement


def mark_public(*, city_id: int, framework_id: str, period: int, now: datetime) -> int:
    """Show the newest judgements of a period to the public; part of publishing, which journals it. Returns how many."""
    journal.require_transaction("A publication")
    rows = Judgement.objects.filter(city_id=city_id, framework_id=framework_id, period=period)
    rows.filter(is_public=True, is_latest=False).update(is_public=False)
    return rows.filter(is_latest=True, is_public=False).update(is_public=True, published_at=now)


def _versions(city: "City", row: Row) -> QuerySet[Judgement]:
    return Judgement.objects.filter(
        city_id=city.pk, framework_id=row.framework_id, period=row.period, indicator=row.indicator
    )


def _latest(city: "City", row: Row) -> Judgement | None:
    return _versions(city, row).filter(is_latest=True).first()
