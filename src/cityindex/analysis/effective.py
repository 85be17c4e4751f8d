"""Effective weights: what a weight on paper is for the whole index, and what the data make of it."""

from dataclasses import dataclass

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import period_at, titles
from cityindex.analysis.contributions import contributions
from cityindex.analysis.contributions.built import Built, built
from cityindex.build import Index
from cityindex.components import pearson
from cityindex.dataset import Floats
from cityindex.framework.types import Framework
from cityindex.tables import Table, Tabled
from cityindex.text import Text

CURVE = 3
"""Degree of the polynomial that importance is measured with."""
TITLES = {
    "code": words.CODE,
    "title": words.TITLE,
    "part_of": words.PART,
    "nominal": Text(
        "Bobot nominal; hasil kali bobot sampai ke puncak, 0–1",
        "Nominal weight; product of weights up to the top, 0–1",
    ),
    "variance_share": Text(
        "Bagian ragam; orde pertama, saudara berjumlah bagian induknya, puncak 1",
        "Share of variance; to first order, siblings add up to their parent's, the top is 1",
    ),
    "ratio": Text("Rasio; bagian ragam / bobot nominal", "Ratio; share of variance / nominal weight"),
    "r": Text("Korelasi dengan skor; −1 sampai 1", "Correlation with the score; −1 to 1"),
    "importance": Text(
        "Kepentingan; bagian ragam skor yang dijelaskan sendirian, 0–1",
        "Importance; share of the score's variance it explains alone, 0–1",
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class EffectiveWeights(Tabled):
    """Weights of K items (indicators, then nodes) below a node, in the node's score: arrays (K).

    ``nominal``: product of the re-scaled weights up to the node, as if nothing were missing. ``variance_share``:
    to first order, see ``effective_weights``; the indicators' add up to 1. ``r``: correlation of the item with the score. ``importance``: the
    correlation ratio, Var(E[score | item]) / Var(score). NaN where the units do not tell.
    """

    framework: Framework
    node: str
    period: int
    codes: tuple[str, ...]
    nominal: Floats
    variance_share: Floats
    r: Floats
    importance: Floats

    def tables(self) -> tuple[Table, ...]:
        """One row for each indicator and node."""
        parents = {item.code: item.parent or "" for item in self.framework.items}
        known = self.nominal > 0
        ratio = np.divide(self.variance_share, self.nominal, out=np.full(len(known), np.nan), where=known)
        return (
            Table(
                "weights",
                Text("Bobot efektif", "Effective weights"),
                {
                    "code": list(self.codes),
                    "title": titles(self.framework, self.codes),
                    "part_of": [parents[code] for code in self.codes],
                    "nominal": self.nominal,
                    "variance_share": self.variance_share,
                    "ratio": ratio,
                    "r": self.r,
                    "importance": self.importance,
                },
                TITLES,
            ),
        )


def effective_weights(
    index: Index, *, node: str | None = None, period: int | None = None
) -> EffectiveWeights:
    """Return what every item below a node (the root) weighs in its score, on paper and in the data of a period.

    A weight is not the importance it looks like: an item that hardly varies, or runs against the others, moves no
    score. An indicator's share of the variance is Cov(slope·value, score), with its mean slope (contribution / value)
    over the units, re-scaled so that all add up to 1: exactly Shorrocks' where the index is a weighted sum. A
    node's is the sum of its indicators'. Source: Handbook, step 6; Paruolo, Saisana and Saltelli (2013); Shorrocks (1982).
    RecipeError for a node made by a mean that compares units.
    """
    made = built(index)
    top, p = made.node_at(node), period_at(index.periods, period)
    nominal = _nominal(made, top)
    items = np.flatnonzero(~np.isnan(nominal))
    items = items[items != made.count + top]
    parts, x = contributions(index, node=node, period=period), made.x[items][..., p].T
    score = parts.scores
    leaves = made.state.tree.leaves[:, top]
    below = np.vstack([np.eye(made.count), made.state.tree.leaves.T])[:, leaves]
    indicators = _shares(
        parts.values[:, : made.count][:, leaves], parts.contributions[:, : made.count][:, leaves], score
    )
    return EffectiveWeights(
        framework=index.recipe.framework,
        node=parts.node,
        period=parts.period,
        codes=tuple(made.codes[n] for n in items),
        nominal=nominal[items],
        variance_share=(below @ indicators)[items],
        r=pearson(x, score[:, None]).r[:, 0],
        importance=np.array([importance(column, score) for column in x.T]),
    )


def importance(x: Floats, score: Floats) -> float:
    """The share of the score's variance that a curve of x (cubic) explains; NaN with fewer than 8 different values."""
    both = ~(np.isnan(x) | np.isnan(score))
    x, score = x[both], score[both]
    if len(np.unique(x)) < 2 * (CURVE + 1) or not np.ptp(score) > 0:
        return float("nan")
    away = (x - x.mean()) / x.std()
    curve = np.polynomial.polynomial.Polynomial.fit(away, score, CURVE)(away)
    return float(np.clip(1 - ((score - curve) ** 2).sum() / ((score - score.mean()) ** 2).sum(), 0, 1))


def _nominal(made: Built, top: int) -> Floats:
    """Products of re-scaled weights from the node down (I + N); NaN for items that are not below it."""
    found = np.full(len(made.codes), np.nan)
    found[made.count + top] = 1.0
    weights = made.state.weights  # those of an index have no leading axes: the same for all units and periods
    for n in made.below(top):
        children = list(made.state.tree.children[n])
        total = weights[children].sum()
        found[children] = found[made.count + n] * weights[children] / (total if total > 0 else 1.0)
    return found


def _shares(x: Floats, parts: Floats, score: Floats) -> Floats:
    """Shares of the variance by indicator: values and contributions (U, K); a missing value counts as the mean."""
    known = ~np.isnan(score)
    x, parts, score = x[known], parts[known], score[known]
    defined = ~np.isnan(parts) & (x != 0)
    slope = np.divide(parts, x, out=np.zeros(x.shape), where=defined).sum(axis=0)
    slope /= np.maximum(defined.sum(axis=0), 1)
    there = ~np.isnan(x)
    mean = np.where(there, x, 0.0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    away = np.where(there, x - mean, 0.0) * slope
    together = away.T @ (score - score.mean()) if len(score) else np.zeros(x.shape[1])
    total = together.sum()
    shares: Floats = together / total if total > 0 else np.full(len(together), np.nan)
    return shares
