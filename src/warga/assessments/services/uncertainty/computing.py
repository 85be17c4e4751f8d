"""Carrying a run out: started, drawn, stored whole; a failure is a sentence, never half a result."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from django.db import transaction

from cityindex.analysis.uncertainty import Uncertainty, uncertainty
from cityindex.steps import RecipeError
from warga.assessments.domain import Failure
from warga.assessments.models import CityInterval, Ranking, UncertaintyRun
from warga.assessments.selectors.inputs import Inputs, cohort_inputs
from warga.assessments.services.uncertainty.intervals import intervals
from warga.assessments.services.uncertainty.requesting import put_back, request_standard_run
from warga.assessments.varying import sources
from warga.common import journal
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

WORKER = Actor("system", None, "warga worker")
EVERY = timedelta(seconds=1)
ROWS_AT_ONCE = 2_000
Clock = Callable[[], datetime]
State = UncertaintyRun.State


def compute(*, run_id: int, now: Clock = clock.now) -> None:
    """Carry out one waiting run; a run that is done, running or gone is left alone.

    Interrupted by the end of its worker, it waits again. Any other error is kept as its failure and raised, so that the
    queue keeps where it happened.
    """
    run = _start(run_id, now())
    if run is None:
        return
    try:
        before = _ranked(run)
        inputs = cohort_inputs(run.framework_id, run.period)
        _store(run, inputs, _drawn(run, inputs, now), now())
        _look_again(run, before, now())
    except (SystemExit, KeyboardInterrupt):
        with transaction.atomic():
            put_back(run, now())
        raise
    except Exception as error:
        _fail(run, error, now())
        raise


@transaction.atomic
def _start(run_id: int, now: datetime) -> UncertaintyRun | None:
    run = UncertaintyRun.objects.select_for_update().filter(pk=run_id, state=State.WAITING).first()
    if run:
        run.state, run.started_at, run.heard_at = State.RUNNING, now, now
        run.save(update_fields=["state", "started_at", "heard_at"])
    return run


def _drawn(run: UncertaintyRun, inputs: Inputs, now: Clock) -> Uncertainty:
    return uncertainty(
        inputs.recipe,
        inputs.dataset,
        sources(inputs.recipe, run.varied),
        draws=run.draws,
        seed=run.seed,
        progress=Progress(run, now),
    )


class Progress:
    """Writes how far a run is, at most once a second, outside any transaction so that pages see it."""

    def __init__(self, run: UncertaintyRun, now: Clock) -> None:
        self.run, self.now, self.last = run, now, now()

    def __call__(self, done: int, total: int) -> None:
        """Take the engine's word."""
        now = self.now()
        if now - self.last >= EVERY:
            self.last = now
            row = UncertaintyRun.objects.filter(pk=self.run.pk, state=State.RUNNING)
            row.update(done=done, total=total, heard_at=now)


@transaction.atomic
def _store(run: UncertaintyRun, inputs: Inputs, found: Uncertainty, now: datetime) -> None:
    """Keep the intervals and make the run the current one, all at once."""
    same = UncertaintyRun.objects.filter(framework_id=run.framework_id, period=run.period)
    CityInterval.objects.filter(run__in=same).delete()
    same.filter(is_current=True).update(is_current=False)
    CityInterval.objects.bulk_create(intervals(run, inputs.framework, found), batch_size=ROWS_AT_ONCE)
    run.state, run.finished_at, run.heard_at, run.is_current = State.DONE, now, now, True
    run.inputs, run.cities = inputs.digest, len(inputs.dataset.units)
    run.recipe, run.engine = inputs.recipe.to_dict(), _version()
    run.save()
    _tell(run, "uncertainty.computed", now, {"cities": run.cities, "inputs": run.inputs})


def _look_again(run: UncertaintyRun, before: str, now: datetime) -> None:
    """Ask for the next run where values were published while this one was drawing: nobody asked while it waited."""
    if _ranked(run) != before:
        request_standard_run(framework_id=run.framework_id, period=run.period, now=now)


def _ranked(run: UncertaintyRun) -> str:
    """Name the inputs of the present ranks, by which a change is seen; empty where there are none."""
    rankings = Ranking.objects.filter(framework_id=run.framework_id, period=run.period)
    return rankings.values_list("inputs", flat=True).first() or ""


@transaction.atomic
def _fail(run: UncertaintyRun, error: Exception, now: datetime) -> None:
    """Keep why it failed: the engine's own sentence, or that nobody foresaw it."""
    known = isinstance(error, RecipeError | DomainError)
    words = str(error) if known else Failure.UNFORESEEN
    run.state, run.finished_at, run.failure = State.FAILED, now, words[:500]
    run.save(update_fields=["state", "finished_at", "failure"])
    _tell(run, "uncertainty.failed", now, {"failure": run.failure})


def _version() -> str:
    """The release the engine came with; a checkout that was never installed has none."""
    try:
        return version("warga")
    except PackageNotFoundError:
        return ""


def _tell(run: UncertaintyRun, verb: str, now: datetime, data: dict[str, object]) -> None:
    about = {"framework": run.framework_id, "period": run.period}
    journal.record(
        verb=verb,
        actor=WORKER,
        now=now,
        object_kind="uncertainty_run",
        object_id=run.pk,
        data=about | data,
    )
