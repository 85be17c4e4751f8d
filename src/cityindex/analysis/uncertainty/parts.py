"""The draws of one group: scored by the kernel, or built by the recipe's own steps."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from cityindex.analysis.uncertainty.climb import POWERS, PowerMean, climb, makings
from cityindex.analysis.uncertainty.plan import Group
from cityindex.analysis.uncertainty.spool import Spool
from cityindex.build import follow
from cityindex.dataset import Floats
from cityindex.steps import State

CELLS_AT_ONCE = 2**19
"""Numbers of whole draws worked on together: a few arrays of this size fit a processor's cache."""

HIGHEST_POWER = 16.0
"""Scores to a higher power would lose digits in the kernel; the steps scale them first."""


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
    powers = None if group.begin else _powers(group)
    return BySteps(group, period, nodes) if powers is None else ByKernel(group, period, powers)


class ByKernel:
    """Draws that share their normalised values and whose nodes are all power means."""

    def __init__(self, group: Group, period: int, powers: Sequence[float]) -> None:
        state = group.weighed()
        levels = [state.framework.level(node.level) for node in state.framework.nodes]
        shares = [
            group.aggregate.share_of(n, level) for n, level in zip(state.framework.nodes, levels, strict=True)
        ]
        self.group, self.weights = group, state.weights
        self.values = np.ascontiguousarray(state.values[:, period])
        self.nodes = makings(state.tree, [PowerMean(power) for power in powers], shares, state.weights)

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
            scores = follow(self.group.aggregate, _narrowed(state, self.period)).scores[..., 0, :]
        self.spool.write(some, scores[..., self.nodes])

    def fill(self, units: slice, out: Floats) -> None:
        """Read what was built."""
        self.spool.read(units, out, self.nodes)

    def close(self) -> None:
        """Give the spool back."""
        self.spool.close()


def _powers(group: Group) -> list[float] | None:
    """The exponent of every node's mean, in framework order; None where one is no power mean the kernel can take."""
    framework = group.state.framework
    found = []
    for node in framework.nodes:
        level = framework.level(node.level)
        method = group.aggregate.method_of(node, level)
        power = (
            group.aggregate.option_of(node, level, "power") if method == "generalised" else POWERS.get(method)
        )
        if power is None or not (power in POWERS.values() or 0 < power <= HIGHEST_POWER):
            return None
        found.append(float(power))
    return found


def _narrowed(state: State, period: int) -> State:
    """Return the state of one period alone (its position)."""
    one = slice(period, period + 1)
    return replace(
        state,
        periods=state.periods[one],
        values=state.values[..., one, :],
        status=state.status[..., one, :],
        reasons=state.reasons[..., one, :],
        context={name: series[..., one] for name, series in state.context.items()},
        scores=state.scores[..., one, :],
        node_reasons=state.node_reasons[..., one, :],
    )
