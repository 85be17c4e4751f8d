"""Verbs: append, never edit; all or nothing; one journal entry each."""

from typing import Any

import pytest
from django.db import transaction
from tests.actors import Actors
from tests.indicators.conftest import BUKU1, CLI, NOW

from warga.common.models import JournalEntry
from warga.indicators.domain.grid import Typed
from warga.indicators.models import Observation, StartedPeriod
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.imports import plan_import
from warga.indicators.services.periods import start_period
from warga.indicators.services.planning import PeriodError, Scope
from warga.indicators.services.recording import Said, plan_values, record_values
from warga.indicators.services.values import (
    ReasonMissingError,
    RefusedRowsError,
    StalePlanError,
    commit_plan,
    mark_public,
)


def record(scope: Scope, raw: str, **said: str) -> None:
    record_values(scope=scope, values=[Typed("B1.T1.01", raw)], said=Said(**said), actor=CLI, now=NOW)


def publish(actors: Actors) -> int:
    with transaction.atomic():
        return mark_public(city=actors.city, framework_id=BUKU1, period=2023, now=NOW)


def marks() -> list[tuple[str, bool, bool]]:
    return list(Observation.objects.order_by("pk").values_list("raw_value", "is_latest", "is_public"))


def test_a_correction_is_a_new_version_that_keeps_what_it_does_not_say(scope: Scope, actors: Actors) -> None:
    record(scope, "50", citation="Dinas Kominfo")
    assert publish(actors) == 1
    record(scope, "51", reason="salah ketik")
    assert marks() == [("50", False, True), ("51", True, False)]
    newest = Observation.objects.get(is_latest=True)
    assert (newest.citation, newest.reason, newest.value) == ("Dinas Kominfo", "salah ketik", 51)
    assert publish(actors) == 1
    assert marks() == [("50", False, False), ("51", True, True)]
    assert publish(actors) == 0


def test_a_public_value_is_not_corrected_without_a_reason(scope: Scope, actors: Actors) -> None:
    record(scope, "50")
    publish(actors)
    with pytest.raises(ReasonMissingError):
        record(scope, "51")
    assert len(marks()) == 1


def test_a_file_is_reason_enough(scope: Scope, actors: Actors) -> None:
    record(scope, "50")
    publish(actors)
    plan = plan_import(data=b"code,raw_value\nB1.T1.01,51\n", filename="new.csv", scope=scope, now=NOW)
    commit_plan(plan=plan, actor=CLI, now=NOW)
    assert Observation.objects.get(is_latest=True).reason == "new.csv"


@pytest.mark.parametrize("stored", [None, "49"])
def test_of_two_plans_for_one_value_the_second_is_stale(scope: Scope, stored: str | None) -> None:
    if stored:
        record(scope, stored)
    first, second = (
        plan_values(
            scope=scope, values=[Typed("B1.T1.02", "1"), Typed("B1.T1.01", raw)], citation="", now=NOW
        )
        for raw in ("50", "51")
    )
    commit_plan(plan=first, actor=CLI, now=NOW)
    before = marks()
    with pytest.raises(StalePlanError):
        commit_plan(plan=second, actor=CLI, now=NOW)
    assert marks() == before, "nothing is half-written"


def test_one_verb_one_journal_entry(scope: Scope, actors: Actors) -> None:
    before = JournalEntry.objects.count()
    record(scope, "50")
    record(scope, "50")
    (entry,) = JournalEntry.objects.order_by("pk")[before:]
    assert (entry.verb, entry.city_id, entry.data["added"]) == ("observations.recorded", actors.city.pk, 1)


def test_a_refusal_writes_nothing_and_journals_nothing(scope: Scope) -> None:
    before = JournalEntry.objects.count()
    with pytest.raises(RefusedRowsError) as caught:
        record_values(
            scope=scope,
            values=[Typed("B1.T1.01", "50"), Typed("B1.T1.02", "banyak")],
            said=Said(),
            actor=CLI,
            now=NOW,
        )
    assert [row.problems[0].code for row in caught.value.plan.refused] == ["NOT_UNDERSTOOD"]
    assert (marks(), JournalEntry.objects.count()) == ([], before)


@pytest.mark.parametrize("period", [1066, 2027])
def test_a_year_out_of_reach_is_refused(actors: Actors, scope: Scope, period: int) -> None:
    with pytest.raises(PeriodError):
        record(Scope(BUKU1, actors.city, period), "50")


def test_a_period_is_begun_once(actors: Actors, scope: Scope) -> None:
    before = JournalEntry.objects.count()
    for _ in range(2):
        start_period(city=actors.city, framework_id=BUKU1, period=2024, actor=CLI, now=NOW)
    assert StartedPeriod.objects.count() == 1
    assert JournalEntry.objects.count() == before + 1


def test_the_same_framework_again_is_no_new_edition(scope: Scope) -> None:
    before = JournalEntry.objects.count()
    assert load_shipped(framework_id=BUKU1, actor=CLI, now=NOW).framework_id == BUKU1
    assert JournalEntry.objects.count() == before


def test_publishing_stands_in_a_transaction(actors: Actors, transactional_db: Any) -> None:
    with pytest.raises(RuntimeError):
        mark_public(city=actors.city, framework_id=BUKU1, period=2023, now=NOW)


def test_the_number_of_queries_does_not_grow_with_the_values(
    scope: Scope, django_assert_max_num_queries: Any
) -> None:
    values = [Typed(f"B1.T2.{n:02d}", "5") for n in (2, 3, 10)] + [
        Typed(f"B1.T1.{n:02d}", "5") for n in range(1, 10)
    ]
    with django_assert_max_num_queries(9):
        record_values(scope=scope, values=values[:1], said=Said(), actor=CLI, now=NOW)
    with django_assert_max_num_queries(9):
        record_values(scope=scope, values=values, said=Said(), actor=CLI, now=NOW)
    assert Observation.objects.count() == len(values)
