"""Bootstrap intervals hold the true indices as often as they say, and are reproducible."""

import numpy as np
import pytest
from tests.cityindex.analysis.sensitivity.test_estimators import g_function

from cityindex.analysis.sensitivity import bootstrap, first_order, total_order
from cityindex.analysis.sensitivity.estimators import FIRST

KNOWN = g_function(0, 1, 4.5)


def runs(method: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sixty runs of 256 points as sixty outputs."""
    found = [KNOWN.outputs(256, seed, method) for seed in range(60)]
    a, b, ab = (np.array(part) for part in zip(*found, strict=True))
    return a, b, ab


@pytest.mark.parametrize(("method", "least", "most"), [("random", 0.88, 0.99), ("sobol", 0.95, 1.0)])
def test_intervals_hold_the_truth_as_often_as_they_say(method: str, least: float, most: float):
    for (low, high), truth in zip(bootstrap(*runs(method), seed=1), (KNOWN.first, KNOWN.total), strict=True):
        held = ((low <= truth) & (truth <= high)).mean()
        assert least <= held <= most


def test_an_interval_lies_around_its_estimate():
    a, b, ab = runs("sobol")
    first, total = bootstrap(a, b, ab, seed=1, resamples=200)
    assert ((first[0] < (s := first_order(a[:, None], b[:, None], ab))) & (s < first[1])).all()
    assert ((total[0] < (t := total_order(a[:, None], b[:, None], ab))) & (t < total[1])).all()
    narrow, _ = bootstrap(a, b, ab, seed=1, resamples=200, confidence=0.5)
    assert (narrow[1] - narrow[0] < first[1] - first[0]).all()


@pytest.mark.parametrize("first", FIRST)
def test_a_resample_is_an_estimate_on_the_rows_it_took(first: str):
    a, b, ab = (part[:1] + 5 for part in runs("random"))
    counts = np.random.default_rng(8).multinomial(256, np.full(256, 1 / 256))
    rows = np.repeat(np.arange(256), counts)
    (low, high), (total, _) = bootstrap(a, b, ab, seed=8, resamples=1, first=first)
    expected = first_order(a[0, rows], b[0, rows], ab[0][:, rows], estimator=first)
    np.testing.assert_allclose([low[0], high[0]], [expected] * 2, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(total[0], total_order(a[0, rows], b[0, rows], ab[0][:, rows]), rtol=1e-9)


def test_the_same_seed_gives_the_same_bytes_however_many_outputs_go_along():
    a, b, ab = runs("random")
    whole = bootstrap(a, b, ab, seed=4, resamples=50)[0]
    assert whole.tobytes() == bootstrap(a, b, ab, seed=4, resamples=50)[0].tobytes()
    np.testing.assert_allclose(whole[:, 7:9], bootstrap(a[7:9], b[7:9], ab[7:9], seed=4, resamples=50)[0])
    assert (whole != bootstrap(a, b, ab, seed=5, resamples=50)[0]).any()


def test_an_output_that_hardly_varies_is_judged_where_it_does_and_one_that_never_does_is_not():
    a, b, ab = np.zeros((2, 40)), np.zeros((2, 40)), np.zeros((2, 1, 40))
    b[0, 3] = ab[0, 0, 3] = 1.0
    (low, high), _ = bootstrap(a, b, ab, seed=1, resamples=100)
    assert np.isfinite([low[0], high[0]]).all()
    assert np.isnan([low[1], high[1]]).all()


def test_senseless_settings_are_refused():
    with pytest.raises(ValueError, match="give 1 or more"):
        bootstrap(*runs("random"), seed=1, confidence=95)
