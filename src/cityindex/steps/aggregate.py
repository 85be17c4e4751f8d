"""Handbook step 6, aggregation: from indicators up the tree to the index."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from cityindex.dataset import Floats
from cityindex.framework.types import Level, Node
from cityindex.reasons import Reason
from cityindex.steps.climb import Making, Rows, climb
from cityindex.steps.means import MEANS
from cityindex.steps.state import RecipeError, State

Choice = str | Mapping[str, Any]
"""A mean by name, or a table with any of method, min_share and the keys of ``DEFAULTS``."""

DEFAULTS: Mapping[str, Any] = {"power": None, "penalty": "down", "low": 0.0, "high": 1.0}
"""The parameters of means, and what they are unless somebody sets them."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Make every node from its children, lowest first, with weights re-scaled over those that have a score.

    The method of a node is the first that is set: ``nodes[code]``, ``levels[level]``, the framework's node, its level.
    Each is a mean's name (see ``cityindex.steps.means``) or a table: ``{"method": "generalised", "power": 0.5}``,
    ``{"method": "mazziotta_pareto", "penalty": "up"}``, ``{"method": "benefit_of_the_doubt", "low": 0.1}``,
    ``{"min_share": 0.5}``. ``min_share``, there or by level (0–1), is the share of the children's weight that must be
    present; below it the node has no score (BELOW_SHARE). Context indicators are no children. A node has no
    score where no child has one (the children's gravest reason), where weights are all zero (NO_WEIGHT), where a mean meets a negative number it cannot take (NEGATIVE) and where
    a mean that compares units has only one (SINGLE).
    """

    name: ClassVar[str] = "aggregate"
    levels: Mapping[str, Choice] = field(default_factory=dict)
    nodes: Mapping[str, Choice] = field(default_factory=dict)
    min_share: Mapping[str, float] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with ``scores`` and ``node_reasons``."""
        makings = self.makings(state)
        lead = np.broadcast_shapes(state.values.shape[:-3], state.weights.shape[:-1])
        apart = state.weights.ndim > 1 or any(making.mean.across for making in makings)
        rows = Rows(
            values=_rows(state.values, lead, apart),
            reasons=_rows(state.reasons, lead, apart),
            weights=_columns(state.weights, lead),
            periods=state.values.shape[-2],
            scale=state.framework.scale,
        )
        shape = (*lead, *state.values.shape[-3:-1], len(state.tree.nodes))
        scores = np.empty(_rows_shape(shape, apart))
        reasons = np.empty(scores.shape, dtype=np.uint8)
        climb(makings, rows, scores, reasons)
        return replace(state, scores=scores.reshape(shape), node_reasons=reasons.reshape(shape))

    def makings(self, state: State) -> list[Making]:
        """How each node is made, children before their parents. RecipeError for what cannot be followed."""
        self._check(state)
        framework, tree = state.framework, state.tree
        found = []
        for n in tree.bottom_up:
            node = framework.nodes[n]
            level = framework.level(node.level)
            chosen = self._chosen(node, level)
            mean = MEANS[str(chosen["method"])]
            options = {key: chosen.get(key, DEFAULTS[key]) for key in mean.options}
            _check_bounds(node.code, options, len(tree.children[n]))
            found.append(
                Making(
                    position=n,
                    children=tree.children[n],
                    mean=mean,
                    options=options,
                    share=self.share_of(node, level),
                    empty=Reason.CONTEXT if tree.leaves[:, n].any() else Reason.NO_ROWS,
                )
            )
        return found

    def method_of(self, node: Node, level: Level) -> str:
        """The name of the mean that makes ``node``, which is on ``level``."""
        return str(self._chosen(node, level)["method"])

    def option_of(self, node: Node, level: Level, key: str) -> Any:
        """A parameter of that mean (a key of ``DEFAULTS``), from the same table as the method."""
        return self._chosen(node, level).get(key, DEFAULTS[key])

    def share_of(self, node: Node, level: Level) -> float:
        """The share of the children's weight that must be present for ``node`` to have a score."""
        own = level.min_share if node.min_share is None else node.min_share
        tables = (*self._tables(node, level), {"min_share": self.min_share.get(level.code, own)})
        return float(next(table["min_share"] for table in tables if "min_share" in table))

    def _chosen(self, node: Node, level: Level) -> Mapping[str, Any]:
        """The table that decides the mean of a node; the framework's where the recipe has none."""
        own = level if node.aggregate is None else node
        tables = (*self._tables(node, level), {"method": own.aggregate, "power": own.power})
        return next(table for table in tables if "method" in table)

    def _tables(self, node: Node, level: Level) -> tuple[Mapping[str, Any], ...]:
        """What the recipe sets for a node, the nearest first."""
        return _table(self.nodes.get(node.code, {})), _table(self.levels.get(level.code, {}))

    def _check(self, state: State) -> None:
        framework = state.framework
        levels = {level.code for level in framework.levels}
        if unknown := {*self.levels, *self.min_share} - levels:
            raise RecipeError(f"aggregate: {min(unknown)!r} is no level of {framework.id}")
        if unknown := set(self.nodes) - set(state.tree.nodes):
            raise RecipeError(f"aggregate: {min(unknown)!r} is no node of {framework.id}")
        for place, choice in (*self.levels.items(), *self.nodes.items()):
            _check_choice(place, _table(choice))
        for share in self.min_share.values():
            _check_share(share)


def _table(choice: Choice) -> Mapping[str, Any]:
    return {"method": choice} if isinstance(choice, str) else choice


def _check_choice(place: str, table: Mapping[str, Any]) -> None:
    if wrong := set(table) - {"method", "min_share", *DEFAULTS}:
        raise RecipeError(
            f"aggregate: no option {min(wrong)!r} for {place}; choose among method, min_share, {', '.join(DEFAULTS)}"
        )
    method, power = table.get("method", "arithmetic"), table.get("power")
    if not (isinstance(method, str) and method in MEANS):
        raise RecipeError(f"aggregate: no method {method!r}; choose one of {', '.join(MEANS)}")
    if method == "generalised" and not _is_number(power, -1000, 1000):
        raise RecipeError(f"aggregate: the power of {place} is {power!r}; give a number from -1000 to 1000")
    if table.get("penalty", "down") not in ("down", "up"):
        raise RecipeError(
            f"aggregate: the penalty of {place} is {table['penalty']!r}; choose one of down, up"
        )
    for key in ("low", "high"):
        if not _is_number(table.get(key, 0), 0, 1):
            raise RecipeError(f"aggregate: {key} of {place} is {table[key]!r}; give a share from 0 to 1")
    _check_share(table.get("min_share", 0))


def _check_bounds(node: str, options: Mapping[str, Any], children: int) -> None:
    """The shares of benefit of the doubt must be able to sum to 1."""
    if "low" in options and children and not options["low"] <= 1 / children <= options["high"]:
        raise RecipeError(
            f"aggregate: shares from {options['low']:g} to {options['high']:g} cannot sum to 1 over the {children} "
            f"children of {node}; widen low and high"
        )


def _check_share(share: object) -> None:
    if not _is_number(share, 0, 1):
        raise RecipeError(f"aggregate: min_share is {share}; give a share from 0 to 1")


def _is_number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _rows_shape(shape: tuple[int, ...], apart: bool) -> tuple[int, int, int]:
    """(…, units, periods, k) as (replications, rows, k), or with all replications' rows one after the other."""
    replications = math.prod(shape[:-3]) if apart else 1
    return replications, math.prod(shape[:-1]) // max(replications, 1), shape[-1]


def _rows(array: np.ndarray, lead: tuple[int, ...], apart: bool) -> np.ndarray:
    """An array (…, units, periods, k) as (R, rows, k); without leading axes R is 1 and serves every replication."""
    if not (apart and array.ndim == 3):
        array = np.broadcast_to(array, (*lead, *array.shape[-3:]))
    return array.reshape(_rows_shape(array.shape, apart))


def _columns(weights: Floats, lead: tuple[int, ...]) -> Floats:
    """Weights (…, I + N) as (I + N, R or 1, 1)."""
    flat = weights if weights.ndim == 1 else np.broadcast_to(weights, (*lead, weights.shape[-1]))
    return np.ascontiguousarray(flat.reshape(-1, weights.shape[-1]).T[..., None])
