"""Handbook step 4: how many dimensions the parts of a node have. Principal components."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import columns_after, period_at, titles
from cityindex.components import eigen, pearson
from cityindex.dataset import Dataset, Floats
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate
from cityindex.tables import Table, Tabled
from cityindex.text import Text

TITLES = {
    "node": words.CODE,
    "title": words.TITLE,
    "component": Text("Komponen; 1 = terbesar", "Component; 1 = largest"),
    "eigenvalue": Text(
        "Nilai eigen; di atas 1 layak dipertahankan (Kaiser)", "Eigenvalue; above 1 is worth keeping (Kaiser)"
    ),
    "share": Text("Bagian ragam; 0–1", "Share of variance; 0–1"),
    "cumulative": Text("Kumulatif; 0–1", "Cumulative; 0–1"),
    "part": Text("Bagian", "Part"),
    "part_title": Text("Nama bagian", "Name of the part"),
    "loading": Text(
        "Muatan; korelasi bagian dengan komponen", "Loading; correlation of the part with the component"
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """The components of one node's k parts: ``eigenvalues`` (k), largest first, ``loadings`` (parts k, components k)."""

    node: str
    parts: tuple[str, ...]
    eigenvalues: Floats
    loadings: Floats

    @property
    def shares(self) -> Floats:
        """Shares of the total variance, which is k for standardised parts."""
        shares: Floats = self.eigenvalues / self.eigenvalues.sum()
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalComponents(Tabled):
    """Principal components of every node with at least two parts that vary."""

    framework: Framework
    nodes: tuple[Component, ...]

    def tables(self) -> tuple[Table, ...]:
        """Eigenvalues; then loadings."""
        rows = [
            (c.node, n + 1, value, share, total)
            for c in self.nodes
            for n, (value, share, total) in enumerate(
                zip(c.eigenvalues, c.shares, np.cumsum(c.shares), strict=True)
            )
        ]
        loadings = [
            (c.node, n + 1, part, c.loadings[k, n])
            for c in self.nodes
            for n in range(len(c.parts))
            for k, part in enumerate(c.parts)
        ]
        return (
            self._table(
                "components",
                Text("Komponen utama", "Principal components"),
                rows,
                "eigenvalue share cumulative",
            ),
            self._table("loadings", Text("Muatan", "Loadings"), loadings, "part loading"),
        )

    def _table(self, name: str, title: Text, rows: Sequence[tuple[object, ...]], further: str) -> Table:
        names = ["node", "component", *further.split()]
        columns = dict(zip(names, zip(*rows, strict=True) if rows else ((),) * len(names), strict=True))
        for code, place in (("node", "title"), ("part", "part_title")):
            if code in columns:
                columns[place] = tuple(titles(self.framework, [str(item) for item in columns[code]]))
        order = [key for key in TITLES if key in columns]
        return Table(name, title, {key: columns[key] for key in order}, {key: TITLES[key] for key in order})


def principal_components(
    recipe: Recipe, dataset: Dataset, *, period: int | None = None, indicators: bool = False
) -> PrincipalComponents:
    """Return the principal components of every node's children, or of all indicators below it.

    Eigenvalues λ and vectors v of the correlation matrix (pairwise complete) of one period; loading = √λ·v, 0 for a
    λ below 0, which gaps can cause. Children without three different values are left out. Source: Handbook, step 4.
    """
    columns = columns_after(recipe, dataset, Aggregate.name)
    values = columns.values[:, period_at(columns.periods, period)]
    framework, found = recipe.framework, []
    for node in framework.nodes:
        below = framework.leaves(node.code) if indicators else framework.children(node.code)
        r = pearson(values[:, [columns.at(item.code) for item in below]]).r
        keep = np.flatnonzero(~np.isnan(np.diag(r)))
        r = r[np.ix_(keep, keep)]
        if len(keep) < 2 or np.isnan(r).any():
            continue
        eigenvalues, vectors = eigen(r)
        parts = tuple(below[k].code for k in keep)
        found.append(Component(node.code, parts, eigenvalues, vectors * np.sqrt(np.maximum(eigenvalues, 0))))
    return PrincipalComponents(framework, tuple(found))
