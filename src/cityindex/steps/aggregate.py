"""Handbook step 6, aggregation: from indicators up the tree to the index."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import Node
from cityindex.reasons import Reason
from cityindex.steps.means import MEANS
from cityindex.steps.state import RecipeError, State


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Make every node from its children, lowest first, with weights re-scaled over those that have a score.

    The method of a node is the first that is set: ``nodes[code]``, ``levels[level]``, the framework's level.
    ``min_share`` (by level, 0–1) overrides the share of the children's weight that must be present; below it
    the node has no score (BELOW_SHARE). Context indicators are no children. A node has no score where no
    child has one (the children's gravest reason), where weights are all zero (NO_WEIGHT) and where a
    geometric or harmonic mean meets a negative number (NEGATIVE).
    """

    name: ClassVar[str] = "aggregate"
    levels: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    min_share: Mapping[str, float] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with ``scores`` and ``node_reasons``."""
        self._check(state)
        count = len(state.tree.indicators)
        scores = np.concatenate([state.values, np.full(state.scores.shape, np.nan)], axis=-1)
        reasons = np.concatenate([state.reasons, np.zeros(state.scores.shape, dtype=np.uint8)], axis=-1)
        for n in state.tree.bottom_up:
            children = list(state.tree.children[n])
            if not children:
                empty = Reason.CONTEXT if state.tree.leaves[:, n].any() else Reason.NO_ROWS
                reasons[..., count + n] = empty
                continue
            scores[..., count + n], reasons[..., count + n] = self._node(
                state.framework.nodes[n], state, scores[..., children], reasons[..., children], children
            )
        return replace(state, scores=scores[..., count:], node_reasons=reasons[..., count:])

    def _node(
        self, node: Node, state: State, x: Floats, why: Codes, children: list[int]
    ) -> tuple[Floats, Codes]:
        level = state.framework.level(node.level)
        weights = state.weights[children]
        score = MEANS[self.nodes.get(node.code, self.levels.get(node.level, level.aggregate))](x, weights)
        present = ~np.isnan(x)
        weight = present @ weights
        reason = np.where(np.isnan(score), np.uint8(Reason.NEGATIVE), np.uint8(Reason.NONE))
        short = weight < weights.sum() * (self.min_share.get(node.level, level.min_share) - 1e-12)
        reason[short] = Reason.BELOW_SHARE
        reason[weight == 0] = Reason.NO_WEIGHT
        nothing = ~present.any(axis=-1)
        reason[nothing] = why.max(axis=-1)[nothing]
        score[reason != Reason.NONE] = np.nan
        return score, reason

    def _check(self, state: State) -> None:
        framework = state.framework
        if wrong := {*self.levels.values(), *self.nodes.values()} - set(MEANS):
            raise RecipeError(f"aggregate: no method {min(wrong)!r}; choose one of {', '.join(MEANS)}")
        levels = {level.code for level in framework.levels}
        if unknown := {*self.levels, *self.min_share} - levels:
            raise RecipeError(f"aggregate: {min(unknown)!r} is no level of {framework.id}")
        if unknown := set(self.nodes) - set(state.tree.nodes):
            raise RecipeError(f"aggregate: {min(unknown)!r} is no node of {framework.id}")
        if wrong_share := [s for s in self.min_share.values() if not 0 <= s <= 1]:
            raise RecipeError(f"aggregate: min_share is {wrong_share[0]}; give a share from 0 to 1")
