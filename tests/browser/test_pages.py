"""Every page one can reach by links, for everybody and for each role, in both languages: axe, 320 px, own host only."""

from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils.translation import override
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.server import Site, Visit, log_in

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PER_KIND = 2
# Answers that are no pages of ours: data, and the API's own documentation.
NO_PAGES = ("/api/", "/static/", "/theme/")


def kind_of(path: str) -> str:
    """Return the name of an address, so that of forty pages alike two are looked at."""
    try:
        with override("en" if path.startswith("/en/") else "id"):
            return resolve(path).view_name
    except Resolver404:
        return path


def links_of(page: Page, site: Site) -> list[str]:
    """Return the paths of this site that a page links to."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    inside = [urldefrag(url)[0].removeprefix(site.url) for url in found if url.startswith(site.url + "/")]
    return [path for path in dict.fromkeys(inside) if not path.startswith(NO_PAGES)]


def crawl(tab: Visit, start: str) -> list[str]:
    """Return the paths reached from ``start`` in its language, at most two of a kind, files left out."""
    english = start.startswith("/en/")
    waiting, found, kinds = [start], [], Counter[tuple[str, bool]]()
    while waiting:
        path = waiting.pop(0)
        kind = (kind_of(urlsplit(path).path), "?" in path)
        if path in found or kinds[kind] >= PER_KIND:
            continue
        response = tab.page.request.get(tab.site.url + path)
        if "text/html" not in response.headers.get("content-type", ""):
            continue
        kinds[kind] += 1
        found.append(path)
        waiting += [link for link in links_of(tab.go(path), tab.site) if link.startswith("/en/") == english]
    return found


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


@pytest.mark.parametrize("start", ["/", "/en/"])
@pytest.mark.parametrize("who", ["", "analis", "penerbit", "admin"])
def test_every_page_is_accessible(demo: Site, visit: Open, who: str, start: str) -> None:
    tab = visit(demo)
    if who:
        log_in(tab, who)
    found: dict[str, list[str]] = {}
    paths = crawl(tab, start)
    for path in paths:
        page = tab.go(path)
        found[path] = faults(page)
        page.set_viewport_size({"width": 320, "height": 800})
        found[path] += [f"wider than 320 px: {what}" for what in overflow(page)]
        page.set_viewport_size({"width": 1280, "height": 900})
        found[path] += [] if page.locator("h1").count() == 1 else ["not exactly one h1"]
    assert len(paths) > 8, paths
    faulty = [f"{path}: {what}" for path, faults_there in found.items() for what in faults_there]
    assert not faulty, "\n".join(faulty)
