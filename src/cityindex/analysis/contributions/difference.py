"""Why two scores differ: between two years of a city, two cities, or two builds. Effects that add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import period_at, unit_at
from cityindex.analysis.contributions.built import Built, built, shares
from cityindex.analysis.contributions.scaling import Scaling
from cityindex.analysis.contributions.secants import Places, Secant, secant, value
from cityindex.analysis.contributions.slopes import name_of, refuse_across
from cityindex.build import Index
from cityindex.dataset import Floats, Mask, Status
from cityindex.framework.types import Framework
from cityindex.reasons import TEXTS, Reason
from cityindex.steps.climb import Making
from cityindex.tables import Table, Tabled
from cityindex.text import Text

EFFECTS = ("value", "method", "weight", "coverage")
TITLES = {
    "code": words.CODE,
    "title": words.TITLE,
    "before": Text("Sebelum; nilai setara atau skor", "Before; normalised value or score"),
    "after": Text("Sesudah; nilai setara atau skor", "After; normalised value or score"),
    "value": Text("Nilai; karena nilainya sendiri berubah", "Value; because the value itself changed"),
    "method": Text(
        "Cara; karena skala atau rata-ratanya lain", "Method; because the scale or the mean is another"
    ),
    "weight": Text("Bobot; karena bobotnya lain", "Weight; because weights are others"),
    "coverage": Text(
        "Cakupan; karena bagian lain yang bernilai", "Coverage; because other parts have a value"
    ),
    "total": Text(
        "Jumlah; semuanya berjumlah selisih skor", "Total; they add up to the difference of the scores"
    ),
    "imputed": Text("Diisi; salah satu nilainya", "Imputed; one of the values is"),
}

KINDS = {"effect": Text("Jenis", "Kind"), "sum": TITLES["total"]}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its unit, its period and its score of the node."""

    unit: str
    period: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Difference(Tabled):
    """Effects of items (indicators, then nodes) on ``after.score − before.score``: arrays (I + N), 0 for none.

    ``value``: the indicator's own value; ``method``: its scale, or the mean a node is made by; ``weight``: weights;
    ``coverage``: parts that only one side has. All of them together add up to the difference, to rounding.
    ``scores`` (2, I + N): normalised values and scores of both sides; ``imputed`` (I): on either side.
    """

    framework: Framework
    node: str
    before: Side
    after: Side
    codes: tuple[str, ...]
    value: Floats
    method: Floats
    weight: Floats
    coverage: Floats
    scores: Floats
    imputed: Mask

    @property
    def total(self) -> Floats:
        """All effects of every item (I + N)."""
        return self.value + self.method + self.weight + self.coverage

    def tables(self) -> tuple[Table, ...]:
        """Effects of items, the largest first; then the sum of each kind."""
        titles = {item.code: item.title for item in self.framework.items}
        count = len(self.framework.indicators)
        leaves = {leaf.code for leaf in self.framework.leaves(self.node)}
        total = self.total
        rows = [n for n, c in enumerate(self.codes) if (n < count and c in leaves) or total[n] != 0]
        rows.sort(key=lambda n: -abs(total[n]))
        items: dict[str, Sequence[Any] | np.ndarray] = {
            "code": [self.codes[n] for n in rows],
            "title": [titles[self.codes[n]] for n in rows],
            "before": self.scores[0, rows],
            "after": self.scores[1, rows],
            **{effect: getattr(self, effect)[rows] for effect in (*EFFECTS, "total")},
            "imputed": [n < count and bool(self.imputed[n]) for n in rows],
        }
        kinds: dict[str, Sequence[Any]] = {
            "effect": list(EFFECTS),
            "sum": [float(getattr(self, e).sum()) for e in EFFECTS],
        }
        return (
            Table("effects", Text("Mengapa skornya berbeda", "Why the scores differ"), items, TITLES),
            Table("kinds", Text("Menurut jenis", "By kind"), kinds, KINDS),
        )


def change(
    index: Index, unit: str, start: int, end: int | None = None, *, node: str | None = None
) -> Difference:
    """Decompose the change of a unit's score of a node (the root) from period ``start`` to ``end`` (the last)."""
    return difference(index, unit, unit, before_period=start, period=end, node=node)


def difference(
    index: Index,
    before: str,
    after: str,
    *,
    period: int | None = None,
    before_period: int | None = None,
    other: Index | None = None,
    node: str | None = None,
) -> Difference:
    """Decompose the difference between the scores of two units in a period; ``before`` is subtracted.

    ``before_period`` takes ``before`` in another period; ``other`` is the index ``after`` is in, built by another recipe
    or from other data of the same framework. ValueError where one of the scores is not computable, and RecipeError
    for a node made by a mean that compares units.
    """
    first = built(index)
    second = first if other is None else built(other)
    if first.codes != second.codes or first.state.tree.children != second.state.tree.children:
        raise ValueError("the two indices have different trees; compare indices of one framework")
    sides = (
        (
            first,
            unit_at(index.units, before),
            _period(first, before_period if before_period is not None else period),
        ),
        (second, unit_at(second.index.units, after), _period(second, period)),
    )
    return _Decomposition(sides, first.node_at(node)).result()


def _period(made: Built, period: int | None) -> int:
    return period_at(made.index.periods, period)


