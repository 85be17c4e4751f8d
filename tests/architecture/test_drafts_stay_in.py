"""What is not published is nowhere to be found by those it is not meant for: not in a page, a file, a count or a stamp."""

from typing import Literal

import pytest
from django.test import Client
from django.urls import reverse
from tests.actors import Actors
from tests.architecture.test_urls import EVERY
from tests.assessments.conftest import BUKU1, LATER, NOW, drafts, enter, judged, publish

from warga.accounts.services import tokens
from warga.accounts.services.people import deactivate
from warga.indicators.services.imports import store_upload
from warga.indicators.services.planning import Scope

__all__ = ["drafts"]

SECRET_VALUE, SECRET_REASON = "7.654.321", "RAHASIA"
QUERIES = ["", "?period=2024", "?period=2023&framework=" + BUKU1, "?format=csv", "?city=kupang", "?city=53.71&format=csv", "?indicator=B1.T1.05"]  # fmt: skip


@pytest.fixture
def corrected(drafts: Actors) -> Actors:
    """A published period, a draft that corrects it, a draft in another year, a draft judgement, a file that waits."""
    publish(drafts)
    analyst = drafts.actor("analyst")
    enter(drafts.city, {"B1.T1.05": SECRET_VALUE, "B1.T1.01": SECRET_VALUE}, actor=analyst, now=LATER)
    enter(drafts.city, {"B1.T1.05": SECRET_VALUE}, actor=analyst, now=LATER, period=2024)
    judged(drafts.city, "B1.T3.01", "kurang", actor=analyst, now=LATER, reason=SECRET_REASON)
    store_upload(
        scope=Scope(BUKU1, city=drafts.city, period=2023),
        data=b"code,raw_value\nB1.T1.05,7.654.321\n",
        filename="x.csv", actor=analyst, now=LATER,
    )  # fmt: skip
    return drafts


@pytest.mark.parametrize("who", ["resident", "stranger", "other_analyst"])
def test_nobody_else_reads_a_draft(
    corrected: Actors, who: Literal["resident", "stranger", "other_analyst"]
) -> None:
    client = corrected.client(who)
    known = {"code": "B1.T1.05", "indicator": "B1.T1.05"}
    for name, sample in EVERY:
        if name == "account_logout":
            continue
        path = reverse(name, kwargs={part: known.get(part, value) for part, value in sample.items()})
        for query in QUERIES:
            text = client.get(path + query).content.decode("utf-8", "replace")
            assert SECRET_VALUE not in text, path + query
            assert "7654321" not in text, path + query
            assert SECRET_REASON not in text, path + query


@pytest.mark.parametrize(
    "path",
    ["/api/v1/observations?city=kupang", "/api/v1/assessments?city=kupang", "/kupang/", "/kupang/readiness/", "/kupang/indicators/B1.T1.05/"],
)  # fmt: skip
def test_a_draft_does_not_even_change_a_stamp(drafts: Actors, path: str) -> None:
    publish(drafts)
    client = Client()
    before = client.get(path)
    enter(drafts.city, {"B1.T1.05": SECRET_VALUE}, actor=drafts.actor("analyst"), now=LATER)
    assert client.get(path)["ETag"] == before["ETag"]
    assert client.get(path, headers={"if-none-match": before["ETag"]}).status_code == 304
    publish(drafts, now=LATER)
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_year_of_drafts_only_has_no_page(corrected: Actors) -> None:
    client = Client()
    assert client.get(f"/kupang/values/{BUKU1}/2024/B1.T1.05/").status_code == 404
    assert client.get("/api/v1/assessments?city=kupang&period=2024").status_code == 404
    assert client.get("/api/v1/observations?period=2024").json()["count"] == 0


class TestKeys:
    def write(self, secret: str, period: int = 2023) -> int:
        body = {
            "framework": BUKU1,
            "period": period,
            "observations": [{"indicator": "B1.T1.02", "raw_value": "5"}],
        }
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        return client.post("/api/v1/observations", body, content_type="application/json").status_code

    def test_a_key_ends_with_its_day_its_owner_and_their_role(self, drafts: Actors) -> None:
        analyst = drafts.actor("analyst")
        issue = {"city": drafts.city, "name": "x", "actor": analyst}
        sound = tokens.create(owner=drafts.analyst, now=NOW, **issue).secret
        expired = tokens.create(
            owner=drafts.analyst, now=NOW.replace(year=2020), expires_at=NOW.replace(year=2021), **issue
        ).secret
        without_role = tokens.create(owner=drafts.stranger, now=NOW, **issue).secret
        elsewhere = tokens.create(owner=drafts.other_analyst, now=NOW, **issue).secret
        publisher = tokens.create(owner=drafts.publisher, now=NOW, **issue).secret
        assert [self.write(s) for s in (expired, without_role, elsewhere, publisher)] == [401, 403, 403, 403]
        assert self.write(sound) == 200
        assert self.write(sound[:-1]) == 401
        assert self.write(sound, period=2999) == 422
        deactivate(
            person_id=drafts.analyst.pk, city=drafts.city, actor=drafts.actor("administrator"), now=NOW
        )
        assert self.write(sound) == 401

    def test_a_key_opens_no_page(self, drafts: Actors) -> None:
        key = tokens.create(
            owner=drafts.analyst, city=drafts.city, name="x", actor=drafts.actor("analyst"), now=NOW
        )
        client = Client(headers={"Authorization": f"Bearer {key.secret}"})
        for path in (
            "/kupang/data/",
            "/kupang/publish/",
            f"/kupang/publish/{BUKU1}/2023/",
            "/accounts/kupang/people/",
        ):
            assert client.get(path).status_code == 302
