"""Nobody publishes what they entered, by whatever door it came in, also with both roles."""

import pytest
from django.test import Client
from tests.actors import Actors
from tests.assessments.conftest import BUKU1, LATER, NOW, judged, publish
from tests.factories import LONG_AGO
from tests.indicators.test_views import confirm, upload

from warga.accounts.domain import Role
from warga.accounts.models import Membership
from warga.accounts.services import tokens
from warga.assessments.models import Publication
from warga.indicators.models import Observation

DRAFT = f"/kupang/publish/{BUKU1}/2023/"
VALUE = f"/kupang/values/{BUKU1}/2023/B1.T1.05/"


@pytest.fixture
def both(drafts: Actors) -> Client:
    """Somebody who enters and publishes, where everything entered before is public."""
    publish(drafts)
    Membership.objects.create(
        person=drafts.publisher, city=drafts.city, role=Role.ANALYST, starts_on=LONG_AGO
    )
    return drafts.client("publisher")


def by_key(both: Client, actors: Actors) -> None:
    key = tokens.create(
        owner=actors.publisher, city=actors.city, name="x", actor=actors.actor("publisher"), now=NOW
    )
    value = {"indicator": "B1.T1.05", "raw_value": "7"}
    body = {"framework": BUKU1, "period": 2023, "observations": [value], "reason": "x"}
    answer = Client(headers={"Authorization": f"Bearer {key.secret}"}).post(
        "/api/v1/observations", body, content_type="application/json"
    )
    assert answer.status_code == 200


def by_table(both: Client, actors: Actors) -> None:
    seen = Observation.objects.get(indicator="B1.T1.05", is_latest=True).pk
    body = {"raw-B1.T1.05": "7", "seen-B1.T1.05": str(seen), "reason": "x"}
    assert both.post(f"/kupang/data/{BUKU1}/2023/", body).status_code == 302


def by_page(both: Client, actors: Actors) -> None:
    seen = Observation.objects.get(indicator="B1.T1.05", is_latest=True).pk
    assert both.post(f"{VALUE}correct/", {"raw_value": "7", "seen": seen, "reason": "x"}).status_code == 302


def by_file(both: Client, actors: Actors) -> None:
    confirm(both, upload(both, b"code,raw_value\nB1.T1.05,7\n"))


def by_withdrawing(both: Client, actors: Actors) -> None:
    seen = Observation.objects.get(indicator="B1.T1.05", is_latest=True).pk
    assert both.post(f"{VALUE}correct/", {"raw_value": "", "seen": seen, "reason": "x"}).status_code == 302


def by_judging(both: Client, actors: Actors) -> None:
    judged(actors.city, "B1.T1.05", "kurang", actor=actors.actor("publisher"), now=LATER)


DOORS = [by_key, by_table, by_page, by_file, by_withdrawing, by_judging]


@pytest.mark.parametrize("enter", DOORS, ids=lambda door: door.__name__)
def test_what_one_entered_somebody_else_publishes(drafts: Actors, both: Client, enter: object) -> None:
    enter(both, drafts)  # type: ignore[operator]
    seen = both.get(DRAFT).context["preview"].digest
    assert both.post(DRAFT, {"seen": seen}).status_code in (302, 403, 422)
    assert Publication.objects.count() == 1
    assert Observation.objects.filter(is_public=True, raw_value="7").count() == 0


def test_drafts_nobody_looked_at_are_not_published(drafts: Actors) -> None:
    publisher = drafts.client("publisher")
    for seen in ("", "0" * 24, "x" * 5_000):
        publisher.post(DRAFT, {"seen": seen})
    assert Publication.objects.count() == 0
