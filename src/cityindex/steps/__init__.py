"""The steps of a composite indicator, one module per step of the OECD/JRC Handbook (2008).

Every step is a frozen, serialisable value with a ``name`` and ``apply(state) -> state``. Steps do not know
each other; a recipe puts them in order.
"""

from typing import ClassVar, Protocol

from cityindex.steps.aggregate import Aggregate
from cityindex.steps.changes import Change, Changes
from cityindex.steps.denominate import Denominate
from cityindex.steps.impute import Impute
from cityindex.steps.normalise import Normalise
from cityindex.steps.screen import Screen
from cityindex.steps.state import RecipeError, State, start
from cityindex.steps.treat import Treat
from cityindex.steps.weigh import Weigh


class Step(Protocol):
    """One step of a recipe."""

    name: ClassVar[str]

    def apply(self, state: State) -> State:
        """Return the state after this step."""
        ...


STEPS: dict[str, type[Step]] = {
    step.name: step for step in (Screen, Denominate, Impute, Treat, Normalise, Weigh, Aggregate)
}

__all__ = [
    "STEPS",
    "Aggregate",
    "Change",
    "Changes",
    "Denominate",
    "Impute",
    "Normalise",
    "RecipeError",
    "Screen",
    "State",
    "Step",
    "Treat",
    "Weigh",
    "start",
]
