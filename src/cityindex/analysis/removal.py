"""What the ranking would be without an element: a test of how much hangs on one indicator or part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cityindex.analysis import words
from cityindex.analysis.columns import period_at, titles
from cityindex.analysis.compare import Comparison, compare
from cityindex.build import Index, build
from cityindex.dataset import Dataset, Floats
from cityindex.framework.types import Framework
from cityindex.recipe import Recipe
from cityindex.steps import Weigh
from cityindex.tables import Table, Tabled
from cityindex.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Removal(Tabled):
    """The index with each of K elements left out in turn, in P periods.

    ``comparisons[k][p]`` compares the full build (first) with that without element k (second) in period p.
    """

    nominal: Index
    elements: tuple[str, ...]
    periods: tuple[int, ...]
    comparisons: tuple[tuple[Comparison, ...], ...]

    @property
    def mean_shift(self) -> Floats:
        """Mean number of places the units move without each element, (K, P); NaN where nobody has two ranks."""
        return np.array([[found.mean_shift for found in row] for row in self.comparisons])

    def tables(self) -> tuple[Table, ...]:
        """``elements``: a row for each element and period, what moves the ranking most first."""
        flat = [
            (code, found) for code, row in zip(self.elements, self.comparisons, strict=True) for found in row
        ]
        flat.sort(key=lambda pair: -np.nan_to_num(pair[1].mean_shift, nan=-1.0))
        summaries = [found.table("summary").rows()[0] for _, found in flat]
        return (
            Table(
                "elements",
                Text("Bila satu bagian ditinggalkan", "With one part left out"),
                {
                    "code": [code for code, _ in flat],
                    "title": titles(self.nominal.recipe.framework, [code for code, _ in flat]),
                    "period": [found.period_before for _, found in flat],
                    **{name: [row[name] for row in summaries] for name in _TITLES},
                },
                _TITLES | {"code": words.CODE, "title": words.TITLE, "period": words.PERIOD},
            ),
        )


def removal(
    recipe: Recipe,
    dataset: Dataset,
    elements: Sequence[str] | None = None,
    *,
    node: str | None = None,
    period: int | None = None,
) -> Removal:
    """Build the index without each of some elements (codes of indicators or nodes; default: every indicator).

    An element is left out by a weight of 0 (and so is a part that has no other child), so the weights of its siblings are re-scaled and whatever else the recipe
    says, screening and treatment included, stays as it was. ``node`` (default: the root) is the one whose ranks are
    compared, in ``period`` or, by default, in every one. ValueError for a code the framework does not have, and for
    the root.
    """
    framework = recipe.framework
    chosen = (
        tuple(i.code for i in framework.indicators if i.direction != 0)
        if elements is None
        else tuple(elements)
    )
    known = {item.code for item in framework.items} - {framework.root.code}
    if unknown := [code for code in chosen if code not in known]:
        raise ValueError(f"{unknown[0]!r} is no indicator or part of {framework.id} that could be left out")
    nominal = build(recipe, dataset)
    periods = dataset.periods if period is None else (dataset.periods[period_at(dataset.periods, period)],)
    without = (build(_without(recipe, code), dataset) for code in chosen)
    return Removal(
        nominal,
        chosen,
        periods,
        tuple(tuple(compare(nominal, index, node=node, period=p) for p in periods) for index in without),
    )


def _without(recipe: Recipe, code: str) -> Recipe:
    weigh = next((step for step in recipe.steps if isinstance(step, Weigh)), None)
    weights = dict.fromkeys(_with_it(recipe.framework, code), 0.0)
    if weigh is None:
        return replace(recipe, steps=(*recipe.steps[:-1], Weigh(weights=weights), recipe.steps[-1]))
    return recipe.with_step(replace(weigh, weights={**weigh.weights, **weights}))


def _with_it(framework: Framework, code: str) -> Iterator[str]:
    """An element and every part above it that has no other child: without it there is nothing left of them."""
    parent = next(item.parent for item in framework.items if item.code == code)
    yield code
    if parent and parent != framework.root.code and len(framework.children(parent)) == 1:
        yield from _with_it(framework, parent)


_TITLES = {
    "mean_shift": Text("Pergeseran rata-rata; tempat", "Mean shift; places"),
    "largest_shift": Text("Pergeseran terbesar; tempat", "Largest shift; places"),
    "up": Text("Naik tanpa bagian ini", "Up without it"),
    "down": Text("Turun tanpa bagian ini", "Down without it"),
    "rank_correlation": Text("Korelasi peringkat (Spearman)", "Rank correlation (Spearman)"),
}
