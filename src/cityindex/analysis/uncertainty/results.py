"""What a Monte Carlo run found."""

from dataclasses import dataclass

import numpy as np

from cityindex.analysis.uncertainty.sources import Source
from cityindex.analysis.uncertainty.spread import Ranks
from cityindex.build import Index
from cityindex.dataset import Floats
from cityindex.tables import Table, Tabled
from cityindex.text import Text

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty(Tabled):
    """Scores and ranks of one period under R draws. U units, N nodes (framework order)."""

    nominal: Index
    period: int
    vary: tuple[Source, ...]
    seed: int
    mean: Floats
    quantiles: Floats
    computable: Floats
    root: int
    root_scores: Floats
    root_ranks: Ranks
    numbers: Floats

    def tables(self) -> tuple[Table, ...]:
        """Scores with their intervals."""
        units, nodes = self.nominal.units, self.nominal.nodes
        low, median, high = np.moveaxis(self.quantiles, -1, 0)
        p = self.nominal.periods.index(self.period)
        return (
            Table(
                "scores",
                Text("Skor dan rentangnya", "Scores and their intervals"),
                {
                    "unit": np.repeat(units, len(nodes)),
                    "node": np.tile(nodes, len(units)),
                    "score": self.nominal.scores[:, p].ravel(),
                    "mean": self.mean.ravel(),
                    "low": low.ravel(),
                    "median": median.ravel(),
                    "high": high.ravel(),
                    "computable": self.computable.ravel(),
                },
                {},
            ),
        )
