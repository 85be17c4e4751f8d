"""The base template, its components and the pages for when something fails."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db
SAMPLE = {
    "parts": [("good", "Baik", 10), ("fair", "Sedang", 2), ("none", "Not judged", 29)],
    "moments": [("2013", 77.24), ("2019", 79.55), ("2020", 81.91, True), ("2023", 82.77)],
}


def test_style_page_renders_every_component() -> None:
    html = render_to_string("web/style.html", SAMPLE)
    assert html.count("<h1") == 1
    assert 'class="badge badge-good"' in html
    assert "{%" not in html


def test_nothing_inline() -> None:
    html = render_to_string("web/style.html", SAMPLE)
    assert not re.search(r'style="|<style|\son[a-z]+="|<script', html)


@pytest.mark.parametrize(("path", "words"), [("/nothing/", "tidak"), ("/en/nothing/", "does not exist")])
def test_unknown_page(client: Client, path: str, words: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_language_switch_keeps_page_and_query(client: Client) -> None:
    assert 'href="/en/nothing/?a=1"' in client.get("/nothing/?a=1").content.decode()
    assert 'href="/nothing/?a=1"' in client.get("/en/nothing/?a=1").content.decode()
