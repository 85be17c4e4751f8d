"""Import 514 cities × 41 indicators × 5 years (105,370 values) from one CSV file, and compare with bare SQLite.

Prints medians over several rounds and the ratio to the floor: the same rows written with ``executemany`` in the same
run. The data are made up, the same in every run.
"""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django
import numpy as np

FOLDER = Path(tempfile.mkdtemp(prefix="warga-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warga.settings.base")
os.environ.setdefault("WARGA_VAR", str(FOLDER))
os.environ.setdefault("WARGA_SECRET_KEY", "benchmark")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cityindex.framework import ValueType, get  # noqa: E402
from warga.indicators.models import Observation  # noqa: E402
from warga.indicators.services.editions import load_shipped  # noqa: E402
from warga.indicators.services.imports import ROWS_IN_THE_SHELL, plan_import  # noqa: E402
from warga.indicators.services.planning import Scope  # noqa: E402
from warga.indicators.services.values import commit_plan  # noqa: E402
from warga.kernel.actor import Actor  # noqa: E402

FRAMEWORK, CITIES, YEARS, ROUNDS = "kupang-buku1-2023", 514, range(2019, 2024), 5
NOW, ACTOR = datetime(2026, 11, 23, tzinfo=UTC), Actor("cli", None, "benchmark")


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
    """Return the CSV file: one value per row, with its city and year."""
    indicators = get(FRAMEWORK).indicators
    numbers = iter(
        np.random.default_rng(2023).integers(0, 10_000, CITIES * len(indicators) * len(YEARS)).tolist()
    )
    rows = (
        f"KOTA CONTOH {city:03d};{year};{i.code};{written(i.value_type, next(numbers))}"
        for city in range(CITIES)
        for year in YEARS
        for i in indicators
    )
    return "\n".join(("kota;tahun;kode;nilai", *rows)).encode()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def import_whole(data: bytes) -> tuple[float, float]:
    """Import into an empty table; returns the seconds of planning and of writing, then takes all of it back."""
    scope = Scope(FRAMEWORK, only_city=False, create_cities=True)
    with transaction.atomic():
        start = time.perf_counter()
        plan = plan_import(data=data, filename="514.csv", scope=scope, now=NOW, rows=ROWS_IN_THE_SHELL)
        planned = time.perf_counter()
        commit_plan(plan=plan, actor=ACTOR, now=NOW)
        done = time.perf_counter()
        if Observation.objects.count() != CITIES * 41 * len(YEARS):
            raise SystemExit("not every value arrived")
        transaction.set_rollback(True)
    return planned - start, done - planned


def floor(data: bytes) -> float:
    """Write as many rows with the bare driver, with the same indexes."""
    rows = [tuple(line.split(";")) for line in data.decode().splitlines()[1:]]
    with sqlite3.connect(FOLDER / "floor.sqlite3") as bare:
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("DROP TABLE IF EXISTS o")
        bare.execute("CREATE TABLE o (id INTEGER PRIMARY KEY, city, period, indicator, raw)")
        bare.execute("CREATE UNIQUE INDEX u ON o (city, period, indicator)")
        return timed(
            lambda: bare.executemany("INSERT INTO o (city, period, indicator, raw) VALUES (?, ?, ?, ?)", rows)
        )


def main() -> None:
    call_command("migrate", verbosity=0)
    load_shipped(framework_id=FRAMEWORK, actor=ACTOR, now=NOW)
    data = table()
    runs, floors = [], []
    for _ in range(ROUNDS):
        runs.append(import_whole(data))
        floors.append(floor(data))
    with CaptureQueriesContext(connection) as queries:
        import_whole(data)
    plan, write = (statistics.median(run[i] for run in runs) for i in (0, 1))
    whole, bare = statistics.median(map(sum, runs)), statistics.median(floors)
    print(f"file                 {len(data) / 1e6:8.1f} MB, {CITIES * 41 * len(YEARS):,} values")
    print(f"read and plan        {plan:8.2f} s")
    print(f"write                {write:8.2f} s")
    print(f"import, whole        {whole:8.2f} s   (median of {ROUNDS}; the promise is 20 s)")
    print(f"bare SQLite          {bare:8.2f} s   ratio {whole / bare:.1f}")
    print(f"queries              {len(queries):8d}")
    reset_queries()


if __name__ == "__main__":
    main()
