"""What every source of uncertainty is."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps import State, Step
from cityindex.tree import Tree

Drawing = Callable[[Floats], State]
"""From the numbers (r, dimensions) of r draws to the state with their values (r, U, P, I)."""


class Source(Protocol):
    """One thing that varies. ``dimensions`` numbers in [0, 1) decide about it in a draw, and nothing else does."""

    @property
    def name(self) -> str:
        """A name for tables and charts, unlike that of any other source of a run."""
        ...

    def dimensions(self, tree: Tree) -> int:
        """How many numbers it needs for one draw, at least one."""
        ...


@runtime_checkable
class WeightSource(Source, Protocol):
    """Something that changes the weights a recipe has set."""

    def weights(self, base: Floats, numbers: Floats, state: State) -> Floats:
        """Return weights (r, I + N) from ``base`` (r, I + N) and ``numbers`` (r, dimensions)."""
        ...


@runtime_checkable
class ValueSource(Source, Protocol):
    """Something that changes the values themselves, at one place of the recipe."""

    @property
    def instead_of(self) -> str:
        """The step in whose place it works; "" for the values as they came in, before every step."""
        ...

    def prepared(self, state: State, step: Step | None) -> Drawing:
        """Return what draws the values of ``state``, which may carry r draws already; ``step`` is what it replaces."""
        ...


def stream(number: float, salt: int = 0) -> np.random.Generator:
    """Return the random stream that a number in [0, 1) names: the same number, the same stream.

    Counter-based (Philox; Salmon et al. 2011), so streams are independent and cheap to begin anywhere.
    """
    return np.random.Generator(np.random.Philox(key=(int(number * 2**53) << 64) | salt))


def dimensions(vary: Sequence[Source], tree: Tree) -> int:
    """How many numbers one draw of all sources needs. ValueError where two have the same name, or none is given."""
    names = [source.name for source in vary]
    if not names:
        raise ValueError("nothing varies; give at least one source, such as WeightNoise()")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two sources are called {twice!r}; give one another name")
    return sum(source.dimensions(tree) for source in vary)


def split(vary: Sequence[Source], tree: Tree, numbers: Floats) -> list[Floats]:
    """Cut sampled numbers (R, dimensions of all sources) into those of each source."""
    ends = np.cumsum([source.dimensions(tree) for source in vary])
    return np.split(numbers, ends[:-1], axis=1) if len(vary) else []
