"""Reading and checking: 105,370 printed values against a bare ``float``, and the rules of one city's 41 rows.

Run ``python benchmarks/reading.py``. Prints medians and the ratio to the floor, all in one process.
"""

import csv
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cityindex.dataset import Observation
from cityindex.framework import ValueType
from cityindex.framework.catalogue import get
from cityindex.quality import check
from cityindex.reading import read

ROWS = Path(__file__).resolve().parents[1] / "seeds/kupang/buku1-2023.csv"


def median(work: Callable[[], object], runs: int) -> float:
    """Median seconds of ``work``."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    """Print the table."""
    raws = [f"{number / 7:.2f}".replace(".", ",") for number in range(514 * 41 * 5)]
    floor = median(lambda: [float(raw.replace(",", ".")) for raw in raws], runs=5)
    # The cache of readings is emptied by more distinct strings than it holds, so each run reads anew.
    reading = median(lambda: [read(raw, ValueType.SCORE) for raw in raws], runs=5)
    framework = get("kupang-buku1-2023")
    with ROWS.open(encoding="utf-8") as file:
        rows = [
            Observation(
                "53.71", row["code"], 2023, row["raw_value"], judgement=row["interpretation_id"] or None
            )
            for row in csv.DictReader(file)
        ]
    checking = median(lambda: check(framework, rows), runs=50)
    print(f"read {len(raws):,} values        {reading:7.3f} s   {reading / floor:5.1f} × float()")
    print(f"check {len(rows)} rows of one city  {checking * 1000:7.2f} ms")


if __name__ == "__main__":
    main()
