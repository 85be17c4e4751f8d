"""How uncertain an imputed value is: for every cell a step fills, a distribution to draw from.

=====================  ==========================================================================================
mean, median           a value of one of the donors: the same period's (and group's) units that have one
row_mean, row_median   fill + an error of the same indicator at a unit where it is known
latest, constant,      fill + √h · an error of the same indicator, each divided by its own √h; h is the distance in
linear                 years, between two values d₁·d₂/(d₁ + d₂): the errors of a random walk and of its bridge
function               not known; RecipeError
=====================  ==========================================================================================

Errors are known value − what the step would have filled in its place (each left out in turn), of all units and
periods. Drawn values stay within the lowest and highest known value of the indicator. Two stages make a draw, the
approximate Bayesian bootstrap: donors (or errors) are drawn from the pool with replacement, as many as it has, and
the cells' values from those: it carries the pool's own uncertainty, and cells that share a pool share it.

Source: Rubin, *Multiple Imputation for Nonresponse in Surveys* (1987), section 4.4; Rubin and Schenker, *Multiple
imputation for interval estimation from simple random samples with ignorable nonresponse* (JASA 81, 1986).
"""

from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats, Mask
from cityindex.steps.fills import FILLS, Cells, Positions, Way, Years, along_years, among_units, group_codes
from cityindex.steps.impute import Impute, with_values
from cityindex.steps.state import RecipeError, State


@dataclass(frozen=True, slots=True, eq=False)
class ImputationModel:
    """The distributions of the M cells a step fills.

    A draw is ``base`` + ``scale`` · one of the ``size`` (M) numbers of ``pool`` from ``first`` (M) on, which ascend,
    kept within ``low``…``high`` (M). ``size`` 0: nothing is known of the error, and every draw is the fill itself.
    """

    cells: Cells
    base: Floats
    scale: Floats
    low: Floats
    high: Floats
    pool: Floats
    first: Positions
    size: Positions

    def draw(self, rng: np.random.Generator, count: int) -> Floats:
        """Draw ``count`` values of every cell: (count, M); same generator, same bytes."""
        known = np.flatnonzero(self.size)
        first, size = self.first[known], self.size[known]
        errors, stage = np.zeros((count, len(self.cells))), np.empty(len(self.pool))
        for error in errors:
            slot, donor = (first + (rng.random(len(known)) * size).astype(np.int64) for _ in range(2))
            stage[slot] = self.pool[donor]  # of the first stage, only what the second takes is drawn
            error[known] = stage[slot]
        return self._values(errors)

    def at(self, numbers: Floats) -> Floats:
        """Return the quantiles at ``numbers`` (…, M) in [0, 1) of the distributions: one stage only."""
        known = np.flatnonzero(self.size)
        errors = np.zeros(numbers.shape)
        place = (numbers[..., known] * self.size[known]).astype(np.int64)
        errors[..., known] = self.pool[self.first[known] + place]
        return self._values(errors)

    def _values(self, errors: Floats) -> Floats:
        found: Floats = np.clip(self.base + self.scale * errors, self.low, self.high)
        return found


def imputation_model(state: State, step: Impute) -> ImputationModel:
    """Return the distributions of the cells that ``step`` fills in ``state``, the state before it.

    RecipeError where the step cannot be followed, for a function, and for a state of replications.
    """
    step.check(state)
    if state.values.ndim > 3 or state.reasons.ndim > 3:
        raise RecipeError(
            "impute: the imputation model needs one state; give it the one before the replications"
        )
    cells = step.cells(state)
    filled = step.filled(state, cells)
    cells, filled = cells.some(~np.isnan(filled)), filled[~np.isnan(filled)]
    flat = state.values.reshape(-1, state.values.shape[-1])
    low, high = np.fmin.reduce(flat, axis=0)[cells.indicator], np.fmax.reduce(flat, axis=0)[cells.indicator]
    low, high = np.fmin(low, filled), np.fmax(high, filled)
    pools = _Pools(state, cells, filled)
    for way, _, columns in step.ways(state):
        if columns[cells.indicator].any():
            pools.add(way, columns)
    return ImputationModel(
        cells, pools.base, pools.scale, low, high, np.concatenate(pools.parts), pools.first, pools.size
    )


class _Pools:
    """The numbers that draws are made of, gathered one way of filling after the other."""

    def __init__(self, state: State, cells: Cells, filled: Floats) -> None:
        self.state, self.cells = state, cells
        self.base, self.scale = filled.copy(), np.ones(len(cells))
        self.first, self.size = np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
        self.parts: list[Floats] = [np.empty(0)]

    def add(self, way: Way, columns: Mask) -> None:
        """Gather donors or errors for the cells of some indicators (I)."""
        if way.method == "function":
            raise RecipeError(
                "impute: no distribution is known for a function; choose another method for the draws"
            )
        at = np.flatnonzero(columns[self.cells.indicator])
        some, known = self.cells.some(at), Cells.where(~self.state.gaps & columns)
        values = known.of(self.state.values)
        if FILLS[way.method] is among_units:
            self.base[at] = 0.0
            self._pool(at, self._peers(way, some), values, self._peers(way, known))
            return
        error = values - FILLS[way.method](self.state, known, way)
        if FILLS[way.method] is along_years:
            error /= np.sqrt(Years(self.state, known, way).distance())
            self.scale[at] = np.sqrt(Years(self.state, some, way).distance())
        told = ~np.isnan(error)
        self._pool(at, some.indicator, error[told], known.indicator[told])

    def _peers(self, way: Way, cells: Cells) -> Positions:
        """Number the cells that stand in for each other: same indicator, period and, if one is named, group."""
        codes = group_codes(self.state, way.group)[cells.unit] if way.group else np.zeros_like(cells.unit)
        _, periods, indicators = self.state.values.shape
        peers: Positions = (codes * periods + cells.period) * indicators + cells.indicator
        return peers

    def _pool(self, at: Positions, wanted: Positions, numbers: Floats, keys: Positions) -> None:
        """Sort ``numbers`` into ascending pools by key, and tell the cells ``at`` the place and size of the pool they want."""
        used = np.isin(keys, wanted)
        order = np.lexsort((numbers[used], keys[used]))
        names, start, count = np.unique(keys[used][order], return_index=True, return_counts=True)
        place = np.minimum(np.searchsorted(names, wanted), max(len(names) - 1, 0))
        has = names[place] == wanted if len(names) else np.zeros(len(wanted), dtype=np.bool_)
        before = sum(len(part) for part in self.parts)
        self.first[at[has]], self.size[at[has]] = before + start[place[has]], count[place[has]]
        self.parts.append(numbers[used][order])


def draw_missing(state: State, step: Impute, rng: np.random.Generator, count: int) -> Floats:
    """Draw ``count`` values for every cell that ``step`` fills: (count, cells), cells in the order of the arrays."""
    return imputation_model(state, step).draw(rng, count)


def with_draws(state: State, step: Impute, rng: np.random.Generator, count: int) -> State:
    """Return the state after ``step`` with drawn instead of filled values: ``count`` replications lead its values."""
    model = imputation_model(state, step)
    return with_values(state, model.cells, model.draw(rng, count))
