"""Menus and colours."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.actors import Actors
from tests.factories import make_city

from warga.web import navigation
from warga.web.colour import SAND, contrast, readable

CSS = Path(navigation.__file__).parent / "static" / "web" / "warga.css"


def test_every_entry_has_an_address() -> None:
    for entry in (*navigation.PUBLIC, *navigation.STAFF):
        assert navigation.address(entry.name, "kupang"), entry.name


def test_only_city_is_at_home_at_the_root() -> None:
    assert navigation.home("kupang", alone=True) == "/"
    assert navigation.home("kupang", alone=False) == "/kupang/"
    assert navigation.home(None, alone=False) == "/"


def test_current_page_and_current_section() -> None:
    def marks(path: str) -> dict[str, str]:
        return {link.url: link.current for link in navigation.links("public", path, "kupang", alone=True)}

    assert marks("/")["/"] == "page"
    assert marks("/kupang/readiness/")["/kupang/readiness/"] == "page"
    assert marks("/kupang/readiness/x/")["/kupang/readiness/"] == "true"
    assert marks("/kupang/readiness/")["/"] == ""


def test_no_city_no_pages_of_a_city() -> None:
    assert [link.url for link in navigation.links("public", "/", None)] == ["/"]


@pytest.mark.django_db
def test_menu_of_staff_follows_the_role(actors: Actors) -> None:
    analyst = actors.client("analyst").get("/en/kupang/data/").content.decode()
    assert "/en/kupang/judgements/" in analyst
    assert "/en/kupang/publish/" not in analyst
    assert "/en/kupang/publish/" not in Client().get("/en/kupang/").content.decode()


@pytest.mark.django_db
def test_several_cities_each_keep_their_menu(client: Client) -> None:
    make_city(slug="kupang", name="Kota Kupang")
    make_city(slug="ende", name="Ende")
    page = client.get("/ende/places/").content.decode()
    assert 'href="/ende/readiness/"' in page
    assert "/kupang/" not in page
    assert '<a href="/">Semua kota</a>' in page


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("accent", ["#ffd700", "#ffffff", "#00ff00", "#c2321f", "#000000"])
def test_any_accent_becomes_readable(accent: str) -> None:
    assert contrast(readable(accent) or "", SAND) >= 4.5


def test_readable_accent_stays_and_no_colour_is_none() -> None:
    assert readable("#C2321F") == "#c2321f"
    assert readable("url(x)") is None


def token(name: str) -> str:
    found = re.search(rf"--{name}: (#[0-9a-f]{{3,6}});", CSS.read_text())
    assert found, name
    colour = found[1]
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "muted", "sea", "accent") for ground in ("paper", "sand")),
        ("good", "good-soft"),
        ("fair", "fair-soft"),
        ("poor", "poor-soft"),
        ("muted", "none-soft"),
        ("sea", "sea-soft"),
        ("ink", "fair-soft"),
        ("ink", "poor-soft"),
    ],
)
def test_tokens_are_readable(text: str, ground: str) -> None:
    assert contrast(token(text), token(ground)) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "sand"])
def test_edges_of_controls_are_seen(ground: str) -> None:
    assert contrast(token("field"), token(ground)) >= 3


def test_style_stays_small() -> None:
    assert CSS.stat().st_size < 25_000
    assert "@import" not in CSS.read_text()
    assert "url(" not in CSS.read_text()
