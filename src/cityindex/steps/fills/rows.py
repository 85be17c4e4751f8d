"""Gaps filled from the unit's own other indicators."""

import numpy as np

from cityindex.dataset import Floats, Mask
from cityindex.steps.centres import row_centre
from cityindex.steps.fills.cells import Cells, Way
from cityindex.steps.state import State


def in_row(state: State, cells: Cells, way: Way) -> Floats:
    """Mean or median of the unit's own other indicators below the same node, context indicators left out."""
    found = np.full((*state.values.shape[:-3], len(cells)), np.nan)
    families, (worst, reach) = _families(state, way.level), _range(state, way.rescale)
    for i in np.unique(cells.indicator):
        shared = (families & families[i]).any(axis=1)
        members = np.flatnonzero(shared & (np.arange(len(shared)) != i))
        at = np.flatnonzero(cells.indicator == i)
        row = state.values[..., cells.unit[at, None], cells.period[at, None], members]
        start, whole = worst[..., None, members], reach[..., None, members]
        share = np.divide(row - start, whole, out=np.full(row.shape, np.nan), where=whole != 0)
        middle = row_centre(share, way.method.removeprefix("row_"))
        found[..., at] = worst[..., i, None] + middle * reach[..., i, None]
    return found


def _families(state: State, level: str) -> Mask:
    """Which scored indicators lie below which node: of their own parents, or of the nodes of a level (I, N)."""
    nodes = [n for n, node in enumerate(state.framework.nodes) if node.level == level]
    scored: Mask = (state.tree.directions != 0)[:, None]
    if level:
        below: Mask = state.tree.leaves[:, nodes] & scored
        return below
    own: Mask = np.zeros(state.tree.leaves.shape, dtype=np.bool_)
    own[range(len(own)), [state.tree.nodes.index(i.parent) for i in state.framework.indicators]] = True
    own &= scored
    return own


def _range(state: State, rescale: bool) -> tuple[Floats, Floats]:
    """Worst value of every indicator, and the way from there to the best, over units and periods (…, I).

    0 and 1 where values are compared as they are.
    """
    signs = state.tree.directions
    if not rescale:
        return np.zeros_like(signs), np.ones_like(signs)
    flat = state.values.reshape(*state.values.shape[:-3], -1, len(signs))
    low: Floats = np.fmin.reduce(flat, axis=-2)
    high: Floats = np.fmax.reduce(flat, axis=-2)
    return np.where(signs < 0, high, low), np.copysign(high - low, signs)
