"""Missing values drawn from their imputation model, instead of one guess for all draws."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from cityindex.analysis.uncertainty.sources.source import Drawing, stream
from cityindex.dataset import Floats
from cityindex.steps import Impute, RecipeError, State, Step
from cityindex.steps.imputation_model import imputation_model
from cityindex.steps.impute import with_values
from cityindex.tree import Tree


@dataclass(frozen=True, slots=True)
class ImputationDraws:
    """Every value that the recipe's imputation fills drawn from its distribution, see ``steps.imputation_model``.

    Which cells are filled is the step's own decision. One number of a draw names the random stream of all its cells.
    Where observed values vary too, the distributions are those of each draw's own values.
    """

    name: str = "imputation"
    instead_of: ClassVar[str] = "impute"

    def dimensions(self, tree: Tree) -> int:
        """One number names the stream."""
        return 1

    def prepared(self, state: State, step: Step | None) -> Drawing:
        """Return what fills the gaps of ``state`` by draws, (r, U, P, I)."""
        if not isinstance(step, Impute):
            raise RecipeError(f"{self.name}: the recipe's step impute is none that has a model")
        if state.values.ndim > 3:
            return lambda numbers: _one_by_one(state, step, numbers)
        model = imputation_model(state, step)

        def drawn(numbers: Floats) -> State:
            filled = [model.draw(stream(number), 1) for number in numbers[:, 0]]
            return with_values(state, model.cells, np.concatenate(filled))

        return drawn


def _one_by_one(state: State, step: Impute, numbers: Floats) -> State:
    """Draw the gaps of every replication from a model of its own; which cells are gaps may differ between them."""
    made = []
    for n, number in enumerate(numbers[:, 0]):
        values, status, reasons = (_of(array, n) for array in (state.values, state.status, state.reasons))
        alone = replace(state, values=values, status=status, reasons=reasons)
        model = imputation_model(alone, step)
        made.append(with_values(alone, model.cells, model.draw(stream(number), 1)[0]))
    return replace(
        state,
        values=np.stack([one.values for one in made]),
        status=np.stack([one.status for one in made]),
        reasons=np.stack([one.reasons for one in made]),
    )


def _of(array: np.ndarray, n: int) -> np.ndarray:
    """Return one replication's part of an array that may serve them all."""
    return array[n] if array.ndim > 3 else array
