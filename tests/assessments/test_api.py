"""The API answers published assessments as stored, and nothing else."""

import csv
from io import StringIO

import pytest
from ninja.testing import TestClient
from tests.actors import Actors
from tests.assessments.conftest import BUKU1, IPM, LATER, enter, judged

from warga.assessments.api import router
from warga.assessments.models import Publication

api = TestClient(router)
HERE = f"?city=53.71&framework={BUKU1}&period=2023"


def test_json_is_the_stored_assessment(published: Publication) -> None:
    assert api.get(HERE).json() == published.result


@pytest.mark.parametrize("asked", ["?city=kupang", "?city=53.71", f"?city=53.71&framework={BUKU1}"])
def test_the_main_assessment_needs_only_a_city(published: Publication, asked: str) -> None:
    assert api.get(asked).json()["framework"]["id"] == BUKU1


def test_csv_has_one_row_per_indicator(published: Publication) -> None:
    rows = list(csv.DictReader(StringIO(api.get(f"{HERE}&format=csv").content.decode("utf-8-sig"))))

    assert len(rows) == 41
    doubtful = next(row for row in rows if row["code"] == "B1.T4.01")
    assert (doubtful["raw_value"], doubtful["value"], doubtful["suspect"]) == ("97,00%", "97", "1")
    assert doubtful["judgement"] == "baik"
    assert "SUSPECT" in doubtful["flags"].split(";")


@pytest.mark.parametrize(
    "asked", ["?city=00.00", f"?city=53.71&framework={IPM}", "?city=53.71&period=1999", "?city=51.71"]
)
def test_what_is_not_published_is_not_found(published: Publication, asked: str) -> None:
    assert api.get(asked).status_code == 404


@pytest.mark.parametrize("extra", ["", "&format=csv"])
def test_drafts_do_not_leak(published: Publication, actors: Actors, extra: str) -> None:
    enter(actors.city, {"B1.T1.01": "7654"}, actor=actors.actor("analyst"), now=LATER)
    judged(actors.city, "B1.T3.01", "kurang", actor=actors.actor("analyst"), now=LATER, reason="rahasia")

    text = api.get(HERE + extra).content.decode()

    assert "7654" not in text
    assert "rahasia" not in text


def test_a_city_with_drafts_only_is_not_listed(drafts: Actors) -> None:
    assert api.get("/list").json() == []


def test_the_list_names_every_published_period(published: Publication) -> None:
    assert [(row["city"], row["framework"], row["period"]) for row in api.get("/list").json()] == [
        ("53.71", BUKU1, 2023)
    ]
    assert api.get("/list?city=51.71").json() == []
