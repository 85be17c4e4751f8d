"""Monte Carlo runs: asked for with the change, carried out by a worker, stored whole, repeatable."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from tests.actors import Actors
from tests.assessments.conftest import IPM, LATER, NOW, enter
from tests.factories import make_city

from cityindex.steps import RecipeError
from warga.assessments.domain import STANDARD, Asked, Failure, Source, silent, time_left
from warga.assessments.models import CityInterval, UncertaintyRun
from warga.assessments.selectors import intervals, runs
from warga.assessments.services import uncertainty
from warga.assessments.services.publishing import publish_cities
from warga.assessments.services.uncertainty import RunRefusedError, computing, request_run
from warga.assessments.tasks import compute_uncertainty
from warga.common.models import JournalEntry
from warga.places.models import City

ROOT = Path(__file__).parents[2]
LIVES = ("60", "65", "70", "72", "75")
State = UncertaintyRun.State


@pytest.fixture
def cohort(drafts: Actors) -> Actors:
    """Kupang and four more cities with values of one framework and year, published together."""
    cities = [drafts.city, *(make_city() for _ in LIVES[1:])]
    for city, life in zip(cities, LIVES, strict=True):
        values = {"UHH": life, "HLS": "14", "RLS": "10", "PENGELUARAN": "12.000.000"}
        enter(city, values, actor=drafts.actor("analyst"), framework=IPM)
    release(cities, drafts)
    return drafts


def release(cities: list[City], actors: Actors) -> None:
    publish_cities(cities=cities, framework_id=IPM, period=2023, actor=actors.actor("publisher"), now=NOW)


def the_run() -> UncertaintyRun:
    return UncertaintyRun.objects.latest("pk")


def computed() -> UncertaintyRun:
    """Carry out the newest run in this process."""
    compute_uncertainty.call(run=the_run().pk)
    return the_run()


def ask(actors: Actors, **asked: object) -> UncertaintyRun:
    return request_run(
        city=actors.city,
        framework_id=IPM,
        period=2023,
        asked=Asked(**asked),  # type: ignore[arg-type]
        actor=actors.actor("analyst"),
        now=LATER,
    )


def figures() -> list[tuple[object, ...]]:
    rows = CityInterval.objects.order_by("node", "city")
    return list(rows.values_list("node", "city", "mean", "low", "median", "high", "place_low", "place_high"))


class TestAsking:
    def test_publishing_asks_for_one_run_and_one_task(self, cohort: Actors) -> None:
        run = the_run()

        assert (run.framework_id, run.period, run.state) == (IPM, 2023, State.WAITING)
        assert (run.draws, run.seed, tuple(run.varied)) == (STANDARD.draws, STANDARD.seed, STANDARD.varied)
        assert run.requested_by_id is None
        assert DBTaskResult.objects.filter(args_kwargs__kwargs={"run": run.pk}).count() == 1

    def test_a_publication_that_fails_leaves_no_task(self, cohort: Actors) -> None:
        before = DBTaskResult.objects.count()
        computed()
        enter(cohort.city, {"UHH": "71"}, actor=cohort.actor("analyst"), framework=IPM, now=LATER)
        with transaction.atomic():
            release([cohort.city], cohort)
            assert DBTaskResult.objects.count() == before + 1
            transaction.set_rollback(True)

        assert DBTaskResult.objects.count() == before
        assert not UncertaintyRun.objects.filter(state=State.WAITING).exists()

    def test_a_waiting_run_is_enough_for_the_next_publication(self, cohort: Actors) -> None:
        enter(cohort.city, {"UHH": "71"}, actor=cohort.actor("analyst"), framework=IPM, now=LATER)
        release([cohort.city], cohort)

        assert UncertaintyRun.objects.filter(framework_id=IPM).count() == 1

    def test_staff_choose_and_the_journal_tells(self, cohort: Actors) -> None:
        computed()
        run = ask(cohort, draws=200, seed=7, varied=(Source.WEIGHTS,))

        assert (run.draws, run.seed, run.varied) == (200, 7, ["weights"])
        assert run.requested_by == cohort.analyst
        entry = JournalEntry.objects.latest("pk")
        assert (entry.verb, entry.object_id) == ("uncertainty.requested", str(run.pk))

    @pytest.mark.parametrize(
        "asked", [{"draws": 99}, {"draws": 20_001}, {"seed": -1}, {"seed": 2**53}, {"varied": ()}]
    )
    def test_what_does_not_fit_is_refused(self, cohort: Actors, asked: dict[str, object]) -> None:
        computed()
        with pytest.raises(RunRefusedError) as error:
            ask(cohort, **asked)
        assert error.value.code == "ASKED"

    def test_two_cannot_wait_and_nothing_published_is_nothing_to_compute(self, cohort: Actors) -> None:
        with pytest.raises(RunRefusedError) as error:
            ask(cohort)
        assert error.value.code == "WAITING"
        with pytest.raises(RunRefusedError) as error:
            request_run(
                city=cohort.other_city, framework_id=IPM, period=2023, asked=STANDARD,
                actor=cohort.actor("other_analyst"), now=NOW,
            )  # fmt: skip
        assert error.value.code == "NOTHING_PUBLISHED"


class TestComputing:
    def test_every_city_and_node_gets_an_interval_around_its_score(self, cohort: Actors) -> None:
        run = computed()

        assert (run.state, run.cities, run.is_current, run.failure) == (State.DONE, 5, True, "")
        assert run.recipe["framework"] == IPM
        found = intervals.of_city(run, cohort.city.pk)
        assert set(found) == {"ipm", "kesehatan", "pendidikan", "standar_hidup"}
        whole = found["ipm"]
        assert whole.low is not None
        assert whole.high is not None
        assert whole.low < whole.high
        assert (whole.place_low, whole.place_high, whole.place_likely) == (5, 5, 5), (
            "every pillar is no better"
        )
        assert sum(whole.bands.values()) == pytest.approx(1, abs=1e-5)
        assert found["kesehatan"].place_low is None

    def test_the_same_seed_gives_the_same_figures_and_another_gives_others(self, cohort: Actors) -> None:
        computed()
        first = figures()
        ask(cohort)
        computed()
        assert figures() == first
        ask(cohort, seed=2)
        computed()
        assert figures() != first

    def test_only_the_newest_run_is_current_and_keeps_rows(self, cohort: Actors) -> None:
        old = computed()
        ask(cohort, seed=2)
        new = computed()

        known = intervals.known(IPM, 2023)
        assert known is not None
        assert (known.run, known.outdated) == (new, False)
        assert not CityInterval.objects.filter(run=old).exists()

    def test_changed_values_make_it_out_of_date_until_the_next_run(self, cohort: Actors) -> None:
        computed()
        enter(cohort.city, {"UHH": "71"}, actor=cohort.actor("analyst"), framework=IPM, now=LATER)
        release([cohort.city], cohort)

        known = intervals.known(IPM, 2023)
        assert known is not None
        assert known.outdated
        computed()
        known = intervals.known(IPM, 2023)
        assert known is not None
        assert not known.outdated

    def test_values_that_change_under_way_call_for_the_next_run(
        self, cohort: Actors, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        drawn = computing._drawn

        def slow(*args: object) -> object:
            enter(cohort.city, {"UHH": "71"}, actor=cohort.actor("analyst"), framework=IPM, now=LATER)
            with transaction.atomic():
                release([cohort.city], cohort)
                the_run().delete()  # as if it had not been seen: it was asked for by another worker's run
            return drawn(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(computing, "_drawn", slow)
        compute_uncertainty.call(run=the_run().pk)

        assert [run.state for run in runs.of_framework(IPM, 2023)] == [State.WAITING, State.DONE]

    def test_a_run_is_carried_out_once(self, cohort: Actors) -> None:
        run = computed()
        finished = run.finished_at
        compute_uncertainty.call(run=run.pk)

        assert the_run().finished_at == finished


class TestFailing:
    @pytest.mark.parametrize(
        ("error", "words"),
        [(RecipeError("weigh: give a number"), "weigh: give a number"), (KeyError("x"), Failure.UNFORESEEN)],
    )
    def test_a_failure_says_why_and_leaves_what_was_there(
        self, cohort: Actors, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
    ) -> None:
        before = computed()
        kept = figures()
        ask(cohort, seed=2)

        def fail(*args: object) -> None:
            raise error

        monkeypatch.setattr(computing, "intervals", fail)
        with pytest.raises(type(error)):
            computed()

        run = the_run()
        assert (run.state, run.failure) == (State.FAILED, words)
        assert figures() == kept
        known = intervals.known(IPM, 2023)
        assert known is not None
        assert known.run == before

    def test_the_end_of_the_worker_puts_it_back(
        self, cohort: Actors, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def end(*args: object) -> None:
            raise SystemExit(1)

        monkeypatch.setattr(computing, "_drawn", end)
        tasks = DBTaskResult.objects.count()
        with pytest.raises(SystemExit):
            computed()

        assert the_run().state == State.WAITING
        assert DBTaskResult.objects.count() == tasks + 1

    def test_a_worker_that_fell_silent_is_replaced(self, cohort: Actors) -> None:
        UncertaintyRun.objects.filter(pk=the_run().pk).update(state=State.RUNNING, heard_at=NOW)

        assert uncertainty.take_up_again(now=NOW + timedelta(seconds=30)) == 0
        assert uncertainty.take_up_again(now=NOW + timedelta(minutes=5)) == 1
        assert the_run().state == State.WAITING

    def test_it_gives_way_to_a_newer_one_that_waits(self, cohort: Actors) -> None:
        old = the_run()
        UncertaintyRun.objects.filter(pk=old.pk).update(state=State.RUNNING, heard_at=NOW)
        ask(cohort, seed=2)

        assert uncertainty.take_up_again(now=NOW + timedelta(minutes=5)) == 0
        old.refresh_from_db()
        assert (old.state, old.failure) == (State.FAILED, Failure.REPLACED)


def test_progress_is_written_once_a_second(cohort: Actors) -> None:
    run = the_run()
    UncertaintyRun.objects.filter(pk=run.pk).update(state=State.RUNNING)
    moments = iter([NOW, NOW + timedelta(seconds=0.5), NOW + timedelta(seconds=1.5)])
    progress = computing.Progress(run, lambda: next(moments))

    progress(1, 8)
    assert the_run().done == 0
    progress(2, 8)
    assert (the_run().done, the_run().total, the_run().heard_at) == (2, 8, NOW + timedelta(seconds=1.5))


def test_time_left_follows_the_pace() -> None:
    assert time_left(0, 10, NOW, NOW) is None
    assert time_left(2, 10, NOW, NOW + timedelta(seconds=4)) == timedelta(seconds=16)
    assert time_left(10, 10, NOW, NOW + timedelta(seconds=4)) == timedelta(0)
    assert silent(None, NOW)
    assert not silent(NOW, NOW + timedelta(seconds=60))


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_in_a_process_of_its_own_carries_it_out(cohort: Actors) -> None:
    database = connection.settings_dict
    address = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    here = {
        "WARGA_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "warga.settings.base",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "warga", "worker", "--once"]
    subprocess.run(command, env=os.environ | here, check=True, timeout=120)

    assert the_run().state == State.DONE
    assert len(figures()) == 20
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
