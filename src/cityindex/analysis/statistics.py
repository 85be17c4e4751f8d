"""Handbook step 2 and 3: what every indicator's values look like, and how much data each unit has."""

from dataclasses import dataclass, fields

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import DATA, Columns, columns_after
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.steps import RecipeError, start
from cityindex.steps.moments import moments
from cityindex.tables import Table, Tabled
from cityindex.text import Text

FEW_DISTINCT, FEW_AVAILABLE, MANY_EQUAL, SKEW, KURTOSIS = 5, 0.65, 0.5, 2.0, 3.5
FLAGS = {
    "missing": Text("terlalu banyak nilai kosong", "too many missing values"),
    "distinct": Text("terlalu sedikit nilai yang berbeda", "too few distinct values"),
    "constant": Text("semua nilai sama", "all values are equal"),
    "equal": Text("lebih dari separuh nilainya sama", "more than half of the values are equal"),
    "outliers": Text("miring dan memuncak: ada pencilan", "skewed and peaked: outliers"),
}
"""What is remarkable about a column, by the name of its flag."""


COUNTS = ("count", "missing", "zeros", "distinct", "outliers")


@dataclass(frozen=True, slots=True, eq=False)
class Statistics(Tabled):
    """Figures of P periods and K columns, each array (P, K); NaN where there are too few values.

    ``missing`` and ``count`` number the units without and with a value, ``available`` is the share with one;
    ``zeros`` and ``distinct`` count zeros and different values, ``commonest`` is the share of the most frequent
    value. ``sd`` divides by n − 1; quartiles interpolate linearly (Hyndman and Fan's type 7);
    ``skewness`` and ``kurtosis`` (excess) as in ``steps.treat``. ``outliers`` counts values more than
    1.5 interquartile ranges outside the quartiles. ``flags`` names what is remarkable, by period and column.
    """

    columns: Columns
    count: Floats
    missing: Floats
    available: Floats
    zeros: Floats
    distinct: Floats
    commonest: Floats
    minimum: Floats
    lower_quartile: Floats
    median: Floats
    upper_quartile: Floats
    maximum: Floats
    mean: Floats
    sd: Floats
    skewness: Floats
    kurtosis: Floats
    outliers: Floats
    flags: tuple[tuple[tuple[str, ...], ...], ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each period and column."""
        columns = self.columns
        wide = len(columns.periods)
        names = [f.name for f in fields(self) if f.name not in ("columns", "flags")]
        return (
            Table(
                "statistics",
                Text("Statistik", "Statistics"),
                {
                    "period": np.repeat(columns.periods, len(columns.codes)),
                    "code": list(columns.codes) * wide,
                    "title": list(columns.titles) * wide,
                    **{name: _plain(name, getattr(self, name)) for name in names},
                    "flags": [", ".join(found) for row in self.flags for found in row],
                },
                TITLES,
            ),
        )


TITLES = {
    "period": words.PERIOD,
    "code": words.CODE,
    "title": words.TITLE,
    "count": words.COUNT,
    "missing": Text("Kosong", "Missing"),
    "available": Text(
        "Tersedia; bagian kota yang punya nilai, 0–1", "Available; share of units with a value, 0–1"
    ),
    "zeros": Text("Nol", "Zeros"),
    "distinct": Text("Berbeda; banyak nilai yang berlainan", "Distinct; number of different values"),
    "commonest": Text(
        "Tersering; bagian nilai yang paling sering, 0–1", "Commonest; share of the most frequent value, 0–1"
    ),
    "minimum": Text("Terkecil", "Minimum"),
    "lower_quartile": Text("Kuartil 1", "Quartile 1"),
    "median": Text("Median", "Median"),
    "upper_quartile": Text("Kuartil 3", "Quartile 3"),
    "maximum": Text("Terbesar", "Maximum"),
    "mean": Text("Rata-rata", "Mean"),
    "sd": Text("Simpangan baku; pembagi n − 1", "Standard deviation; divided by n − 1"),
    "skewness": Text("Kemiringan", "Skewness"),
    "kurtosis": Text("Kurtosis; kelebihan atas sebaran normal", "Kurtosis; excess over the normal"),
    "outliers": Text(
        "Pencilan; lebih dari 1,5 jarak antarkuartil di luar kuartil",
        "Outliers; more than 1.5 interquartile ranges outside the quartiles",
    ),
    "flags": Text(
        "Tanda; " + ", ".join(f"{name}: {text.id}" for name, text in FLAGS.items()),
        "Flags; " + ", ".join(f"{name}: {text.en}" for name, text in FLAGS.items()),
    ),
}


def statistics(recipe: Recipe, dataset: Dataset, *, after: str = DATA, together: bool = False) -> Statistics:
    """Describe every indicator after a step of the recipe: ``data`` (none, default), *impute*, *treat* …

    After *aggregate* the nodes are described as well. With ``together`` the values of all periods are taken as one
    (the last period then names them). Source: Handbook, steps 2–4; 65 %, |2| and 3.5 are COINr's thresholds.
    """
    columns = columns_after(recipe, dataset, after)
    values = np.swapaxes(columns.values, 0, 1)
    if together:
        values = values.reshape(1, -1, values.shape[-1])
        columns = _as_one(columns)
    try:
        with np.errstate(over="raise"):
            found = [[_describe(x[~np.isnan(x)], len(x)) for x in period.T] for period in values]
    except FloatingPointError as error:
        raise RecipeError(
            f"statistics: the numbers are too large to describe ({error}); use a larger measuring unit"
        ) from error
    names = [f.name for f in fields(Statistics) if f.name not in ("columns", "flags")]
    shape = (len(columns.periods), len(columns.codes))
    arrays = {
        name: np.array([[one[name] for one in row] for row in found], dtype=np.float64).reshape(shape)
        for name in names
    }
    return Statistics(
        columns=columns, flags=tuple(tuple(_flags(one) for one in row) for row in found), **arrays
    )


def _plain(name: str, figures: Floats) -> np.ndarray:
    """Numbers of things are whole."""
    return figures.ravel().astype(np.int64 if name in COUNTS else np.float64)


def _as_one(columns: Columns) -> Columns:
    return Columns(
        columns.units,
        columns.periods[-1:],
        columns.codes,
        columns.titles,
        columns.parents,
        columns.values,
        columns.imputed,
    )


def _describe(x: Floats, units: int) -> dict[str, float]:
    """Figures of one column without gaps."""
    n = len(x)
    different, often = np.unique(x, return_counts=True)
    skewness, kurtosis = moments(x) if n else (np.nan, np.nan)
    ends = np.quantile(x, (0, 0.25, 0.5, 0.75, 1)) if n else np.full(5, np.nan)
    reach = 1.5 * (ends[3] - ends[1])
    return {
        "count": n,
        "missing": units - n,
        "available": n / units if units else np.nan,
        "zeros": np.count_nonzero(x == 0),
        "distinct": len(different),
        "commonest": often.max() / n if n else np.nan,
        "minimum": ends[0],
        "lower_quartile": ends[1],
        "median": ends[2],
        "upper_quartile": ends[3],
        "maximum": ends[4],
        "mean": x.mean() if n else np.nan,
        "sd": x.std(ddof=1) if n > 1 else np.nan,
        "skewness": float(skewness),
        "kurtosis": float(kurtosis),
        "outliers": np.count_nonzero((x < ends[1] - reach) | (x > ends[3] + reach)),
    }


def _flags(one: dict[str, float]) -> tuple[str, ...]:
    few = {
        "missing": not one["available"] >= FEW_AVAILABLE,
        "distinct": 1 < one["distinct"] < FEW_DISTINCT,
        "constant": one["distinct"] == 1,
        "equal": one["distinct"] > 1 and one["commonest"] > MANY_EQUAL,
        "outliers": abs(one["skewness"]) > SKEW and one["kurtosis"] > KURTOSIS,
    }
    return tuple(name for name, holds in few.items() if holds)


@dataclass(frozen=True, slots=True, eq=False)
class Availability(Tabled):
    """How much data each unit has: ``share`` (U, P, N) of the scorable indicators below a node with a value.

    ``zeros`` (U, P, N) is the share of those values that are zero; NaN where there is no value.
    """

    units: tuple[str, ...]
    periods: tuple[int, ...]
    nodes: tuple[str, ...]
    titles: tuple[Text, ...]
    share: Floats
    zeros: Floats

    def tables(self) -> tuple[Table, ...]:
        """One row for each unit, period and node."""
        u, p, n = self.share.shape
        return (
            Table(
                "availability",
                Text("Ketersediaan data", "Data availability"),
                {
                    "unit": np.repeat(self.units, p * n),
                    "period": np.tile(np.repeat(self.periods, n), u),
                    "node": list(self.nodes) * (u * p),
                    "title": list(self.titles) * (u * p),
                    "available": self.share.ravel(),
                    "zeros": self.zeros.ravel(),
                },
                {
                    "unit": words.UNIT,
                    "period": words.PERIOD,
                    "node": words.CODE,
                    "title": words.TITLE,
                    "available": Text(
                        "Tersedia; bagian indikator yang punya nilai",
                        "Available; share of indicators with a value",
                    ),
                    "zeros": Text("Nol; bagian nilai yang nol", "Zeros; share of values that are zero"),
                },
            ),
        )


def availability(recipe: Recipe, dataset: Dataset) -> Availability:
    """Count, for every unit, period and node, the scorable indicators below it that have a value as it came in."""
    state = start(recipe.framework, dataset)
    leaves = (state.tree.leaves & (state.tree.directions != 0)[:, None]).astype(np.float64)
    present = (~np.isnan(state.values)).astype(np.float64) @ leaves
    zero = (state.values == 0).astype(np.float64) @ leaves
    return Availability(
        units=state.units,
        periods=state.periods,
        nodes=state.tree.nodes,
        titles=tuple(node.title for node in state.framework.nodes),
        share=_share(present, np.broadcast_to(leaves.sum(axis=0), present.shape)),
        zeros=_share(zero, present),
    )


def _share(part: Floats, whole: Floats) -> Floats:
    share: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return share
