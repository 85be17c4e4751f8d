"""Texts made to run in a reader's browser: stored in every free text there is, looked for on every page."""

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Literal

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.html import escape
from tests.actors import Actors
from tests.architecture.test_urls import EVERY
from tests.assessments.conftest import BUKU1, NOW, VALUES, publish
from tests.factories import LONG_AGO, make_agency, make_kelurahan

from warga.accounts.domain import Role
from warga.accounts.models import Membership, Person
from warga.accounts.services import invitations, tokens
from warga.assessments.services.importing import commit_import
from warga.assessments.services.judgements import Row, judge
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.imports import plan_import, store_upload
from warga.indicators.services.planning import Scope
from warga.places.models import Boundary, Kelurahan

TEXTS = [
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "</textarea></title><svg onload=alert(1)>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "%(name)s%s{0}&lt;b&gt;",
]  # fmt: skip
HARMLESS_TAGS = {
    "a", "abbr", "article", "aside", "b", "body", "br", "button", "caption", "circle", "code", "dd", "desc", "details", "div", "dl",
    "dt", "em", "fieldset", "figcaption", "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "head", "header", "html", "i",
    "img", "input", "label", "legend", "li", "line", "link", "main", "meta", "nav", "ol", "optgroup", "option", "p", "path", "polygon",
    "polyline", "pre", "progress", "rect", "section", "select", "small", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody",
    "td", "text", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tspan", "ul", "use", "wbr",
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of a page, as far as it could run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS_TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            address = name in ("href", "src", "action", "formaction", "xlink:href")
            elsewhere = address and (value or "").strip().lower().startswith(
                ("javascript:", "data:text", "//")
            )
            if name.startswith("on") or name in ("style", "srcdoc") or elsewhere:
                self.faults.append(f"<{tag} {name}={value!r}>")


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def city_full_of_it(actors: Actors, text: str) -> Actors:
    """Kupang with published values, and one text as every name, reason, source and file name."""
    city, analyst = actors.city, actors.actor("analyst")
    city.name = city.province = text[:80]
    city.accent = text[:7]
    city.emblem_svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>{text}</svg>"
    city.save()
    Person.objects.update(name=text)
    ward = make_kelurahan(city, name=text, aliases=text)
    ring = [[123.5, -10.2], [123.6, -10.2], [123.6, -10.1], [123.5, -10.2]]
    Boundary.objects.create(
        place_code=ward.code,
        geometry={"type": "MultiPolygon", "coordinates": [[ring]]},
        source=text, licence=text, imported_at=NOW,
    )  # fmt: skip
    assert Kelurahan.objects.count() == 1
    make_agency(city, name=text)
    load_shipped(framework_id=BUKU1, actor=analyst, now=NOW)
    scope = Scope(BUKU1, city=city, period=2023)
    cell = '"' + text.replace('"', '""') + '"'
    rows = "\n".join(f'{code},"{raw}",{cell}' for code, raw in VALUES.items())
    data = f"code,raw_value,source\n{rows}\n".encode()
    plan = plan_import(data=data, filename=text, scope=scope, now=NOW)
    commit_import(plan=plan, author=text, reason=text, actor=analyst, now=NOW)
    row = Row(BUKU1, 2023, "B1.T1.05")
    judge(city=city, row=row, level="baik", author=text, judged_on=date(2024, 5, 2), reason=text, actor=analyst, now=NOW)  # fmt: skip
    publish(actors)
    judge(city=city, row=row, level="sedang", author=text, judged_on=date(2024, 5, 2), reason=text, actor=analyst, now=NOW)  # fmt: skip
    tokens.create(owner=actors.analyst, city=city, name=text, actor=analyst, now=NOW)
    invitations.invite(email="x@example.org", name=text, city=city, role=Role.ANALYST, actor=analyst, now=NOW)
    for role in Role:
        Membership.objects.get_or_create(
            person=actors.analyst, city=city, role=role, defaults={"starts_on": LONG_AGO}
        )
    return actors


@pytest.mark.parametrize("who", ["resident", "analyst"])
def test_nothing_runs_on_any_page(
    city_full_of_it: Actors, text: str, who: Literal["resident", "analyst"]
) -> None:
    client = city_full_of_it.client(who)
    shown, faults = 0, []
    for path, html in pages(client, city_full_of_it):
        faults += [f"{path}: {fault}" for fault in Page(html).faults]
        if text[0] in "<\"'" and text in html:
            faults.append(f"{path}: {text}")
        shown += escape(text) in html
    assert faults == []
    assert shown >= (25 if who == "analyst" else 8), "the text stands on most pages, as a text"


def pages(client: Client, actors: Actors) -> Iterator[tuple[str, str]]:
    """Every page that answers, also the one of a file whose rows are refused."""
    upload = store_upload(
        scope=Scope(BUKU1, city=actors.city, period=2023),
        data=f"code,raw_value,nilai lain\n{TEXTS[0]},{TEXTS[0]},x\n".encode(),
        filename=TEXTS[0], judged_by=TEXTS[0], actor=actors.actor("analyst"), now=NOW,
    )  # fmt: skip
    known = {"pk": actors.analyst.pk, "upload": upload.pk, "indicator": "B1.T1.05", "code": "B1.T1.05"}
    for name, sample in EVERY:
        if name == "account_logout":
            continue
        path = reverse(name, kwargs={part: known.get(part, value) for part, value in sample.items()})
        answer = client.get(
            path, {"next": TEXTS[0], "period": TEXTS[0], "framework": TEXTS[0], "page": TEXTS[0]}
        )
        yield from read(path, answer)
        yield from read(path, client.get(path))


def read(path: str, answer: object) -> Iterator[tuple[str, str]]:
    kind = answer.headers.get("Content-Type", "")  # type: ignore[attr-defined]
    if kind.startswith("text/html"):
        yield path, answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example"])  # fmt: skip
def test_logging_in_leads_nowhere_else(actors: Actors, target: str) -> None:
    from_login = Client().post(
        "/accounts/login/?next=" + target,
        {"login": actors.stranger.email, "password": "kelor-dan-jagung-titi", "next": target},
    )
    assert from_login.status_code == HTTPStatus.FOUND
    assert from_login["Location"].startswith("/accounts/")
    assert "evil" not in from_login["Location"].split("?")[0]


def test_a_session_from_before_the_log_in_is_not_the_one_after(actors: Actors) -> None:
    client = Client()
    client.get("/kupang/data/")
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
    client.post("/accounts/login/", {"login": actors.stranger.email, "password": "kelor-dan-jagung-titi"})
    assert client.cookies["sessionid"].value != before


def test_a_form_without_its_token_changes_nothing_anywhere(actors: Actors) -> None:
    client = actors.client("analyst")
    client.handler.enforce_csrf_checks = True
    for name, sample in EVERY:
        if name.startswith("api:"):
            continue
        answer = client.post(reverse(name, kwargs=sample), {})
        assert answer.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED), name


@override_settings(ALLOWED_HOSTS=["siap.kupangkota.go.id"])
def test_another_host_is_not_answered(client: Client, db: None) -> None:
    for host in ("evil.example", "siap.kupangkota.go.id.evil.example", "siap.kupangkota.go.id@evil.example"):
        assert client.get("/accounts/login/", headers={"host": host}).status_code in (400, 403)
