"""A city's home with 514 cities × 41 indicators × 5 years in the database: server time, queries, bytes.

Publishes every city and year through the services, then asks for pages as a stranger does, the test client in the same
process (no network). The data are made up, the same in every run.
"""

import gzip
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django
import numpy as np

FOLDER = Path(tempfile.mkdtemp(prefix="warga-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warga.settings.base")
os.environ.setdefault("WARGA_VAR", str(FOLDER))
os.environ.setdefault("WARGA_SECRET_KEY", "benchmark")
(FOLDER / "static").mkdir()
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cityindex.framework import ValueType, get  # noqa: E402
from warga.assessments.services.publishing import publish_cities  # noqa: E402
from warga.assessments.services.ranking import rank_cities  # noqa: E402
from warga.indicators.services.editions import load_shipped  # noqa: E402
from warga.indicators.services.imports import ROWS_IN_THE_SHELL, plan_import  # noqa: E402
from warga.indicators.services.planning import Scope  # noqa: E402
from warga.indicators.services.values import commit_plan  # noqa: E402
from warga.kernel.actor import Actor  # noqa: E402
from warga.places.selectors import every_city  # noqa: E402
from warga.places.services import create_city  # noqa: E402

FRAMEWORK, CITIES, YEARS, LOOKS = "kupang-buku1-2023", 514, range(2019, 2024), 200
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ANALYST, PUBLISHER = Actor("system", None, "analyst"), Actor("cli", None, "benchmark")
PAGES = ("/", "/en/", "/kupang/readiness/", "/kupang/data-quality/", "/kupang/comparison/")


def written(value_type: ValueType, number: int) -> str:
    """Write a number between 0 and 9,999 as officials do."""
    if value_type is ValueType.PERCENT:
        return f"{number / 100:.2f}".replace(".", ",") + "%"
    if value_type is ValueType.BOOLEAN:
        return "Ada" if number % 3 else "Tidak Ada"
    if value_type is ValueType.HOURS:
        return f"{number % 700} jam"
    return f"{number:,}".replace(",", ".")


def table() -> bytes:
    """Return the values as CSV; the first city is Kota Kupang."""
    indicators = get(FRAMEWORK).indicators
    count = CITIES * len(indicators) * len(YEARS)
    numbers = iter(np.random.default_rng(2023).integers(0, 10_000, count).tolist())
    names = ["Kota Kupang", *(f"KOTA CONTOH {n:03d}" for n in range(1, CITIES))]
    rows = (
        f"{name};{year};{i.code};{written(i.value_type, next(numbers))}"
        for name in names
        for year in YEARS
        for i in indicators
    )
    return "\n".join(("kota;tahun;kode;nilai", *rows)).encode()


def fill() -> float:
    """Import and publish everything; returns the seconds of publishing one year of all cities."""
    call_command("migrate", verbosity=0)
    load_shipped(framework_id=FRAMEWORK, actor=ANALYST, now=NOW)
    create_city(
        code="53.71",
        name="Kota Kupang",
        slug="kupang",
        province="",
        time_zone="Asia/Makassar",
        is_hosted=True,
        actor=ANALYST,
        now=NOW,
    )
    scope = Scope(FRAMEWORK, only_city=False, create_cities=True)
    plan = plan_import(data=table(), filename="514.csv", scope=scope, now=NOW, rows=ROWS_IN_THE_SHELL)
    commit_plan(plan=plan, actor=ANALYST, now=NOW)
    cities, seconds = list(every_city()), []
    for year in YEARS:
        start = time.perf_counter()
        publish_cities(cities=cities, framework_id=FRAMEWORK, period=year, actor=PUBLISHER, now=NOW)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def look(client: Client, path: str) -> tuple[float, float, int, int]:
    """Return the median and 95th percentile in ms, the queries, and the compressed bytes of a page."""
    seconds = []
    for _ in range(LOOKS):
        start = time.perf_counter()
        response = client.get(path)
        seconds.append(time.perf_counter() - start)
        if response.status_code != 200:
            raise SystemExit(f"{path} answers {response.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    percentiles = statistics.quantiles(seconds, n=20)
    size = len(gzip.compress(response.content))
    return statistics.median(seconds) * 1000, percentiles[-1] * 1000, len(queries), size


def main() -> None:
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    published = fill()
    start = time.perf_counter()
    rank_cities(framework_id=FRAMEWORK, period=YEARS[-1])
    ranked = time.perf_counter() - start
    style = (Path(__file__).resolve().parents[1] / "src/warga/web/static/web/warga.css").read_bytes()
    print(f"{CITIES} cities × 41 indicators × {len(YEARS)} years, database {connection.vendor}")
    print(f"publish one year of all cities {published:7.2f} s, of it scores and ranks {ranked:5.2f} s")
    print("page                        median      p95  queries    gzip   (the promise for / is 30 ms)")
    client = Client(HTTP_HOST="127.0.0.1")
    for path in PAGES:
        median, p95, queries, size = look(client, path)
        print(f"{path:24} {median:6.1f} ms {p95:6.1f} ms {queries:8d} {size:7,d}")
    print(f"style sheet                                            {len(gzip.compress(style)):7,d}")


if __name__ == "__main__":
    main()
