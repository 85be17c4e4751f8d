"""From normalised values to every node's score, for many sets of weights at once.

The weighted power means (arithmetic, geometric, harmonic, generalised) are linear after a transformation:
M_p = g(Σ w·f(x) / Σ w). So all draws of a node are one matrix product, f of the children's values times the weights
of the draws; only f and g differ. Results equal ``steps.Aggregate`` draw by draw (tested).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats, Mask
from cityindex.tree import Tree

POWERS: Mapping[str, float] = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
"""The means that are power means, with their exponents."""

_NOTHING = 1e30
"""Stands for the infinity that a zero becomes under ln and 1/x: a product with a weight of 0 stays 0, not NaN."""


_SMALL = 2**18
"""Multiplications that OpenBLAS does in one thread."""


@dataclass(frozen=True, slots=True)
class PowerMean:
    """f and g of the power mean with exponent ``power``; 0 is the geometric mean."""

    power: float

    def there(self, x: Floats) -> Floats:
        """f(x) for x ≥ 0 (any x under exponent 1); NaN stays NaN, a negative number gives NaN."""
        if self.power == 1:
            return x
        with np.errstate(divide="ignore", invalid="ignore"):
            moved: Floats = np.log(x) if self.power == 0 else np.power(x, self.power)
        if self.power <= 0:
            np.copyto(moved, -_NOTHING if self.power == 0 else _NOTHING, where=x == 0)
        if self.power != 0:
            np.copyto(moved, np.nan, where=x < 0)
        return moved

    def back(self, mean: Floats) -> Floats:
        """g(mean), in place."""
        if self.power == 0:
            np.exp(mean, out=mean)
        elif self.power != 1:
            gone = mean > _NOTHING * 1e-6 if self.power < 0 else None
            with np.errstate(invalid="ignore", divide="ignore"):
                np.power(mean, 1 / self.power, out=mean)
            if gone is not None:
                mean[gone] = 0.0
        return mean


@dataclass(frozen=True, slots=True, eq=False)
class Making:
    """How one node is made in every draw: r draws, kf indicators and km nodes below it.

    ``shares`` (kf + km, r): weights divided by their sum in the draw, the indicators' rows first; ``empty`` (r) says
    where that sum is 0. ``min_share``: see ``steps.Aggregate``.
    """

    position: int
    mean: PowerMean
    indicators: tuple[int, ...]
    nodes: tuple[int, ...]
    shares: Floats
    empty: Mask
    min_share: float


def makings(
    tree: Tree, means: Sequence[PowerMean], min_shares: Sequence[float], weights: Floats
) -> list[Making]:
    """Prepare every node with children, lowest first. ``weights`` (r, I + N), each ≥ 0."""
    count = len(tree.indicators)
    found = []
    for n in tree.bottom_up:
        children = tree.children[n]
        if not children:
            continue
        low = tuple(c for c in children if c < count)
        high = tuple(c for c in children if c >= count)
        shares = np.ascontiguousarray(weights[:, [*low, *high]].T)
        total = shares.sum(axis=0)
        empty = total == 0
        shares /= np.where(empty, 1.0, total)
        found.append(Making(n, means[n], low, tuple(c - count for c in high), shares, empty, min_shares[n]))
    return found


def climb(nodes: Sequence[Making], values: Floats, out: Floats) -> None:
    """Score u units in r draws: ``values`` (u, I) normalised, NaN for none; ``out`` (N, u, r) is filled.

    A node without children, or without a score (see ``steps.Aggregate``), becomes NaN.
    """
    moved: dict[tuple[int, float], Floats] = {}
    gappy: set[int] = set(range(len(out))) - {node.position for node in nodes}
    out[list(gappy)] = np.nan
    spare = np.empty(out.shape[1:])
    for node in nodes:
        score, x = out[node.position], values[:, list(node.indicators)]
        f = node.mean.there(x)
        below = [_moved(child, node.mean, out, moved) for child in node.nodes]
        if node.empty.any() or gappy.intersection(node.nodes) or _has_gaps(node, f, below):
            lost = _present(node, x, f, [out[child] for child in node.nodes], below, score)
            if lost.any():
                gappy.add(node.position)
        else:
            _whole(node, f, below, score, spare)
        if node.mean.power == 0 and node.position not in gappy:
            moved[node.position, 0.0] = score.copy()  # a geometric parent wants the logarithm again
        node.mean.back(score)


def _has_gaps(node: Making, f: Floats, below: Sequence[Floats]) -> bool:
    if np.isnan(f).any():
        return True
    return node.mean.power != 1 and any(np.isnan(g.min()) for g in below)


def _whole(node: Making, f: Floats, below: Sequence[Floats], score: Floats, spare: Floats) -> None:
    """Put Σ share·f(child) into ``score`` (u, r), where every child has one."""
    low = len(node.indicators)
    _product(f, node.shares[:low], score)
    for g, share in zip(below, node.shares[low:], strict=True):
        np.multiply(g, share, out=spare)
        score += spare


def _present(
    node: Making, x: Floats, f: Floats, children: Sequence[Floats], below: Sequence[Floats], score: Floats
) -> Mask:
    """Put the same over the children that have a score, divided by their share; say where there is none (u, r).

    ``x`` and ``children`` are scores of indicators (u, k) and of nodes, ``f`` and ``below`` what the mean makes of them.
    """
    low = len(node.indicators)
    shares = node.shares[:low]
    present, broken = np.empty_like(score), np.empty_like(score)
    _product(np.where(np.isnan(f), 0.0, f), shares, score)
    _product((~np.isnan(x)).astype(np.float64), shares, present)
    _product((np.isnan(f) & ~np.isnan(x)).astype(np.float64), shares, broken)
    for child, g, share in zip(children, below, node.shares[low:], strict=True):
        here, unfit = ~np.isnan(child), np.isnan(g)
        score += np.where(unfit, 0.0, share * g)
        present += here * share
        broken += (here & unfit) * share
    lost = (broken > 0) | (present <= 0) | (present < node.min_share - 1e-12)
    np.divide(score, present, out=score, where=~lost)
    score[lost] = np.nan
    return lost


def _product(some: Floats, shares: Floats, out: Floats) -> None:
    """Put ``some`` (u, k) @ ``shares`` (k, r) into ``out``, in pieces too small for BLAS to split among its own threads.

    The blocks have a thread each already; threads within threads wait for each other.
    """
    step = max(1, _SMALL // max(1, some.size))
    for first in range(0, out.shape[1], step):
        np.matmul(some, shares[:, first : first + step], out=out[:, first : first + step])


def _moved(child: int, mean: PowerMean, out: Floats, moved: dict[tuple[int, float], Floats]) -> Floats:
    """f of a child node's scores, kept for the next parent-like use."""
    if mean.power == 1:
        plain: Floats = out[child]
        return plain
    key = child, mean.power
    if key not in moved:
        moved[key] = mean.there(out[child])
    return moved[key]
