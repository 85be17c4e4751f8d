"""From indicators up the tree, block by block of rows, children before their parents.

A block holds its values with the children on the first axis, those of one node side by side, so that every step of a
mean runs along memory that is in the processor's cache. A row is one unit in one period; rows never meet, but under a
mean that looks across units.
"""

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from cityindex.dataset import Codes, Floats, Mask
from cityindex.reasons import Reason
from cityindex.steps.means import Mean
from cityindex.steps.means.power import arithmetic, divide, total
from cityindex.tree import run

_CELLS = 2**18
"""Values in a block: with what is made of them they stay in the cache."""

_KEPT = threading.local()


@dataclass(frozen=True, slots=True)
class Making:
    """How one node is made: its children (positions among indicators, then nodes), the mean and its options.

    ``share``: of the children's weight that must be present. ``empty``: the reason of a node without children.
    """

    position: int
    children: tuple[int, ...]
    mean: Mean
    options: Mapping[str, Any]
    share: float
    empty: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What is climbed: ``values`` and ``reasons`` (R or 1, units · periods, I), ``weights`` (I + N, R or 1, 1)."""

    values: Floats
    reasons: Codes
    weights: Floats
    periods: int
    scale: float


def climb(makings: Sequence[Making], rows: Rows, scores: Floats, reasons: Codes) -> None:
    """Fill ``scores`` and ``reasons`` (R, units · periods, N)."""
    count, many, nodes = scores.shape
    leaves, ways = _ways(tuple(making.children for making in makings), rows.values.shape[-1])
    width = len(leaves) + nodes
    across = any(making.mean.across for making in makings)
    height = max(1, many if across else min(many, _CELLS // width))
    depth = 1 if across else max(1, _CELLS // (width * height))
    memory = _memory(width, min(depth, count), height)
    for r in range(0, count, depth):
        for m in range(0, many, height):
            part = slice(r, r + depth), slice(m, m + height)
            block = _Block(rows, part, leaves, memory[:, : count - r, : many - m])
            for making, way in zip(makings, ways, strict=True):
                block.make(making, way)
            scores[part] = block.x[len(leaves) :].transpose(1, 2, 0)
            reasons[part] = block.why.transpose(1, 2, 0)


def _memory(*shape: int) -> Floats:
    """Memory for one block after the other. Up to a block's size it is kept for the next build in this thread.

    Fresh memory costs as much as the sums that are done in it, where the system hands it out page by page.
    """
    size = math.prod(shape)
    if size > _CELLS:
        return np.empty(shape)
    if not hasattr(_KEPT, "memory"):
        _KEPT.memory = np.empty(_CELLS)
    kept: Floats = _KEPT.memory[:size].reshape(shape)
    return kept


@lru_cache(maxsize=32)
def _ways(children: Sequence[tuple[int, ...]], count: int) -> tuple[list[int], list[slice | list[int]]]:
    """The indicators in the order in which their nodes are made, and where each node finds its children in ``x``."""
    leaves = [child for some in children for child in some if child < count]
    at = {leaf: n for n, leaf in enumerate(leaves)}
    return leaves, [run([at.get(c, len(leaves) + c - count) for c in some]) for some in children]


class _Block:
    """Some rows with the scores of all indicators and, as they are made, of all nodes: ``x`` (leaves + N, r, m)."""

    def __init__(self, rows: Rows, part: tuple[slice, slice], leaves: list[int], x: Floats) -> None:
        self.rows, self.part, self.leaves, self.x = rows, part, len(leaves), x
        self.x[self.leaves :] = np.nan
        values = _part(rows.values, part)
        for row, leaf in enumerate(leaves):  # all at once would need a copy of the block
            self.x[row] = values[..., leaf]
        self.why = np.zeros((len(x) - len(leaves), *x.shape[1:]), dtype=np.uint8)
        self.weights = rows.weights if rows.weights.shape[1] == 1 else rows.weights[:, part[0]]

    def make(self, making: Making, way: slice | list[int]) -> None:
        """Make one node; its children have been made, and stand at ``way``."""
        at = self.leaves + making.position
        if not making.children:
            self.x[at], self.why[making.position] = np.nan, making.empty
            return
        x, w = self.x[way], self.weights[list(making.children)]
        missing = np.isnan(x)
        gaps = bool(missing.any())
        present = total(np.where(missing, 0.0, w)) if gaps else total(w)
        self.x[at] = self._score(making, x, w, missing if gaps else None, present)
        lost = np.isnan(self.x[at])
        if gaps and making.share > 0:
            lost |= present < total(w) * (making.share - 1e-12)
        if lost.any():
            self._explain(making, w, missing, present, lost)

    def _score(self, making: Making, x: Floats, w: Floats, missing: Mask | None, present: Floats) -> Floats:
        if making.mean.across:
            return self._across(making, x, w)
        if making.mean.compute is not arithmetic:
            return making.mean.compute(x, w, **making.options)
        terms = x * w  # the same sums as ``arithmetic``, with the weight that is known already
        if missing is not None:
            np.copyto(terms, 0.0, where=missing)
        return divide(total(terms), present)

    def _across(self, making: Making, x: Floats, w: Floats) -> Floats:
        """Every period by itself, all its units together."""
        score = np.full(x.shape[1:], np.nan)
        for p in range(self.rows.periods):
            some = x[:, 0, p :: self.rows.periods]
            if np.count_nonzero(~np.isnan(some[w[:, 0, 0] > 0]).all(axis=0)) > 1:
                score[0, p :: self.rows.periods] = making.mean.compute(some, w[:, 0], **making.options)
        return score * self.rows.scale

    def _explain(self, making: Making, w: Floats, missing: Mask, present: Floats, lost: Mask) -> None:
        """Say why rows have no score, and take the score from rows with too few children."""
        score, why = self.x[self.leaves + making.position], self.why[making.position]
        undefined = np.isnan(score)
        score[lost] = np.nan
        why[lost] = Reason.BELOW_SHARE
        present = np.broadcast_to(present, why.shape)
        why[undefined & (present > 0) & (present >= total(w) * (making.share - 1e-12))] = (
            making.mean.undefined
        )
        if making.mean.across:
            why[undefined & self._alone(~missing & (w > 0))] = Reason.SINGLE
        why[present == 0] = Reason.NO_WEIGHT
        nothing: Mask = np.logical_and.reduce(missing, axis=0)
        if nothing.any():
            why[nothing] = self._gravest(making.children, nothing)

    def _alone(self, present: Mask) -> Mask:
        """The rows (m) of periods with fewer than two units that have a child with weight."""
        periods = self.rows.periods
        units = present.any(axis=(0, 1)).reshape(-1, periods).sum(axis=0)
        return np.tile(units < 2, present.shape[-1] // periods)

    def _gravest(self, children: tuple[int, ...], where: Mask) -> Codes:
        """The largest reason of the children in some of the rows."""
        count = self.rows.values.shape[-1]
        leaves = [c for c in children if c < count]
        own = np.moveaxis(_part(self.rows.reasons, self.part)[..., leaves], -1, 0)
        found = [np.broadcast_to(own, (len(leaves), *where.shape))[:, where]]
        found.append(self.why[[c - count for c in children if c >= count]][:, where])
        gravest: Codes = np.concatenate(found).max(axis=0)
        return gravest


def _part(array: Any, part: tuple[slice, slice]) -> Any:
    """The replications and rows of a block; an array that has only one replication serves them all."""
    return array[:, part[1]] if array.shape[0] == 1 else array[part]
