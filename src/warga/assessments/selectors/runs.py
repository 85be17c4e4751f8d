"""Monte Carlo runs as staff see them: which years can be counted again, how far a run is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from warga.assessments.domain import silent, time_left
from warga.assessments.models import CityScore, UncertaintyRun
from warga.indicators.selectors.editions import current_editions

State = UncertaintyRun.State


@dataclass(frozen=True, slots=True)
class Countable:
    """A year with published scores of a city, and the newest run over it."""

    framework_id: str
    title: str
    period: int
    run: UncertaintyRun | None


@dataclass(frozen=True)
class Status:
    """How far a run is, as of now."""

    run: UncertaintyRun
    now: datetime

    @property
    def open(self) -> bool:
        """Whether looking again later makes sense."""
        return self.run.state in (State.WAITING, State.RUNNING)

    @property
    def stuck(self) -> bool:
        """Whether no worker has been heard of for too long: while computing, or before anybody began."""
        heard = self.run.heard_at if self.run.state == State.RUNNING else self.run.requested_at
        return self.open and silent(heard, self.now)

    @property
    def percent(self) -> int:
        if self.run.state == State.DONE:
            return 100
        return 100 * self.run.done // self.run.total if self.run.total else 0

    @property
    def left(self) -> timedelta | None:
        """How long it still takes; None while nobody can say."""
        if self.run.state != State.RUNNING:
            return None
        return time_left(self.run.done, self.run.total, self.run.started_at, self.now)

    @property
    def seconds_left(self) -> int | None:
        return None if self.left is None else max(1, round(self.left.total_seconds()))

    @property
    def took(self) -> float | None:
        """How many seconds a finished run took."""
        if self.run.finished_at is None or self.run.started_at is None:
            return None
        return (self.run.finished_at - self.run.started_at).total_seconds()


def countable(city_id: int) -> list[Countable]:
    """Return every year with scores of a city, the newest first within a framework; three queries."""
    titles = {edition.framework_id: edition.title for edition in current_editions()}
    pairs = set(CityScore.objects.filter(city_id=city_id).values_list("framework_id", "period"))
    runs = UncertaintyRun.objects.filter(framework_id__in={pair[0] for pair in pairs}).order_by("pk")
    newest = {(run.framework_id, run.period): run for run in runs}
    return [
        Countable(framework_id, titles[framework_id], period, newest.get((framework_id, period)))
        for framework_id, period in sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
        if framework_id in titles
    ]


def of_framework(framework_id: str, period: int, *, limit: int = 50) -> list[UncertaintyRun]:
    """Return the runs of a framework and period, the newest first."""
    runs = UncertaintyRun.objects.filter(framework_id=framework_id, period=period)
    return list(runs.select_related("requested_by").order_by("-pk")[:limit])


def status(framework_id: str, period: int, run_id: int, now: datetime) -> Status | None:
    """Return how far one run of this framework and period is."""
    runs = UncertaintyRun.objects.filter(framework_id=framework_id, period=period)
    run = runs.select_related("requested_by").filter(pk=run_id).first()
    return Status(run, now) if run else None
