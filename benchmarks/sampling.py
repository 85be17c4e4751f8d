"""How much error random and Sobol' points leave: indices of known functions, and intervals of the ASEM index.

Run ``python benchmarks/sampling.py``. It prints the tables of docs/method/sensitivity.md and sampling.md; nothing is
timed. The second table needs the reference data beside the checkout; ``--plot FILE.svg`` draws it.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cityindex.analysis.convergence import course
from cityindex.analysis.sampling import METHODS, draw, saltelli
from cityindex.analysis.sensitivity import first_order
from cityindex.analysis.uncertainty import Choice, Source, WeightNoise, dimensions, evaluate
from cityindex.coinr import read_coinr
from cityindex.dataset import Floats
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, Screen, Weigh
from cityindex.tree import compile_tree

ASEM = Path(__file__).parents[2] / "shared" / "reference" / "asem"
SEEDS = 60
REPEATS = 20
COUNTS = (64, 256, 1024, 4096)
TRUTH = 2**16
"""Sobol' draws that stand for infinitely many."""


def ishigami(x: Floats) -> Floats:
    """sin z1 + 7 sin² z2 + 0.1 z3⁴ sin z1 for z uniform on (−π, π)."""
    z = np.pi * (2 * x - 1)
    value: Floats = np.sin(z[..., 0]) * (1 + 0.1 * z[..., 2] ** 4) + 7 * np.sin(z[..., 1]) ** 2
    return value


def g_function(x: Floats) -> Floats:
    """Π (|4x − 2| + a) / (1 + a), a = 0, 1, 4.5, 9."""
    a = np.array([0, 1, 4.5, 9])
    value: Floats = np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=-1)
    return value


def high_sum(x: Floats) -> Floats:
    """100 + 5 x1 + 2 x2 + x3: mean 104, variance 2.5."""
    value: Floats = 100 + x @ np.array([5.0, 2.0, 1.0])
    return value


ONE, TWO, BOTH = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8, 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
PARTS = 1 / 3 / (1 + np.array([0, 1, 4.5, 9])) ** 2
FUNCTIONS: dict[str, tuple[Callable[[Floats], Floats], Floats]] = {
    "Ishigami": (ishigami, np.array([ONE, TWO, 0]) / (ONE + TWO + BOTH)),
    "g-function": (g_function, PARTS / (np.prod(1 + PARTS) - 1)),
    "sum at 104": (high_sum, np.array([25, 4, 1]) / 30),
}


def index_error(name: str, count: int, method: str, estimator: str) -> float:
    """Root mean square error of the first-order indices over ``SEEDS`` runs."""
    function, truth = FUNCTIONS[name]
    errors = []
    for seed in range(SEEDS):
        y = function(saltelli(count, [1] * len(truth), seed=seed, method=method))
        errors.append(first_order(y[0], y[1], y[2:], estimator=estimator) - truth)
    return float(np.sqrt(np.mean(np.square(errors))))


def indices() -> None:
    """Print the error of first-order indices by points and estimator."""
    print(f"first-order indices, root mean square error over {SEEDS} seeds")
    print(f"| points and estimator | {' | '.join(FUNCTIONS)} |")
    print("|---|" + "---|" * len(FUNCTIONS))
    for count, method, estimator in (
        (100, "random", "reference"),
        (100, "random", "centred"),
        (128, "sobol", "centred"),
        (1024, "random", "centred"),
        (1024, "sobol", "jansen"),
        (1024, "sobol", "janon"),
        (1024, "sobol", "centred"),
    ):
        found = " | ".join(f"{index_error(name, count, method, estimator):.2g}" for name in FUNCTIONS)
        print(f"| {count:,} {method}, {estimator} | {found} |")


