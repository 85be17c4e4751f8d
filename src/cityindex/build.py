"""From a recipe and a dataset to scores, ranks, coverage and reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Codes, Dataset, Floats, Mask
from cityindex.index_tables import indicators_table, scores_table
from cityindex.ranking import places
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Changes, Normalise, RecipeError, State, Step, Weigh, start
from cityindex.steps.weigh import FROM_SCORES
from cityindex.tables import Table, Tabled

Counts = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Index(Tabled):
    """A built index. U units, P periods, N nodes (framework order, root included), I indicators.

    ``scores`` (U, P, N) float64, NaN = not computable, then ``reasons`` (U, P, N) says why (``Reason``).
    ``ranks`` (U, P, N) int32: 1 = best within the period, ties share the smallest rank, 0 = not ranked
    (no score, or nobody to compare with). ``normalised`` (U, P, I) and ``indicator_reasons`` likewise.
    ``with_value`` and ``scored`` (U, P, N): indicators below a node that have a usable value, and a score;
    ``indicators`` (N): all of them. ``changes``: every value imputed or treated; ``dataset``: what it was built from;
    ``details``: by step, the table in which it says what it did (*screen*: which units; *treat*: which test; *weigh*: which weights).
    """

    recipe: Recipe
    units: tuple[str, ...]
    periods: tuple[int, ...]
    nodes: tuple[str, ...]
    scores: Floats
    reasons: Codes
    ranks: Counts
    normalised: Floats
    indicator_reasons: Codes
    with_value: Counts
    scored: Counts
    indicators: Counts
    changes: Changes
    dataset: Dataset
    details: Mapping[str, Tabled] = field(default_factory=dict)

    def tables(self) -> tuple[Table, ...]:
        """Return ``scores`` (unit, period, node, …), ``indicators`` (unit, period, indicator, …), ``changes``, ``details``."""
        told = (
            replace(table, name=f"{table.name} {step.partition(' ')[2]}".strip())
            for step, detail in self.details.items()
            for table in detail.tables()
        )
        return scores_table(self), indicators_table(self), *self.changes.tables(), *told

    def score(self, unit: str, node: str | None = None, period: int | None = None) -> float:
        """Return one score: of the root unless ``node`` is given, of the last period unless given."""
        p = len(self.periods) - 1 if period is None else self.periods.index(period)
        code = self.recipe.framework.root.code if node is None else node
        return float(self.scores[self.units.index(unit), p, self.nodes.index(code)])


def build(recipe: Recipe, dataset: Dataset) -> Index:
    """Follow a recipe: apply its steps in order to the dataset, then rank.

    Deterministic and free of side effects. Every score is finite or NaN with a reason.
    Raises RecipeError, saying what to change, where a step cannot be carried out.
    """
    names = [step.name for step in recipe.steps]
    if names.count(Aggregate.name) != 1 or names[-1] != Aggregate.name:
        raise RecipeError(
            f"the steps are {', '.join(names) or 'none'}; aggregate comes once, at the end, and gives the scores"
        )
    state = first = begin(recipe, dataset)
    for step in recipe.steps:
        state = follow(step, state)
    leaves = state.tree.leaves
    with_value = _count(first.values, leaves)
    same = state.reasons is first.reasons  # then no value was lost or found on the way
    return Index(
        recipe=recipe,
        units=dataset.units,
        periods=dataset.periods,
        nodes=state.tree.nodes,
        scores=state.scores,
        reasons=state.node_reasons,
        ranks=places(state.scores, recipe.rank_decimals),
        normalised=state.values,
        indicator_reasons=state.reasons,
        with_value=with_value,
        scored=with_value if same else _count(state.values, leaves),
        indicators=state.tree.leaves.sum(axis=0, dtype=np.int32),
        changes=state.changes,
        dataset=dataset,
        details=state.details,
    )


def begin(recipe: Recipe, dataset: Dataset) -> State:
    """Return the state before the first step; it knows the recipe's means, for weights drawn from the scores of nodes."""
    _check_order(recipe.steps)
    return replace(start(recipe.framework, dataset), ahead=recipe.steps[-1] if recipe.steps else None)


def _check_order(steps: Sequence[Step]) -> None:
    """Weights drawn from scores need scores."""
    names = [step.name for step in steps]
    for n, step in enumerate(steps):
        if isinstance(step, Weigh) and step.methods() & set(FROM_SCORES) and Normalise.name in names[n:]:
            raise RecipeError("weigh: weights drawn from scores come after normalise; put it behind")


def follow(step: Step, state: State) -> State:
    """Apply one step; numbers beyond what float64 holds are an error that says so, never an infinity."""
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            return step.apply(state)
    except FloatingPointError as error:
        raise RecipeError(
            f"{step.name}: the numbers are too large or too close to compute with ({error}); use a larger measuring unit"
        ) from error


_SMALL = 2**17
"""Products of a matrix multiplication for which BLAS starts no threads; waiting for them costs more than they save."""


def _count(values: Floats, leaves: Mask) -> Counts:
    """How many indicators below each node have a number: (U, P, I) @ (I, N)."""
    flat, below = values.reshape(-1, len(leaves)), leaves.astype(np.float32)
    found = np.empty((len(flat), below.shape[1]), dtype=np.int32)
    rows = max(1, _SMALL // leaves.size)
    for begin in range(0, len(flat), rows):
        present = ~np.isnan(flat[begin : begin + rows])
        found[begin : begin + rows] = present.astype(np.float32) @ below  # exact: whole numbers below 2²⁴
    return found.reshape(*values.shape[:2], leaves.shape[1])
