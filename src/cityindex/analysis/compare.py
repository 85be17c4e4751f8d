"""Two builds side by side: what another recipe, another file or another year does to scores and ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityindex.analysis import words
from cityindex.analysis.association import spearman
from cityindex.analysis.columns import period_at
from cityindex.build import Index
from cityindex.dataset import Floats
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison(Tabled):
    """One node of two builds, the units that both have; U units in the order of the first.

    ``before`` and ``after`` (U) are scores, ``rank_before`` and ``rank_after`` (U) ranks, each as built, NaN for none.
    ``only_before`` and ``only_after`` name the units that one build alone has.
    """

    node: str
    period_before: int
    period_after: int
    units: tuple[str, ...]
    before: Floats
    after: Floats
    rank_before: Floats
    rank_after: Floats
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def shift(self) -> Floats:
        """Places gained (+) or lost (−) by each unit (U): rank before − rank after; NaN without two ranks."""
        gained: Floats = self.rank_before - self.rank_after
        return gained

    @property
    def mean_shift(self) -> float:
        """Mean number of places between the two ranks, of all units that have both; NaN where none has."""
        return _mean(np.abs(self.shift))

    @property
    def rank_correlation(self) -> float:
        """Spearman's ρ between the two sets of scores: Pearson's correlation of mean ranks; NaN below 3 units."""
        return float(spearman(self.before[:, None], self.after[:, None]).r[0, 0])

    def tables(self) -> tuple[Table, ...]:
        """``cities``: a row for each unit, the largest shift first; ``summary``: one row."""
        order = np.argsort(-np.nan_to_num(np.abs(self.shift), nan=-1.0), kind="stable")
        return (
            Table(
                "cities",
                Text("Kota demi kota", "City by city"),
                {
                    "unit": [self.units[u] for u in order],
                    "score_before": self.before[order],
                    "score_after": self.after[order],
                    "score_change": (self.after - self.before)[order],
                    "rank_before": self.rank_before[order],
                    "rank_after": self.rank_after[order],
                    "shift": self.shift[order],
                },
                _TITLES | {"unit": words.UNIT},
            ),
            self._summary(),
        )

    def _summary(self) -> Table:
        shift = self.shift
        known = np.abs(shift[~np.isnan(shift)])
        figures: dict[str, Sequence[Any]] = {
            "units": [len(self.units)],
            "up": [int((shift > 0).sum())],
            "down": [int((shift < 0).sum())],
            "unmoved": [int((shift == 0).sum())],
            "mean_shift": [self.mean_shift],
            "largest_shift": [float(known.max()) if known.size else float("nan")],
            "rank_correlation": [self.rank_correlation],
            "only_before": [", ".join(self.only_before)],
            "only_after": [", ".join(self.only_after)],
        }
        return Table("summary", Text("Ringkasan", "Summary"), figures, _SUMMARY_TITLES)


def compare(
    before: Index,
    after: Index,
    *,
    node: str | None = None,
    period: int | None = None,
    period_after: int | None = None,
) -> Comparison:
    """Compare a node (default: the root of each) of two builds, in one period or in two.

    ``period`` of the first build (default: its last), ``period_after`` of the second (default: the same one if given,
    else its last). Ranks are those of each build among all its units, also those the other lacks. ValueError for a
    node or a period that a build does not have, and where the builds share no unit.
    """
    p = period_at(before.periods, period)
    q = period_at(after.periods, period if period_after is None else period_after)
    n, m = _node_at(before, node), _node_at(after, node)
    mine, theirs = _shared(before.units, after.units)
    return Comparison(
        node=before.nodes[n],
        period_before=before.periods[p],
        period_after=after.periods[q],
        units=tuple(before.units[u] for u in mine),
        before=before.scores[mine, p, n],
        after=after.scores[theirs, q, m],
        rank_before=_ranks(before, mine, p, n),
        rank_after=_ranks(after, theirs, q, m),
        only_before=tuple(u for u in before.units if u not in set(after.units)),
        only_after=tuple(u for u in after.units if u not in set(before.units)),
    )


def _node_at(index: Index, node: str | None) -> int:
    code = index.recipe.framework.root.code if node is None else node
    if code not in index.nodes:
        raise ValueError(
            f"no node {code!r} in {index.recipe.framework.id}; there are {', '.join(index.nodes[:5])} …"
        )
    return index.nodes.index(code)


def _shared(before: Sequence[str], after: Sequence[str]) -> tuple[Positions, Positions]:
    at = {unit: position for position, unit in enumerate(after)}
    mine = [u for u, unit in enumerate(before) if unit in at]
    if not mine:
        raise ValueError("the two builds share no city; their names must match exactly")
    return np.array(mine, dtype=np.intp), np.array([at[before[u]] for u in mine], dtype=np.intp)


def _ranks(index: Index, units: Positions, period: int, node: int) -> Floats:
    ranks: Floats = index.ranks[units, period, node].astype(np.float64)
    ranks[ranks == 0] = np.nan
    return ranks


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")


_TITLES = {
    "score_before": Text("Skor pertama", "Score, first"),
    "score_after": Text("Skor kedua", "Score, second"),
    "score_change": Text("Beda skor; kedua dikurangi pertama", "Score change; second minus first"),
    "rank_before": Text("Peringkat pertama", "Rank, first"),
    "rank_after": Text("Peringkat kedua", "Rank, second"),
    "shift": Text("Naik (+) atau turun (−); tempat", "Up (+) or down (−); places"),
}
_SUMMARY_TITLES = {
    "units": Text("Kota yang ada pada keduanya", "Cities in both"),
    "up": Text("Naik", "Up"),
    "down": Text("Turun", "Down"),
    "unmoved": Text("Tetap", "Unmoved"),
    "mean_shift": Text("Pergeseran rata-rata; tempat", "Mean shift; places"),
    "largest_shift": Text("Pergeseran terbesar; tempat", "Largest shift; places"),
    "rank_correlation": Text(
        "Korelasi peringkat (Spearman), −1 sampai 1", "Rank correlation (Spearman), −1 to 1"
    ),
    "only_before": Text("Hanya pada yang pertama", "Only in the first"),
    "only_after": Text("Hanya pada yang kedua", "Only in the second"),
}
