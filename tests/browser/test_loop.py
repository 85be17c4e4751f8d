"""The main job without a script: a file becomes a page the public reads, by two pairs of hands."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.browser.server import Site, log_in, log_out

# As a city saves it from a spreadsheet: byte order mark, semicolons, decimal commas.
ROWS = """code;raw_value;tahun;interpretasi
B1.T3.01;98,50%;2024;Baik
B1.T3.02;Tersedia;2024;Baik
B1.T3.03;210;2024;Baik
B1.T3.07;6;2024;Sedang
B1.T1.05;1.250;2024;
"""
BROKEN = ROWS.replace("98,50%", "-3%").replace("B1.T3.03", "B1.T9.99")
FRAMEWORK = "kupang-buku1-2023"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kupang 2024.csv"
    path.write_bytes(b"\xef\xbb\xbf" + ROWS.encode())
    return path


def upload(page: Page, site: Site, file: Path) -> None:
    page.goto(f"{site.url}/en/kupang/data/import/")
    page.select_option("[name=framework]", FRAMEWORK)
    page.set_input_files("[name=file]", file)
    page.fill("[name=judged_by]", "Bappeda Kota Kupang")
    page.click("main form button")


def test_from_a_file_to_the_home_page(demo_to_change: Site, visit: Open, file: Path, tmp_path: Path) -> None:
    site = demo_to_change
    tab = visit(site, scripts=False)
    page = tab.page
    log_in(tab, "analis")

    broken = tmp_path / "broken.csv"
    broken.write_text(BROKEN)
    upload(page, site, broken)
    expect(page.locator(".badge-poor")).to_have_count(2)
    expect(page.locator("input[name=digest]")).to_have_count(0)

    upload(page, site, file)
    expect(page.locator("main")).to_contain_text("UTF-8")
    expect(page.locator(".badge-good")).to_have_count(5)
    page.click("main form:has([name=digest]) button")
    expect(page.locator(".notice-success")).to_be_visible()

    page.goto(f"{site.url}/en/kupang/judgements/{FRAMEWORK}/2024/B1.T1.05/")
    page.check("[name=level] >> nth=1")
    page.fill("[name=reason]", "Fewer scholarships than the plan foresaw.")
    page.click("main form button")
    expect(page.locator(".notice-success")).to_be_visible()
    page.goto(f"{site.url}/en/kupang/publish/{FRAMEWORK}/2024/")
    expect(page.locator("main form")).to_have_count(0)
    page.goto(f"{site.url}/en/")
    expect(page.locator(".headline .figure")).to_contain_text("10/12")
    log_out(tab)

    log_in(tab, "penerbit")
    page.goto(f"{site.url}/en/kupang/publish/{FRAMEWORK}/2024/")
    expect(page.locator("main")).to_contain_text("98,50%")
    page.click("main form button")
    expect(page.locator(".notice-success")).to_be_visible()
    log_out(tab)

    page.goto(f"{site.url}/en/")
    expect(page.locator(".headline .figure")).to_contain_text("3/5")
    page.goto(f"{site.url}/en/kupang/indicators/B1.T3.01/")
    expect(page.locator("main")).to_contain_text("98,50%")
    expect(page.locator("main")).to_contain_text("Bappeda Kota Kupang")


def test_second_start_loads_nothing_and_loses_nothing(demo_to_change: Site, visit: Open, file: Path) -> None:
    """``make run`` again, with yesterday's drafts still there; benchmarks/start.py says how long it takes."""
    tab = visit(demo_to_change)
    log_in(tab, "analis")
    upload(tab.page, demo_to_change, file)
    tab.page.click("main form:has([name=digest]) button")
    expect(tab.page.locator(".notice-success")).to_be_visible()
    assert demo_to_change.log.read_text("utf-8").count(f": {FRAMEWORK}") == 1
    demo_to_change.restart()
    assert demo_to_change.log.read_text("utf-8").count(f": {FRAMEWORK}") == 1
    page = tab.go(f"/kupang/data/{FRAMEWORK}/2024/")
    expect(page.locator("input[value='98,50%']")).to_have_count(1)
