"""Staff pages: who may, what they see, what happens; and that the second person is a second person."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actors import Actors, Name
from tests.assessments.conftest import BUKU1, IPM, LATER, NOW, enter

from warga.assessments.models import Judgement, Publication
from warga.assessments.selectors import judgements
from warga.assessments.selectors.drafts import preview

ROWS = f"/kupang/judgements/{BUKU1}/2023/"
ROW = f"{ROWS}B1.T3.03/"
DRAFT = f"/kupang/publish/{BUKU1}/2023/"
GOOD = {"level": "baik", "author": "Bappeda", "judged_on": "2026-01-15", "reason": "189 lokasi cukup"}


@pytest.mark.parametrize("path", ["/kupang/judgements/", ROWS, ROW, "/kupang/publish/", DRAFT])
def test_without_a_log_in_there_is_only_the_log_in(drafts: Actors, path: str) -> None:
    answer = drafts.client("resident").get(path)

    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("who", ["stranger", "other_analyst"])
@pytest.mark.parametrize("path", ["/kupang/judgements/", ROWS, ROW, "/kupang/publish/", DRAFT])
def test_people_without_a_role_in_this_city_see_no_draft(drafts: Actors, who: Name, path: str) -> None:
    assert drafts.client(who).get(path).status_code == 403


@pytest.mark.parametrize("who", ["publisher", "administrator"])
def test_only_analysts_judge(drafts: Actors, who: Name) -> None:
    count = Judgement.objects.count()

    assert drafts.client(who).post(ROW, GOOD).status_code == 403
    assert drafts.client(who).post(f"{ROW}withdraw/", {"reason": "no"}).status_code == 403
    assert Judgement.objects.count() == count


def test_an_analyst_judges_a_row(drafts: Actors) -> None:
    answer = drafts.client("analyst").post(ROW, GOOD)

    judgement = judgements.latest(drafts.city.pk, BUKU1, 2023)["B1.T3.03"]
    assert answer.status_code == 302
    assert (judgement.level, judgement.author, judgement.reason) == ("baik", "Bappeda", "189 lokasi cukup")
    assert judgement.entered_by_id == drafts.analyst.pk
    assert not judgement.is_public


@pytest.mark.parametrize(
    "wrong", [{"level": "sempurna"}, {"author": ""}, {"reason": " "}, {"judged_on": "2999-01-01"}]
)
def test_what_was_typed_stays_when_something_is_wrong(drafts: Actors, wrong: dict[str, str]) -> None:
    answer = drafts.client("analyst").post(ROW, GOOD | wrong)

    assert answer.status_code == 422
    assert "B1.T3.03" not in judgements.latest(drafts.city.pk, BUKU1, 2023)
    typed = answer.content.decode()
    assert "189 lokasi cukup" in typed or not (GOOD | wrong)["reason"].strip()


def test_an_analyst_takes_a_judgement_back(drafts: Actors) -> None:
    path = f"{ROWS}B1.T3.01/"

    drafts.client("analyst").post(f"{path}withdraw/", {"reason": "salah baris"})

    assert "B1.T3.01" not in judgements.latest(drafts.city.pk, BUKU1, 2023)
    assert "salah baris" in drafts.client("analyst").get(path).content.decode()


def test_taking_back_without_a_reason_is_refused(drafts: Actors) -> None:
    drafts.client("analyst").post(f"{ROWS}B1.T3.01/withdraw/", {"reason": ""})

    assert "B1.T3.01" in judgements.latest(drafts.city.pk, BUKU1, 2023)


def test_the_publisher_sees_what_would_change_and_publishes(drafts: Actors) -> None:
    client = drafts.client("publisher")
    page = client.get(f"/en{DRAFT}").content.decode()
    assert "10 values and 5 judgements are waiting" in page
    assert "Ana Analis" in page
    assert "4/5" in page

    seen = preview(drafts.city, BUKU1, 2023).digest
    answer = client.post(DRAFT, {"seen": seen, "note": "Terbitan pertama"})

    assert answer.status_code == 302
    publication = Publication.objects.get()
    assert (publication.published_by_id, publication.note) == (drafts.publisher.pk, "Terbitan pertama")


@pytest.mark.parametrize("who", ["analyst", "administrator", "stranger", "other_analyst"])
def test_nobody_else_publishes(drafts: Actors, who: Name) -> None:
    seen = preview(drafts.city, BUKU1, 2023).digest

    assert drafts.client(who).post(DRAFT, {"seen": seen}).status_code == 403
    assert not Publication.objects.exists()


def test_an_analyst_sees_the_drafts_but_no_button(drafts: Actors) -> None:
    page = drafts.client("analyst").get(f"/en{DRAFT}").content.decode()

    assert "You entered some of these drafts yourself" in page
    assert "Publish all of it" not in page
    assert "Only a publisher" in drafts.client("administrator").get(f"/en{DRAFT}").content.decode()


def test_a_publisher_who_entered_a_draft_is_refused(drafts: Actors) -> None:
    enter(drafts.city, {"B1.T1.01": "50"}, actor=drafts.actor("publisher"))
    seen = preview(drafts.city, BUKU1, 2023).digest

    assert drafts.client("publisher").post(DRAFT, {"seen": seen}).status_code == 403
    assert not Publication.objects.exists()


def test_drafts_that_changed_meanwhile_are_not_published_unseen(drafts: Actors) -> None:
    seen = preview(drafts.city, BUKU1, 2023).digest
    enter(drafts.city, {"B1.T1.01": "50"}, actor=drafts.actor("analyst"), now=LATER)

    answer = drafts.client("publisher").post(DRAFT, {"seen": seen})

    assert answer.status_code == 302
    assert answer["Location"].endswith(DRAFT)
    assert not Publication.objects.exists()


def test_with_nothing_waiting_the_page_says_so(published: Publication, actors: Actors) -> None:
    assert "No drafts are waiting" in actors.client("publisher").get(f"/en{DRAFT}").content.decode()
    assert actors.client("publisher").post(DRAFT, {"seen": "x"}).status_code == 302
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("path", [f"{ROWS}B9/", "/kupang/judgements/none/2023/", "/atlantis/judgements/"])
def test_unknown_places_are_not_found(drafts: Actors, path: str) -> None:
    assert drafts.client("analyst").get(path).status_code == 404


def test_the_draft_page_needs_as_many_queries_for_one_draft_as_for_many(
    published: Publication, actors: Actors
) -> None:
    analyst = actors.actor("analyst")
    enter(actors.city, {"B1.T1.01": "50"}, actor=analyst, now=NOW)
    few = counted(actors, DRAFT)
    enter(actors.city, {"B1.T1.02": "15", "B1.T1.03": "6", "B1.T1.04": "27"}, actor=analyst, now=LATER)

    assert counted(actors, DRAFT) == few


def counted(actors: Actors, path: str) -> int:
    client = actors.client("publisher")
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_the_draft_page_names_the_rows_and_what_the_public_reads_now(
    published: Publication, actors: Actors
) -> None:
    enter(actors.city, {"B1.T3.07": "6"}, actor=actors.actor("analyst"), now=LATER)

    page = actors.client("publisher").get(DRAFT).content.decode()

    assert "Jumlah rumah sakit yang menggunakan sistem layanan elektronik/online" in page
    assert "<del>5</del> → <ins>6</ins>" in page


def test_scores_on_the_draft_page_are_written_as_the_reader_writes_them(drafts: Actors) -> None:
    values = {"UHH": "70", "HLS": "14", "RLS": "10", "PENGELUARAN": "12.000.000"}
    enter(drafts.city, values, actor=drafts.actor("analyst"), framework=IPM)

    for prefix, sign in (("", ","), ("/en", ".")):
        page = drafts.client("publisher").get(f"{prefix}/kupang/publish/{IPM}/2023/").content.decode()
        assert re.search(rf"\d\d{re.escape(sign)}\d\d</td>", page)
