"""What the alternatives have to do with it: where scores are lost, and where they lie, choice by choice."""

from itertools import pairwise

import numpy as np

from cityindex.analysis.uncertainty.spread import mean
from cityindex.analysis.uncertainty.words import different_heights, not_computable
from cityindex.dataset import Floats
from cityindex.text import Text


class Tally:
    """How many draws of each group score a unit, and their mean: (U, groups), filled block by block.

    ``labels`` name the groups; their draws stand together, from each of ``ends`` to the next.
    """

    def __init__(self, units: int, labels: list[str], ends: np.ndarray) -> None:
        self.labels, self.ends, self.sizes = labels, ends, np.diff(ends)
        self.counts = np.zeros((units, len(labels)))
        self.means = np.full((units, len(labels)), np.nan)

    def take(self, units: slice, scores: Floats) -> None:
        """Count the scores (u, R) of some units."""
        for group, (begin, end) in enumerate(pairwise(self.ends)):
            part = scores[:, begin:end]
            counts = np.count_nonzero(~np.isnan(part), axis=1)
            self.counts[units, group] = counts
            self.means[units, group] = mean(part, counts)

    def warnings(self) -> tuple[Text, ...]:
        """Say what a reader must know: that units lack some scores, and that alternatives differ in height."""
        draws, scored = self.sizes.sum(), self.counts.sum(axis=1)
        found = []
        sometimes = (scored > 0) & (scored < draws)
        if sometimes.any():
            lost = 1 - self.counts[sometimes].mean(axis=0) / self.sizes
            where = dict(zip(self.labels, lost.tolist(), strict=True))
            share = 1 - scored[sometimes].mean() / draws
            found.append(not_computable(int(sometimes.sum()), float(share), where))
        always = self.means[scored == draws]
        if len(always) > 1:
            heights = always.mean(axis=0)
            if (
                np.ptp(heights) > always.std(axis=0).max()
            ):  # the alternatives lie further apart than the units
                found.append(different_heights(dict(zip(self.labels, heights.tolist(), strict=True))))
        return tuple(found)
