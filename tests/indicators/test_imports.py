"""From the study's file as printed to 41 stored values, and what happens the second time."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from tests.actors import Actors
from tests.indicators.conftest import NOW

from warga.indicators.domain.plan import Outcome
from warga.indicators.models import ImportBatch, Observation
from warga.indicators.selectors import values
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope
from warga.indicators.services.values import RefusedRowsError, commit_plan, mark_public


@pytest.fixture
def study(shared: Path) -> bytes:
    return (shared / "domain" / "kupang_buku1_2023.csv").read_bytes()


def test_the_printed_table_is_added_whole(study: bytes, scope: Scope, actors: Actors) -> None:
    plan = plan_import(data=study, filename="kupang.csv", scope=scope, now=NOW)
    assert [row.problems for row in plan.refused] == []
    assert plan.totals == {Outcome.ADDED: 41, Outcome.CHANGED: 0, Outcome.UNCHANGED: 0, Outcome.REFUSED: 0}
    assert Observation.objects.count() == 0, "a preview writes nothing"

    committed = commit_plan(plan=plan, actor=actors.actor("analyst"), now=NOW)
    assert committed.added == 41
    stored = {row.indicator: row for row in values.latest(actors.city.pk, scope.framework_id, 2023)}
    assert len(stored) == 41
    assert (stored["B1.T1.05"].raw_value, stored["B1.T1.05"].value) == ("1.192", 1192)
    assert (stored["B1.T2.01"].raw_value, stored["B1.T2.01"].value) == ("4,08%", 4.08)
    assert not any(row.is_public for row in stored.values())
    assert stored["B1.T1.01"].entered_by_id == actors.analyst.pk
    assert stored["B1.T1.01"].citation.startswith("Fallo")


def test_printed_interpretations_are_handed_on(study: bytes, scope: Scope) -> None:
    judged = plan_import(data=study, filename="kupang.csv", scope=scope, now=NOW).judged
    assert [row.judgement for row in judged].count("baik") == 10
    assert [row.judgement for row in judged].count("sedang") == 2
    assert len(judged) == 12


def test_the_same_file_again_changes_nothing(study: bytes, scope: Scope, actors: Actors) -> None:
    first = plan_import(data=study, filename="kupang.csv", scope=scope, now=NOW)
    commit_plan(plan=first, actor=actors.actor("analyst"), now=NOW)
    again = plan_import(data=study, filename="kupang.csv", scope=scope, now=NOW)
    assert again.totals[Outcome.UNCHANGED] == 41
    commit_plan(plan=again, actor=actors.actor("analyst"), now=NOW)
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (41, 1)


def test_one_refused_row_stops_all(scope: Scope, actors: Actors) -> None:
    data = b"code,raw_value\nB1.T1.01,50\nB1.T9.99,1\n"
    plan = plan_import(data=data, filename="x.csv", scope=scope, now=NOW)
    assert [(row.line, row.problems[0].code) for row in plan.refused] == [(3, "UNKNOWN_INDICATOR")]
    with pytest.raises(RefusedRowsError):
        commit_plan(plan=plan, actor=actors.actor("analyst"), now=NOW)
    assert Observation.objects.count() == 0


def test_a_year_beside_a_period_is_the_year_of_the_source(scope: Scope, actors: Actors) -> None:
    data = b"code,raw_value,period,year\nB1.T1.01,50,2023,2022\nB1.T1.02,15,2023,2023\nB1.T1.03,6,2023,\n"
    plan = plan_import(data=data, filename="x.csv", scope=scope, now=NOW)
    commit_plan(plan=plan, actor=actors.actor("analyst"), now=NOW)
    assert list(Observation.objects.order_by("indicator").values_list("period", "year")) == [
        (2023, 2022), (2023, None), (2023, None),
    ]  # fmt: skip
    again = plan_import(data=data, filename="x.csv", scope=scope, now=NOW)
    assert again.totals[Outcome.UNCHANGED] == 3


def test_what_is_exported_can_be_imported_again(
    scope: Scope, actors: Actors, study: bytes, client: Client
) -> None:
    plan = plan_import(data=study, filename="kupang.csv", scope=scope, now=NOW)
    commit_plan(plan=plan, actor=actors.actor("analyst"), now=NOW)
    with transaction.atomic():
        mark_public(city=actors.city, framework_id=scope.framework_id, period=2023, now=NOW)
    exported = client.get("/api/v1/observations?format=csv").content
    again = plan_import(data=exported, filename="open.csv", scope=scope, now=NOW)
    assert again.totals[Outcome.UNCHANGED] == 41
