"""Aggregate again only the nodes above what changed; every other node keeps the score it has."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from cityindex.build import follow
from cityindex.dataset import Codes, Floats
from cityindex.steps import Aggregate, State
from cityindex.steps.means import MEANS
from cityindex.tree import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Climb:
    """The way from some children up to the root. ``nodes``: the positions to compute, lowest first.

    The step *aggregate* itself does the work, on a tree in which nodes off the way are leaves.
    """

    nodes: tuple[int, ...]
    rowwise: bool
    _step: Aggregate
    _tree: Tree

    def scores(
        self, state: State, weights: Floats, leaves: tuple[Floats, Codes], nodes: tuple[Floats, Codes]
    ) -> tuple[Floats, Codes]:
        """Return scores and reasons (R, N) of R cities.

        ``weights`` (I+N); ``leaves`` and ``nodes``: values and reasons (R, I) and (R, N), of which the
        nodes on the way are overwritten.
        """
        values = np.concatenate([leaves[0], nodes[0]], axis=-1)[:, None]
        why = np.concatenate([leaves[1], nodes[1]], axis=-1)[:, None]
        count = len(self._tree.nodes)
        made = follow(
            self._step,
            replace(
                state,
                tree=self._tree,
                values=values,
                reasons=why,
                status=np.zeros(values.shape, dtype=np.uint8),
                weights=np.concatenate([weights, weights[-count:]]),
                scores=np.full((len(values), 1, count), np.nan),
                node_reasons=np.zeros((len(values), 1, count), dtype=np.uint8),
            ),
        )
        way = list(self.nodes)
        scores, reasons = nodes[0].copy(), nodes[1].copy()
        scores[:, way], reasons[:, way] = made.scores[:, 0, way], made.node_reasons[:, 0, way]
        return scores, reasons


def climb(step: Aggregate, state: State, changed: Iterable[int]) -> Climb:
    """Find the way up from children (positions as in ``Tree``; context indicators lead nowhere)."""
    tree, count = state.tree, len(state.tree.indicators)
    parents = {child: n for n, children in enumerate(tree.children) for child in children}
    above: set[int] = set()
    for child in changed:
        while child in parents:
            above.add(parents[child])
            child = count + parents[child]
    way = tuple(n for n in tree.bottom_up if n in above)
    return Climb(way, _rowwise(step, state, way), step, _pruned(tree, way))


def _rowwise(step: Aggregate, state: State, way: tuple[int, ...]) -> bool:
    nodes = [state.framework.nodes[n] for n in way]
    methods = (step.method_of(n, state.framework.level(n.level)) for n in nodes)
    return not any(MEANS[method].across for method in methods)


def _pruned(tree: Tree, way: tuple[int, ...]) -> Tree:
    """Return the tree whose leaves are all indicators and all nodes, and whose nodes are those on the way."""
    leaves = len(tree.indicators) + len(tree.nodes)
    on_way = {len(tree.indicators) + n: leaves + n for n in way}
    children = tuple(
        tuple(on_way.get(child, child) for child in children) if n in way else ()
        for n, children in enumerate(tree.children)
    )
    return replace(
        tree,
        indicators=(*tree.indicators, *tree.nodes),
        children=children,
        bottom_up=way,
        leaves=np.zeros((leaves, len(tree.nodes)), dtype=np.bool_),
        weights=np.concatenate([tree.weights, tree.weights[len(tree.indicators) :]]),
        directions=np.concatenate([tree.directions, np.ones(len(tree.nodes))]),
    )
