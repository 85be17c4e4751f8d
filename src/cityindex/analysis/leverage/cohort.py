"""The cities one is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Dataset
from cityindex.text import Text
from cityindex.wording import fill

SIZES = ("population", "penduduk", "jumlah_penduduk")
"""Context series that are a size, the first that is there; used where no cohort is named."""

FACTOR = 2.0
"""Cities are of one size where the larger has at most this many times the smaller's."""

GIVEN = Text("kota yang dipilih", "the cities given")
SAME = Text("kota dengan {grouping} yang sama: {label}", "cities with the same {grouping}: {label}")
SIZE = Text(
    "kota seukuran: {size} antara {low} dan {high}", "cities of its size: {size} between {low} and {high}"
)
ALL = Text("semua kota lain", "all other cities")


@dataclass(frozen=True, slots=True)
class Cohort:
    """Peers of one city, without itself, in the dataset's order; ``how`` says in words how they were chosen."""

    units: tuple[str, ...]
    how: Text


def cohort_of(dataset: Dataset, unit: str, period: int, chosen: str | Sequence[str] | None) -> Cohort:
    """Choose the peers: units given, the same label of a grouping, or a size within a factor of two.

    ``chosen``: units, the name of a grouping or of a size series in the dataset's context; None takes a
    population where there is one, else all cities. ValueError for names that are not there.
    """
    if chosen is None:
        size = next((name for name in SIZES if name in dataset.context), None)
        return _by_size(dataset, unit, period, size) if size else _others(dataset, unit, dataset.units, ALL)
    if not isinstance(chosen, str):
        if unknown := [name for name in chosen if name not in dataset.units]:
            raise ValueError(f"cohort: no city {unknown[0]!r} in the dataset")
        return _others(dataset, unit, chosen, GIVEN)
    if chosen in dataset.groups:
        labels = dict(zip(dataset.units, dataset.groups[chosen], strict=True))
        same = [name for name, label in labels.items() if label == labels[unit]]
        return _others(dataset, unit, same, fill(SAME, {"grouping": chosen, "label": labels[unit]}))
    if chosen in dataset.context:
        return _by_size(dataset, unit, period, chosen)
    known = ", ".join((*dataset.groups, *dataset.context)) or "none"
    raise ValueError(f"cohort: no grouping or size {chosen!r} in the dataset; it has: {known}")


def _others(dataset: Dataset, unit: str, units: Sequence[str], how: Text) -> Cohort:
    wanted = set(units) - {unit}
    return Cohort(tuple(name for name in dataset.units if name in wanted), how)


def _by_size(dataset: Dataset, unit: str, period: int, name: str) -> Cohort:
    sizes = dataset.context[name][:, dataset.periods.index(period)]
    own = float(sizes[dataset.units.index(unit)])
    if not own > 0:
        raise ValueError(f"cohort: {unit} has no {name} in {period}; name its peers instead")
    low, high = own / FACTOR, own * FACTOR
    near = np.flatnonzero((sizes >= low) & (sizes <= high))
    how = fill(SIZE, {"size": name, "low": low, "high": high})
    return _others(dataset, unit, [dataset.units[n] for n in near], how)
