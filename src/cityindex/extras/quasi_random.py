"""Sobol' points by SciPy: evenly spread where random points clump."""

import numpy as np
from scipy.stats import qmc

from cityindex.dataset import Floats

MOST_DIMENSIONS = int(qmc.Sobol.MAXDIM)
"""Columns for which direction numbers are tabulated (Joe and Kuo, 2008)."""


def sobol(count: int, dimensions: int, generator: np.random.Generator) -> Floats:
    """Return the first ``count`` points of a scrambled Sobol' sequence, (count, dimensions) in [0, 1).

    Scrambled by a random linear matrix and a digital shift (Matoušek 1998); the generator decides both.
    """
    points = qmc.Sobol(d=dimensions, scramble=True, rng=generator)
    # The first point alone: SciPy warns where a sequence begins with a count that is no power of two.
    found: Floats = np.concatenate([points.random(1), points.random(count - 1)])
    return found
