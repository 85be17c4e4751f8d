"""What must hold for any data: an index or a reason, the order of cities irrelevant, replays identical."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cityindex.test_properties import data, recipe, tables

from cityindex.analysis.sensitivity import Sensitivity, sensitivity
from cityindex.analysis.uncertainty import Choice, WeightNoise
from cityindex.dataset import Dataset

MEANS = Choice("aggregate", ({}, {"levels": {"part": "geometric", "index": "harmonic"}}))
SCALES = Choice("normalise", ({}, {"method": "minmax"}, {"method": "zscore"}))
VARY = (MEANS, SCALES, WeightNoise(1.0))


def analyse(values: Dataset, target: str) -> Sensitivity:
    return sensitivity(
        recipe("goalposts"), values, VARY, draws=16, resamples=20, target=target, sampling="random"
    )


@settings(max_examples=50)
@given(tables(), st.sampled_from(("rank", "score")))
def test_every_city_has_indices_or_a_reason_and_never_a_silent_nan(values: np.ndarray, target: str):
    found = analyse(data(values), target)
    for one, reasons in ((found.cities, found.city_reasons), (found.shift, [found.shift_reason])):
        lacking = np.array([reason is not None for reason in reasons])
        for part in (one.first, one.first_low, one.first_high, one.total, one.total_low, one.total_high):
            assert (np.isnan(part) == lacking[:, None]).all()
        known = ~lacking
        assert (one.total[known] >= 0).all()
        assert (one.first_low[known] <= one.first_high[known]).all()


@settings(max_examples=25)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_cities_does_not_matter(values: np.ndarray, random):
    order = random.sample(range(len(values)), len(values))
    one, two = analyse(data(values), "rank"), analyse(data(values[order]), "rank")
    np.testing.assert_allclose(two.cities.first, one.cities.first[order], atol=1e-9)
    np.testing.assert_allclose(two.cities.total, one.cities.total[order], atol=1e-9)
    np.testing.assert_allclose(two.shift.first, one.shift.first, atol=1e-9)


@settings(max_examples=10)
@given(tables())
def test_replays_are_identical(values: np.ndarray):
    assert analyse(data(values), "score").to_dict() == analyse(data(values), "score").to_dict()
