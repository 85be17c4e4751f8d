"""How long ten thousand indices take: 514 cities × 41 indicators × 4 levels, every node's interval, every rank counted.

Run ``python benchmarks/montecarlo.py [DRAWS]``. Every figure is a median; read the ratios, not the clock. The reference
(COINr 1.1.14 in R) was measured at 127 ms a replication that normalises and aggregates and at 282 ms with imputation and
treatment; its time for all draws is that figure times the draws.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from engine import framework

from cityindex.analysis.uncertainty import (
    Choice,
    ImputationDraws,
    Margin,
    Margins,
    Source,
    Uncertainty,
    WeightNoise,
)
from cityindex.analysis.uncertainty import uncertainty as run
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Impute, Normalise, Screen, Treat, Weigh

UNITS, INDICATORS = 514, 41
BARS = {"inside": 1.27, "process": 1.4, "memory": 300.0}
"""Seconds, seconds and MB allowed at 10,000 draws."""
REFERENCE = {"normalise": 0.127, "all": 0.282}
"""Seconds a replication takes the reference."""
LEVELS = ("index", "element", "part")
CHOICES: tuple[Source, ...] = (
    Choice("normalise", ({"method": "minmax", "low": 1.0}, {"method": "zscore", "mean": 100.0, "sd": 10.0})),
    Choice("aggregate", [{"levels": dict.fromkeys(LEVELS, mean)} for mean in ("arithmetic", "geometric")]),
    WeightNoise(0.25),
)
UPSTREAM: dict[str, tuple[Source, ...]] = {
    "imputation and treatment fixed": (),
    "treatment options vary": (Choice("treat", ({}, {"points": 3}, None), labels=("five", "three", "none")),),
    "imputation draws vary": (ImputationDraws(),),
    "observed values vary (5 %)": (Margins(default=Margin(0.05, relative=True)),),
}


def dataset(missing: float) -> Dataset:
    """Skewed values with gaps; the same every time."""
    random = np.random.default_rng(1)
    values = random.lognormal(3, 0.6, (UNITS, 1, INDICATORS))
    values[random.random(values.shape) < missing] = np.nan
    return Dataset.from_array(
        values, units=[str(n) for n in range(UNITS)], indicators=[f"i{n}" for n in range(INDICATORS)]
    )


def recipe(*, upstream: bool) -> Recipe:
    """Normalise and aggregate, or everything; ranks compare two decimals."""
    before = (Screen(), Impute("mean"), Treat()) if upstream else ()
    steps = (*before, Normalise("minmax", low=1), Weigh(), Aggregate())
    return Recipe(framework(INDICATORS, "minmax"), steps, rank_decimals=2)


def main_case(draws: int) -> Uncertainty:
    """Normalisation × aggregation × weights; the ranks are counted too."""
    found = run(recipe(upstream=False), dataset(0), CHOICES, draws=draws)
    _ = found.rank_counts
    return found


def with_upstream(name: str, draws: int) -> None:
    """The same with imputation and treatment upstream, which vary or do not."""
    found = run(recipe(upstream=True), dataset(0.05), (*UPSTREAM[name], *CHOICES), draws=draws)
    _ = found.rank_counts


def flat(draws: int) -> None:
    """The floor: no hierarchy, no intervals; one weighted mean a draw, ranked and counted, on one core."""
    random = np.random.default_rng(1)
    values, weights = random.uniform(0, 100, (INDICATORS, UNITS)), random.random((draws, INDICATORS))
    weights /= weights.sum(axis=1, keepdims=True)
    counts, places = np.zeros(UNITS * UNITS, dtype=np.int64), np.arange(UNITS)
    for first in range(0, draws, 8):  # products this small stay in one thread
        keys = (weights[first : first + 8] @ values * -1e9).astype(np.int64)
        keys <<= 16
        keys |= places
        keys.sort(axis=1)
        keys &= 0xFFFF
        keys *= UNITS
        keys += places
        counts += np.bincount(keys.ravel(), minlength=len(counts))


def median(work: Callable[[], object], runs: int) -> float:
    """Median seconds of ``runs`` runs."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def peak_memory() -> float:
    """Peak MB of this process, as Linux counts it since it was started."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(next(row.split()[1] for row in status.splitlines() if row.startswith("VmHWM"))) / 1024


def process(draws: int) -> tuple[float, float]:
    """Seconds and peak MB of a process of its own, from its start to its end."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, "--once", str(draws)], check=True, capture_output=True)
    return time.perf_counter() - begun, json.loads(done.stdout)["peak"]


def machine() -> tuple[float, float]:
    """Bandwidth in GB/s (copying, read and written) and the peak of matrix products in GFLOP/s, all cores."""
    source, target = np.ones(2**25), np.empty(2**25)
    copied = median(partial(np.copyto, target, source), 5)
    square = np.random.default_rng(1).random((1500, 1500))
    multiplied = median(partial(np.matmul, square, square), 5)
    return 2 * source.nbytes / copied / 1e9, 2 * 1500**3 / multiplied / 1e9


def line(name: str, seconds: float, draws: int, reference: float) -> None:
    """Print one measurement beside the reference's."""
    ratio = reference * draws / seconds
    print(f"  {name:<34} {seconds:8.2f} s {seconds / draws * 1e3:8.3f} ms a draw {ratio:8,.0f} × faster")


def main(draws: int) -> int:
    """Print the table; 1 when a bar for 10,000 draws is missed."""
    bandwidth, peak = machine()
    main_case(100)
    inside = median(partial(main_case, draws), 5)
    runs = [process(draws) for _ in range(3)]
    whole, memory = statistics.median(s for s, _ in runs), max(m for _, m in runs)
    floor = median(partial(flat, draws), 5)
    print(
        f"{draws:,} draws, {UNITS} cities × {INDICATORS} indicators × 4 levels (13 nodes); reference extrapolated"
    )
    line("inside", inside, draws, REFERENCE["normalise"])
    line("as a process", whole, draws, REFERENCE["normalise"])
    for name in UPSTREAM:
        line(name, median(partial(with_upstream, name, draws), 1), draws, REFERENCE["all"])
    print(f"  peak memory of them all {peak_memory():.0f} MB (with the arrays that measure the machine)")
    scores = UNITS * 13 * draws
    print(f"\n  peak memory of the process {memory:.0f} MB; bars {BARS}")
    print(f"  flat floor (plain NumPy, one core) {floor:.3f} s; the hierarchy takes {inside / floor:.1f} ×")
    print(f"  machine: {bandwidth:.1f} GB/s copying, {peak:.0f} GFLOP/s in matrix products")
    print(
        f"  {scores / 1e6:.0f} million scores: written once they are {scores * 8 / bandwidth / 1e9:.2f} s of bandwidth, "
        f"their products {UNITS * 53 * draws * 2 / peak / 1e9:.3f} s of the peak; the run takes {inside / scores * 1e9:.1f} ns a score"
    )
    missed = inside > BARS["inside"] or whole > BARS["process"] or memory > BARS["memory"]
    return int(draws == 10_000 and missed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        main_case(int(sys.argv[2]))
        json.dump({"peak": peak_memory()}, sys.stdout)
        sys.exit(0)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
