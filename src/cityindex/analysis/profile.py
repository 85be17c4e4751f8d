"""Strengths and weaknesses of one unit: where it stands above and below the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import period_at, unit_at
from cityindex.build import Index
from cityindex.dataset import Floats
from cityindex.framework.types import Indicator, Node
from cityindex.ranking import places
from cityindex.tables import Table, Tabled
from cityindex.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Profile(Tabled):
    """How a unit does in K items (indicators, then nodes) among its peers, itself included. Arrays (K).

    ``score`` and ``peer_mean``: normalised values and scores, and their means; ``gap`` is score − peer mean;
    ``rank``: 1 = best, 0 = not ranked; ``compared``: peers that have a score. NaN for none.
    """

    unit: str
    period: int
    peers: tuple[str, ...]
    items: tuple[Indicator | Node, ...]
    score: Floats
    peer_mean: Floats
    rank: np.ndarray
    compared: np.ndarray

    @property
    def gap(self) -> Floats:
        """Score − mean of the peers, (K)."""
        gap: Floats = self.score - self.peer_mean
        return gap

    def strengths(self, count: int = 5) -> tuple[Indicator, ...]:
        """Return the indicators of the best ranks, the widest gap first among equals; never one below the mean."""
        return tuple(self._indicators(1)[:count])

    def weaknesses(self, count: int = 5) -> tuple[Indicator, ...]:
        """Return the indicators of the worst ranks, the widest gap first among equals; never one above the mean."""
        return tuple(self._indicators(-1)[:count])

    def _indicators(self, sign: int) -> list[Indicator]:
        """Order by the share of the peers that are better (sign 1) or not (−1), then by the gap."""
        share = np.divide(
            self.rank - 1, self.compared - 1, out=np.full(len(self.rank), np.nan), where=self.compared > 1
        )
        told = [
            (sign * share[k], -sign * self.gap[k], k)
            for k, item in enumerate(self.items)
            if isinstance(item, Indicator) and self.rank[k] > 0 and sign * self.gap[k] > 0
        ]
        return [item for _, _, k in sorted(told) if isinstance(item := self.items[k], Indicator)]

    def tables(self) -> tuple[Table, ...]:
        """``profile``: a row for each item; ``strengths`` and ``weaknesses``: five each, the most telling first."""
        at = {item.code: k for k, item in enumerate(self.items)}
        ranked = (
            ("strengths", Text("Kekuatan", "Strengths"), self.strengths()),
            ("weaknesses", Text("Kelemahan", "Weaknesses"), self.weaknesses()),
        )
        return (
            self._table("profile", Text("Profil", "Profile"), range(len(self.items))),
            *(self._table(name, title, [at[i.code] for i in found]) for name, title, found in ranked),
        )

    def _table(self, name: str, title: Text, rows: Sequence[int]) -> Table:
        at = list(rows)
        columns: dict[str, Sequence[Any] | np.ndarray] = {
            "code": [self.items[k].code for k in at],
            "title": [self.items[k].title for k in at],
            "score": self.score[at],
            "peer_mean": self.peer_mean[at],
            "gap": self.gap[at],
            "rank": self.rank[at],
            "compared": self.compared[at],
        }
        return Table(name, title, columns, _TITLES)


def profile(
    index: Index, unit: str, *, period: int | None = None, peers: Sequence[str] | None = None
) -> Profile:
    """Describe a unit among its peers (default: every unit; itself is always one) in a period (default: the last).

    Ranks compare as those of the index do. ValueError for a unit or a period that is not in the index.
    """
    p = period_at(index.periods, period)
    chosen = dict.fromkeys((unit, *(index.units if peers is None else peers)))
    rows = [unit_at(index.units, name) for name in chosen]
    scores = np.concatenate([index.normalised[rows, p], index.scores[rows, p]], axis=-1)
    known = ~np.isnan(scores)
    count = known.sum(axis=0)
    total = np.where(known, scores, 0.0).sum(axis=0)
    framework = index.recipe.framework
    return Profile(
        unit=unit,
        period=index.periods[p],
        peers=tuple(chosen),
        items=(*framework.indicators, *framework.nodes),
        score=scores[0],
        peer_mean=np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0),
        rank=places(scores, index.recipe.rank_decimals)[0],
        compared=count,
    )


_TITLES = {
    "code": words.CODE,
    "title": words.TITLE,
    "score": words.SCORE,
    "peer_mean": Text("Rata-rata pembanding", "Mean of the peers"),
    "gap": Text("Selisih; skor dikurangi rata-rata", "Gap; score minus mean"),
    "rank": Text("Peringkat; 1 = terbaik, 0 = tanpa peringkat", "Rank; 1 = best, 0 = not ranked"),
    "compared": Text("Dari sekian; pembanding yang punya skor", "Out of; peers that have a score"),
}
