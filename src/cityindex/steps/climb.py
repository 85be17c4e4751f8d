"""From indicators up the tree, block by block of rows, children before their parents.

A block holds its values with the children on the first axis, so that every step of a mean runs along memory that is
in the processor's cache. A row is one unit in one period; rows never meet, but under a mean that looks across units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cityindex.dataset import Codes, Floats, Mask
from cityindex.reasons import Reason
from cityindex.steps.means import Mean
from cityindex.steps.means.power import total

_ROWS = 2048
"""Rows of a block."""


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
    count, many, across = *scores.shape[:2], any(m.mean.across for m in makings)
    height = many if across else min(many, _ROWS)
    depth = 1 if across else max(1, _ROWS // max(height, 1))
    for r in range(0, count, depth):
        for m in range(0, many, max(height, 1)):
            block = _Block(rows, slice(r, r + depth), slice(m, m + height), scores.shape)
            for making in makings:
                block.make(making)
            scores[block.r, block.m] = np.moveaxis(block.x[block.leaves :], 0, -1)
            reasons[block.r, block.m] = np.moveaxis(block.why, 0, -1)


class _Block:
    """Some rows with the scores of all indicators and, as they are made, of all nodes: ``x`` (I + N, r, m)."""

    def __init__(self, rows: Rows, r: slice, m: slice, shape: tuple[int, ...]) -> None:
        self.rows, self.r, self.m = rows, r, m
        self.leaves = rows.values.shape[-1]
        size = min(r.stop, shape[0]) - r.start, min(m.stop, shape[1]) - m.start
        self.x = np.empty((self.leaves + shape[2], *size))
        self.x[: self.leaves] = np.moveaxis(_part(rows.values, r)[:, m], -1, 0)
        self.why = np.zeros((shape[2], *size), dtype=np.uint8)
        self.weights = rows.weights if rows.weights.shape[1] == 1 else rows.weights[:, r]

    def make(self, making: Making) -> None:
        """Make one node; its children have been made."""
        at, n = self.leaves + making.position, making.position
        if not making.children:
            self.x[at], self.why[n] = np.nan, making.empty
            return
        children = list(making.children)
        x, w = self.x[children], self.weights[children]
        score = (
            self._across(making, x, w) if making.mean.across else making.mean.compute(x, w, **making.options)
        )
        self.x[at] = score
        if np.isnan(score).any() or np.isnan(x).any():
            self._explain(making, x, w)

    def _across(self, making: Making, x: Floats, w: Floats) -> Floats:
        """Every period by itself, all its units together."""
        score = np.full(x.shape[1:], np.nan)
        for p in range(self.rows.periods):
            some = x[:, 0, p :: self.rows.periods]
            if np.count_nonzero(~np.isnan(some[w[:, 0, 0] > 0]).all(axis=0)) > 1:
                score[0, p :: self.rows.periods] = making.mean.compute(some, w[:, 0], **making.options)
        return score * self.rows.scale

    def _explain(self, making: Making, x: Floats, w: Floats) -> None:
        """Say why rows have no score, and take the score from rows with too few children."""
        n, at = making.position, self.leaves + making.position
        missing = np.isnan(x)
        weight, whole = total(np.where(missing, 0.0, w)), total(w)
        why = np.where(np.isnan(self.x[at]), np.uint8(making.mean.undefined), np.uint8(Reason.NONE))
        if making.mean.across:
            why[np.isnan(self.x[at]) & self._alone(~missing & (w > 0))] = Reason.SINGLE
        why[weight < whole * (making.share - 1e-12)] = Reason.BELOW_SHARE
        why[weight == 0] = Reason.NO_WEIGHT
        nothing: Mask = np.logical_and.reduce(missing, axis=0)
        if nothing.any():
            why[nothing] = self._gravest(making.children, nothing)
        self.x[at][why != Reason.NONE] = np.nan
        self.why[n] = why

    def _alone(self, present: Mask) -> Mask:
        """The rows (m) of periods with fewer than two units that have a child with weight."""
        periods = self.rows.periods
        units = present.any(axis=(0, 1)).reshape(-1, periods).sum(axis=0)
        return np.tile(units < 2, present.shape[-1] // periods)

    def _gravest(self, children: tuple[int, ...], where: Mask) -> Codes:
        """The largest reason of the children in some of the rows."""
        leaves = [c for c in children if c < self.leaves]
        own = np.moveaxis(_part(self.rows.reasons, self.r)[:, self.m][..., leaves], -1, 0)
        found = [np.broadcast_to(own, (len(leaves), *where.shape))[:, where]]
        found.append(self.why[[c - self.leaves for c in children if c >= self.leaves]][:, where])
        gravest: Codes = np.concatenate(found).max(axis=0)
        return gravest


def _part(array: Any, r: slice) -> Any:
    """The replications of a block; an array that has only one serves them all."""
    return array if array.shape[0] == 1 else array[r]
