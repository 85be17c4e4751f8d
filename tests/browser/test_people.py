"""Coming in: from the invitation to the second step and the staff pages, on a phone and without scripts."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.server import Site, log_in
from tests.browser.test_pages import faults as barriers

PASSWORD = "kelor-jagung-titi-sepe"


def code_now(secret: str) -> str:
    """The six digits an authenticator app shows now (RFC 6238)."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1
    ).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def send(page: Page) -> None:
    page.click("main form button:not([type=button])")


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    found = [f"{page.url}: {fault}" for fault in barriers(page)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{page.url}: wider than the window")
    return found


def test_an_invited_person_walks_in(demo_to_change: Site, visit: Open) -> None:
    desk = visit(demo_to_change)
    log_in(desk, "admin")
    page = desk.go("/accounts/kupang/people/invite/")
    page.fill("[name=email]", "baru@kupang.example")
    page.fill("[name=name]", "Baru")
    page.select_option("[name=role]", "analyst")
    send(page)
    link = re.search(r"/accounts/invitation/\S+/", page.inner_text("main"))
    assert link

    phone = visit(demo_to_change, width=320, height=640, scripts=False)
    page = phone.go(link[0])
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    send(page)
    log_in(phone, "baru@kupang.example", PASSWORD)
    page = phone.go("/accounts/kupang/keys/")
    assert "/accounts/reauthenticate/" in page.url
    page.fill("[name=password]", PASSWORD)
    send(page)
    page.fill("[name=code]", code_now(page.inner_text("main ol code")))
    send(page)
    assert page.locator("main li code").count() == 10
    assert phone.go("/accounts/kupang/keys/").locator("h1").inner_text() == "Kunci untuk program"


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_about_people_have_no_barrier(demo: Site, visit: Open, width: int) -> None:
    tab = visit(demo, width=width)
    found: list[str] = []
    for path in ("login/", "signup/", "password/reset/", "password/reset/done/", "invitation/x/"):
        found += faults(tab.go(f"/accounts/{path}"))
    log_in(tab, "admin")
    for path in ("", "password/change/", "2fa/", "logout/", "reauthenticate/"):
        found += faults(tab.go(f"/accounts/{path}"))
    for path in ("people/", "people/invite/", "people/1/", "agencies/", "keys/"):
        found += faults(tab.go(f"/en/accounts/kupang/{path}"))
    assert found == []
