"""What one change does to one city."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import Framework
from cityindex.reasons import TEXTS, Reason
from cityindex.tables import Table, Tabled
from cityindex.text import Text

Counts = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Scored(Tabled):
    """One city's scores after a change. N nodes in framework order, I indicators.

    ``before`` and ``scores`` (N): NaN = not computable, then ``reasons`` (N) says why. ``ranks_before`` and
    ``ranks`` (N): the city's place among all in the period, 0 = not ranked. ``normalised`` (I).
    ``way``: ``path`` where only the ``evaluated`` nodes were computed, ``rebuild`` where everything was;
    both equal a full build. ``others_moved``: the change also moved other cities' scores (a common weight,
    an end of the scale); their new scores are in the ranks.
    """

    framework: Framework
    unit: str
    period: int
    before: Floats
    scores: Floats
    reasons: Codes
    ranks_before: Counts
    ranks: Counts
    normalised: Floats
    evaluated: tuple[str, ...]
    way: Literal["path", "rebuild"]
    others_moved: bool

    def score(self, node: str | None = None) -> float:
        """Return the new score of a node; of the index unless named."""
        return float(self.scores[self._at(node)])

    def gain(self, node: str | None = None) -> float:
        """Return new score − old score of a node; of the index unless named."""
        at = self._at(node)
        return float(self.scores[at] - self.before[at])

    def rank(self, node: str | None = None) -> int:
        """Return the new rank in a node; in the index unless named; 0 = not ranked."""
        return int(self.ranks[self._at(node)])

    def _at(self, node: str | None) -> int:
        codes = [n.code for n in self.framework.nodes]
        return codes.index(self.framework.root.code if node is None else self.framework.node(node).code)

    def tables(self) -> tuple[Table, ...]:
        """Return one table, ``nodes``: score and rank before and after."""
        nodes, count = self.framework.nodes, len(self.framework.nodes)
        why = [TEXTS[Reason(r)] if r else "" for r in self.reasons]
        return (
            Table(
                "nodes",
                Text("Skor sebelum dan sesudah", "Scores before and after"),
                {
                    "unit": [self.unit] * count,
                    "period": [self.period] * count,
                    "node": [n.code for n in nodes],
                    "title": [n.title for n in nodes],
                    "before": self.before,
                    "after": self.scores,
                    "gain": self.scores - self.before,
                    "rank_before": self.ranks_before,
                    "rank_after": self.ranks,
                    "reason": why,
                },
                {
                    "unit": Text("Kota", "City"),
                    "period": Text("Tahun", "Year"),
                    "node": Text("Kode", "Code"),
                    "title": Text("Bagian", "Part"),
                    "before": Text("Skor sebelum", "Score before"),
                    "after": Text("Skor sesudah", "Score after"),
                    "gain": Text("Selisih; poin", "Change; points"),
                    "rank_before": Text("Peringkat sebelum; 0 = tidak ada", "Rank before; 0 = none"),
                    "rank_after": Text("Peringkat sesudah; 0 = tidak ada", "Rank after; 0 = none"),
                    "reason": Text("Sebab tidak dapat dihitung", "Why not computable"),
                },
            ),
        )
