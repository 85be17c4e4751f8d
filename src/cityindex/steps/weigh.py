"""Handbook step 6, weights: whose importance counts how much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from cityindex.dataset import Floats
from cityindex.framework.types import Node
from cityindex.optional import need
from cityindex.steps.aggregate import Aggregate
from cityindex.steps.climb import Making
from cityindex.steps.means.power import arithmetic
from cityindex.steps.state import RecipeError, State
from cityindex.steps.weigh_checks import check
from cityindex.steps.weights.complete import complete
from cityindex.steps.weights.drawn import DRAWN
from cityindex.steps.weights.errors import WeightError
from cityindex.steps.weights.judged import budget, hierarchy, matrix_of
from cityindex.steps.weights.record import Weights, record

METHODS = ("given", "equal", *DRAWN, "correlation", "budget", "ahp")
FROM_SCORES = (*DRAWN, "correlation")
"""Methods that look at the scores of the children."""


@dataclass(frozen=True, slots=True)
class Weigh:
    """Set the weight of every indicator and node within its parent; aggregation re-scales them to sum 1.

    ``method``: given (the framework's own), equal (all 1), or drawn from the children's scores: pca, pca_squared,
    entropy, critic (``cityindex.steps.weights.drawn``), correlation (each child as correlated with its parent as
    its ``importance`` says, default equal). The method of a node's children is the first that is set:
    ``nodes[code]``; budget where ``budgets`` has points for the node (by expert, then child); ahp where
    ``comparisons`` has pairs (``{"a": {"b": 3}}``: a is three times as important as b); ``levels[level]``; ``method``.
    ``consistency``: the largest ratio under which comparisons are believed. ``weights`` then sets single indicators or
    nodes by code (≥ 0; the weights of a node are 1 on average where they are not given).

    Scores are those of all units in all periods, or in period ``base``; node scores those of the recipe's means. A
    child without scores, or with the same one everywhere, gets weight 0 there. RecipeError where fewer than three rows
    have all children's scores, or a method finds nothing; its message says what to change. ``details["weigh"]``
    (``Weights``) lists weights that are more than given or equal.
    """

    name: ClassVar[str] = "weigh"
    method: str = "given"
    levels: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    budgets: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    comparisons: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    consistency: float = 0.1
    importance: Mapping[str, float] = field(default_factory=dict)
    base: int | None = None

    def apply(self, state: State) -> State:
        """Return the state with the chosen weights."""
        check(self, state, METHODS)
        lead = state.values.shape[:-3]
        if lead and self.looks_at_scores(state):
            return replace(state, weights=self._of_each(state, lead))
        weighed = replace(state, weights=self._weights(state))
        shown = self.methods() - {"given", "equal"} or self.budgets or self.comparisons
        return weighed.explained("weigh", self._record(weighed)) if shown and not lead else weighed

    def _of_each(self, state: State, lead: tuple[int, ...]) -> Floats:
        """Weights (…, I + N) of every replication by its own scores."""
        weights = np.empty((*lead, len(state.tree.weights)))
        for at in np.ndindex(lead):
            reasons = state.reasons[at] if state.reasons.ndim > 3 else state.reasons
            weights[at] = self._weights(replace(state, values=state.values[at], reasons=reasons))
        return weights

    def methods(self) -> set[str]:
        """Every method that some node may take."""
        return {self.method, *self.levels.values(), *self.nodes.values()}

    def looks_at_scores(self, state: State) -> bool:
        """Whether any weight is drawn from scores, so that other values give other weights."""
        return any(self.method_of(node) in FROM_SCORES for node in state.framework.nodes)

    def method_of(self, node: Node) -> str:
        """How the children of a node are weighed."""
        if node.code in self.nodes:
            return self.nodes[node.code]
        if node.code in self.budgets:
            return "budget"
        if node.code in self.comparisons:
            return "ahp"
        return self.levels.get(node.level, self.method)

    def record(self, state: State) -> Weights:
        """The weights this step gives in ``state`` (without leading axes), with shares and methods."""
        return self._record(self.apply(state))

    def _record(self, weighed: State) -> Weights:
        return record(weighed, [self.method_of(node) for node in weighed.framework.nodes], self.weights)

    def _weights(self, state: State) -> Floats:
        weights = state.tree.weights.copy()
        for n in state.tree.bottom_up:
            node, children = state.framework.nodes[n], list(state.tree.children[n])
            method = self.method_of(node)
            if method == "given" or not children:
                continue
            try:
                weights[children] = self._found(method, n, state, weights)
            except WeightError as error:
                raise RecipeError(f"weigh: the children of {node.code} {error} (method {method})") from error
        at = {code: i for i, code in enumerate((*state.tree.indicators, *state.tree.nodes))}
        for code, weight in self.weights.items():
            weights[at[code]] = weight
        return weights

    def _found(self, method: str, n: int, state: State, weights: Floats) -> Floats:
        """Weights of a node's children, 1 on average; those below it are in ``weights`` already."""
        codes, code = (*state.tree.indicators, *state.tree.nodes), state.tree.nodes[n]
        children = [codes[child] for child in state.tree.children[n]]
        if method == "equal":
            return np.ones(len(children))
        if method == "budget":
            return budget(self.budgets.get(code, {}), children) * len(children)
        if method == "ahp":
            return self._compared(code, children) * len(children)
        chosen = complete(self._scores(n, state, weights))
        if not chosen.scored.any():
            return np.array(weights[list(state.tree.children[n])])  # nothing to weigh: no child has a score
        if not chosen.used.any() or len(chosen.rows) < 3:
            raise WeightError(
                f"have {len(chosen.rows)} rows with all their scores and three are needed; fill gaps first, or choose equal"
            )
        found = np.zeros(len(children))
        drawn = self._drawn(method, n, state, chosen.rows, [children[i] for i in np.flatnonzero(chosen.used)])
        found[chosen.used] = drawn * len(children)
        return found

    def _drawn(self, method: str, n: int, state: State, rows: Floats, children: list[str]) -> Floats:
        """Weights of some of a node's children, which sum to 1."""
        if len(children) == 1:
            return np.ones(1)
        if method in DRAWN:
            return DRAWN[method](rows)
        extras = need("cityindex.extras.correlation_weights", why="weights by correlation")
        aim = np.array([self.importance.get(code, 1.0) for code in children])
        made = next(making for making in _aggregate(state).makings(state) if making.position == n)
        weights: Floats = extras.correlation_weights(rows, aim, _parent(made, rows)).weights
        return weights

    def _compared(self, code: str, children: list[str]) -> Floats:
        found = hierarchy(matrix_of(self.comparisons.get(code, {}), children))
        if found.ratio > self.consistency:
            one, other = (children[i] for i in found.doubtful)
            raise WeightError(
                f"have comparisons with a consistency ratio of {found.ratio:.2f}, above {self.consistency:g}: they contradict "
                f"each other, most of all {one} with {other}; compare again, or set consistency"
            )
        return found.weights

    def _scores(self, n: int, state: State, weights: Floats) -> Floats:
        """Scores (units · periods, k) of a node's children, nodes among them made with the weights so far."""
        children, count = list(state.tree.children[n]), len(state.tree.indicators)
        values = state.values
        if max(children) >= count:
            made = _aggregate(state).apply(replace(state, weights=weights))
            values = np.concatenate([values, made.scores], axis=-1)
        if self.base is not None:
            values = values[:, [state.periods.index(self.base)]]
        return values[..., children].reshape(-1, len(children))


def _aggregate(state: State) -> Aggregate:
    """The means of the recipe, or the framework's own where nobody said."""
    return state.ahead if isinstance(state.ahead, Aggregate) else Aggregate()


def _parent(making: Making, rows: Floats) -> Callable[[Floats], Floats] | None:
    """How weights make the parent's score of each row; None for the weighted mean, as for a mean across units."""
    if making.mean.compute is arithmetic or making.mean.across:
        return None
    return lambda w: making.mean.compute(rows.T, w[:, None], **making.options)
