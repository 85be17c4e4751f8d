"""From a button to a bar without a script: an analyst counts again, a worker beside the server does it, the public looks."""

from playwright.sync_api import expect
from tests.browser.conftest import Open
from tests.browser.server import Site, log_in
from tests.browser.test_pages import faults, overflow

YEAR = "/en/kupang/uncertainty/ipm-2010/2023/"
SHOWN = "?framework=ipm-2010&period=2023"


def test_count_again_and_look_at_it(demo_to_change: Site, visit: Open) -> None:
    tab = visit(demo_to_change, width=320, scripts=False)
    log_in(tab, "analis")
    page = tab.go(YEAR)
    page.fill("[name=draws]", "2000")
    page.fill("[name=seed]", "7")
    page.click("main form button")
    for _ in range(60):
        if "The public sees this result." in page.inner_text("main"):
            break
        expect(page.locator("progress")).to_be_visible()
        page.wait_for_timeout(500)
        page.click("main .actions a >> nth=0")
    expect(page.locator("main")).to_contain_text("The public sees this result.")

    public = visit(demo_to_change, width=320, scripts=False)
    page = public.go(f"/en/kupang/certainty/{SHOWN}")
    expect(page.locator(".headline")).to_contain_text("place among 21 cities")
    expect(page.locator("dl.facts")).to_contain_text("2,000")
    expect(page.locator("svg.interval")).to_have_count(4)
    assert overflow(page) == []


def test_a_what_if_is_an_address_one_can_send(demo: Site, visit: Open) -> None:
    page = visit(demo, scripts=False).go(f"/en/kupang/what-if/{SHOWN}")
    page.fill("[name='v.UHH']", "75,5")
    page.click("main form button")
    expect(page.locator(".headline")).to_contain_text("83.19")
    told = page.inner_text(".headline")

    other = visit(demo)
    page = other.go(page.url.removeprefix(demo.url))
    assert page.inner_text(".headline") == told
    assert faults(page) == []
