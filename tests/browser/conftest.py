"""A real Chromium against the real server: the demo as ``make run`` starts it, in a folder of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from tests.browser.server import Site, Visit, free_port
from tests.needs import lacking

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser of this machine; skip aloud, or fail where all is required. Nothing is downloaded."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next(found, None) or lacking("no Chromium found on this machine")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the walks of a file; while it lives Django thinks an event loop runs, so it is closed soon."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """The demo city, for tests that only look."""
    site = Site(tmp_path_factory.mktemp("demo"), free_port())
    site.start()
    yield site
    site.stop()


@pytest.fixture
def demo_to_change(tmp_path: Path, chromium: str) -> Iterator[Site]:
    """A demo city of one's own, for tests that write."""
    site = Site(tmp_path / "var", free_port())
    site.start()
    yield site
    site.stop()


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open tabs with ``visit(site, width=320, scripts=False)``; no tab may ask another machine for anything."""
    opened: list[tuple[BrowserContext, Visit]] = []

    def open_tab(site: Site, width: int = 1280, height: int = 900, *, scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        tab = Visit(context.new_page(), site)
        context.on("request", tab.note)
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.on(
            "console", lambda line: tab.complaints.append(line.text) if line.type == "error" else None
        )
        opened.append((context, tab))
        return tab

    yield open_tab
    asked = [url for _context, tab in opened for url in tab.strangers]
    for context, _tab in opened:
        context.close()
    assert not asked, f"asked another host: {asked}"
    complaints = [line for _context, tab in opened for line in tab.complaints if "Content Security" in line]
    assert not complaints
