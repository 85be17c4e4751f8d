"""Every draw equals a build of its own; intervals and ranks are what the draws say; replays are identical."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.cityindex.making import framework, indicator

from cityindex.analysis.uncertainty import Choice, Uncertainty, WeightNoise, uncertainty
from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Normalise, Weigh

LEVELS = ("index", "part")
SMALL = framework(
    indicator("a", weight=2), indicator("b", direction=-1), indicator("c", "right"), min_share=0.4
)
VARY = (
    Choice(
        "normalise",
        ({"method": "minmax", "low": 1.0}, {"method": "zscore", "mean": 100.0}, {"method": "rank"}),
    ),
    Choice(
        "aggregate",
        tuple({"levels": dict.fromkeys(LEVELS, mean)} for mean in ("arithmetic", "geometric", "harmonic")),
        probabilities=(0.5, 0.25, 0.25),
    ),
    WeightNoise(0.5),
)
cells = st.one_of(st.integers(0, 9).map(float), st.just(np.nan))


def data(values: np.ndarray) -> Dataset:
    return Dataset.from_array(values, units=[f"u{n}" for n in range(len(values))], indicators=["a", "b", "c"])


def recipe() -> Recipe:
    return default_recipe(SMALL).with_step(Normalise("minmax"))


def replayed(result: Uncertainty, draw: int, made: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """One draw built on its own: the scores and the ranks of the index."""
    chosen, start = recipe(), 0
    tree_size = len(SMALL.indicators) + len(SMALL.nodes)
    for source in VARY[:2]:
        (option,) = source.options(result.numbers[draw : draw + 1, start : start + 1])
        chosen, start = source.applied(chosen, int(option)), start + 1
    codes = [item.code for item in (*SMALL.indicators, *SMALL.nodes)]
    base = np.array([item.weight for item in (*SMALL.indicators, *SMALL.nodes)])
    noise = 1 + 0.5 * (2 * result.numbers[draw, start : start + tree_size] - 1)
    chosen = chosen.with_step(Weigh(weights=dict(zip(codes, base * noise, strict=True))))
    index = build(chosen, made)
    root = index.nodes.index("index")
    return index.scores[:, 0, root], index.ranks[:, 0, root]


@given(st.integers(1, 12).flatmap(lambda n: arrays(np.float64, (n, 3), elements=cells)))
@settings(max_examples=40)
def test_every_draw_equals_a_build_of_its_own(values: np.ndarray):
    made = data(values)
    result = uncertainty(recipe(), made, VARY, draws=12, seed=3)
    for draw in range(12):
        scores, ranks = replayed(result, draw, made)
        np.testing.assert_allclose(result.root_scores[:, draw], scores, rtol=1e-12, atol=1e-12)
        assert (result.root_ranks[:, draw] == ranks).all()


def test_intervals_are_the_quantiles_of_the_draws():
    made = data(np.random.default_rng(5).uniform(0, 100, (20, 3)))
    result = uncertainty(recipe(), made, VARY, draws=200)
    expected = np.quantile(result.root_scores, (0.05, 0.5, 0.95), axis=1, method="inverted_cdf").T
    np.testing.assert_array_equal(result.quantiles[:, result.root], expected)
    np.testing.assert_allclose(result.mean[:, result.root], result.root_scores.mean(axis=1))


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not():
    made = data(np.random.default_rng(5).uniform(0, 100, (20, 3)))
    one, two = (uncertainty(recipe(), made, VARY, draws=50, seed=7) for _ in range(2))
    other = uncertainty(recipe(), made, VARY, draws=50, seed=8)
    assert one.root_scores.tobytes() == two.root_scores.tobytes()
    assert one.root_scores.tobytes() != other.root_scores.tobytes()


def test_steps_before_the_first_varied_one_are_done_once(monkeypatch: pytest.MonkeyPatch):
    done: list[str] = []
    real = Normalise.apply
    monkeypatch.setattr(
        Normalise, "apply", lambda self, state: (done.append("normalise"), real(self, state))[1]
    )
    made = data(np.random.default_rng(5).uniform(0, 100, (20, 3)))
    uncertainty(recipe(), made, VARY[1:], draws=64)
    assert done == ["normalise"] * 2  # the nominal build, and one for all draws


def test_ranks_compare_printed_scores():
    made = data(np.random.default_rng(5).uniform(0, 100, (30, 3)))
    rounded = uncertainty(replace(recipe(), rank_decimals=0), made, VARY[2:], draws=20)
    assert len(np.unique(rounded.root_ranks[:, 0])) < 30
