"""Methods that only ask who is better than whom."""

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.ranking import ascending, below
from cityindex.reasons import Reason
from cityindex.steps.scales.settings import Settings, count, reason


def borda(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Borda count: how many of the values seen are strictly worse (rank − 1)."""
    few = count(seen) < 2
    up = x * s.directions
    worse = ascending(up) - 1 if seen is x else below(seen * s.directions, up)
    return np.where(few, np.nan, worse), reason(x.shape, (few, Reason.SINGLE))


def rank(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """Rank from 1 = worst among the values seen; ties take the smallest rank."""
    worse, why = borda(x, seen, s)
    return worse + 1, why


def percentile(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(rank − 1) / (n − 1) on low–high: the share of the others that are strictly worse, at most 1."""
    worse, why = borda(x, seen, s)
    others = np.maximum(count(seen) - 1, 1)
    return s.stretch(np.minimum(worse / others, 1.0)), why
