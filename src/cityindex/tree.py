"""A framework's tree as positions and arrays, compiled once for fast building."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats, Mask
from cityindex.framework.types import Framework, Indicator


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Nodes and indicators by position: indicators are 0…I-1, nodes I…I+N-1, both in file order.

    ``children[n]`` are the positions of node n's scorable children (context indicators are left out);
    ``bottom_up`` lists the nodes so that children come before their parents;
    ``leaves`` (I, N) says which indicators lie below which node; ``weights`` (I+N) are the given weights.
    """

    indicators: tuple[str, ...]
    nodes: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    bottom_up: tuple[int, ...]
    leaves: Mask
    weights: Floats
    directions: Floats


def run(positions: Sequence[int]) -> slice | list[int]:
    """Positions that follow each other as a slice, which costs no copy, any others as a list."""
    begin = positions[0] if len(positions) else 0
    together = list(positions) == list(range(begin, begin + len(positions)))
    return slice(begin, begin + len(positions)) if together else list(positions)


def compile_tree(framework: Framework) -> Tree:
    """Turn a framework into a ``Tree``; done once for each framework, which never changes."""
    kept = vars(framework).get("_tree")
    return kept if isinstance(kept, Tree) else vars(framework).setdefault("_tree", _compiled(framework))


def _compiled(framework: Framework) -> Tree:
    indicators = tuple(i.code for i in framework.indicators)
    nodes = tuple(n.code for n in framework.nodes)
    at = {code: position for position, code in enumerate((*indicators, *nodes))}
    leaves = np.zeros((len(indicators), len(nodes)), dtype=np.bool_)
    for n, code in enumerate(nodes):
        leaves[[at[leaf.code] for leaf in framework.leaves(code)], n] = True
    return Tree(
        indicators=indicators,
        nodes=nodes,
        children=tuple(
            tuple(
                at[child.code]
                for child in framework.children(code)
                if not (isinstance(child, Indicator) and child.direction == 0)
            )
            for code in nodes
        ),
        bottom_up=_bottom_up(framework, {code: n for n, code in enumerate(nodes)}),
        leaves=leaves,
        weights=np.array([*(i.weight for i in framework.indicators), *(n.weight for n in framework.nodes)]),
        directions=np.array([float(i.direction) for i in framework.indicators]),
    )


def _bottom_up(framework: Framework, at: dict[str, int]) -> tuple[int, ...]:
    order: list[int] = []
    waiting = [framework.root.code]
    while waiting:
        code = waiting.pop()
        order.append(at[code])
        waiting.extend(child.code for child in framework.children(code) if not isinstance(child, Indicator))
    return tuple(reversed(order))
