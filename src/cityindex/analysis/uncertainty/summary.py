"""What the draws of every node amount to: mean, quantiles, share of draws with a score, share in every band."""

import numpy as np

from cityindex.analysis.uncertainty.bands import Bands
from cityindex.analysis.uncertainty.spread import mean, quantiles
from cityindex.build import Index
from cityindex.dataset import Floats


class Summary:
    """Arrays that blocks of units fill, each its own part: (U, N), quantiles (U, N, 3), bands (U, bands) by node."""

    def __init__(self, nominal: Index, draws: int, shares: tuple[float, float, float]) -> None:
        if not (len(shares) == 3 and 0 < shares[0] <= shares[1] <= shares[2] < 1):
            raise ValueError(f"quantiles are {shares}; give three shares between 0 and 1, ascending")
        shape = (len(nominal.units), len(nominal.nodes))
        self.draws, self.shares = draws, shares
        self.mean = np.empty(shape)
        self.computable = np.empty(shape)
        self.quantiles = np.empty((*shape, len(shares)))
        self.scales = Bands.of(nominal.recipe.framework)
        self.bands = {
            nominal.nodes[n]: np.zeros((shape[0], len(scale.edges) - 1), dtype=np.int64)
            for n, scale in self.scales.items()
        }
        self.nodes = nominal.nodes

    def take(self, units: slice, out: Floats) -> None:
        """Take the scores (N, u, R) of some units, and sort them in place."""
        for n, score in enumerate(out):
            score.sort(axis=-1)
            lost = np.isnan(score[:, -1])
            counts = np.full(len(score), self.draws)
            if lost.any():
                counts[lost] = np.count_nonzero(~np.isnan(score[lost]), axis=-1)
            self.computable[units, n] = counts / self.draws
            self.quantiles[units, n] = quantiles(score, counts, self.shares)
            self.mean[units, n] = mean(score, counts)
            if n in self.scales:
                self.bands[self.nodes[n]][units] = self.scales[n].counts(score)
