"""Staff ask for a run, watch it and find the earlier ones; nobody else does."""

import pytest
from django.test import Client
from tests.actors import Actors, Name
from tests.assessments.conftest import IPM, NOW
from tests.assessments.test_uncertainty import State, cohort, computed, the_run

from warga.assessments.models import UncertaintyRun

__all__ = ["cohort"]

YEAR = f"/en/kupang/uncertainty/{IPM}/2023/"
ASKED = {"varied": ["weights"], "draws": "200", "seed": "5"}


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["resident", "stranger", "other_analyst", "administrator"])
@pytest.mark.parametrize("path", ["/en/kupang/uncertainty/", YEAR, f"{YEAR}1/"])
def test_nobody_else_gets_in(cohort: Actors, who: Name, path: str) -> None:
    answer = cohort.client(who).get(path)

    assert answer.status_code == 403 or "login" in answer["Location"]


@pytest.mark.parametrize("who", ["resident", "stranger", "other_analyst", "administrator"])
def test_nobody_else_starts_a_run(cohort: Actors, who: Name) -> None:
    computed()
    count = UncertaintyRun.objects.count()

    assert cohort.client(who).post(YEAR, ASKED).status_code in (302, 403)
    assert UncertaintyRun.objects.count() == count


@pytest.mark.parametrize("who", ["analyst", "publisher"])
def test_a_run_is_asked_for_watched_and_done(cohort: Actors, who: Name) -> None:
    computed()
    client = cohort.client(who)
    answer = client.post(YEAR, ASKED)

    run = the_run()
    assert (run.draws, run.seed, run.varied) == (200, 5, ["weights"])
    assert answer["Location"] == f"{YEAR}{run.pk}/"
    assert "It waits for its turn." in text(client, answer["Location"])
    computed()
    assert "The public sees this result." in text(client, answer["Location"])
    assert "shown to the public" in text(client, YEAR)


def test_progress_says_how_much_is_done_and_left(cohort: Actors) -> None:
    run = the_run()
    changed = {"state": State.RUNNING, "done": 3, "total": 4, "started_at": NOW, "heard_at": NOW}
    UncertaintyRun.objects.filter(pk=run.pk).update(**changed)
    page = text(cohort.client("analyst"), f"{YEAR}{run.pk}/")

    assert "75 percent are done" in page
    assert 'value="75"' in page
    assert "warga worker" in page, "nothing was heard of it for long"


def test_the_page_is_renewed_only_for_whoever_asks_and_only_while_it_helps(cohort: Actors) -> None:
    client, path = cohort.client("analyst"), f"{YEAR}{the_run().pk}/"

    assert "Refresh" not in client.get(path)
    assert client.get(f"{path}?watch")["Refresh"] == "3"
    computed()
    assert "Refresh" not in client.get(f"{path}?watch")


@pytest.mark.parametrize(
    ("failure", "words"),
    [("weigh: give a number", "weigh: give a number"), ("unforeseen", "Something unforeseen")],
)
def test_a_failure_is_said(cohort: Actors, failure: str, words: str) -> None:
    run = the_run()
    UncertaintyRun.objects.filter(pk=run.pk).update(state=State.FAILED, failure=failure)
    page = text(cohort.client("analyst"), f"{YEAR}{run.pk}/")

    assert words in page
    assert "What the public sees has not changed." in page


@pytest.mark.parametrize("wrong", [{"draws": "5"}, {"seed": "x"}, {"varied": []}, {"varied": ["nonsense"]}])
def test_what_does_not_fit_stays_in_the_form(cohort: Actors, wrong: dict[str, object]) -> None:
    computed()
    count = UncertaintyRun.objects.count()

    assert cohort.client("analyst").post(YEAR, ASKED | wrong).status_code == 422
    assert UncertaintyRun.objects.count() == count


def test_a_second_one_has_to_wait(cohort: Actors) -> None:
    answer = cohort.client("analyst").post(YEAR, ASKED)

    assert answer.status_code == 422
    assert "waiting already" in answer.content.decode()


def test_what_is_not_there_is_not_found(cohort: Actors) -> None:
    client = cohort.client("analyst")

    assert client.get(f"/kupang/uncertainty/{IPM}/1999/").status_code == 404
    assert client.get(f"{YEAR}999999/").status_code == 404
