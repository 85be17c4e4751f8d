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
    """The demo on a port of its own, started as ``make run`` does it."""

    var: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.var / "server.log"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.var.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WARGA_", "DJANGO_"))}
        deadline = time.monotonic() + 120
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "warga", "demo", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=kept | {"WARGA_VAR": str(self.var), "PYTHONPATH": str(ROOT / "src")},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        while not answers(self.url):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                pytest.fail(f"the server did not start:\n{self.log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the process that was started here, and no other."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url + "/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


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
    """Log in through the form by e-mail address, or as ``admin``, ``analis`` or ``penerbit`` of the demo."""
    page = tab.go("/accounts/login/")
    page.fill("input[name=login]", who if "@" in who else f"{who}@kupang.example")
    page.fill("input[name=password]", password)
    page.click("main form button")
    page.wait_for_url(lambda url: "/login/" not in url)


def log_out(tab: Visit) -> None:
    tab.page.click(".tools form button")
