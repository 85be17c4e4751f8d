"""Asking for a Monte Carlo run: one row and one task in the queue, in one transaction."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from warga.accounts.selectors import person_id_of
from warga.assessments.domain import LIMITS, STANDARD, Asked, Failure, silent
from warga.assessments.models import CityScore, UncertaintyRun
from warga.common import journal, queue
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City

TASK = "warga.assessments.tasks.compute_uncertainty"
State = UncertaintyRun.State


class RunRefusedError(DomainError):
    """A run that cannot be asked for; the message says what to change."""


@transaction.atomic
def request_run(
    *, city: "City", framework_id: str, period: int, asked: Asked, actor: Actor, now: datetime
) -> UncertaintyRun:
    """Ask for a run over all cities with published values of a framework and period, for ``city``, which must have some.

    Raises RunRefusedError: nothing published, numbers beyond their limits, or a run that waits already.
    """
    if not asked.fits:
        words = _("Choose from %(fewest)s to %(most)s draws, a seed from 0 up, and something that varies.")
        raise RunRefusedError("ASKED", words % {"fewest": LIMITS.fewest, "most": LIMITS.most})
    scores = CityScore.objects.filter(city_id=city.pk, framework_id=framework_id, period=period)
    if not scores.exists():
        raise RunRefusedError("NOTHING_PUBLISHED", _("This city has published nothing for this year."))
    run = _ask(framework_id, period, asked, person_id_of(actor), now)
    if run is None:
        words = _("A calculation for this year is waiting already. It will use the newest published values.")
        raise RunRefusedError("WAITING", words)
    journal.record(
        verb="uncertainty.requested",
        actor=actor,
        now=now,
        object_kind="uncertainty_run",
        object_id=run.pk,
        city_id=city.pk,
        data={"framework": framework_id, "period": period, "draws": run.draws, "seed": run.seed, "varied": run.varied},
    )  # fmt: skip
    return run


def request_standard_run(*, framework_id: str, period: int, now: datetime) -> UncertaintyRun | None:
    """Ask for the usual run after scores have changed; None where one waits already, for it will see the change.

    Part of publishing, which journals it.
    """
    return _ask(framework_id, period, STANDARD, None, now)


@transaction.atomic
def take_up_again(*, now: datetime) -> int:
    """Put runs whose worker died back into the queue; returns how many. Called when a worker starts."""
    running = UncertaintyRun.objects.select_for_update().filter(state=State.RUNNING)
    return sum(put_back(run, now) for run in running if silent(run.heard_at, now))


def put_back(run: UncertaintyRun, now: datetime) -> bool:
    """Let a run that was interrupted wait again; False where a newer one waits already and takes its place."""
    run.state, run.done, run.started_at, run.heard_at = State.WAITING, 0, None, None
    try:
        with transaction.atomic():
            run.save(update_fields=["state", "done", "started_at", "heard_at"])
            queue.later(TASK, run=run.pk)
    except IntegrityError:
        run.state, run.finished_at = State.FAILED, now
        run.failure = Failure.REPLACED
        run.save(update_fields=["state", "finished_at", "failure", "done", "started_at", "heard_at"])
        return False
    return True


def _ask(
    framework_id: str, period: int, asked: Asked, person: int | None, now: datetime
) -> UncertaintyRun | None:
    """Write the row and its task; the database allows one waiting run of a framework and period."""
    try:
        with transaction.atomic():
            run = UncertaintyRun.objects.create(
                framework_id=framework_id,
                period=period,
                draws=asked.draws,
                seed=asked.seed,
                varied=list(asked.varied),
                requested_by_id=person,
                requested_at=now,
            )
            queue.later(TASK, run=run.pk)
    except IntegrityError:
        return None
    return run
