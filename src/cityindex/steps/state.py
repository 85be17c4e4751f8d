"""What the steps hand to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from cityindex.dataset import Codes, Dataset, Floats, Status
from cityindex.framework.types import Framework
from cityindex.reasons import Reason
from cityindex.tree import Tree, compile_tree


class RecipeError(ValueError):
    """A recipe that cannot be followed; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value a step replaced: imputed, winsorised or transformed."""

    step: str
    unit: str
    period: int
    indicator: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The working data of one build; every step returns a new one and changes no array in place.

    Arrays: ``values`` (units, periods, indicators) in indicator units, after *normalise* on the common scale;
    ``status`` and ``reasons`` of the same shape; ``weights`` (indicators + nodes); ``scores`` and
    ``node_reasons`` (units, periods, nodes) after *aggregate*.
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
    changes: tuple[Change, ...] = field(default=())

    def without(self, cells: np.ndarray, reason: Reason) -> "State":
        """Drop values, saying why; cells that already had a reason keep it."""
        fresh = cells & (self.reasons == Reason.NONE)
        return replace(
            self,
            values=np.where(cells, np.nan, self.values),
            reasons=np.where(fresh, np.uint8(reason), self.reasons),
        )


_WHY = np.zeros(len(Status), dtype=np.uint8)
_WHY[Status.MISSING] = Reason.MISSING
_WHY[Status.WRONG_KIND] = Reason.WRONG_KIND


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
        reasons=_WHY[status],
        context=dataset.context,
        groups=dataset.groups,
        weights=tree.weights,
        scores=np.full(shape, np.nan),
        node_reasons=np.zeros(shape, dtype=np.uint8),
    )
