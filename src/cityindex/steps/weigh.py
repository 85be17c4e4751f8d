"""Handbook step 6, weights: whose importance counts how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from cityindex.dataset import Floats
from cityindex.framework.types import Node
from cityindex.optional import need
from cityindex.steps.aggregate import Aggregate
from cityindex.steps.means.power import arithmetic
from cityindex.steps.state import RecipeError, State
from cityindex.steps.weights.complete import Complete, complete
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
    have all children's scores, or a method finds nothing; its message says what to change.
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
        self._check(state)
        lead = state.values.shape[:-3]
        if not lead or not self.looks_at_scores(state):
            return replace(state, weights=self._weights(state))
        weights = np.empty((*lead, len(state.tree.weights)))
        for at in np.ndindex(lead):
            reasons = state.reasons[at] if state.reasons.ndim > 3 else state.reasons
            weights[at] = self._weights(replace(state, values=state.values[at], reasons=reasons))
        return replace(state, weights=weights)

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
        """The weights this step gives in ``state`` (without leading axes), with shares, methods and notes."""
        weighed = self.apply(state)
        return record(weighed, [self.method_of(node) for node in state.framework.nodes], self.weights)

    def _weights(self, state: State) -> Floats:
        weights = state.tree.weights.copy()
        for n in state.tree.bottom_up:
            node, children = state.framework.nodes[n], list(state.tree.children[n])
            method = self.method_of(node)
            if method == "given" or not children:
                continue
            try:
                found = (
                    np.ones(len(children)) if method == "equal" else self._found(method, n, state, weights)
                )
            except WeightError as error:
                raise RecipeError(f"weigh: the children of {node.code} {error} (method {method})") from error
            weights[children] = found
        at = {code: i for i, code in enumerate((*state.tree.indicators, *state.tree.nodes))}
        for code, weight in self.weights.items():
            weights[at[code]] = weight
        return weights

    def _found(self, method: str, n: int, state: State, weights: Floats) -> Floats:
        """Weights of a node's children, 1 on average; those below it are in ``weights`` already."""
        codes = (*state.tree.indicators, *state.tree.nodes)
        children = [codes[child] for child in state.tree.children[n]]
        code = state.tree.nodes[n]
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
        found[chosen.used] = self._drawn(method, n, state, chosen, children) * len(children)
        return found

    def _drawn(self, method: str, n: int, state: State, chosen: Complete, children: list[str]) -> Floats:
        if chosen.used.sum() == 1:
            return np.ones(1)
        if method in DRAWN:
            return DRAWN[method](chosen.rows)
        aim = np.array([self.importance.get(code, 1.0) for code in children])[chosen.used]
        extras = need("cityindex.extras.correlation_weights", why="weights by correlation")
        making = next(m for m in _aggregate(state).makings(state) if m.position == n)
        parent = None
        if making.mean.compute is not arithmetic and not making.mean.across:

            def parent(w: Floats) -> Floats:
                return making.mean.compute(chosen.rows.T, w[:, None], **making.options)

        weights: Floats = extras.correlation_weights(chosen.rows, aim, parent).weights
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

    def _check(self, state: State) -> None:
        framework = state.framework
        for method in (self.method, *self.levels.values(), *self.nodes.values()):
            if method not in METHODS:
                raise RecipeError(f"weigh: no method {method!r}; choose one of {', '.join(METHODS)}")
        if unknown := set(self.levels) - {level.code for level in framework.levels}:
            raise RecipeError(f"weigh: {min(unknown)!r} is no level of {framework.id}")
        if unknown := {*self.nodes, *self.budgets, *self.comparisons} - set(state.tree.nodes):
            raise RecipeError(f"weigh: {min(unknown)!r} is no node of {framework.id}")
        if twice := (set(self.budgets) & set(self.comparisons)) - set(self.nodes):
            raise RecipeError(f"weigh: {min(twice)} has budgets and comparisons; choose one of them in nodes")
        if self.base is not None and self.base not in state.periods:
            known = ", ".join(map(str, state.periods))
            raise RecipeError(f"weigh: base is {self.base}; choose one of the periods {known}")
        _check_tables(self)
        codes = {*state.tree.indicators, *state.tree.nodes}
        for what, numbers in (("weight", self.weights), ("importance", self.importance)):
            for code, number in numbers.items():
                _check_number(what, code, number, codes, framework.id)


def _check_tables(step: Weigh) -> None:
    """The tables of people's judgements hold numbers."""
    for name, tables in (("budgets", step.budgets), ("comparisons", step.comparisons)):
        for node, table in tables.items():
            for key, row in table.items():
                if not isinstance(row, Mapping):
                    raise RecipeError(f"weigh: {name} of {node}, {key}, is {row!r}; give an object by code")
                for code, number in row.items():
                    if isinstance(number, bool) or not isinstance(number, int | float):
                        raise RecipeError(
                            f"weigh: {name} of {node}, {key}, {code}, is {number!r}; give a number"
                        )


def _check_number(what: str, code: str, number: float, codes: set[str], framework_id: str) -> None:
    if code not in codes:
        raise RecipeError(f"weigh: {code!r} is neither an indicator nor a node of {framework_id}")
    if not (np.isfinite(number) and number >= 0) or (what == "importance" and number == 0):
        least = "a number from 0 up" if what == "weight" else "a number above 0"
        raise RecipeError(f"weigh: the {what} of {code} is {number}; give {least}")


def _aggregate(state: State) -> Aggregate:
    """The means of the recipe, or the framework's own where nobody said."""
    return state.ahead if isinstance(state.ahead, Aggregate) else Aggregate()
