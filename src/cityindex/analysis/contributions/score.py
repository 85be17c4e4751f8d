"""What a score is made of: contributions of indicators that add up to it."""

from dataclasses import dataclass

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import period_at
from cityindex.analysis.contributions.built import Built, built, shares
from cityindex.analysis.contributions.slopes import slopes
from cityindex.build import Index
from cityindex.dataset import Codes, Floats, Status
from cityindex.reasons import TEXTS, Reason
from cityindex.tables import Table, Tabled
from cityindex.text import Text

OBSERVED, IMPUTED = Text("teramati", "observed"), Text("diisi", "imputed")
COMPUTED, MISSING = Text("dihitung", "computed"), Text("kosong", "missing")
TITLES = {
    "unit": words.UNIT,
    "code": words.CODE,
    "title": words.TITLE,
    "value": Text("Nilai setara; pada skala bersama", "Normalised; on the common scale"),
    "weight": Text(
        "Bobot efektif; dihitung atas bagian yang bernilai",
        "Effective weight; re-scaled over the parts with a value",
    ),
    "contribution": Text("Sumbangan; semuanya berjumlah skor", "Contribution; they add up to the score"),
    "share": Text("Bagian dari skor; 0–1", "Share of the score; 0–1"),
    "basis": Text("Dasar", "Basis"),
    "reason": Text("Alasan; mengapa tidak ada nilai", "Reason; why there is no value"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Contributions(Tabled):
    """Contributions to the score of one node in one period. Items are indicators, then nodes: arrays (U, I + N).

    ``contributions``: the indicators' add up to ``scores`` (U), and so do those of the nodes that share a parent, and
    the indicators' of a node to the node's own; NaN for what has no value or does not lie below the node.
    ``weights``: the product of re-scaled weights from the node down. ``values``: normalised values and scores.
    ``status`` (U, I), see ``dataset.Status``; ``reasons`` (U, I + N).
    """

    index: Index
    node: str
    period: int
    codes: tuple[str, ...]
    scores: Floats
    values: Floats
    weights: Floats
    contributions: Floats
    status: Codes
    reasons: Codes

    def tables(self) -> tuple[Table, ...]:
        """Indicators; then the nodes below the one that is decomposed."""
        framework = self.index.recipe.framework
        count = len(framework.indicators)
        leaves = {leaf.code for leaf in framework.leaves(self.node)}
        inner = [
            n for n, code in enumerate(self.codes) if n >= count and code != self.node and _under(self, code)
        ]
        return (
            self._table(
                "indicators",
                Text("Sumbangan indikator", "Contributions of indicators"),
                [n for n, code in enumerate(self.codes[:count]) if code in leaves],
            ),
            self._table("parts", Text("Sumbangan bagian", "Contributions of parts"), inner),
        )

    def _table(self, name: str, title: Text, items: list[int]) -> Table:
        titles = {item.code: item.title for item in self.index.recipe.framework.items}
        units = self.index.units
        score = np.repeat(self.scores, len(items))
        part = self.contributions[:, items].ravel()
        columns = {
            "unit": np.repeat(units, len(items)),
            "code": [self.codes[n] for n in items] * len(units),
            "title": [titles[self.codes[n]] for n in items] * len(units),
            "value": self.values[:, items].ravel(),
            "weight": self.weights[:, items].ravel(),
            "contribution": part,
            "share": np.divide(part, score, out=np.full(len(part), np.nan), where=score != 0),
            "basis": [self.basis(u, n) for u in range(len(units)) for n in items],
            "reason": [
                TEXTS.get(Reason(self.reasons[u, n]), Text("", "")) for u in range(len(units)) for n in items
            ],
        }
        return Table(name, title, columns, TITLES)

    def basis(self, unit: int, item: int) -> Text:
        """Say whether an item's value was observed, imputed, computed from its parts, or is missing."""
        if np.isnan(self.values[unit, item]):
            return MISSING
        if item >= self.status.shape[1]:
            return COMPUTED
        return IMPUTED if self.status[unit, item] == Status.IMPUTED else OBSERVED


def _under(self: Contributions, code: str) -> bool:
    framework = self.index.recipe.framework
    parents = {node.code: node.parent for node in framework.nodes}
    up: str | None = code
    while up is not None and up != self.node:
        up = parents[up]
    return up is not None


def contributions(index: Index, *, node: str | None = None, period: int | None = None) -> Contributions:
    """Decompose every unit's score of a node (the root unless given) in a period (the last) into contributions.

    A contribution is value × slope, the slope being the product of the derivatives of the means down the tree (Euler's
    theorem): w·x / Σ w for the arithmetic mean, (w / Σ w)·score for the geometric. Exact to rounding.
    RecipeError for a node made by a mean that compares units (Copeland, benefit of the doubt): it has no such parts.
    """
    made = built(index)
    top, p = made.node_at(node), period_at(index.periods, period)
    x = made.x[..., p]
    slope, weight = _down(made, top, x, made.weights[..., p])
    inside = np.isfinite(slope) & np.isfinite(x) & np.isfinite(x[made.count + top])
    return Contributions(
        index=index,
        node=made.state.tree.nodes[top],
        period=index.periods[p],
        codes=made.codes,
        scores=x[made.count + top],
        values=x.T,
        weights=np.where(inside, weight, np.nan).T,
        contributions=np.where(inside, slope * np.where(inside, x, 0.0), np.nan).T,
        status=made.state.status[:, p],
        reasons=made.reasons[..., p].T,
    )


def _down(made: Built, top: int, x: Floats, w: Floats) -> tuple[Floats, Floats]:
    """Slopes and effective weights (I + N, U) of every item in the node ``top``; NaN for items that are not below it."""
    slope, weight = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    slope[made.count + top] = weight[made.count + top] = 1.0
    for n in made.below(top):
        making = made.makings[n]
        children = list(making.children)
        if children:
            s = shares(x[children], w[children])
            slope[children] = slopes(making.mean, making.options, x[children], s) * slope[made.count + n]
            weight[children] = s * weight[made.count + n]
    return slope, weight
