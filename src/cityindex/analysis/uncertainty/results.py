"""What a Monte Carlo run found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cityindex.analysis.convergence import Convergence, convergence
from cityindex.analysis.uncertainty import listing
from cityindex.analysis.uncertainty.sources import Source
from cityindex.analysis.uncertainty.spread import Ranks, positions
from cityindex.build import Index
from cityindex.dataset import Floats
from cityindex.framework.types import BandScale
from cityindex.tables import Table, Tabled
from cityindex.text import Text

QUANTILES = (0.05, 0.5, 0.95)
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty(Tabled):
    """Scores and ranks of one period under R draws. U units, N nodes (framework order), I indicators.

    ``nominal``: the index without variation. ``mean`` (U, N) and ``quantiles`` (U, N, 3) at ``shares`` of the drawn
    scores, NaN where no draw has one; ``computable`` (U, N): the share of draws that have one. ``root``: the position of
    the index, whose ``root_scores`` (U, R) and ``root_ranks`` (U, R; 0 = not ranked) are those of every draw.
    ``band_counts``: for every node with a band scale the draws in each band, (U, bands). ``numbers`` (R, dimensions):
    what was sampled (see ``replay``); ``weights`` (R, I + N): the weights used. ``warnings``: what a reader must know.
    """

    nominal: Index
    period: int
    vary: tuple[Source, ...]
    numbers: Floats
    shares: tuple[float, float, float]
    mean: Floats
    quantiles: Floats
    computable: Floats
    band_counts: Mapping[str, Counts]
    root: int
    root_scores: Floats
    root_ranks: Ranks
    weights: Floats
    warnings: tuple[Text, ...]

    @property
    def draws(self) -> int:
        """How many draws there are, R."""
        return len(self.numbers)

    @property
    def low(self) -> Floats:
        """The lower ends of the intervals, (U, N)."""
        return self.quantiles[..., 0]

    @property
    def median(self) -> Floats:
        """The middle of the drawn scores, (U, N)."""
        return self.quantiles[..., 1]

    @property
    def high(self) -> Floats:
        """The upper ends of the intervals, (U, N)."""
        return self.quantiles[..., 2]

    @property
    def rank_counts(self) -> Counts:
        """In how many draws the index gives a unit each rank: (U, U + 1), column 0 for no rank."""
        units = len(self.root_ranks)
        return np.array([np.bincount(ranks, minlength=units + 1) for ranks in self.root_ranks])

    @property
    def rank_quantiles(self) -> NDArray[np.int64]:
        """Ranks of the index at ``shares`` of the draws that rank a unit, (U, 3); 0 where none does."""
        ordered = np.sort(self.root_ranks, axis=1).astype(np.int64)
        unranked = np.count_nonzero(ordered == 0, axis=1)
        place = unranked[:, None] + positions(self.draws - unranked, self.shares)
        return np.take_along_axis(ordered, np.minimum(place, self.draws - 1), axis=1)

    @property
    def rank_low(self) -> NDArray[np.int64]:
        """The best rank at the lower share of the draws, (U)."""
        return self.rank_quantiles[:, 0]

    @property
    def rank_median(self) -> NDArray[np.int64]:
        """The rank in the middle of the draws, (U)."""
        return self.rank_quantiles[:, 1]

    @property
    def rank_high(self) -> NDArray[np.int64]:
        """The worst rank at the upper share of the draws, (U)."""
        return self.rank_quantiles[:, 2]

    @property
    def rank_mean(self) -> Floats:
        """The mean rank over the draws that rank a unit, (U); NaN where none does."""
        ranked = np.count_nonzero(self.root_ranks, axis=1)
        total = self.root_ranks.sum(axis=1, dtype=np.float64)
        mean: Floats = np.divide(total, ranked, out=np.full(len(ranked), np.nan), where=ranked > 0)
        return mean

    def probability_ahead(self, one: str, other: str) -> float:
        """Share of the draws in which ``one`` ranks before ``other``, of those that rank both; NaN where none does.

        A tie, that is an equal printed score, puts neither ahead: the two probabilities and that of a tie sum to 1.
        """
        first, second = (self.root_ranks[self._unit(unit)] for unit in (one, other))
        both = (first > 0) & (second > 0)
        return float((first < second)[both].mean()) if both.any() else float("nan")

    def probability_in_band(self, unit: str, band: str, node: str | None = None) -> float:
        """Share of the draws in which a node's score falls in a band, of those that have a score; NaN where none has.

        Scores are rounded as the band scale says. The index unless ``node`` is given; KeyError names what is not there.
        """
        code = self.nominal.nodes[self.root] if node is None else node
        codes = [b.code for b in self.bands_of(code).bands]
        if band not in codes:
            raise KeyError(f"{code} has no band {band!r}; it has {', '.join(codes)}")
        return float(self.band_probabilities(code)[self._unit(unit), codes.index(band)])

    def band_probabilities(self, node: str) -> Floats:
        """All of them for one node, (U, bands)."""
        known = np.rint(self.computable[:, self.nominal.nodes.index(node)] * self.draws)[:, None]
        counts = self.band_counts[node]
        shares: Floats = np.divide(counts, known, out=np.full(counts.shape, np.nan), where=known > 0)
        return shares

    def bands_of(self, node: str) -> BandScale:
        """Return the band scale of a node; KeyError names the nodes that have one."""
        if node not in self.band_counts:
            raise KeyError(f"{node!r} has no bands; {', '.join(self.band_counts) or 'no node'} has")
        framework = self.nominal.recipe.framework
        return framework.band_scale(framework.node(node).bands or "")

    def _unit(self, unit: str) -> int:
        if unit not in self.nominal.units:
            raise KeyError(f"there is no unit {unit!r}")
        return self.nominal.units.index(unit)

    @property
    def samples(self) -> Table:
        """The parameters of every draw: alternatives by their labels, weights as shares among their siblings."""
        return listing.samples(self)

    @property
    def convergence(self) -> Convergence:
        """How the interval ends of the index settled while the draws became more."""
        return convergence(self)

    def tables(self) -> tuple[Table, ...]:
        """Return scores and ranks with their intervals, probabilities of bands, how both settled, and the samples."""
        scores, ranks = self.convergence.tables()
        return (
            listing.scores(self),
            listing.ranks(self),
            *([listing.bands(self)] if self.band_counts else []),
            replace(scores, name="convergence"),
            replace(ranks, name="rank_convergence"),
            listing.samples(self),
        )
