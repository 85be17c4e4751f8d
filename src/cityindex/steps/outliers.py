"""Test, winsorise, transform: what *treat* does to rows of numbers, whichever indicators they are."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats, Mask
from cityindex.steps.moments import row_moments
from cityindex.steps.transforms import TRANSFORMS
from cityindex.steps.winsorise import Limits, Winsorised, winsorise

Rows = NDArray[np.int64]

METHODS = ("test", "winsorise", "transform", "none")


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """How to treat each of C rows: ``method`` and ``transform`` by name, ``power`` of Box-Cox, ``combine``."""

    limits: Limits
    method: NDArray[np.str_]
    transform: NDArray[np.str_]
    power: Floats
    combine: Mask

    def of(self, rows: Rows | slice) -> "Options":
        """Return the options of some rows."""
        own = (getattr(self, field.name)[rows] for field in fields(self)[1:])
        return Options(self.limits.of(rows), *own)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What became of C rows: the ``test`` (skewness, kurtosis) of all before, and the F rows that were touched.

    ``values`` (F, n) are the new rows; ``pulled`` says how far they were winsorised (also where the
    transformation then started again from the original); ``transformed`` (F) marks rows that were transformed;
    ``after`` is the test of the F new rows.
    """

    test: tuple[Floats, Floats]
    rows: Rows
    values: Floats
    pulled: Winsorised
    transformed: Mask
    after: tuple[Floats, Floats]


class NotTransformableError(ValueError):
    """A row that a transformation cannot take: its position and what to do instead."""

    def __init__(self, row: int, words: str) -> None:
        super().__init__(words)
        self.row = row


def treat_rows(x: Floats, options: Options) -> Outcome:
    """Treat the rows of a C-ordered array (C, n). ``NotTransformableError`` names a row and the cure."""
    test = row_moments(x)
    failed = (options.method == "test") & ~options.limits.passed(*test)
    forced = (options.method == "winsorise") | (options.method == "transform")
    if forced.any():  # a row of equal values has nothing to move or to spread
        forced &= np.fmin.reduce(x, axis=1) < np.fmax.reduce(x, axis=1)
    rows = np.flatnonzero(failed | forced)
    chosen, original = options.of(rows), x[rows]
    pulled = winsorise(original, chosen.limits)
    values = np.clip(original, pulled.low[:, None], pulled.high[:, None])
    passed = chosen.limits.passed(pulled.skewness, pulled.kurtosis)
    transformed = (chosen.method == "transform") | ((chosen.method == "test") & ~passed)
    transformed &= chosen.transform != "none"
    start = np.where(chosen.combine[:, None], values, original)
    after = pulled.skewness.copy(), pulled.kurtosis.copy()
    for name in np.unique(chosen.transform[transformed]):
        at = np.flatnonzero(transformed & (chosen.transform == name))
        values[at] = _transform(str(name), start[at], chosen.power[at], rows[at])
        after[0][at], after[1][at] = row_moments(values[at])
    return Outcome(test, rows, values, pulled, transformed, after)


def _transform(name: str, x: Floats, power: Floats, rows: Rows) -> Floats:
    transform = TRANSFORMS[name]
    able = transform.takes(x)
    if not able.all():
        raise NotTransformableError(int(rows[np.argmin(able)]), transform.otherwise)
    return transform.formula(x, power)
