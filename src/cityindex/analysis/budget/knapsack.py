"""The 0/1 knapsack for real costs and gains: exact, with a bound where it would take too long."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cityindex.dataset import Floats

Ints = NDArray[np.int64]

CLOSE = 1e-12
"""Gains that differ by less than this share of all gains together are equal."""

STATES = 200_000
"""Partial sets kept at once; beyond, the least promising are dropped and the result is not proven."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Positions of the items taken, in order; their ``gain``; no set gains more than ``bound``."""

    items: tuple[int, ...]
    gain: float
    bound: float


def fits(cost: Floats, budget: float) -> NDArray[np.bool_]:
    """Whether costs lie within the budget, but for binary noise (0.1 + 0.2 fits 0.3)."""
    within: NDArray[np.bool_] = cost <= budget * (1 + 1e-12)
    return within


def fractional(gains: Floats, costs: Floats, room: Floats) -> Floats:
    """Return the most that items, ordered by gain per cost, can gain in each ``room`` if parts of items count."""
    filled = np.concatenate([[0.0], np.cumsum(costs)])
    gained = np.concatenate([[0.0], np.cumsum(gains)])
    whole = np.searchsorted(filled, room, side="right") - 1
    more = np.minimum(whole, max(len(costs) - 1, 0))
    rest = room - filled[whole]
    paid = (whole < len(costs)) & (rest > 0) if len(costs) else np.zeros(len(room), dtype=np.bool_)
    part = np.zeros(len(room))
    np.divide(
        gains[more] * rest if len(costs) else part, costs[more] if len(costs) else 1.0, out=part, where=paid
    )
    total: Floats = gained[whole] + part
    return total


def by_ratio(gains: Floats, costs: Floats) -> Ints:
    """Return the order of most gain per cost first; free items lead, ties keep their order."""
    with np.errstate(over="ignore"):
        ratio = np.divide(gains, costs, out=np.full(len(gains), np.inf), where=costs > 0)
    order: Ints = np.argsort(-ratio, kind="stable")
    return order


def knapsack(gains: Floats, costs: Floats, budget: float, *, states: int = STATES) -> Packed:
    """Choose items (n) of the most gain within a budget; gains > 0, costs ≥ 0.

    Dynamic programming over the sets that no cheaper one equals (Nemhauser & Ullmann 1969), pruned by the
    fractional bound (Dantzig 1957). Of equal gains the cheapest set wins; identical items are taken in order.
    """
    order = by_ratio(gains, costs)
    g, c = gains[order], costs[order]
    close = CLOSE * float(g.sum())
    cost, gain, best, bound = np.zeros(1), np.zeros(1), 0.0, 0.0
    history: list[tuple[Ints, NDArray[np.bool_]]] = []
    for n in range(len(g)):
        parent, taken = _grown(cost, gain, float(c[n]), float(g[n]), budget, close)
        cost, gain = cost[parent] + taken * c[n], gain[parent] + taken * g[n]
        most = gain + fractional(g[n + 1 :], c[n + 1 :], np.maximum(budget - cost, 0.0))
        best = max(best, float(gain.max()))
        hopeful = np.flatnonzero(most >= best - close)
        if len(hopeful) > states:
            ranked = hopeful[np.argsort(-most[hopeful], kind="stable")]
            bound = max(bound, float(most[ranked[states]]))
            hopeful = np.sort(ranked[:states])
        history.append((parent[hopeful], taken[hopeful]))
        cost, gain = cost[hopeful], gain[hopeful]
    top = np.flatnonzero(gain >= gain.max() - close)
    winner = int(top[np.argmin(cost[top])])
    items = tuple(sorted(int(order[n]) for n in _walk(history, winner)))
    return Packed(items, float(gains[list(items)].sum()), max(float(gain[winner]), bound))


def _grown(
    cost: Floats, gain: Floats, one_cost: float, one_gain: float, budget: float, close: float
) -> tuple[Ints, NDArray[np.bool_]]:
    """Add every set with one item more, and keep those that gain more than every set as cheap."""
    count = len(cost)
    all_cost = np.concatenate([cost, cost + one_cost])
    all_gain = np.concatenate([gain, gain + one_gain])
    order = np.lexsort((np.arange(2 * count), -all_gain, all_cost))
    order = order[fits(all_cost[order], budget)]
    ahead = np.concatenate([[-np.inf], np.maximum.accumulate(all_gain[order])[:-1]])
    kept = order[all_gain[order] > ahead + close]
    return kept % count, kept >= count


def _walk(history: list[tuple[Ints, NDArray[np.bool_]]], winner: int) -> list[int]:
    found = []
    for n in reversed(range(len(history))):
        parent, taken = history[n]
        if taken[winner]:
            found.append(n)
        winner = int(parent[winner])
    return found
