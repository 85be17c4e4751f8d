"""What the steps hand to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from cityindex.dataset import Codes, Dataset, Floats, Mask, Status
from cityindex.framework.types import Framework
from cityindex.reasons import Reason
from cityindex.steps.changes import Changes
from cityindex.tables import Tabled
from cityindex.tree import Tree, compile_tree


class RecipeError(ValueError):
    """A recipe that cannot be followed; the message says what to change."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The working data of one build; every step returns a new one and changes no array in place.

    Arrays: ``values`` (…, units, periods, indicators) in indicator units, after *normalise* on the common
    scale; ``status`` and ``reasons`` of the same shape; ``weights`` (…, indicators + nodes); ``scores`` and
    ``node_reasons`` (…, units, periods, nodes) after *aggregate*. Leading axes are replications of a Monte
    Carlo run; an array that does not vary between them has none and broadcasts. A value is NaN exactly where
    its reason is not NONE, so NaN stand in the same cells of every replication where ``reasons`` has no
    leading axes. ``changes`` and ``details`` (the tables of steps that explain themselves, by step) are
    recorded only without leading axes. ``ahead`` is the recipe's *aggregate*, for weights that look at the scores of
    nodes; None stands for the framework's own means.
    """

    framework: Framework
    tree: Tree
    units: tuple[str, ...]
    periods: tuple[int, ...]
    values: Floats
    status: Codes
    reasons: Codes
    context: Mapping[str, Floats]
    groups: Mapping[str, tuple[str, ...]]
    weights: Floats
    scores: Floats
    node_reasons: Codes
    changes: Changes = field(default_factory=Changes)
    details: Mapping[str, Tabled] = field(default_factory=dict)
    ahead: object = None

    @property
    def gaps(self) -> Mask:
        """Where there is no value, in the shape of ``reasons``."""
        gaps: Mask = self.reasons != Reason.NONE
        return gaps

    def explained(self, step: str, table: Tabled) -> "State":
        """Keep the table in which a step says what it did; a second step of that name gets a number."""
        number = sum(name.split(" ")[0] == step for name in self.details) + 1
        name = step if number == 1 else f"{step} {number}"
        return replace(self, details={**self.details, name: table})

    def without(self, cells: np.ndarray, reason: Reason) -> "State":
        """Drop values, saying why; cells that already had a reason keep it."""
        if not cells.any():
            return self
        fresh = cells & (self.reasons == Reason.NONE)
        return replace(
            self,
            values=np.where(cells, np.nan, self.values),
            reasons=np.where(fresh, np.uint8(reason), self.reasons),
        )


def _why(status: Codes) -> Codes:
    """Why a cell has no value, by its status."""
    why: Codes = (status == Status.MISSING) * np.uint8(Reason.MISSING)
    wrong = status == Status.WRONG_KIND
    if wrong.any():
        why[wrong] = Reason.WRONG_KIND
    return why


def start(framework: Framework, dataset: Dataset) -> State:
    """Put a dataset into a framework's order. RecipeError names indicators the dataset lacks."""
    tree = compile_tree(framework)
    values, status = dataset.values, dataset.status
    if dataset.indicators != tree.indicators:
        at = {code: i for i, code in enumerate(dataset.indicators)}
        if lacking := [code for code in tree.indicators if code not in at]:
            raise RecipeError(
                f"the dataset has no column for {', '.join(lacking[:5])} of {framework.id}; add it, empty if need be"
            )
        columns = [at[code] for code in tree.indicators]
        values, status = values[..., columns], status[..., columns]
    shape = (*values.shape[:2], len(tree.nodes))
    return State(
        framework=framework,
        tree=tree,
        units=dataset.units,
        periods=dataset.periods,
        values=values,
        status=status,
        reasons=_why(status),
        context=dataset.context,
        groups=dataset.groups,
        weights=tree.weights,
        scores=np.full(shape, np.nan),
        node_reasons=np.zeros(shape, dtype=np.uint8),
        changes=Changes(dataset.units, dataset.periods, tree.indicators),
    )
