"""Every page one can reach by links, for everybody and for each role, in both languages: axe, 320 px, own host only."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils.translation import override
from playwright.sync_api import Error, Page
from tests.browser.conftest import Open
from tests.browser.server import ROOT, Site, Visit, log_in

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# For whoever wants to look; never committed.
SCREENSHOTS = ROOT / "var" / "screenshots"
# Answers that are no pages of ours: data, and the API's own documentation.
NO_PAGES = ("/api/", "/static/", "/theme/")


def kind_of(path: str) -> str:
    """Return the name of an address, so that of forty pages alike two are looked at."""
    try:
        with override("en" if path.startswith("/en/") else "id"):
            return resolve(path).view_name
    except Resolver404:
        return path


def links_of(tab: Visit) -> list[str]:
    """Return the paths of this site that the open page links to."""
    found = tab.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    here = tab.site.url
    inside = [urldefrag(url)[0].removeprefix(here) for url in found if url.startswith(here + "/")]
    return [path for path in dict.fromkeys(inside) if not path.startswith(NO_PAGES)]


def pages_from(tab: Visit, start: str, per_kind: int) -> Iterator[str]:
    """Open every page reached from ``start`` in its language, at most ``per_kind`` of a kind; files are left out."""
    english = start.startswith("/en/")
    waiting, seen, kinds = [start], set[str](), Counter[tuple[str, bool]]()
    while waiting:
        path = waiting.pop(0)
        kind = (kind_of(urlsplit(path).path), "?" in path)
        if path in seen or kinds[kind] >= per_kind:
            continue
        seen.add(path)
        try:
            response = tab.page.goto(tab.site.url + path)
        except Error:  # a file to download is no page
            continue
        if response and "text/html" in response.headers.get("content-type", ""):
            kinds[kind] += 1
            waiting += [link for link in links_of(tab) if link.startswith("/en/") == english]
            yield path


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong, with the rule and the element."""
    results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:160]} {node['any'][:1]}"
        for violation in results.response["violations"]
        for node in violation["nodes"][:4]
    ]


def overflow(page: Page) -> list[str]:
    """Return what is wider than the window, unless it scrolls in a box of its own."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
        [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest('.table-wrap'))
        .map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""
    )


def all_faults(page: Page) -> Iterator[str]:
    """Yield what is wrong with the open page, on a screen and at 320 px."""
    yield from faults(page)
    if page.locator("h1").count() != 1:
        yield "not exactly one h1"
    page.set_viewport_size({"width": 320, "height": 800})
    yield from (f"wider than 320 px: {what}" for what in overflow(page))
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("start", ["/", "/en/"])
@pytest.mark.parametrize(("who", "per_kind"), [("", 2), ("analis", 1), ("penerbit", 1), ("admin", 1)])
def test_every_page_is_accessible(demo: Site, visit: Open, who: str, per_kind: int, start: str) -> None:
    tab = visit(demo)
    if who:
        log_in(tab, who)
    seen, faulty = 0, []
    for path in pages_from(tab, start, per_kind):
        seen += 1
        faulty += [f"{path}: {what}" for what in all_faults(tab.page)]
        if not who:
            name = path.strip("/").replace("/", "-").replace("?", "-") or "home"
            tab.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
    assert seen > 8
    assert not faulty, "\n".join(faulty)
