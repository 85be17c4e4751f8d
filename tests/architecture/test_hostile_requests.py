"""Requests made to harm: every address answers them, whoever asks, and never falls over."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import product
from typing import Any, Literal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.actors import Actors
from tests.architecture.test_urls import EVERY
from tests.assessments.conftest import NOW, drafts, publish
from tests.factories import LONG_AGO

from warga.accounts.domain import Role
from warga.accounts.models import Membership
from warga.accounts.services import tokens
from warga.indicators.models import Observation

__all__ = ["drafts"]

NASTY = {
    "a zero byte": "5\x00",
    "half a letter": "5\udc80",
    "a long text": "x" * 5_000,
    "a huge number": "9" * 60,
    "a negative number": "-1",
    "nothing": "",
    "a script": "<script>alert(1)</script>\"'>",
    "a turned text": "\u202e\u200b50",
    "a day before days": "0001-01-01",
    "the last day": "9999-12-31",
}
RUNS = b"<script>alert"
NAMES = (
    "after", "again", "agency", "author", "citation", "city", "code", "digest", "email", "ends_on", "expires_at", "format",
    "framework", "indicator", "judged_on", "kelurahan", "language", "level", "limit", "login", "name", "next", "note", "page",
    "password", "period", "raw-B1.T1.05", "raw_value", "reason", "role", "seen", "seen-B1.T1.05", "starts_on", "year",
)  # fmt: skip


@pytest.fixture
def everything(drafts: Actors) -> Actors:
    """Kupang with published values and judgements, and somebody who may do everything there."""
    publish(drafts)
    for role in Role:
        held = Membership.objects.filter(person=drafts.analyst, role=role)
        if not held.exists():
            Membership.objects.create(person=drafts.analyst, city=drafts.city, role=role, starts_on=LONG_AGO)
    return drafts


@pytest.mark.parametrize("who", ["resident", "analyst"])
@pytest.mark.parametrize("kind", NASTY)
def test_every_address_survives(everything: Actors, who: Literal["resident", "analyst"], kind: str) -> None:
    client = everything.client(who)
    client.raise_request_exception = False
    fell = []
    for name, sample in sorted(EVERY, key=lambda entry: entry[0] == "account_logout"):
        for path in addresses(name, sample, NASTY[kind]):
            for answer in asked(client, path, NASTY[kind]):
                if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or RUNS in b"".join(answer):
                    fell.append((answer.request["REQUEST_METHOD"], name, path[:120]))
    assert fell == []


def addresses(name: str, sample: dict[str, Any], nasty: str) -> Iterator[str]:
    """Yield the address itself, and with each of its parts replaced where the address allows it."""
    path_text = nasty.encode("utf-8", "replace").decode()
    yield reverse(name, kwargs=sample)
    for part in sample:
        try:
            yield reverse(name, kwargs=sample | {part: path_text})
        except NoReverseMatch:
            continue


def asked(client: Client, path: str, nasty: str) -> Iterator[HttpResponse]:
    text = nasty.encode("utf-8", "replace").decode()
    yield client.get(path, dict.fromkeys(NAMES, text))
    yield client.post(path, dict.fromkeys(NAMES, text))


VALUES = '{"framework":%s,"period":%s,"citation":%s,"reason":%s,"observations":[{"indicator":%s,"raw_value":%s,"seen":%s}]}'
SOUND = ('"kupang-buku1-2023"', "2023", '""', '""', '"B1.T1.01"', '"5"', "null")
WRONG = ('"\\u0000"', '"\\ud800"', "NaN", "1e400", "9" * 5_000, "-1", '""', "{}", "true")


def bodies() -> Iterator[bytes]:
    """Yield what is no request at all, then requests with one fault each."""
    yield from (b"", b"[", b"[" * 100_000, b'{"a":' * 50_000, b"\xff", b"null", b"[]", b'"x"', b"{}", b"\x00")
    for place, wrong in product(range(len(SOUND)), WRONG):
        parts = list(SOUND)
        parts[place] = wrong
        yield (VALUES % tuple(parts)).encode()


def test_a_program_may_send_anything(everything: Actors) -> None:
    key = tokens.create(
        owner=everything.analyst, city=everything.city, name="x", actor=everything.actor("analyst"), now=NOW
    )
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {key.secret}"})
    for body in bodies():
        answer = client.post("/api/v1/observations", body, content_type="application/json")
        assert answer.status_code in (200, 400, 404, 413, 422), (body[:300], answer.status_code)
        assert answer.status_code == HTTPStatus.OK or answer.json()["code"], body[:300]
    stored = (
        Observation.objects.filter(indicator="B1.T1.01").order_by("pk").values_list("raw_value", "citation")
    )
    assert list(stored) == [("5", ""), ("", "")], "the sound request, and the one that withdraws its value"
