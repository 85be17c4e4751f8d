"""Distributions of imputed values: what they are made of, their centre and spread, and that they replay."""

from dataclasses import replace

import numpy as np
import pytest
from tests.cityindex.steps.test_impute import NAN, STEPS, doubled, state

from cityindex.steps import Impute, RecipeError
from cityindex.steps.imputation_model import draw_missing, imputation_model, with_draws
from cityindex.steps.state import State

MODELLED = [step for step in STEPS if step.method != "function"]


def drawn(step: Impute, begun: State, count: int = 400, seed: int = 1) -> np.ndarray:
    return draw_missing(begun, step, np.random.default_rng(seed), count)


def panel(units: int = 40, seed: int = 2) -> State:
    """Random walks over four years with gaps in every indicator."""
    random = np.random.default_rng(seed)
    values = 50 + np.cumsum(random.normal(size=(units, 4, 3)), axis=1)
    values[random.random(values.shape) < 0.2] = NAN
    return state(values)


@pytest.mark.parametrize("method", ["mean", "median"])
def test_draws_are_values_of_the_donors(method: str):
    found = drawn(Impute(method), state([[1, 1, 1], [4, 1, 1], [7, 1, 1], [NAN, 1, 1]]))
    assert set(found[:, 0]) == {1.0, 4.0, 7.0}
    assert found.mean() == pytest.approx(4, abs=0.5)


def test_every_indicator_has_its_own_donors():
    found = drawn(Impute("mean"), state([[1, 10, 0], [2, 20, 0], [3, NAN, 0], [NAN, NAN, 0]]))
    assert [set(column) for column in found.T] == [{10.0, 20.0}, {1.0, 2.0, 3.0}, {10.0, 20.0}]


def test_donors_are_those_of_the_group_and_the_period():
    begun = state([[[1, 1, 1], [2, 1, 1]], [[5, 1, 1], [6, 1, 1]], [[7, 1, 1], [NAN, 1, 1]]])
    assert set(drawn(Impute("mean", "island"), begun)[:, 0]) == {6.0}
    assert set(drawn(Impute("mean"), begun)[:, 0]) == {2.0, 6.0}


def test_errors_of_the_years_grow_with_the_square_root_of_the_distance():
    walk = [[[v, 1, 1] for v in (10, 12, NAN, 10)], [[v, 1, 1] for v in (10, NAN, NAN, 10)]]
    model = imputation_model(state(walk), Impute("latest"))
    assert model.base.tolist() == [12, 10, 10]
    assert model.scale == pytest.approx(np.sqrt([3, 1, 4]))
    # known years 2000, 2001, 2010 and 2000, 2010: errors 2/√1, −2/√9 and 0/√10
    assert sorted(model.pool) == pytest.approx([-2 / 3, 0, 2])
    bridge = imputation_model(state(walk), Impute("linear"))
    assert bridge.scale[0] == pytest.approx(np.sqrt(3 * 6 / 9))


def test_errors_of_a_row_are_those_of_the_same_indicator():
    begun = state([[10, 12, 0], [20, 21, 0], [30, NAN, 0]])
    model = imputation_model(begun, Impute("row_mean"))
    assert (model.base.tolist(), sorted(model.pool)) == ([30], [1, 2])
    assert set(drawn(Impute("row_mean"), begun)[:, 0]) == {
        30.0
    }  # kept within what is known of b and the fill


def test_the_ends_of_what_is_known_are_kept():
    begun = panel()
    for step in MODELLED[4:]:
        model = imputation_model(begun, step)
        found = model.draw(np.random.default_rng(3), 50)
        assert (found >= model.low - 1e-12).all()
        assert (found <= model.high + 1e-12).all()


@pytest.mark.parametrize("step", MODELLED, ids=lambda s: f"{s.method} {s.group}")
def test_the_cells_are_those_the_step_fills(step: Impute):
    begun = panel()
    cells = imputation_model(begun, step).cells
    filled = np.argwhere(np.isnan(begun.values) & ~np.isnan(step.apply(begun).values))
    assert np.stack([cells.unit, cells.period, cells.indicator], axis=1).tolist() == filled.tolist()


@pytest.mark.parametrize("step", MODELLED, ids=lambda s: f"{s.method} {s.group}")
def test_the_same_generator_gives_the_same_draws(step: Impute):
    begun = panel()
    np.testing.assert_array_equal(drawn(step, begun, 5, seed=4), drawn(step, begun, 5, seed=4))
    assert (drawn(step, begun, 5, seed=4) != drawn(step, begun, 5, seed=5)).any()


def test_two_stages_spread_the_mean_of_cells_that_share_a_pool_further_than_one():
    values = [[n, 1, 1] for n in range(5)] + [[NAN, 1, 1]] * 50
    model = imputation_model(state(values), Impute("mean"))
    random = np.random.default_rng(6)
    two = model.draw(random, 2000).mean(axis=1).var()
    one = model.at(random.random((2000, 50))).mean(axis=1).var()
    assert one == pytest.approx(2 / 50, rel=0.2)
    assert two == pytest.approx(2 / 50 + 2 / 5 * 49 / 50, rel=0.2)


def test_quantiles_ascend():
    begun = panel()
    for step in MODELLED:
        model = imputation_model(begun, step)
        numbers = np.linspace(0, 1, 11, endpoint=False)[:, None] * np.ones(len(model.cells))
        assert (np.diff(model.at(numbers), axis=0) >= 0).all()


def test_draws_one_by_one_are_those_drawn_together():
    model = imputation_model(panel(), Impute("linear"))
    one, many = np.random.default_rng(8), np.random.default_rng(8)
    together = model.draw(many, 3)
    np.testing.assert_array_equal(np.concatenate([model.draw(one, 1) for _ in range(3)]), together)


def test_a_state_with_draws_has_replications_and_no_gap_left():
    begun = panel()
    many = with_draws(begun, Impute("mean"), np.random.default_rng(1), 7)
    assert many.values.shape == (7, *begun.values.shape)
    known = ~np.isnan(begun.values)
    assert (many.values[:, known] == begun.values[known]).all()
    assert (many.reasons == Impute("mean").apply(begun).reasons).all()


def test_without_an_error_to_learn_from_the_fill_itself_is_drawn():
    begun = state([[[3, 1, 1], [NAN, 1, 1]]])
    model = imputation_model(begun, Impute("latest"))
    assert model.size.tolist() == [0]
    assert set(drawn(Impute("latest"), begun)[:, 0]) == {3.0}


def test_no_gap_means_no_cell():
    assert drawn(Impute("mean"), state([[1, 2, 3]]), 5).shape == (5, 0)


def test_what_has_no_distribution_is_refused():
    begun = state([[NAN, 2, 3]])
    with pytest.raises(RecipeError, match="no distribution is known for a function"):
        imputation_model(begun, Impute("function", function=doubled))
    with pytest.raises(RecipeError, match="needs one state"):
        imputation_model(replace(begun, values=begun.values[None]), Impute("mean"))
