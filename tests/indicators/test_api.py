"""Programs read what is public and write drafts with a token of their city."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from tests.actors import Actors
from tests.indicators.conftest import BUKU1, NOW

from warga.accounts.models import ApiToken
from warga.accounts.selectors import hash_of
from warga.api import api
from warga.indicators.domain.grid import Typed
from warga.indicators.models import Observation
from warga.indicators.services.planning import Scope
from warga.indicators.services.recording import Said, record_values
from warga.indicators.services.values import mark_public
from warga.kernel import clock

URL = "/api/v1/observations"
SECRET = "a-secret-of-256-bits"


@pytest.fixture
def token(actors: Actors) -> ApiToken:
    return ApiToken.objects.create(
        city=actors.city, name="pusat data", token_hash=hash_of(SECRET), owner=actors.analyst, created_at=NOW
    )


@pytest.fixture
def published(actors: Actors, scope: Scope) -> None:
    """Three public values, one of them nasty for spreadsheets, and one draft."""
    values = [Typed("B1.T1.01", "50"), Typed("B1.T3.01", "97,00%"), Typed("B1.T1.05", "-")]
    record_values(scope=scope, values=values, said=Said("=Dinas"), actor=actors.actor("analyst"), now=NOW)
    with transaction.atomic():
        mark_public(city=actors.city, framework_id=BUKU1, period=2023, now=NOW)
    record_values(
        scope=scope, values=[Typed("B1.T1.02", "15")], said=Said(), actor=actors.actor("analyst"), now=NOW
    )


def post(body: Any, secret: str = SECRET) -> HttpResponse:
    return Client().post(
        URL, json.dumps(body), content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )


def body(*values: tuple[str, str], **fields: Any) -> dict[str, Any]:
    given = [{"indicator": code, "raw_value": raw} for code, raw in values]
    return {"framework": BUKU1, "period": 2023, "observations": given} | fields


class TestFrameworks:
    def test_they_are_listed(self, client: Client, scope: Scope) -> None:
        (found,) = client.get("/api/v1/frameworks").json()
        assert (found["id"], set(found["title"])) == (BUKU1, {"id", "en"})

    def test_one_has_its_tree(self, client: Client, scope: Scope) -> None:
        found = client.get(f"/api/v1/frameworks/{BUKU1}").json()
        assert len(found["indicators"]) == 41
        assert {node["code"] for node in found["nodes"]} >= {row["parent"] for row in found["indicators"]}

    def test_an_unknown_one_is_not_found_in_the_readers_language(self, client: Client, scope: Scope) -> None:
        answer = client.get("/api/v1/frameworks/nope", headers={"Accept-Language": "en"})
        assert answer.status_code == 404
        assert answer.json()["code"] == "UNKNOWN_FRAMEWORK"
        assert answer.json()["message"].startswith("There is no framework")


class TestReading:
    def test_only_public_values_are_read(self, client: Client, published: None) -> None:
        page = client.get(URL).json()
        assert (page["count"], page["next"]) == (3, None)
        assert [row["code"] for row in page["items"]] == ["B1.T1.01", "B1.T3.01", "B1.T1.05"]
        assert page["items"][1]["raw_value"] == "97,00%"
        assert page["items"][1]["value"] == 97

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("city=53.71", 3),
            ("city=kupang", 3),
            ("city=denpasar", 0),
            ("framework=x", 0),
            ("period=2022", 0),
            ("indicator=B1.T1.01", 1),
        ],
    )
    def test_it_can_be_narrowed_down(self, client: Client, published: None, query: str, count: int) -> None:
        assert client.get(f"{URL}?{query}").json()["count"] == count

    def test_pages_follow_each_other(self, client: Client, published: None) -> None:
        first = client.get(f"{URL}?limit=2").json()
        second = client.get(first["next"]).json()
        assert len(first["items"]) == 2
        assert [row["code"] for row in second["items"]] == ["B1.T1.05"]

    def test_csv_runs_nothing_in_a_spreadsheet_and_comes_back_unchanged(
        self, client: Client, published: None, scope: Scope
    ) -> None:
        for answer in (client.get(f"{URL}?format=csv"), client.get(URL, headers={"Accept": "text/csv"})):
            assert answer["Content-Type"].startswith("text/csv")
            rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert rows[0]["source"] == "'=Dinas"
            assert rows[2]["raw_value"] == "-"

    def test_what_has_not_changed_is_not_sent_again(
        self, client: Client, published: None, actors: Actors, scope: Scope
    ) -> None:
        etag = client.get(URL)["ETag"]
        assert client.get(URL, headers={"If-None-Match": etag}).status_code == 304
        with transaction.atomic():
            mark_public(city=actors.city, framework_id=BUKU1, period=2023, now=NOW + timedelta(days=1))
        assert client.get(URL, headers={"If-None-Match": etag}).status_code == 200

    @pytest.mark.parametrize("query", ["limit=0", "limit=10001", "period=abc", "after=-1", "format=xml"])
    def test_a_wrong_question_says_where(self, client: Client, scope: Scope, query: str) -> None:
        answer = client.get(f"{URL}?{query}")
        assert answer.status_code == 422
        assert answer.json()["where"][0]["path"][-1] == query.partition("=")[0]

    def test_a_page_costs_two_queries(
        self, client: Client, published: None, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(2):
            client.get(URL)


class TestWriting:
    def test_values_become_drafts(self, token: ApiToken, scope: Scope, actors: Actors) -> None:
        answer = post(body(("B1.T1.01", "50"), ("B1.T3.01", "97,00%"), citation="Dinas"))
        assert answer.json() == {"added": 2, "changed": 0, "unchanged": 0}
        row = Observation.objects.get(indicator="B1.T3.01")
        assert (row.value, row.is_public, row.citation) == (97, False, "Dinas")
        assert row.entered_by == actors.analyst

    def test_the_same_request_again_writes_nothing(self, token: ApiToken, scope: Scope) -> None:
        wanted = body(("B1.T1.01", "50"))
        post(wanted)
        assert post(wanted).json() == {"added": 0, "changed": 0, "unchanged": 1}
        assert Observation.objects.count() == 1

    def test_all_or_nothing_and_each_fault_has_its_place(self, token: ApiToken, scope: Scope) -> None:
        answer = post(body(("B1.T1.01", "50"), ("B1.T9.99", "1"), ("B1.T1.02", "=1+1")))
        assert answer.status_code == 422
        assert answer.json()["code"] == "REFUSED_ROWS"
        assert [(e["index"], e["code"]) for e in answer.json()["where"]] == [
            (1, "UNKNOWN_INDICATOR"),
            (2, "FORMULA"),
        ]
        assert Observation.objects.count() == 0

    def test_a_value_somebody_else_changed_is_refused(self, token: ApiToken, scope: Scope) -> None:
        post(body(("B1.T1.01", "50")))
        given = [{"indicator": "B1.T1.01", "raw_value": "51", "seen": 0}]
        answer = post(body(observations=given))
        assert answer.json()["where"][0]["code"] == "CHANGED_MEANWHILE"

    def test_a_public_value_needs_a_reason(self, token: ApiToken, published: None) -> None:
        assert post(body(("B1.T1.01", "51"))).json()["code"] == "REASON_MISSING"
        assert post(body(("B1.T1.01", "51"), reason="salah ketik")).json()["changed"] == 1

    @pytest.mark.parametrize("secret", ["", "wrong"])
    def test_without_a_token_nothing_is_written(self, token: ApiToken, scope: Scope, secret: str) -> None:
        answer = post(body(("B1.T1.01", "50")), secret)
        assert (answer.status_code, answer.json()["code"]) == (401, "NO_TOKEN")

    def test_a_revoked_token_is_none(self, token: ApiToken, scope: Scope) -> None:
        ApiToken.objects.update(revoked_at=NOW)
        assert post(body(("B1.T1.01", "50"))).status_code == 401

    def test_a_token_does_what_its_owner_may_today(
        self, token: ApiToken, scope: Scope, actors: Actors
    ) -> None:
        actors.analyst.memberships.update(ends_on=clock.now().date() - timedelta(days=1))
        assert post(body(("B1.T1.01", "50"))).status_code == 403

    def test_a_token_writes_in_its_own_city_only(self, token: ApiToken, scope: Scope, actors: Actors) -> None:
        post(body(("B1.T1.01", "50")))
        assert set(Observation.objects.values_list("city_id", flat=True)) == {actors.city.pk}

    @pytest.mark.parametrize("wanted", [{}, {"framework": BUKU1}, body(period="x"), body(observations=[])])
    def test_a_wrong_shape_is_explained(self, token: ApiToken, scope: Scope, wanted: Any) -> None:
        answer = post(wanted)
        assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_REQUEST")

    def test_what_is_not_json_is_explained(self, token: ApiToken, scope: Scope) -> None:
        answer = Client().post(
            URL, b"{", content_type="application/json", headers={"Authorization": f"Bearer {SECRET}"}
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")

    def test_an_unknown_framework_and_a_future_year(self, token: ApiToken, scope: Scope) -> None:
        assert post(body(("X", "1"), framework="nope")).status_code == 404
        assert post(body(("B1.T1.01", "1"), period=2999)).json()["code"] == "BAD_PERIOD"


class TestTheDescription:
    def test_the_page_for_people_names_every_address(self, client: Client, scope: Scope) -> None:
        page = client.get("/api/v1/", follow=True).content.decode()
        for path, methods in api.get_openapi_schema()["paths"].items():
            for method in methods:
                assert f"{method.upper()} {path}" in page
