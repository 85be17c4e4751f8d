"""The real server and a tab of the real browser, for the walks."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from warga.accounts.domain import DEMO_PASSWORD

ROOT = Path(__file__).parents[2]


@dataclass
class Site:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


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


@dataclass
class Visit:
    """A tab, and every address it asked for elsewhere."""

    page: Page
    site: Site
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:")):
            self.strangers.append(request.url)

    def go(self, path: str) -> Page:
        self.page.goto(self.site.url + path)
        return self.page


def log_in(tab: Visit, who: str, password: str = DEMO_PASSWORD) -> None:
    """Log in through the form by address, or as ``admin``, ``analis`` or ``penerbit`` of the demo."""
    page = tab.go("/accounts/login/")
    page.fill("input[name=login]", who if "@" in who else f"{who}@kupang.example")
    page.fill("input[name=password]", password)
    page.click("main form button")
    page.wait_for_url(lambda url: "/login/" not in url)


def log_out(tab: Visit) -> None:
    tab.page.click(".tools form button")
