"""The draws of one group: scored by the kernel, or built by the recipe's own steps."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from cityindex.analysis.uncertainty.batches import each, narrowed
from cityindex.analysis.uncertainty.climb import POWERS, PowerMean, climb, makings
from cityindex.analysis.uncertainty.plan import Group
from cityindex.analysis.uncertainty.spool import Spool
from cityindex.dataset import Floats
from cityindex.steps import Aggregate, State

CELLS_AT_ONCE = 2**19
"""Numbers of whole draws worked on together: a few arrays of this size fit a processor's cache."""


class Part(Protocol):
    """The draws of one group, r in number; ``weights`` (r, I + N) are those used, once all is prepared."""

    group: Group
    weights: Floats

    def pieces(self) -> Sequence[slice]:
        """The draws that must be prepared together, before any unit can be asked for."""
        ...

    def prepare(self, some: slice) -> None:
        """Prepare some draws."""
        ...

    def fill(self, units: slice, out: Floats) -> None:
        """Put the scores of some units into ``out`` (N, u, r)."""
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...


def part(group: Group, period: int, nodes: Sequence[int]) -> Part:
    """Choose how a group's draws are made; ``nodes`` are those whose scores are needed."""
    if group.rest or not set(_methods(group.aggregate, group.state)) <= set(POWERS):
        return BySteps(group, period, nodes)
    return ByKernel(group, period)


class ByKernel:
    """Draws that share their normalised values and whose nodes are all power means."""

    def __init__(self, group: Group, period: int) -> None:
        state = group.weighed()
        self.group, self.weights = group, state.weights
        self.values = np.ascontiguousarray(state.values[:, period])
        self.nodes = makings(state.tree, *_means(group.aggregate, state), state.weights)

    def pieces(self) -> Sequence[slice]:
        """None: every unit is on its own."""
        return ()

    def prepare(self, some: slice) -> None:
        """Nothing to do."""

    def fill(self, units: slice, out: Floats) -> None:
        """Climb the tree."""
        climb(self.nodes, self.values[units], out)

    def close(self) -> None:
        """Nothing to do."""


class BySteps:
    """Draws built by the recipe's steps, some at once, all units together; the scores wait in a spool."""

    def __init__(self, group: Group, period: int, nodes: Sequence[int]) -> None:
        state = group.state
        self.group, self.period, self.nodes = group, period, list(nodes)
        self.weights = np.empty((len(group.draws), len(state.tree.weights)))
        cells = max(1, len(state.units) * len(state.periods) * len(state.tree.weights))
        self.chunk = max(1, CELLS_AT_ONCE // cells)
        self.spool = Spool(len(state.units), len(self.nodes), len(group.draws), self.chunk)

    def pieces(self) -> Sequence[slice]:
        """As many draws at once as fit."""
        return self.spool.chunks

    def prepare(self, some: slice) -> None:
        """Build some draws."""
        with self.group.named():
            state = self.group.weighed(some)
            self.weights[some] = state.weights
            scores = each(self.group.aggregate, narrowed(state, self.period)).scores[..., 0, :]
        self.spool.write(some, scores[..., self.nodes])

    def fill(self, units: slice, out: Floats) -> None:
        """Read what was built."""
        self.spool.read(units, out, self.nodes)

    def close(self) -> None:
        """Give the spool back."""
        self.spool.close()


def _methods(aggregate: Aggregate, state: State) -> list[str]:
    """The method of every node, in framework order."""
    levels = [state.framework.level(node.level) for node in state.framework.nodes]
    return [
        aggregate.nodes.get(node.code, aggregate.levels.get(level.code, level.aggregate))
        for node, level in zip(state.framework.nodes, levels, strict=True)
    ]


def _means(aggregate: Aggregate, state: State) -> tuple[list[PowerMean], list[float]]:
    """The mean and the least share of every node, in framework order."""
    levels = [state.framework.level(node.level) for node in state.framework.nodes]
    return (
        [PowerMean(POWERS[method]) for method in _methods(aggregate, state)],
        [aggregate.min_share.get(level.code, level.min_share) for level in levels],
    )
