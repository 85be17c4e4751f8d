"""What each step before normalisation costs a cell, and how that grows from 10⁵ to 2·10⁷ cells.

Run ``python benchmarks/steps.py [--big]``. Every figure is a median of several runs; 5 % of the cells have no value
and a third of the indicators are log-normal, so that they fail the test for outliers.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from engine import framework

from cityindex.dataset import Dataset
from cityindex.steps import Denominate, Impute, Screen, State, Step, Treat, start

SIZES = ((514, 5, 41), (2_000, 10, 100), (10_000, 10, 200))
"""Units, periods, indicators: 10⁵, 2·10⁶ and, with ``--big``, 2·10⁷ cells."""

REPLICATIONS = 64

STEPS: dict[str, Step] = {
    "screen": Screen(min_share=0.5, min_nonzero=0.1),
    "denominate": Denominate(by={f"i{n}": "people" for n in range(0, 41, 2)}),
    "impute mean": Impute("mean"),
    "impute median": Impute("median"),
    "impute mean of 38 groups": Impute("mean", "province"),
    "impute latest": Impute("latest"),
    "impute linear": Impute("linear", ends="nearest"),
    "impute row_mean": Impute("row_mean"),
    "treat": Treat(),
    "treat each period": Treat(within="period"),
}


def state(units: int, periods: int, indicators: int) -> State:
    """Random values, the same every time."""
    random = np.random.default_rng(1)
    values = random.uniform(0, 100, (units, periods, indicators))
    values[..., ::3] = np.exp(random.normal(0, 1.2, values[..., ::3].shape))
    values[random.random(values.shape) < 0.05] = np.nan
    data = Dataset.from_array(
        values,
        units=[str(n) for n in range(units)],
        periods=range(periods),
        indicators=[f"i{n}" for n in range(indicators)],
        context={"people": random.uniform(1, 2, (units, periods))},
        groups={"province": [f"p{n % 38}" for n in range(units)]},
    )
    return start(framework(indicators, "minmax"), data)


def median(work: Callable[[], object], runs: int) -> float:
    """Median seconds of ``runs`` runs after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def growth(big: bool) -> None:
    """Nanoseconds a cell for every step and size."""
    print(f"{'ns a cell':<26}" + "".join(f"{u * p * i:>14,}" for u, p, i in SIZES[: 2 + big]))
    begun = [state(*size) for size in SIZES[: 2 + big]]
    for name, step in STEPS.items():
        costs = [median(lambda s=s, step=step: step.apply(s), 5) / s.values.size * 1e9 for s in begun]
        print(f"{name:<26}" + "".join(f"{cost:>14.0f}" for cost in costs))


def replications() -> None:
    """Milliseconds a replication of 514 units × 41 indicators, imputed and treated anew in each."""
    one = state(514, 1, 41)
    factors = 1 + 0.01 * np.random.default_rng(2).random((REPLICATIONS, 1, 1, 1))
    many = replace(one, values=one.values * factors)
    for name in ("mean", "median"):
        taken = median(lambda name=name: Treat().apply(Impute(name).apply(many)), 9) / REPLICATIONS * 1e3
        print(f"impute {name} and treat, {REPLICATIONS} replications at once: {taken:.2f} ms each")


if __name__ == "__main__":
    growth("--big" in sys.argv)
    replications()
