"""Handbook step 4: do the parts of a node measure one thing? Cronbach's alpha."""

from dataclasses import dataclass

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import Columns, columns_after, period_at, titles
from cityindex.components import pearson
from cityindex.dataset import Dataset, Floats
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate
from cityindex.tables import Table, Tabled
from cityindex.text import Text

ALPHA = Text("Alfa; sampai 1, 0,7 ke atas lazim diterima", "Alpha; up to 1, 0.7 and more is usually accepted")
TITLES = {
    "node": words.CODE,
    "title": words.TITLE,
    "parts": Text(
        "Bagian; anak langsung yang bernilai dan tidak tetap", "Parts; children with values that differ"
    ),
    "complete": Text("Lengkap; kota yang punya semua nilai", "Complete; units with every value"),
    "alpha": ALPHA,
    "standardised": Text("Alfa baku; dari korelasi", "Standardised alpha; from correlations"),
    "mean_r": Text("Korelasi rata-rata", "Mean correlation"),
    "indicators": Text("Indikator; semua di bawahnya", "Indicators; all below"),
    "alpha_indicators": Text("Alfa indikator; semua di bawahnya", "Alpha of indicators; all below"),
    "part": Text("Bagian", "Part"),
    "part_title": Text("Nama bagian", "Name of the part"),
    "without": Text("Alfa tanpa bagian ini", "Alpha without this part"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Reliability(Tabled):
    """Cronbach's alpha of N nodes: arrays (N); NaN with fewer than two parts that vary, or three units.

    ``alpha`` and ``standardised`` look at the direct children, ``alpha_indicators`` at every indicator below;
    ``without`` lists (node, child, alpha of the others).
    """

    framework: Framework
    nodes: tuple[str, ...]
    parts: Floats
    complete: Floats
    alpha: Floats
    standardised: Floats
    mean_r: Floats
    indicators: Floats
    alpha_indicators: Floats
    without: tuple[tuple[str, str, float], ...]

    def tables(self) -> tuple[Table, ...]:
        """Nodes; then what each part adds."""
        node, part, alpha = zip(*self.without, strict=True) if self.without else ((), (), ())
        return (
            Table(
                "reliability",
                Text("Keandalan", "Reliability"),
                {
                    "node": list(self.nodes),
                    "title": titles(self.framework, self.nodes),
                    "parts": self.parts.astype(np.int64),
                    "complete": self.complete.astype(np.int64),
                    "alpha": self.alpha,
                    "standardised": self.standardised,
                    "mean_r": self.mean_r,
                    "indicators": self.indicators.astype(np.int64),
                    "alpha_indicators": self.alpha_indicators,
                },
                {
                    name: text
                    for name, text in TITLES.items()
                    if name not in ("part", "part_title", "without")
                },
            ),
            Table(
                "parts",
                Text("Tanpa satu bagian", "Without one part"),
                {
                    "node": list(node),
                    "part": list(part),
                    "part_title": titles(self.framework, part),
                    "without": list(alpha),
                },
                {name: TITLES[name] for name in ("node", "part", "part_title", "without")},
            ),
        )


def reliability(recipe: Recipe, dataset: Dataset, *, period: int | None = None) -> Reliability:
    """Return Cronbach's alpha of every node with children, over the units of one period.

    α = k/(k − 1)·(1 − Σ variances / Σ of all variances and covariances); standardised α = k·r̄ / (1 + (k − 1)·r̄).
    With gaps each covariance rests on the units that have both values. Source: Cronbach (1951); Handbook, step 4.
    """
    columns = columns_after(recipe, dataset, Aggregate.name)
    values = columns.values[:, period_at(columns.periods, period)]
    framework = recipe.framework
    nodes = tuple(node.code for node in framework.nodes if framework.children(node.code))
    children = [_varying(columns, values, [c.code for c in framework.children(node)]) for node in nodes]
    leaves = [_varying(columns, values, [leaf.code for leaf in framework.leaves(node)])[0] for node in nodes]
    mean_r = np.array([_mean_r(x) for x, _ in children])
    k = np.array([x.shape[1] for x, _ in children], dtype=np.float64)
    below = 1 + (k - 1) * mean_r
    return Reliability(
        framework=framework,
        nodes=nodes,
        parts=k,
        complete=np.array(
            [np.count_nonzero(~np.isnan(x).any(axis=1)) for x, _ in children], dtype=np.float64
        ),
        alpha=np.array([alpha_of(x) for x, _ in children]),
        standardised=np.divide(k * mean_r, below, out=np.full(len(k), np.nan), where=below > 1e-12),
        mean_r=mean_r,
        indicators=np.array([x.shape[1] for x in leaves], dtype=np.float64),
        alpha_indicators=np.array([alpha_of(x) for x in leaves]),
        without=tuple(
            (node, part, alpha_of(np.delete(x, n, axis=1)))
            for node, (x, kept) in zip(nodes, children, strict=True)
            for n, part in enumerate(kept)
        ),
    )


def alpha_of(x: Floats) -> float:
    """Cronbach's alpha of columns (n, k) with gaps; NaN with fewer than two columns or where it is not defined."""
    k = x.shape[1]
    if k < 2:
        return float("nan")
    covariance = pearson(x).r * np.outer(sd := np.nanstd(x, axis=0, ddof=1), sd)
    total = float(covariance.sum())
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total) if total > 0 else float("nan")


def _mean_r(x: Floats) -> float:
    """The mean correlation of all pairs of columns; NaN with fewer than two."""
    k = x.shape[1]
    return float(pearson(x).r[np.triu_indices(k, 1)].mean()) if k > 1 else float("nan")


def _varying(columns: Columns, values: Floats, codes: list[str]) -> tuple[Floats, list[str]]:
    """Take the columns with at least three values that are not all equal."""
    kept = [code for code in codes if not np.isnan(pearson(values[:, [columns.at(code)]]).r[0, 0])]
    return values[:, [columns.at(code) for code in kept]], kept
