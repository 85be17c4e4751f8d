"""What a normalisation method knows of its columns, and the few sums they share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import BandScale, Goalposts
from cityindex.reasons import Reason


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What a method may need to know of its k columns, each entry for one column.

    ``low`` and ``high`` (k) are the ends of the result, ``mean`` and ``sd`` (k) the centre and spread of z-scores.
    ``ranges`` (2, k): the values *scaled* sends to the ends. ``cap``: count values beyond an end as that end;
    None = the method's own habit. ``reference`` (…, 1, k): the value of the reference unit, NaN where it has none.
    """

    codes: Sequence[str]
    directions: Floats
    goalposts: Sequence[Goalposts | None]
    bands: Sequence[BandScale | None]
    targets: Floats
    ranges: Floats
    low: Floats
    high: Floats
    mean: Floats
    sd: Floats
    cap: Sequence[bool | None]
    scores: Sequence[Mapping[str, float]]
    reference: Floats

    def stretch(self, share: Floats) -> Floats:
        """Take shares 0–1 to the range low–high."""
        return self.low + share * (self.high - self.low)

    def capped(self, habit: bool) -> np.ndarray:
        """Which columns (k) count values beyond an end as that end."""
        return np.array([habit if cap is None else cap for cap in self.cap], dtype=np.bool_)


Scale = Callable[[Floats, Floats, Settings], tuple[Floats, Codes]]
"""(x (…, n, k), seen (…, m, k), settings) → (new (…, n, k), reason of lost cells (…, k)).

``x`` are the cells to bring onto the scale, ``seen`` the values the method's parameters are taken from: often the
same array, else those of a base period.
"""

_BLOCK = 2**15
"""Cells worked on at once: they stay in the processor's cache from one operation to the next."""


def blocks(x: Floats) -> Iterator[slice]:
    """Rows (axis −2) of ``x`` in portions that fit the cache."""
    rows = x.shape[-2]
    step = max(1, _BLOCK // max(1, x.size // max(rows, 1)))
    for begin in range(0, rows, step):
        yield slice(begin, begin + step)


def plain(numbers: Floats) -> Floats | np.float64:
    """The one number that all of them are, which is quicker to compute with, else the numbers."""
    first: np.float64 = numbers.flat[0]
    return first if (numbers == first).all() else numbers


def smallest(x: Floats) -> Floats:
    """Minimum of every column, (…, 1, k); NaN where there is no value."""
    least: Floats = np.fmin.reduce(x, axis=-2, keepdims=True, initial=np.nan)
    return least


def largest(x: Floats) -> Floats:
    """Maximum of every column, (…, 1, k); NaN where there is no value."""
    most: Floats = np.fmax.reduce(x, axis=-2, keepdims=True, initial=np.nan)
    return most


def count(x: Floats) -> Floats:
    """How many values every column has, (…, 1, k)."""
    return np.count_nonzero(~np.isnan(x), axis=-2, keepdims=True).astype(np.float64)


def reason(shape: tuple[int, ...], *cases: tuple[Floats | np.ndarray, Reason]) -> Codes:
    """Reason of every column (…, k): that of the first case that holds, else NONE. Cases are (…, 1, k) masks."""
    why = np.zeros((*shape[:-2], 1, shape[-1]), dtype=np.uint8)
    for holds, code in reversed(cases):
        why[np.broadcast_to(holds, why.shape)] = code
    return why[..., 0, :]
