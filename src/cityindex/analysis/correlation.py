"""Handbook step 4: which indicators say the same, which pull apart, and which their pillar ignores."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cityindex.analysis.association import correlate, p_values
from cityindex.analysis.columns import DATA, Columns, columns_after, period_at
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Normalise
from cityindex.tables import Table, Tabled
from cityindex.text import Text

HIGH, NEGATIVE, WEAK, SIZE = 0.9, -0.4, 0.3, 0.7
FLAGS = {
    "collinear": Text("hampir mengatakan hal yang sama", "say nearly the same"),
    "negative": Text("berlawanan arah", "pull in opposite directions"),
    "weak": Text("hampir tidak terwakili dalam induknya", "hardly shows in its parent"),
    "size": Text("mengikuti ukuran; pertimbangkan pembagi", "follows a size; consider a denominator"),
}
TITLES = {
    "one": Text("Satu", "One"),
    "one_title": Text("Nama pertama", "First name"),
    "other": Text("Lainnya", "Other"),
    "other_title": Text("Nama kedua", "Second name"),
    "relation": Text(
        "Hubungan; siblings: bersaudara, parent: induk, ancestor: di atas induk, other: lain, denominator: pembagi",
        "Relation; siblings, parent: the other is the first's parent, ancestor: above the parent, other, denominator",
    ),
    "r": Text("Korelasi; −1 sampai 1", "Correlation; −1 to 1"),
    "n": Text("Banyak kota; yang punya kedua nilai", "Units; that have both values"),
    "p": Text("Nilai p; dua sisi, kosong bila tidak diminta", "p-value; two-sided, empty unless asked for"),
    "flag": Text(
        "Tanda; " + ", ".join(f"{name}: {text.id}" for name, text in FLAGS.items()),
        "Flag; " + ", ".join(f"{name}: {text.en}" for name, text in FLAGS.items()),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Correlations(Tabled):
    """Correlations of M pairs of columns: arrays (M), ``one`` and ``other`` are the positions of their columns.

    ``r`` in [−1, 1], NaN below three units or for a constant column; ``n`` units with both values; ``p`` NaN unless
    asked for. ``relations``: siblings (one parent), parent (``other`` is ``one``'s), ancestor, denominator, other.
    """

    method: str
    columns: Columns
    one: np.ndarray
    other: np.ndarray
    relations: tuple[str, ...]
    r: Floats
    n: Floats
    p: Floats
    flags: tuple[str, ...]

    def tables(self) -> tuple[Table, ...]:
        """Pairs of relatives; then those with a flag; then all pairs."""
        near = [n for n, relation in enumerate(self.relations) if relation != "other"]
        flagged = [n for n, flag in enumerate(self.flags) if flag]
        return (
            self._table("relatives", Text("Korelasi antarkerabat", "Correlations of relatives"), near),
            self._table("flags", Text("Yang perlu dilihat", "What deserves a look"), flagged),
            self._table("pairs", Text("Semua pasangan", "All pairs"), list(range(len(self.r)))),
        )

    def _table(self, name: str, title: Text, rows: list[int]) -> Table:
        codes, titles = self.columns.codes, self.columns.titles
        cells: dict[str, Sequence[Any] | np.ndarray] = {
            "one": [codes[self.one[n]] for n in rows],
            "one_title": [titles[self.one[n]] for n in rows],
            "other": [codes[self.other[n]] for n in rows],
            "other_title": [titles[self.other[n]] for n in rows],
            "relation": [self.relations[n] for n in rows],
            "r": self.r[rows],
            "n": self.n[rows].astype(np.int64),
            "p": self.p[rows],
            "flag": [self.flags[n] for n in rows],
        }
        return Table(name, title, cells, TITLES)


def correlations(
    recipe: Recipe,
    dataset: Dataset,
    *,
    after: str = Aggregate.name,
    method: str = "pearson",
    period: int | None = None,
    p: bool = False,
) -> Correlations:
    """Correlate all indicators, and after *aggregate* (default) also the nodes, over the units of one period.

    ``after``: the step whose values are taken, ``data`` for those that came in; before *normalise* an indicator of
    which less is better is turned round, so a negative correlation always means that two goals conflict.
    ``method``: pearson, spearman or kendall (SciPy). ``p``: add p-values (SciPy). Flags: siblings at 0.9 or more
    (collinear) or −0.4 or less (negative), and parents below 0.3 (weak) or −0.4 or less.
    Source: Handbook, steps 2 and 4; 0.9 is COINr's threshold, the others are ours.
    """
    columns = _directed(recipe, columns_after(recipe, dataset, after), after)
    values = columns.values[:, period_at(columns.periods, period)]
    one, other = np.triu_indices(len(columns.codes), k=1)
    found = correlate(values, values, method)
    r, n = found.r[one, other], found.n[one, other]
    p_of = p_values(found, method)[one, other] if p else np.full(len(r), np.nan)
    related = tuple(_relation(columns, int(a), int(b)) for a, b in zip(one, other, strict=True))
    swap = np.array([relation.startswith("-") for relation in related], dtype=np.bool_)
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    relations = tuple(relation.removeprefix("-") for relation in related)
    flags = tuple(_flag(relation, float(x)) for relation, x in zip(relations, r, strict=True))
    return Correlations(method, columns, one, other, relations, r, n, p_of, flags)


def denominator_correlations(
    recipe: Recipe,
    dataset: Dataset,
    *,
    after: str = DATA,
    method: str = "pearson",
    period: int | None = None,
    threshold: float = SIZE,
) -> Correlations:
    """Correlate indicators with every context series (population, area …) of the dataset.

    |r| of ``threshold`` or more is flagged (size): such an indicator may measure how large a city is.
    """
    columns = columns_after(recipe, dataset, after)
    at, count = period_at(columns.periods, period), len(columns.codes)
    sizes = np.empty((len(columns.units), len(dataset.context)))
    for n, series in enumerate(dataset.context.values()):
        sizes[:, n] = series[:, at]
    found = correlate(columns.values[:, at], sizes, method)
    names = tuple(dataset.context)
    both = replace(
        columns, codes=columns.codes + names, titles=columns.titles + tuple(Text(n, n) for n in names)
    )
    r = found.r.ravel()
    return Correlations(
        method,
        both,
        np.repeat(np.arange(count), len(names)),
        np.tile(np.arange(count, count + len(names)), count),
        ("denominator",) * len(r),
        r,
        found.n.ravel(),
        np.full(len(r), np.nan),
        tuple("size" if abs(x) >= threshold else "" for x in r),
    )


def _directed(recipe: Recipe, columns: Columns, after: str) -> Columns:
    """Turn indicators of which less is better, where no normalisation has done it yet."""
    names = [DATA, *(step.name for step in recipe.steps)]
    if Normalise.name in names[: len(names) - names[::-1].index(after)]:
        return columns
    directions = [i.direction or 1 for i in recipe.framework.indicators]
    return replace(columns, values=columns.values * directions)


def _relation(columns: Columns, a: int, b: int) -> str:
    """Relation of b to a; a minus in front where a is the parent or ancestor of b."""
    if columns.parents[a] == columns.parents[b] and columns.parents[a]:
        return "siblings"
    for low, high, sign in ((a, b, ""), (b, a, "-")):
        line = _ancestors(columns, low)
        if columns.codes[high] in line:
            return sign + ("parent" if line[0] == columns.codes[high] else "ancestor")
    return "other"


def _ancestors(columns: Columns, at: int) -> list[str]:
    parents = dict(zip(columns.codes, columns.parents, strict=True))
    found, code = [], columns.parents[at]
    while code:
        found.append(code)
        code = parents.get(code, "")
    return found


def _flag(relation: str, r: float) -> str:
    if relation in ("siblings", "parent") and r <= NEGATIVE:
        return "negative"
    if relation == "siblings" and r >= HIGH:
        return "collinear"
    return "weak" if relation == "parent" and r < WEAK else ""
