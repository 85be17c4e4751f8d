"""A real Chromium against the real server: the demo as ``make run`` starts it, in a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here, and let it speak to this machine only."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser of this machine; skip aloud, or fail where all is required. Nothing is downloaded."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    message = "no Chromium found on this machine"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all walks, closed at the end."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield found
        found.close()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(var: Path) -> Site:
    """Start the demo in ``var`` as ``make run`` does and wait until it answers."""
    port = free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WARGA_", "DJANGO_"))}
    environment = kept | {"WARGA_VAR": str(var), "PYTHONPATH": str(ROOT / "src")}
    log = var / f"server-{port}.log"
    var.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "warga", "demo", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(f"http://127.0.0.1:{port}", process, log)
    deadline = time.monotonic() + 120
    while not answers(site.url):
        if process.poll() is not None or time.monotonic() > deadline:
            stop(site)
            pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.2)
    return site


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url + "/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def stop(site: Site) -> None:
    site.process.terminate()
    try:
        site.process.wait(10)
    except subprocess.TimeoutExpired:
        site.process.kill()
        site.process.wait(10)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """The demo city, for tests that only look."""
    site = start(tmp_path_factory.mktemp("demo"))
    yield site
    stop(site)


@pytest.fixture
def demo_to_change(tmp_path: Path, chromium: str) -> Iterator[Site]:
    """A demo city of one's own, for tests that write."""
    site = start(tmp_path / "var")
    yield site
    stop(site)


@dataclass
class Visit:
    """A tab, and every address it asked for elsewhere."""

    page: Page
    site: Site
    strangers: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:")):
            self.strangers.append(request.url)

    def go(self, path: str) -> Page:
        self.page.goto(self.site.url + path)
        return self.page


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
        opened.append((context, tab))
        return tab

    yield open_tab
    asked = [url for _context, tab in opened for url in tab.strangers]
    for context, _tab in opened:
        context.close()
    assert not asked, f"asked another host: {asked}"


def log_in(tab: Visit, email: str, password: str) -> None:
    """Log in through the form, as a person does."""
    page = tab.go("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form button:not([type=button])")
