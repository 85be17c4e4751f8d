"""A few walks: by keyboard, without scripts from a file to the home page, on paper, at 400 %, within the weight."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.browser.server import Site

BUDGET = 40_000
PAGES = ("/", "/kupang/readiness/", "/kupang/data-quality/", "/kupang/places/", "/accounts/login/")


def focused(page: Page) -> str:
    """Return what has the focus, as a person would say it."""
    return page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")


def test_keyboard_reaches_content_menu_and_form(demo: Site, visit: Open) -> None:
    page = visit(demo).go("/en/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    page.goto(demo.url + "/en/")
    seen = []
    for _ in range(9):
        page.keyboard.press("Tab")
        seen.append(focused(page).splitlines()[0])
    assert seen[1:4] == ["Kota Kupang", "Bahasa Indonesia", "Staff log-in"]
    assert {"Home", "Readiness", "Data quality"} <= set(seen)

    page.goto(demo.url + "/en/accounts/login/")
    page.focus("input[name=login]")
    page.keyboard.type("nobody@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong-password")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-error, .error, .errorlist").first).to_be_visible()


def test_focus_is_seen(demo: Site, visit: Open) -> None:
    page = visit(demo).go("/")
    for _ in range(6):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px"


def test_language_switch_stays_on_the_page(demo: Site, visit: Open) -> None:
    page = visit(demo).go("/kupang/readiness/")
    assert page.locator("html").get_attribute("lang") == "id"
    page.click(".tools a[hreflang=en]")
    assert page.url.endswith("/en/kupang/readiness/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click(".tools a[hreflang=id]")
    assert page.url.endswith("/kupang/readiness/")
    assert "/en/" not in page.url


@pytest.mark.parametrize("path", PAGES)
def test_four_hundred_percent(demo: Site, visit: Open, path: str) -> None:
    """At 400 % a screen of 1280 × 1024 has 320 × 256 left: nothing is lost and nothing scrolls sideways."""
    page = visit(demo, width=320, height=256).go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("h1")).to_be_visible()


def test_home_is_light(demo: Site, visit: Open) -> None:
    """HTML and CSS as sent, compressed, stay below 40 kB; no script is sent at all."""
    sizes: dict[str, int] = {}
    tab = visit(demo)
    tab.page.on(
        "requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]})
    )
    page = tab.go("/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) < BUDGET, sizes
    assert not [url for url in sizes if url.endswith(".js")]
    css = next(url for url in sizes if url.endswith(".css"))
    assert re.search(r"warga\.[0-9a-f]{12}\.css", css), "the style sheet may be kept for ever"
    for url in (demo.url + "/", css):
        response = page.request.get(url, headers={"Accept-Encoding": "gzip"})
        assert response.headers["content-encoding"] == "gzip", url
        assert len(gzip.compress(response.body())) < BUDGET


def test_printed_page_leaves_out_what_paper_cannot_do(demo: Site, visit: Open, tmp_path: Path) -> None:
    page = visit(demo).go("/")
    page.emulate_media(media="print")
    for gone in (".menu", ".tools", ".skip"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.pdf(path=tmp_path / "home.pdf").startswith(b"%PDF")


def test_error_page_helps(demo: Site, visit: Open) -> None:
    tab = visit(demo)
    page = tab.go("/en/kupang/nowhere/")
    expect(page.locator("h1")).to_have_text("This page does not exist")
    page.click("main a.button")
    assert page.url.rstrip("/").endswith("/en")