class Asem:
    """The ASEM index with imputation × normalisation × aggregation × weights varied, as the reference varies them."""

    def __init__(self) -> None:
        self.framework, self.data = read_coinr(ASEM / "iMeta.csv", ASEM / "iData.csv")
        steps = (
            Denominate(),
            Impute("mean"),
            Screen(min_share=0.9),
            Normalise("minmax", 1, 100),
            Weigh(),
            Aggregate(),
        )
        self.recipe = Recipe(self.framework, steps)
        levels = [level.code for level in self.framework.levels]
        self.vary: tuple[Source, ...] = (
            Choice("impute", ({"method": "mean"}, {"method": "median"})),
            Choice("normalise", ({}, {"method": "zscore", "mean": 100.0, "sd": 10.0})),
            Choice("aggregate", ({}, {"levels": dict.fromkeys(levels, "geometric")})),
            WeightNoise(0.25),
        )

    def summary(self, count: int, seed: int, method: str) -> tuple[Floats, Floats]:
        """Mean and interval ends of every city's rank (U, 3) and score (U, 3)."""
        tree = compile_tree(self.framework)
        numbers = draw(count, dimensions(self.vary, tree), seed=seed, method=method)
        found = evaluate(self.recipe, self.data, self.vary, numbers)
        both = []
        for values in (found.ranks.astype(np.float64), found.scores):
            one = course(values, (count,), (0.05, 0.95))
            both.append(np.column_stack([one.mean[0], one.ends[0]]))
        return both[0], both[1]


Errors = dict[str, list[tuple[int, float]]]
"""By points: numbers of draws, and the error of the mean rank."""


def intervals() -> Errors:
    """Print the error of the ASEM cities' means and interval ends by points."""
    case = Asem()
    truth = case.summary(TRUTH, 0, "sobol")
    print(f"\nASEM, root mean square error over 51 countries and {REPEATS} seeds, against {TRUTH:,} draws")
    print("| draws | points | mean rank | 5 % | 95 % | mean score | 5 % | 95 % |")
    print("|---|---|---|---|---|---|---|---|")
    errors: Errors = {method: [] for method in METHODS}
    for count in COUNTS:
        for method in METHODS:
            runs = [case.summary(count, seed, method) for seed in range(1, REPEATS + 1)]
            apart = [np.square([run[part] - truth[part] for run in runs]) for part in (0, 1)]
            cells = np.sqrt(np.mean(apart, axis=(1, 2))).ravel()
            errors[method].append((count, float(cells[0])))
            print(f"| {count:,} | {method} | {' | '.join(f'{x:.2g}' for x in cells)} |")
    return errors


def plot(errors: Errors) -> str:
    """Draw the error of the mean rank against the draws, both on logarithmic axes."""

    def at(count: float, error: float) -> str:
        return f"{70 + 90 * (np.log2(count) - 6):.0f} {20 + 130 * -np.log10(error):.0f}"

    def text(place: str, words: str, anchor: str) -> str:
        x, y = place.split()
        return f'<text x="{x}" y="{y}" text-anchor="{anchor}" dy="4">{words}</text>'

    grid = [f'<path d="M{at(64, e)}L{at(4096, e)}" stroke="#ccc"/>' for e in (1, 0.1, 0.01)]
    grid += [text(at(58, e), f"{e:g}", "end") for e in (1, 0.1, 0.01)]
    grid += [text(at(count, 0.0055), f"{count:,}", "middle") for count in COUNTS]
    grid += [text("4 85", "places", "start"), text("340 322", "draws", "middle")]
    lines = []
    for (method, found), colour in zip(errors.items(), ("#c0392b", "#b7791f", "#0b6e8c"), strict=True):
        way = "L".join(at(*point) for point in found)
        lines.append(f'<path d="M{way}" stroke="{colour}" stroke-width="2" fill="none"/>')
        lines.append(text(at(4400, found[-1][1]), method, "start"))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 690 330" width="690" height="330" '
        'font-family="sans-serif" font-size="13"><rect width="690" height="330" fill="#fff"/>'
        f"<title>Error of the mean rank in places, by draws</title>{''.join(grid + lines)}</svg>\n"
    )


if __name__ == "__main__":
    indices()
    if ASEM.is_dir():
        found = intervals()
        if "--plot" in sys.argv:
            Path(sys.argv[sys.argv.index("--plot") + 1]).write_text(plot(found), encoding="utf-8")
    else:
        print(f"no reference data at {ASEM}", file=sys.stderr)
