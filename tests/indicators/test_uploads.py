"""A file belongs to whoever sent it, is carried out once, and wholly or not at all."""

from collections.abc import Iterable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from tests.actors import Actors, log_in
from tests.factories import make_city, make_person
from tests.indicators.conftest import BUKU1, CLI, NOW
from tests.indicators.test_views import confirm, upload

from warga.accounts.domain import Role
from warga.assessments.models import Judgement
from warga.assessments.services.importing import commit_import
from warga.common.models import JournalEntry
from warga.indicators.models import ImportBatch, Observation, StoredUpload
from warga.indicators.services import values
from warga.indicators.services.appending import NewRow, append
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope
from warga.indicators.services.values import StalePlanError, commit_plan

FILE = b"code,raw_value,interpretasi\nB1.T3.01,50%,Baik\nB1.T3.02,Ada,Baik\nB1.T3.03,189,Baik\n"


@pytest.fixture
def preview(actors: Actors, scope: Scope) -> str:
    """The address of a preview of the analyst's."""
    return upload(actors.client("analyst"), FILE)


def colleague(actors: Actors) -> Client:
    """Another analyst of the same city."""
    client = Client()
    log_in(client, make_person(Role.ANALYST, actors.city))
    return client


def test_a_colleague_neither_sees_nor_carries_out_somebody_elses_file(actors: Actors, preview: str) -> None:
    digest = actors.client("analyst").get(preview).context["plan"].digest
    other = colleague(actors)
    assert other.get(preview).status_code == 302
    assert other.post(preview, {"digest": digest}).status_code == 302
    assert other.get(f"{preview}refused.csv").status_code == 404
    assert Observation.objects.count() == 0
    assert StoredUpload.objects.count() == 1


def test_a_file_is_carried_out_once(actors: Actors, preview: str) -> None:
    analyst = actors.client("analyst")
    digest = analyst.get(preview).context["plan"].digest
    for _again in range(2):
        analyst.post(preview, {"digest": digest})
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (3, 1)


def test_an_expired_file_is_not_carried_out(actors: Actors, preview: str) -> None:
    analyst = actors.client("analyst")
    digest = analyst.get(preview).context["plan"].digest
    StoredUpload.objects.update(expires_at=NOW - timedelta(days=400))
    assert analyst.post(preview, {"digest": digest}).status_code == 302
    assert Observation.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\x.csv",
        "n" * 255 + ".csv",
        "<script>alert(1)</script>.csv",
        "x\u202egsv.exe",
    ],
)
def test_a_name_of_a_file_is_only_a_text(actors: Actors, scope: Scope, name: str) -> None:
    analyst = actors.client("analyst")
    address = upload(analyst, FILE, name)
    stored = StoredUpload.objects.get()
    assert len(stored.filename) <= 200
    assert not set("/\\") & set(stored.filename)
    assert b"<script>" not in analyst.get(address).content
    assert "<script>" not in confirm(analyst, address)
    assert b"<script>" not in analyst.get(f"/kupang/values/{BUKU1}/2023/B1.T3.01/").content


class CutOffError(Exception):
    """The machine was switched off."""


def test_a_write_that_breaks_off_leaves_nothing(
    actors: Actors, scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def breaks_at_the_last(rows: Iterable[NewRow]) -> None:
        append(rows)
        written.append(1)
        if len(written) == 3:
            raise CutOffError

    monkeypatch.setattr(values, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr(values, "append", breaks_at_the_last)
    plan = plan_import(data=FILE, filename="x.csv", scope=scope, now=NOW)
    before = JournalEntry.objects.count()
    with pytest.raises(CutOffError):
        commit_import(plan=plan, author="Buku 1", actor=actors.actor("analyst"), now=NOW)
    assert len(written) == 3
    assert (Observation.objects.count(), ImportBatch.objects.count(), Judgement.objects.count()) == (0, 0, 0)
    assert JournalEntry.objects.count() == before


def test_judgements_that_cannot_be_written_take_the_values_with_them(
    actors: Actors, scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_args: object, **_options: object) -> None:
        raise CutOffError

    monkeypatch.setattr(Judgement.objects, "bulk_create", breaks)
    plan = plan_import(data=FILE, filename="x.csv", scope=scope, now=NOW)
    with pytest.raises(CutOffError):
        commit_import(plan=plan, author="Buku 1", actor=actors.actor("analyst"), now=NOW)
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("judgements", [False, True])
def test_of_two_at_the_same_moment_one_is_told_to_look_again(judgements: bool) -> None:
    load_shipped(framework_id=BUKU1, actor=CLI, now=NOW)
    scope = Scope(BUKU1, city=make_city(), period=2023)
    plans = [plan_import(data=FILE, filename=f"{n}.csv", scope=scope, now=NOW) for n in range(2)]
    barrier, outcomes = Barrier(2), []

    def run(number: int) -> None:
        barrier.wait()
        try:
            if judgements:
                commit_import(plan=plans[number], author="Buku 1", actor=CLI, now=NOW)
            else:
                commit_plan(plan=plans[number], actor=CLI, now=NOW)
            outcomes.append("written")
        except StalePlanError:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["stale", "written"]
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (3, 1)
