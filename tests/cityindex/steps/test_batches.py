"""A batch of replications gives, for each, exactly what that replication gives alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cityindex.making import bands, framework, indicator

from cityindex.dataset import Dataset, Status
from cityindex.reasons import Reason
from cityindex.steps import (
    Aggregate,
    Denominate,
    Impute,
    Normalise,
    Screen,
    State,
    Step,
    Treat,
    Weigh,
    start,
)
from cityindex.steps.means import MEANS
from cityindex.steps.scales import SCALES

PERIODS = (2020, 2021)
CHOSEN = framework(
    indicator("a", weight=2, bands="scale"),
    indicator("b", direction=-1, bands="scale"),
    indicator("x", direction=0),
    indicator("c", "right", bands="scale"),
    indicator("d", "right", bands="scale"),
    bands=[bands(0, 30, 60)],
)
CODES = [i.code for i in CHOSEN.indicators]


def normalised(method: str, **more: object) -> Normalise:
    """The method with what it needs; values that only count downwards are left out of *none*."""
    return Normalise(
        method,
        targets={"a": 50, "b": 20, "d": 10},
        reference="u1",
        overrides={"b": {"method": "minmax"}} if method == "none" else {},
        **more,  # type: ignore[arg-type]
    )


def aggregated(method: str) -> Aggregate:
    choice = {"method": method, "power": 0.5} if method == "generalised" else method
    return Aggregate(levels={"part": choice, "index": choice}, min_share={"part": 0.6})


STEPS: dict[str, Step] = {
    "screen": Screen(min_share=0.5),
    "denominate": Denominate(by={"a": "people", "b": "c"}),
    **{f"impute {method}": Impute(method) for method in ("mean", "median", "latest", "linear", "row_mean")},
    "impute within a group": Impute("mean", "island"),
    "treat": Treat(skew=0.5, kurtosis=0.5),
    **{method: normalised(method) for method in SCALES},
    **{f"{method} of each period": normalised(method, within="period") for method in SCALES},
    **{f"{method} from a base": normalised(method, base=2020) for method in SCALES},
    "weigh": Weigh("equal", weights={"a": 3}),
    **{f"{method} mean": aggregated(method) for method in MEANS},
}


def batch(units: int, replications: int, seed: int, *, weighted: bool, gaps: float) -> State:
    """Values and, if asked, weights with a leading axis."""
    random = np.random.default_rng(seed)
    values = random.uniform(0, 100, (replications, units, len(PERIODS), len(CODES))).round(1)
    values[random.random(values.shape) < gaps] = np.nan
    data = Dataset.from_array(
        values[0],
        units=[f"u{n}" for n in range(units)],
        indicators=CODES,
        periods=PERIODS,
        context={"people": random.integers(0, 4, (units, len(PERIODS))).astype(float)},
        groups={"island": ["Java", "Timor", "Java", "Timor", "Java"][:units]},
    )
    gone = np.isnan(values)
    state = replace(
        start(CHOSEN, data),
        values=values,
        status=np.where(gone, Status.MISSING, Status.OBSERVED).astype(np.uint8),
        reasons=np.where(gone, Reason.MISSING, Reason.NONE).astype(np.uint8),
    )
    if not weighted:
        return state
    weights = random.uniform(0, 3, (replications, len(state.weights)))
    weights[random.random(weights.shape) < gaps / 2] = 0
    return replace(state, weights=weights)


def alone(state: State, r: int) -> State:
    weights = state.weights if state.weights.ndim == 1 else state.weights[r]
    return replace(
        state, values=state.values[r], status=state.status[r], reasons=state.reasons[r], weights=weights
    )


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
@given(
    units=st.integers(2, 5),
    replications=st.integers(1, 4),
    seed=st.integers(0, 10_000),
    weighted=st.booleans(),
    gaps=st.sampled_from((0.0, 0.2, 0.7)),
)
def test_a_batch_is_its_replications(
    step: Step, units: int, replications: int, seed: int, weighted: bool, gaps: float
):
    whole = batch(units, replications, seed, weighted=weighted, gaps=gaps)
    together = step.apply(whole)
    for r in range(replications):
        single = step.apply(alone(whole, r))
        for name in ("values", "status", "reasons", "weights", "scores", "node_reasons"):
            expected, found = getattr(single, name), getattr(together, name)
            found = found[r] if found.ndim > expected.ndim else found
            assert np.array_equal(found, expected, equal_nan=found.dtype.kind == "f"), (name, r)


def test_weights_alone_may_vary():
    whole = batch(4, 3, 1, weighted=True, gaps=0.2)
    fixed = replace(alone(whole, 0), weights=whole.weights)
    together = Aggregate().apply(fixed)
    assert together.scores.shape == (3, 4, 2, 3)
    for r in range(3):
        expected = Aggregate().apply(replace(fixed, weights=whole.weights[r])).scores
        assert np.array_equal(together.scores[r], expected, equal_nan=True)


def test_more_rows_than_a_block_are_the_same_rows():
    data = Dataset.from_array(
        np.random.default_rng(1).uniform(0, 100, (3000, 2, len(CODES))),
        units=[str(n) for n in range(3000)],
        indicators=CODES,
        periods=PERIODS,
    )
    state = Normalise().apply(start(CHOSEN, data))
    whole = Aggregate().apply(state)
    some = replace(state, values=state.values[2000:2100], reasons=state.reasons[2000:2100])
    assert np.array_equal(Aggregate().apply(some).scores, whole.scores[2000:2100])
