"""Headers, error pages and the style of a city."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory, override_settings
from tests.actors import Actors
from tests.factories import make_city

from warga.web import views
from warga.web.middleware import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.django_db


def test_every_answer_carries_the_policy(client: Client) -> None:
    for path in ("/", "/nowhere/", "/theme/0f5c6e.css", "/accounts/login/"):
        response = client.get(path)
        assert response["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, path
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert "geolocation=()" in response["Permissions-Policy"]
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


def test_pages_of_staff_are_not_kept(actors: Actors) -> None:
    response = actors.client("analyst").get("/accounts/")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_answers_are_compressed(client: Client) -> None:
    make_city(slug="kupang")
    response = client.get("/kupang/places/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda request: views.bad_request(request, SuspiciousOperation("x")), 400),
        (lambda request: views.not_allowed(request, PermissionDenied("Only for publishers.")), 403),
        (lambda request: views.csrf_failure(request, "no cookie"), 403),
        (lambda request: views.not_found(request, None), 404),
        (views.server_error, 500),
    ],
)
def test_error_pages_need_no_database(answer: Any, status: int, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = answer(RequestFactory().get("/x/"))
    html = response.content.decode()
    assert response.status_code == status
    assert html.count("<h1") == 1
    assert 'class="button"' in html


def test_refusal_gives_its_reason(rf: RequestFactory) -> None:
    html = views.not_allowed(rf.get("/"), PermissionDenied("<b>Only</b> for publishers.")).content.decode()
    assert "&lt;b&gt;Only&lt;/b&gt; for publishers." in html


def test_a_form_without_token_is_told_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/accounts/login/", {"login": "x"})
    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()


def test_an_unknown_host_gets_the_plain_page() -> None:
    with override_settings(ALLOWED_HOSTS=["kupang.example"]):
        response = Client().get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_accent_is_a_file_of_its_own(client: Client) -> None:
    make_city(slug="ende", accent="#FFD700")
    page = client.get("/ende/places/").content.decode()
    address = page.split('href="/theme/')[1].split('"')[0]
    response = client.get(f"/theme/{address}")
    assert response["Content-Type"] == "text/css"
    assert "immutable" in response["Cache-Control"]
    assert response.content.decode() == f":root{{--accent:#{address[:6]}}}"


def test_standard_accent_asks_for_nothing_more(client: Client) -> None:
    make_city(slug="kupang")
    assert "/theme/" not in client.get("/kupang/places/").content.decode()


@pytest.mark.parametrize("colour", ["red", "0F5C6E", "0f5c6", "0f5c6e7"])
def test_only_colours_have_an_address(client: Client, colour: str) -> None:
    assert client.get(f"/theme/{colour}.css").status_code == 404


def test_emblem_is_an_image_and_never_markup(client: Client) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    make_city(slug="ende", emblem_svg=svg)
    page = client.get("/ende/places/").content.decode()
    assert "<script>" not in page
    assert '<img src="data:image/svg+xml;base64,' in page


@pytest.mark.parametrize("path", ["/kupang%00/", "/api/v1/frameworks/x%00", "/?period=%00", "/en/?next=%00x"])
def test_a_zero_byte_in_an_address_is_refused(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_a_body_no_form_has_is_refused_before_it_is_read(client: Client) -> None:
    response = client.post("/en/accounts/login/", b"x", content_type="text/plain", CONTENT_LENGTH="8000001")
    assert response.status_code == 413
    assert "too large" in response.content.decode()
