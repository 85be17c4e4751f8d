"""How long one change of one city takes to re-score, beside a full build of everybody.

Run ``python -m benchmarks.whatif``: 514 cities × 41 indicators on four storeys. Medians; read the ratios, not the clock.
"""

import sys
from functools import partial

from engine import dataset, framework, median

from cityindex.analysis.whatif import WhatIf
from cityindex.build import build
from cityindex.recipe import default_recipe

BAR = 1e-3
"""Seconds allowed for one change."""

RUNS = 501


def main() -> int:
    """Print a line for each kind of change; 1 when the bar is missed."""
    data, worst = dataset(514, 1, 41), 0.0
    print("514 cities × 41 indicators × 4 storeys; one city re-scored, with its rank")
    for method in ("goalposts", "minmax", "zscore", "rank"):
        recipe = default_recipe(framework(41, method))
        full = median(partial(build, recipe, data), 15)
        index = build(recipe, data)
        city = WhatIf(index, "7")
        ready = median(partial(WhatIf, index, "7"), 15)
        print(f"  {method}: full build {full * 1e3:.1f} ms, ready for changes {ready * 1e3:.1f} ms")
        for name, change in (
            ("a weight", {"weights": {"i3": 2.5}}),
            ("a weight of a part", {"weights": {"part2": 2.5}}),
            ("a value", {"values": {"i3": 61.5}}),
        ):
            seconds = median(partial(city.score, **change), RUNS)
            worst = max(worst, seconds)
            print(f"    {name:<20} {seconds * 1e6:7.0f} µs   1/{full / seconds:.0f} of a build")
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main())
