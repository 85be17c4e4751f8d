"""The tables of a Monte Carlo run."""

from typing import TYPE_CHECKING, Any

import numpy as np

from cityindex.analysis.uncertainty.sources import Choice, LeaveOut, split
from cityindex.analysis.uncertainty.sources.weights import shares
from cityindex.tables import Table
from cityindex.text import Text
from cityindex.tree import compile_tree

if TYPE_CHECKING:
    from cityindex.analysis.uncertainty.results import Uncertainty

UNIT = Text("Kota", "Unit")
NODE = Text("Bagian", "Node")
SCORE = Text("Skor tanpa variasi", "Score without variation")
MEAN = Text("Rata-rata", "Mean")
MEDIAN = Text("Nilai tengah", "Median")
BAND, PROBABILITY = Text("Kelas", "Band"), Text("Peluang (0–1)", "Probability (0–1)")
COMPUTABLE = Text("Bagian undian yang punya skor (0–1)", "Share of draws with a score (0–1)")


def scores(run: "Uncertainty") -> Table:
    """One row for each unit and node."""
    units, nodes = run.nominal.units, run.nominal.nodes
    p = run.nominal.periods.index(run.period)
    low, high = _ends(run)
    columns = {
        "unit": np.repeat(units, len(nodes)),
        "node": np.tile(nodes, len(units)),
        "score": run.nominal.scores[:, p].ravel(),
        "mean": run.mean.ravel(),
        "low": run.low.ravel(),
        "median": run.median.ravel(),
        "high": run.high.ravel(),
        "computable": run.computable.ravel(),
    }
    titles = {
        "unit": UNIT,
        "node": NODE,
        "score": SCORE,
        "mean": MEAN,
        "median": MEDIAN,
        "computable": COMPUTABLE,
    }
    return Table(
        "scores",
        Text("Skor dan rentangnya", "Scores and their intervals"),
        columns,
        {**titles, "low": low, "high": high},
    )


def ranks(run: "Uncertainty") -> Table:
    """One row for each unit: the rank without variation and what the draws say."""
    p = run.nominal.periods.index(run.period)
    low, high = _ends(run)
    spread = run.rank_quantiles
    columns: dict[str, Any] = {
        "unit": list(run.nominal.units),
        "nominal": _ranked(run.nominal.ranks[:, p, run.root]),
        "low": _ranked(spread[:, 0]),
        "median": _ranked(spread[:, 1]),
        "high": _ranked(spread[:, 2]),
        "mean": run.rank_mean,
    }
    nominal = Text("Peringkat tanpa variasi", "Rank without variation")
    return Table(
        "ranks",
        Text("Peringkat dan rentangnya", "Ranks and their intervals"),
        columns,
        {"unit": UNIT, "nominal": nominal, "low": low, "median": MEDIAN, "high": high, "mean": MEAN},
    )


def bands(run: "Uncertainty") -> Table:
    """One row for each node with a band scale, unit and band."""
    units = run.nominal.units
    names = {node: [band.code for band in run.bands_of(node).bands] for node in run.band_counts}
    rows = [(unit, node, band) for node, codes in names.items() for unit in units for band in codes]
    found = [run.band_probabilities(node).ravel() for node in names]
    unit, node, band = zip(*rows, strict=True) if rows else ((), (), ())
    return Table(
        "bands",
        Text("Peluang masuk kelas", "Probability of each band"),
        {"unit": unit, "node": node, "band": band, "probability": np.concatenate([*found, []])},
        {"unit": UNIT, "node": NODE, "band": BAND, "probability": PROBABILITY},
    )


def samples(run: "Uncertainty") -> Table:
    """One row for each draw, one column for each parameter."""
    recipe = run.nominal.recipe
    tree = compile_tree(recipe.framework)
    columns: dict[str, Any] = {"draw": np.arange(1, run.draws + 1)}
    for source, numbers in zip(run.vary, split(run.vary, tree, run.numbers), strict=True):
        if isinstance(source, Choice):
            columns[source.name] = [source.label(int(option)) for option in source.options(numbers)]
        elif isinstance(source, LeaveOut):
            columns[source.name] = source.options(numbers, tree)
        elif numbers.shape[1] == 1:
            columns[source.name] = numbers[:, 0]  # names the random stream
    used = shares(run.weights, tree)
    for position, code in enumerate((*tree.indicators, *tree.nodes)):
        if (used[:, position] != used[0, position]).any():
            columns[f"weight:{code}"] = used[:, position]
    return Table("samples", Text("Pilihan tiap undian", "The parameters of every draw"), columns, {})


def _ends(run: "Uncertainty") -> tuple[Text, Text]:
    low, _, high = (f"{100 * share:g} %" for share in run.shares)
    return Text(f"Batas bawah ({low})", f"Lower end ({low})"), Text(
        f"Batas atas ({high})", f"Upper end ({high})"
    )


def _ranked(places: np.ndarray) -> list[int | None]:
    return [int(place) or None for place in places]
