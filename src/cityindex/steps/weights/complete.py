"""Which rows and which children weights may be drawn from."""

from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Complete:
    """The children that differ, in the rows that have all of them.

    ``rows`` (n, m): no NaN, no constant column; ``used`` (k) marks those m children among all k; ``scored`` (k) says
    which children have any score at all.
    """

    rows: Floats
    used: Mask
    scored: Mask


def complete(x: Floats) -> Complete:
    """Take from x (n, k) the rows with a score of every child, among children whose scores differ.

    A child without any score says nothing of the others and is left out first; then rows with a gap; then children
    that are constant in the rows that remain, which may bring rows back that only lacked those.
    """
    scored: Mask = np.logical_or.reduce(~np.isnan(x), axis=0)
    used = scored.copy()
    while True:
        rows = x[~np.isnan(x[:, used]).any(axis=1)][:, used] if used.any() else x[:0, :0]
        differs = (
            rows.min(axis=0) < rows.max(axis=0) if len(rows) else np.zeros(rows.shape[1], dtype=np.bool_)
        )
        if differs.all() or not len(rows):
            return Complete(rows, used, scored)
        used = used.copy()
        used[np.flatnonzero(used)[~differs]] = False
