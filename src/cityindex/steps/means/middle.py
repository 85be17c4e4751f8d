"""The weighted median."""

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.means.power import counted


def median(x: Floats, w: Floats) -> Floats:
    """Where half of the weight lies on either side; between two values their mean. Children first."""
    x = counted(x, w)
    order = np.argsort(x, axis=0, kind="stable")
    ordered = np.take_along_axis(x, order, axis=0)
    weights = np.take_along_axis(np.broadcast_to(w, x.shape), order, axis=0)
    heap = np.cumsum(np.where(np.isnan(ordered), 0.0, weights), axis=0)
    half = heap[-1:] / 2
    low = np.argmax(heap >= half * (1 - 1e-12), axis=0)[None]
    high = np.argmax(heap > half * (1 + 1e-12), axis=0)[None]
    middle: Floats = (
        np.take_along_axis(ordered, low, axis=0) / 2 + np.take_along_axis(ordered, high, axis=0) / 2
    )
    halfway: Floats = middle[0]
    return halfway
