"""Re-score one city when a weight or a value changes."""

from collections.abc import Iterable, Mapping

import numpy as np

from cityindex.analysis.whatif.asked import check, with_values, with_weights
from cityindex.analysis.whatif.climb import Climb, climb
from cityindex.analysis.whatif.columns import City, Columns, separable
from cityindex.analysis.whatif.scored import Counts, Scored
from cityindex.build import Index, begin, build, follow
from cityindex.dataset import Codes, Floats
from cityindex.ranking import rounded
from cityindex.steps import Aggregate, Normalise, State


class WhatIf:
    """One city of a built index, ready to be scored again.

    ``score(weights=…)`` and ``score(values=…)`` equal a full build with that change, to 1e-12: the same steps
    run, on the changed columns and the nodes above them only. Where a value reaches the scores through
    other cells (imputation, treatment, weights found in the data) everything is built again: ``way`` says so.

    ``separable``: values take the short way. ``state``: what the recipe's steps made of the values, up to
    aggregation; ``first``: what they began with. ``at``: the city's position and the period's.
    """

    def __init__(self, index: Index, unit: str, period: int | None = None) -> None:
        """``period``: the last unless given. ValueError for a city or period that is not in the index."""
        if unit not in index.units:
            raise ValueError(f"no city {unit!r} in the index")
        if period is not None and period not in index.periods:
            raise ValueError(f"no period {period}; the index has {', '.join(map(str, index.periods))}")
        self.index = index
        self.unit = unit
        self.period = index.periods[-1] if period is None else period
        self.at = index.units.index(unit), index.periods.index(self.period)
        self._u, self._p = self.at
        self._follow()
        self._ways: dict[frozenset[int], Climb] = {}
        self._columns: dict[tuple[int, ...], Columns] = {}
        self._rounded = self._as_ranked(index.scores[:, self._p])

    def _follow(self) -> None:
        """Follow the recipe up to aggregation once, and keep what the first and the last steps found."""
        recipe = self.index.recipe
        state = first = before = begin(recipe, self.index.dataset)
        for step in recipe.steps[:-1]:
            before = state if isinstance(step, Normalise) else before
            state = follow(step, state)
        self.state: State = state
        self.first: State = first
        self.separable = separable(recipe)
        if self.separable:
            self._before = before
            self._city = City(first, recipe, self._u, self._p)
            self._row = self._city.row({})

    def score(
        self, *, weights: Mapping[str, float] | None = None, values: Mapping[str, float] | None = None
    ) -> Scored:
        """Return the city's scores with these weights and values in place of its own.

        ``weights`` by code of an indicator or node, ≥ 0, within its parent; they hold for every city.
        ``values`` by indicator code, in the indicator's own unit, for this city and period; NaN takes a
        value away, a number replaces a suspect one. ValueError for an unknown code or an impossible number.
        """
        weights, values = dict(weights or {}), dict(values or {})
        check(self.state.framework, weights, values)
        if self.state.weights.ndim > 1 or (values and not self.separable):
            return self.rebuild(weights=weights, values=values)
        changed, leaves, why = self._leaves(values)
        new = self.state.weights.copy()
        at = {code: n for n, code in enumerate((*self.state.tree.indicators, *self.state.tree.nodes))}
        for code, weight in weights.items():
            new[at[code]] = weight
        way = self._way([*changed, *(at[code] for code in weights)])
        everybody = bool(weights) or not way.rowwise or self._others_moved(changed, leaves)
        rows = slice(None) if everybody else slice(self._u, self._u + 1)
        old = (self.index.scores[rows, self._p], self.index.reasons[rows, self._p])
        scores, reasons = way.scores(self.state, new, (leaves[rows], why[rows]), old)
        own = self._u if everybody else 0
        return self._scored(scores[own], reasons[own], scores if everybody else None, leaves[self._u], way)

    def rebuild(
        self, *, weights: Mapping[str, float] | None = None, values: Mapping[str, float] | None = None
    ) -> Scored:
        """Return the same as ``score`` by building the whole index again: slow, and good for any recipe."""
        weights, values = dict(weights or {}), dict(values or {})
        check(self.state.framework, weights, values)
        built = build(
            with_weights(self.index.recipe, weights), with_values(self.index.dataset, *self.at, values)
        )
        cell = (self._u, self._p)
        others = np.delete(built.scores[:, self._p], self._u, axis=0)
        same = np.array_equal(
            others, np.delete(self.index.scores[:, self._p], self._u, axis=0), equal_nan=True
        )
        return Scored(
            framework=self.index.recipe.framework,
            unit=self.unit,
            period=self.period,
            before=self.index.scores[cell],
            scores=built.scores[cell],
            reasons=built.reasons[cell],
            ranks_before=self.index.ranks[cell],
            ranks=built.ranks[cell],
            normalised=built.normalised[cell],
            evaluated=built.nodes,
            way="rebuild",
            others_moved=not same,
        )

    def rows(self, normalised: Floats) -> Floats:
        """Return every node's score (R, N) of R cities that have these normalised values (R, I).

        ValueError where a mean looks at several cities at once, so that a row alone has no score.
        """
        way = self._way(range(len(self.state.tree.indicators)))
        if not way.rowwise:
            raise ValueError("this recipe's means compare cities, so one city alone has no score")
        why = np.broadcast_to(self.state.reasons[self._u, self._p], normalised.shape)
        nodes = (len(normalised), len(self.index.nodes))
        old = np.full(nodes, np.nan), np.broadcast_to(self.index.reasons[self._u, self._p], nodes)
        return way.scores(self.state, self.state.weights, (normalised, why), old)[0]

    def _leaves(self, values: Mapping[str, float]) -> tuple[list[int], Floats, Codes]:
        """Return the columns that changed, and normalised values and reasons (U, I) of everybody."""
        leaves, why = self.state.values[:, self._p], self.state.reasons[:, self._p]
        if not values:
            return [], leaves, why
        indicators = self.state.tree.indicators
        row, reasons = self._city.row({indicators.index(code): float(x) for code, x in values.items()})
        before, why_before = self._row
        same = ((row == before) | (np.isnan(row) & np.isnan(before))) & (reasons == why_before)
        changed = tuple(int(n) for n in np.flatnonzero(~same))
        if not changed:
            return [], leaves, why
        if changed not in self._columns:
            step = next(s for s in self.index.recipe.steps if isinstance(s, Normalise))
            self._columns[changed] = Columns(self._before, step, changed)
        at = list(changed)
        leaves, why = leaves.copy(), why.copy()
        leaves[:, at], why[:, at] = self._columns[changed].normalised(self._u, self._p, row[at], reasons[at])
        return at, leaves, why

    def _others_moved(self, changed: list[int], leaves: Floats) -> bool:
        """Whether a change of this city's value moved anybody else's, as where it is an end of the scale."""
        new, old = leaves[:, changed], self.state.values[:, self._p][:, changed]
        moved = (new != old) & ~(np.isnan(new) & np.isnan(old))
        moved[self._u] = False
        return bool(moved.any())

    def _way(self, changed: Iterable[int]) -> Climb:
        key = frozenset(changed)
        if key not in self._ways:
            step = self.index.recipe.steps[-1]
            assert isinstance(step, Aggregate)  # noqa: S101 - build() made sure of it
            self._ways[key] = climb(step, self.state, key)
        return self._ways[key]

    def _scored(
        self, own: Floats, reasons: Codes, everybody: Floats | None, leaves: Floats, way: Climb
    ) -> Scored:
        index = self.index
        others = self._rounded if everybody is None else self._as_ranked(everybody)
        return Scored(
            framework=index.recipe.framework,
            unit=self.unit,
            period=self.period,
            before=index.scores[self._u, self._p],
            scores=own,
            reasons=reasons,
            ranks_before=index.ranks[self._u, self._p],
            ranks=self._ranks(own, others),
            normalised=leaves,
            evaluated=tuple(index.nodes[n] for n in way.nodes),
            way="path",
            others_moved=everybody is not None,
        )

    def _as_ranked(self, scores: Floats) -> Floats:
        decimals = self.index.recipe.rank_decimals
        return scores if decimals is None else rounded(scores, decimals)

    def _ranks(self, own: Floats, others: Floats) -> Counts:
        """Return 1 + how many others are ahead, by node; 0 without a score or without anybody to compare with."""
        mine = self._as_ranked(own)
        rivals = np.count_nonzero(~np.isnan(others), axis=0) - ~np.isnan(others[self._u])
        ahead = np.count_nonzero(others > mine, axis=0) - (others[self._u] > mine)
        return np.where(np.isnan(mine) | (rivals < 1), 0, 1 + ahead).astype(np.int32)
