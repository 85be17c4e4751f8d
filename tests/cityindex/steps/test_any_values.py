"""Whatever finite values come in, the steps before normalisation give numbers, reasons, or an error that helps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, RecipeError, Screen, Step, Treat
from cityindex.steps.fills import FILLS
from cityindex.steps.outliers import METHODS
from cityindex.steps.transforms import TRANSFORMS

CURES = ("use a larger measuring unit", "choose log_ct")

steps = st.one_of(
    st.builds(
        Screen,
        min_share=st.floats(0, 1),
        min_nonzero=st.floats(0, 1),
        within=st.sampled_from(["period", "all"]),
    ),
    st.builds(
        Denominate,
        by=st.sampled_from([{"a": "b"}, {"a": "people", "c": "a"}]),
        per=st.sampled_from([1.0, 1e6]),
    ),
    st.builds(
        Impute,
        method=st.sampled_from(["none", *FILLS]),
        group=st.sampled_from(["", "island"]),
        ends=st.sampled_from(["none", "nearest"]),
        limit=st.sampled_from([0.0, 1.0]),
        rescale=st.booleans(),
    ),
    st.builds(
        Treat,
        points=st.integers(0, 3),
        method=st.sampled_from(METHODS),
        transform=st.sampled_from(list(TRANSFORMS)),
        power=st.floats(-2, 2),
        combine=st.booleans(),
        within=st.sampled_from(["all", "period"]),
        skew=st.sampled_from([0.0, 2.0]),
        kurtosis=st.sampled_from([-5.0, 3.5]),
    ),
)
any_number = (
    st.floats(allow_infinity=False) | st.sampled_from([0.0, 1.0, 1.0, 2.0, 50.0]) | st.just(float("nan"))
)


@settings(max_examples=200)
@given(
    arrays(np.float64, st.tuples(st.integers(0, 7), st.just(2), st.just(3)), elements=any_number),
    st.lists(steps, min_size=1, max_size=4),
)
def test_numbers_reasons_or_an_error_that_helps(values: np.ndarray, chosen: list[Step]):
    small = framework(indicator("a"), indicator("b", direction=-1), indicator("c", "right"))
    data = Dataset.from_array(
        values,
        units=[f"u{n}" for n in range(len(values))],
        periods=[2020, 2022],
        indicators=["a", "b", "c"],
        context={"people": np.ones(values.shape[:2])},
        groups={"island": ["Java", "Timor", "", "Timor", "Java", "Bali", "Timor"][: len(values)]},
    )
    before = values.copy()
    try:
        index = build(Recipe(small, (*chosen, Normalise("minmax"), Aggregate())), data)
    except RecipeError as error:
        assert any(cure in str(error) for cure in CURES), error  # noqa: PT017 - an error is one of the answers
        return
    finally:
        np.testing.assert_array_equal(values, before)
    assert not np.isinf(index.normalised).any()
    assert (np.isnan(index.normalised) == (index.indicator_reasons != 0)).all()
    assert np.isfinite(index.changes.after).all()


@pytest.mark.parametrize("method", [*FILLS])
def test_no_unit_and_no_value_are_no_trouble(method: str):
    small = framework()
    for shape in ((0, 2, 3), (2, 0, 3), (2, 2, 3)):
        data = Dataset.from_array(
            np.full(shape, np.nan),
            units=[f"u{n}" for n in range(shape[0])],
            periods=range(shape[1]),
            indicators=["a", "b", "c"],
        )
        index = build(Recipe(small, (Impute(method), Treat(), Normalise("minmax"), Aggregate())), data)
        assert np.isnan(index.scores).all()
        assert len(index.changes) == 0
