"""Steps applied to many draws at once, and the state of one period."""

from dataclasses import replace
from typing import Any

import numpy as np

from cityindex.build import follow
from cityindex.steps import State, Step

VARYING = {"values": 3, "status": 3, "reasons": 3, "weights": 1, "scores": 3, "node_reasons": 3}
"""Arrays of a state that may carry a leading axis of draws, and their axes without it."""


def each(step: Step, state: State) -> State:
    """Apply a step to every draw of a state: as if each were alone."""
    lead = {name: getattr(state, name) for name, axes in VARYING.items() if getattr(state, name).ndim > axes}
    if not lead:
        return follow(step, state)
    count = len(next(iter(lead.values())))
    made = [follow(step, replace(state, **_pick(lead, n))) for n in range(count)]
    stacked: Any = {name: np.stack([getattr(s, name) for s in made]) for name in VARYING}
    return replace(made[0], changes=(), **stacked)


def _pick(lead: dict[str, Any], n: int) -> Any:
    return {name: array[n] for name, array in lead.items()}


def narrowed(state: State, period: int) -> State:
    """Return the state of one period alone (its position)."""
    one = slice(period, period + 1)
    return replace(
        state,
        periods=state.periods[one],
        values=state.values[..., one, :],
        status=state.status[..., one, :],
        reasons=state.reasons[..., one, :],
        context={name: series[..., one] for name, series in state.context.items()},
        scores=state.scores[..., one, :],
        node_reasons=state.node_reasons[..., one, :],
    )
