"""The Mazziotta–Pareto index: a mean that is lowered where the parts are uneven."""

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.means.power import arithmetic, counted


def mazziotta_pareto(x: Floats, w: Floats, penalty: str = "down") -> Floats:
    """M − S·cv, with M the weighted mean of the present children, S their spread and cv = S / M. Children first.

    S² = Σ w·(x − M)² / Σ w (over n, as in the source). ``penalty``: "down" where more is better, "up" (M + S·cv)
    where the index counts something bad. NaN where M < 0, or M = 0 while the parts differ: cv has no meaning there.
    M·(1 − cv²) may fall below the lowest part, and below 0.

    Source: Mazziotta and Pareto (2013), Rivista Italiana di Economia Demografia e Statistica 67(2); the authors use
    z-scores with mean 100 and sd 10.
    """
    x = counted(x, w)
    mean = arithmetic(x, w)
    variance = arithmetic((x - mean) ** 2, w)
    even = variance == 0
    cut = np.divide(variance, mean, out=np.full(mean.shape, np.nan), where=mean > 0)
    cut = np.where(even & (mean >= 0), 0.0, cut)
    return mean + cut if penalty == "up" else mean - cut
