"""Were there enough draws? How means and interval ends moved while the draws became more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats
from cityindex.tables import Table, Tabled
from cityindex.text import Text

FEWEST = 32
"""Draws below which an interval's ends are the first or second smallest and largest: nothing to follow."""


class Drawn(Protocol):
    """What convergence looks at, such as an ``Uncertainty``: U units, R draws in the order they were drawn."""

    @property
    def root_scores(self) -> Floats:
        """Scores of the index, (U, R), NaN = not computable."""
        ...

    @property
    def root_ranks(self) -> NDArray[np.unsignedinteger]:
        """Its ranks, (U, R), 0 = not ranked."""
        ...

    @property
    def shares(self) -> tuple[float, float, float]:
        """Lower end, middle and upper end of the intervals."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What the first n draws said of M results, for C growing n: ``mean`` (C, M), ``ends`` (C, M, 2): lower, upper.

    ``error`` (C, M, 3): standard errors of the mean and of both ends, for independent draws. NaN where no draw of the
    first n has a result.
    """

    mean: Floats
    ends: Floats
    error: Floats

    def change(self) -> Floats:
        """The largest move of any result since half the draws, (C, 3): mean, lower end, upper end; NaN at first."""
        every = np.concatenate([self.mean[..., None], self.ends], axis=-1)
        moved = np.full((len(every), 3), np.nan)
        moved[1:] = _largest(np.abs(np.diff(every, axis=0)))
        return moved


@dataclass(frozen=True, slots=True, eq=False)
class Convergence(Tabled):
    """How the scores and ranks of the index settled. ``draws`` (C): R, R/2, R/4… in ascending order."""

    draws: tuple[int, ...]
    scores: Course
    ranks: Course

    def tables(self) -> tuple[Table, ...]:
        """``scores`` and ``ranks``: for each number of draws the worst city's changes and standard errors."""
        return (
            self._table("scores", Text("Apakah skor sudah mantap", "Have the scores settled"), self.scores),
            self._table("ranks", Text("Apakah peringkat sudah mantap", "Have the ranks settled"), self.ranks),
        )

    def _table(self, name: str, title: Text, course: Course) -> Table:
        columns = ("mean_change", "low_change", "high_change", "mean_error", "low_error", "high_error")
        found = np.concatenate([course.change(), _largest(course.error)], axis=1)
        return Table(name, title, {"draws": self.draws, **dict(zip(columns, found.T, strict=True))}, _TITLES)


def convergence(result: Drawn) -> Convergence:
    """Follow the scores and ranks of the index through the first R/2ⁿ, …, R/2, R draws of a result.

    Changes are those since half as many draws, in points or places, of the city they are largest for: while they are
    larger than what matters, more draws are needed. Standard errors are those of independent draws: s/√n for the mean
    and, for the ends, half of what lies between the ordered draws one binomial standard deviation below and above. With
    even points (Sobol', Latin) the true error is smaller, and the changes tell.
    """
    count = result.root_scores.shape[1]
    draws = [count]
    while draws[0] // 2 >= FEWEST:
        draws.insert(0, draws[0] // 2)
    ranks = np.where(result.root_ranks > 0, result.root_ranks, np.nan).astype(np.float64)
    ends = (result.shares[0], result.shares[-1])
    return Convergence(tuple(draws), course(result.root_scores, draws, ends), course(ranks, draws, ends))


def course(values: Floats, draws: Sequence[int], ends: tuple[float, float]) -> Course:
    """Summarise the first n of ``values`` (M, R) for every n in ``draws``; ``ends`` are the shares of the interval."""
    found = [_summary(values[:, :count], ends) for count in draws]
    mean, low_high, error = (np.array(part) for part in zip(*found, strict=True))
    return Course(mean, low_high, error)


def _summary(values: Floats, ends: tuple[float, float]) -> tuple[Floats, Floats, Floats]:
    """Mean (M), interval ends (M, 2) and standard errors (M, 3)."""
    counts = np.count_nonzero(~np.isnan(values), axis=1)
    known = np.where(counts > 0, counts, np.nan)
    mean = np.nansum(values, axis=1) / known
    variance = np.nansum((values - mean[:, None]) ** 2, axis=1) / known
    low_high, apart = _ends(np.sort(values, axis=1), np.maximum(counts, 1)[:, None], np.array(ends))
    return mean, low_high, np.column_stack([np.sqrt(variance / known), apart / 2])


def _ends(ordered: Floats, n: NDArray[np.intp], shares: Floats) -> tuple[Floats, Floats]:
    """Ends of intervals (M, 2), observed as in ``Uncertainty``, and what lies between their neighbours (M, 2).

    ``ordered`` (M, R), of which n (M, 1) are numbers; neighbours are one binomial standard deviation away.
    """
    at = np.ceil(n * shares - 1e-9).astype(np.intp) - 1
    deviation = np.sqrt(n * shares * (1 - shares))
    above, below = (_between(ordered, n * shares - 0.5 + way * deviation, n) for way in (1, -1))
    return np.take_along_axis(ordered, at, axis=1), above - below


def _between(ordered: Floats, place: Floats, n: NDArray[np.intp]) -> Floats:
    """Values at fractional places from 0, drawn straight between the two neighbours."""
    place = np.clip(place, 0, n - 1)
    low = place.astype(np.intp)
    first, second = (np.take_along_axis(ordered, np.minimum(low + k, n - 1), axis=1) for k in (0, 1))
    value: Floats = first + (place - low) * (second - first)
    return value


def _largest(values: Floats) -> Floats:
    """The largest over the results (axis 1), of those that have a number; NaN where none has."""
    largest: Floats = np.fmax.reduce(values, axis=1, initial=np.nan)
    return largest


_TITLES = {
    "draws": Text("Jumlah undian", "Draws"),
    "mean_change": Text(
        "Rata-rata, perubahan; yang terbesar sejak separuh undian",
        "Mean, change; the largest since half the draws",
    ),
    "low_change": Text(
        "Ujung bawah, perubahan; yang terbesar sejak separuh undian",
        "Low end, change; the largest since half the draws",
    ),
    "high_change": Text(
        "Ujung atas, perubahan; yang terbesar sejak separuh undian",
        "High end, change; the largest since half the draws",
    ),
    "mean_error": Text(
        "Rata-rata, galat baku; terbesar, untuk undian acak",
        "Mean, standard error; the largest, of random draws",
    ),
    "low_error": Text(
        "Ujung bawah, galat baku; terbesar, untuk undian acak",
        "Low end, standard error; the largest, of random draws",
    ),
    "high_error": Text(
        "Ujung atas, galat baku; terbesar, untuk undian acak",
        "High end, standard error; the largest, of random draws",
    ),
}
