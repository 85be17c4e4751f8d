"""In how many draws a score falls in each band of its scale."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.framework.types import BandScale, Framework
from cityindex.rounding import round_half_up


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """The smallest scores that fall in each band, and beyond the last: ``edges`` (bands + 1), ascending."""

    edges: Floats

    @classmethod
    def of(cls, framework: Framework) -> "dict[int, Bands]":
        """Return the bands of every node that has a scale, by its position."""
        scales = {scale.code: cls(edges(scale)) for scale in framework.band_scales}
        return {n: scales[node.bands] for n, node in enumerate(framework.nodes) if node.bands}

    def counts(self, ordered: Floats) -> NDArray[np.intp]:
        """How many of the scores (u, R), ascending with NaN last, fall in each band: (u, bands)."""
        return np.diff([np.searchsorted(row, self.edges) for row in ordered], axis=1)


def edges(scale: BandScale) -> Floats:
    """The smallest float that ``scale`` puts into each band or a higher one, and the first above its maximum.

    The scale rounds by its own rule (half up, in decimals). Rounding keeps the order: each edge is found by halving.
    """

    def shown(score: float) -> float:
        return score if scale.decimals is None else round_half_up(score, scale.decimals)

    starts = [_first(partial(_reaches, shown, band.start), band.start) for band in scale.bands]
    top = scale.maximum
    return np.array([*starts, np.inf if top is None else _first(lambda score: shown(score) > top, top)])


def _reaches(shown: Callable[[float], float], start: float, score: float) -> bool:
    return shown(score) >= start


def _first(reached: Callable[[float], bool], near: float) -> float:
    """The smallest float for which ``reached`` holds; it lies within 1 of ``near``."""
    low, high = near - 1.0, near + 1.0
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return high
        low, high = (low, middle) if reached(middle) else (middle, high)
