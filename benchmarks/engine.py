"""How long a full build takes: the size of all kabupaten and kota, its growth, and the distance to plain NumPy.

Run ``python benchmarks/engine.py [PLOT.svg]``. Every figure is a median of several runs; read the ratios, not the clock.
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework.types import (
    Framework,
    Goalposts,
    Indicator,
    Level,
    Node,
    Normalise,
    Provenance,
    ValueType,
)
from cityindex.recipe import default_recipe
from cityindex.text import Text

BAR = 0.1
"""Seconds allowed for 514 cities × 41 indicators × 5 years with all ranks."""

FACTOR = 2.0
"""How much dearer a cell may be than the cheapest, from 10⁵ to 2·10⁷ cells."""

SIZES = (
    (500, 1, 200),
    (2_500, 1, 200),
    (5_000, 1, 200),
    (5_000, 5, 200),
    (5_000, 10, 200),
    (10_000, 10, 200),
)
"""Units, periods, indicators: one tree, from 10⁵ to 2·10⁷ cells."""

MISSING = 0.05
"""Share of cells without a value."""


def text(word: str) -> Text:
    """The same word in both languages."""
    return Text(word, word)


def framework(indicators: int, normalise: str) -> Framework:
    """A tree of four storeys: index, 3 elements, 9 parts, indicators."""
    parts = [f"part{n}" for n in range(9)]
    nodes = [
        Node("index", "index", text("index")),
        *(Node(f"element{n}", "element", text("element"), "index") for n in range(3)),
        *(Node(part, "part", text("part"), f"element{n % 3}") for n, part in enumerate(parts)),
    ]
    goalposts = Goalposts(0, 100, Provenance.ASSUMED, "benchmark")
    leaves = (
        Indicator(f"i{n}", text("i"), parts[n % 9], ValueType.SCORE, goalposts=goalposts, weight=1 + n % 3)
        for n in range(indicators)
    )
    return Framework(
        id="benchmark",
        title=text("Benchmark"),
        legal_basis=text(""),
        valid_from=None,
        valid_to=None,
        provenance=Provenance.ASSUMED,
        sources=(),
        levels=tuple(Level(code, text(code)) for code in ("index", "element", "part")),
        nodes=tuple(nodes),
        indicators=tuple(leaves),
        normalise=Normalise(normalise),
    )


def dataset(units: int, periods: int, indicators: int) -> Dataset:
    """Random values 0–100 with gaps; the same every time."""
    random = np.random.default_rng(1)
    values = random.uniform(0, 100, (units, periods, indicators))
    values[random.random(values.shape) < MISSING] = np.nan
    return Dataset.from_array(
        values,
        units=[str(n) for n in range(units)],
        periods=range(periods),
        indicators=[f"i{n}" for n in range(indicators)],
    )


def floor(data: Dataset, weights: np.ndarray) -> None:
    """The least any index must do: one weighted mean over what is present, and one sort for the ranks."""
    present = ~np.isnan(data.values)
    scores = np.where(present, data.values, 0.0) @ weights / (present @ weights)
    np.argsort(-scores, axis=0)


def median(work: Callable[[], object], runs: int) -> float:
    """Median seconds of ``runs`` runs after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main(plot: str = "") -> int:
    """Print both tables, draw the second to the file ``plot``; 1 when a bar is missed."""
    print("514 cities × 41 indicators × 5 years, all scores, all ranks of 13 nodes")
    worst = 0.0
    for method in ("goalposts", "minmax", "zscore", "rank"):
        recipe, data = default_recipe(framework(41, method)), dataset(514, 5, 41)
        seconds = median(partial(build, recipe, data), 15)
        worst = max(worst, seconds)
        print(f"  {method:<10} {seconds * 1e3:7.1f} ms   bar {BAR * 1e3:.0f} ms")

    print("\nGrowth (goalposts; floor = one weighted mean and one sort in plain NumPy)")
    print(f"  {'cells':>12} {'build':>10} {'ns a cell':>10} {'floor':>10} {'ratio':>6}")
    growth: list[tuple[int, float]] = []
    for units, periods, indicators in SIZES:
        chosen, data = framework(indicators, "goalposts"), dataset(units, periods, indicators)
        recipe, weights = default_recipe(chosen), np.array([i.weight for i in chosen.indicators])
        cells = units * periods * indicators
        runs = 15 if cells < 2e6 else 3
        built = median(partial(build, recipe, data), runs)
        plain = median(partial(floor, data, weights), runs)
        growth.append((cells, built / cells * 1e9))
        print(
            f"  {cells:>12,} {built * 1e3:>7.1f} ms {built / cells * 1e9:>10.0f} {plain * 1e3:>7.1f} ms {built / plain:>6.1f}"
        )
    nanoseconds = [cost for _, cost in growth]
    print(f"  dearest cell {max(nanoseconds) / min(nanoseconds):.2f} × the cheapest; bar {FACTOR:.0f} ×")
    if plot:
        Path(plot).write_text(drawn(growth), encoding="utf-8")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  largest memory of the process {used:,.0f} MB, of which the values are {cells * 8 / 2**20:,.0f}")
    return int(worst > BAR or max(nanoseconds) > FACTOR * min(nanoseconds))


def drawn(growth: Sequence[tuple[int, float]]) -> str:
    """Draw nanoseconds a cell over cells (logarithmic) as SVG, with the band of a factor of two above the cheapest."""
    least = min(cost for _, cost in growth)
    top = max(2.4 * least, 1.1 * max(cost for _, cost in growth))
    places = [(90 + 500 * (np.log10(n) - 5) / np.log10(200), 280 - 250 * cost / top) for n, cost in growth]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    points = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/><text x="{x:.1f}" y="{y - 10:.1f}">{cost:.0f}</text>'
        f'<text x="{x:.1f}" y="298">{n / 1e6:g}</text>'
        for (x, y), (n, cost) in zip(places, growth, strict=True)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" role="img" font-family="sans-serif" font-size="12">
<title>Cost of a cell from 100,000 to 20 million cells</title>
<desc>Nanoseconds a cell: {", ".join(f"{n:,} cells {cost:.0f}" for n, cost in growth)}. The band is a factor of two.</desc>
<rect width="640" height="330" fill="#fff"/>
<rect x="80" y="{280 - 250 * 2 * least / top:.1f}" width="520" height="{250 * least / top:.1f}" fill="#F6F1E7"/>
<path d="M80 30V280H600" fill="none" stroke="#1B1F23"/>
<polyline points="{line}" fill="none" stroke="#0F5C6E" stroke-width="2"/>
<g fill="#0F5C6E" text-anchor="middle">{points}</g>
<text x="84" y="22">nanoseconds a cell (band: within a factor of two)</text>
<text x="340" y="320" text-anchor="middle">million cells (units × years × indicators, logarithmic)</text>
</svg>
"""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