class _Decomposition:
    """Walks down from a node and gathers effects; arrays by item, of both sides."""

    def __init__(self, sides: Sequence[tuple[Built, int, int]], top: int) -> None:
        self.sides, self.top = sides, top
        self.count = sides[0][0].count
        self.x = [made.x[:, u, p] for made, u, p in sides]
        self.w = [made.weights[:, u, p] for made, u, p in sides]
        self.value, self.method, self.weight, self.coverage = (np.zeros(len(self.x[0])) for _ in EFFECTS)
        self.slopes = np.zeros(self.count)

    def result(self) -> Difference:
        made = self.sides[0][0]
        before, after = (self._side(n) for n in range(2))
        self._walk(self.top, 1.0)
        self._leaves()
        imputed = [m.state.status[u, p] == Status.IMPUTED for m, u, p in self.sides]
        return Difference(
            framework=made.index.recipe.framework,
            node=made.state.tree.nodes[self.top],
            before=before,
            after=after,
            codes=made.codes,
            value=self.value,
            method=self.method,
            weight=self.weight,
            coverage=self.coverage,
            scores=np.array(self.x),
            imputed=imputed[0] | imputed[1],
        )

    def _side(self, n: int) -> Side:
        made, u, p = self.sides[n]
        unit, period, item = made.index.units[u], made.index.periods[p], self.count + self.top
        if np.isnan(self.x[n][item]):
            why = TEXTS[Reason(made.reasons[item, u, p])].en
            raise ValueError(f"{unit} has no score of {made.codes[item]} in {period}: {why}")
        return Side(unit, period, float(self.x[n][item]))

    def _walk(self, n: int, factor: float) -> None:
        """Give the effects on node ``n``, each times what the node counts for at the top."""
        makings = [made.makings[n] for made, _, _ in self.sides]
        children, at = self._places(makings[0].children)
        found = self._secant(n, makings, at, factor)
        self._pulls(n, children, at, found, factor)
        for child, slope, both in zip(children, found.slopes, (at.s0 > 0) & (at.s1 > 0), strict=True):
            if both and child < self.count:
                self.slopes[child] = factor * slope
            elif both:
                self._walk(child - self.count, factor * slope)

    def _places(self, of: Sequence[int]) -> tuple[list[int], Places]:
        """The children that take part on either side, and both places.

        One without weight, or without a value, takes no part on its side and gets the other's value there: its own may
        be one the mean cannot take.
        """
        all_ = list(of)
        s0, s1 = (shares(x[all_], w[all_]) for x, w in zip(self.x, self.w, strict=True))
        part = (s0 > 0) | (s1 > 0)
        children = [c for c, taken in zip(all_, part, strict=True) if taken]
        s0, s1 = s0[part], s1[part]
        x0, x1 = (x[children] for x in self.x)
        return children, Places(np.where(s0 > 0, x0, x1), np.where(s1 > 0, x1, x0), s0, s1)

    def _secant(self, n: int, makings: Sequence[Making], at: Places, factor: float) -> Secant:
        """One secant, or the mean of both where the node is made in two ways, and what that changes by itself."""
        ways = [(making.mean, making.options) for making in makings]
        for mean, _ in ways:
            refuse_across(mean)
        if ways[0] == ways[1]:
            return secant(*ways[0], at)
        at0, at1 = ([value(*way, x, s) for way in ways] for x, s in ((at.x0, at.s0), (at.x1, at.s1)))
        if np.isnan([*at0, *at1]).any():
            names = " and ".join(name_of(mean) for mean, _ in ways)
            raise ValueError(
                f"{self.sides[0][0].codes[self.count + n]} is made by {names}; one of them has no value here"
            )
        self.method[self.count + n] += factor * (at0[1] - at0[0] + at1[1] - at1[0]) / 2
        one, two = (secant(*way, at) for way in ways)
        return Secant((one.slopes + two.slopes) / 2, (one.pulls + two.pulls) / 2, (one.rest + two.rest) / 2)

    def _pulls(self, n: int, children: list[int], at: Places, found: Secant, factor: float) -> None:
        """Share effects: what changed weights alone would do, and what the children that have a value do."""
        w0, w1 = (w[children] for w in self.w)
        here0, here1 = (np.where(np.isnan(x[children]), np.nan, 0.0) for x in self.x)
        by_weight = (shares(here0, w1) - at.s0 + at.s1 - shares(here1, w0)) / 2
        whole = all(w[~np.isnan(h)].sum() > 0 for w in (w0, w1) for h in (here0, here1))
        by_weight = by_weight if whole else np.zeros(len(children))
        self.weight[children] += factor * found.pulls * by_weight
        self.coverage[children] += factor * found.pulls * (at.s1 - at.s0 - by_weight)
        same = np.array_equal(w0 / w0.sum(), w1 / w1.sum()) if whole else True
        (self.coverage if same else self.weight)[self.count + n] += factor * found.rest

    def _leaves(self) -> None:
        """Effects of indicators both sides have; a value's is parted from that of its scale.

        The scale's is the mean of what it alone would do to the one and to the other value. Where that cannot be told
        all counts as the value's.
        """
        one, two = (Scaling(*side) for side in self.sides)
        step = two.scores - one.scores
        by_scale = np.zeros(len(step))
        if not one.same_as(two):
            by_scale = (two.of(one.values) - one.scores + two.scores - one.of(two.values)) / 2
        both = ~np.isnan(step)
        by_scale[~(both & np.isfinite(by_scale))] = 0.0
        self.method[: self.count] = self.slopes * by_scale
        self.value[: self.count] = self.slopes * np.where(both, step - by_scale, 0.0)
