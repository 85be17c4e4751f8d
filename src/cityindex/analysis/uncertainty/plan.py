"""From sampled numbers to work: draws that took the same alternatives are followed together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cityindex.analysis.uncertainty.sources import Choice, Source, ValueSource, WeightSource, split
from cityindex.build import follow
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, RecipeError, State, Step, Weigh, start


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A step of a recipe, or the source (the one at ``position``) that works in its place, or before them all."""

    step: Step | None
    source: ValueSource | None = None
    position: int = -1

    def prepared(self, state: State) -> "Begin":
        """Return what makes the state after this stage from sampled numbers, source by source."""
        if self.source:
            drawing = self.source.prepared(state, self.step)
            return lambda parts: drawing(parts[self.position])
        return lambda parts: follow(self.step, state) if self.step else state


Begin = Callable[[Sequence[Floats]], State]
"""From the sampled numbers of some draws, source by source, to their state."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The draws (by position) that took the same alternatives: one recipe, its shared beginning, and the rest.

    ``state`` is the state before the first stage that differs from draw to draw, ``begin`` that stage (None where all
    is shared), ``rest`` the stages from there to the aggregation, which is ``aggregate``. ``parts`` are the sampled
    numbers of these draws, source by source.
    """

    draws: NDArray[np.intp]
    label: str
    state: State
    begin: Begin | None
    rest: tuple[Stage, ...]
    aggregate: Aggregate
    vary: tuple[Source, ...]
    parts: tuple[Floats, ...]

    def weighed(self, some: slice = slice(None)) -> State:
        """Return the state before the aggregation for some of the draws, with their weights (r, I + N)."""
        parts = [part[some] for part in self.parts]
        state = self.begin(parts) if self.begin else self.state
        for stage in self.rest:
            state = stage.prepared(state)(parts)
        count = len(self.draws[some])
        weights = np.broadcast_to(state.weights, (count, state.weights.shape[-1]))
        for source, part in zip(self.vary, parts, strict=True):
            if isinstance(source, WeightSource):
                weights = source.weights(weights, part, state)
        return replace(state, weights=weights)

    @contextmanager
    def named(self) -> Iterator[None]:
        """Put the alternatives of these draws into the words of an error."""
        with named(self.label):
            yield


@contextmanager
def named(label: str) -> Iterator[None]:
    """Put ``label`` into the words of an error."""
    try:
        yield
    except RecipeError as error:
        raise RecipeError(f"{error} (in the draws with {label})" if label else str(error)) from error


def groups(recipe: Recipe, dataset: Dataset, vary: Sequence[Source], numbers: Floats) -> Iterator[Group]:
    """Split the draws by the alternatives they took and follow each recipe as far as its draws agree.

    ``numbers`` (R, dimensions of all sources) in [0, 1). RecipeError names the alternatives that cannot be built.
    """
    first = start(recipe.framework, dataset)
    parts = split(vary, first.tree, numbers)
    choices = [(s, s.options(part)) for s, part in zip(vary, parts, strict=True) if isinstance(s, Choice)]
    taken = np.array([options for _, options in choices], dtype=np.intp).reshape(len(choices), len(numbers)).T
    kinds, which = np.unique(taken, axis=0, return_inverse=True)
    shared = Shared(first)
    for position, kind in enumerate(kinds):
        draws = np.flatnonzero(which.ravel() == position)
        options = [(choice, int(option)) for (choice, _), option in zip(choices, kind, strict=True)]
        label = "; ".join(f"{choice.name}: {choice.label(option)}" for choice, option in options)
        with named(label):
            group = _group(recipe, options, shared, draws, label, vary, parts)
        yield group


def _group(
    recipe: Recipe,
    options: Sequence[tuple[Choice, int]],
    shared: "Shared",
    draws: NDArray[np.intp],
    label: str,
    vary: Sequence[Source],
    parts: Sequence[Floats],
) -> Group:
    for choice, option in options:
        recipe = choice.applied(recipe, option)
    aggregate = recipe.steps[-1] if recipe.steps else None
    if not isinstance(aggregate, Aggregate):
        raise RecipeError("aggregate comes once, at the end, and gives the scores")
    path = _path(recipe.steps[:-1], vary)
    common = next((n for n, stage in enumerate(path) if stage.source), len(path))
    state = shared.after(recipe.steps[:common], aggregate)
    if common == len(path):
        follow(aggregate, state)  # refuses what it cannot do
    return Group(
        draws=draws,
        label=label,
        state=state,
        begin=path[common].prepared(state) if common < len(path) else None,
        rest=path[common + 1 :],
        aggregate=aggregate,
        vary=tuple(vary),
        parts=tuple(part[draws] for part in parts),
    )


def _path(steps: Sequence[Step], vary: Sequence[Source]) -> tuple[Stage, ...]:
    """The steps in order, with every value source in its place. RecipeError where the recipe lacks that place."""
    path = [Stage(step) for step in steps]
    for position, source in reversed(list(enumerate(vary))):
        if not isinstance(source, ValueSource):
            continue
        if not source.instead_of:
            path.insert(0, Stage(None, source, position))
            continue
        at = next((n for n, s in enumerate(path) if s.step and s.step.name == source.instead_of), None)
        if at is None:
            raise RecipeError(
                f"the recipe has no step {source.instead_of!r} in whose place {source.name} could work; add it"
            )
        path[at] = Stage(path[at].step, source, position)
    return tuple(path)


class Shared:
    """States after the steps of recipes, each common beginning computed once."""

    def __init__(self, first: State) -> None:
        self.known: list[tuple[list[Step], State]] = [([], first)]

    def after(self, steps: Sequence[Step], means: Aggregate) -> State:
        """Return the state after these steps of a recipe that aggregates by ``means``."""
        steps = list(steps)
        done, state = max(
            (
                (k, s)
                for k, s in self.known
                if steps[: len(k)] == k and (s.ahead == means or not _ahead(k, s))
            ),
            key=lambda known: len(known[0]),
        )
        state = replace(state, ahead=means)
        for end in range(len(done), len(steps)):
            state = follow(steps[end], state)
            self.known.append((steps[: end + 1], state))
        return state


def _ahead(steps: Sequence[Step], state: State) -> bool:
    """Whether weights were drawn from the scores of nodes, and so depend on the means that come later."""
    return any(isinstance(step, Weigh) and step.looks_at_scores(state) for step in steps)
