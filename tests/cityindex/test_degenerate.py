"""Data that tell little: every scale with every mean gives a score, or a reason in words, or an error that helps."""

import itertools

import numpy as np
import pytest
from tests.cityindex.test_whole_recipes import CODES, SMALL, data

from cityindex.build import build
from cityindex.reasons import TEXTS, Reason
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Normalise, RecipeError, Weigh
from cityindex.steps.means import MEANS
from cityindex.steps.scales import SCALES

NAN = float("nan")
FAIR = np.array([[10, 80, 30, 40], [55, 20, 61, 9], [90, 50, 70, 33.0]])
CASES: dict[str, np.ndarray] = {
    "all missing": np.full((3, 4), NAN),
    "one column missing": np.where([True, False, False, False], NAN, FAIR),
    "one city missing": np.where([[True], [False], [False]], NAN, FAIR),
    "one city": FAIR[:1],
    "nobody": FAIR[:0],
    "zero range": np.full((3, 4), 7.0),
    "one column of zero range": np.where([True, False, False, False], 7.0, FAIR),
    "all ties but one": np.array([FAIR[0], FAIR[0], FAIR[1]]),
    "all zero": np.zeros((3, 4)),
    "negative": -FAIR,
    "one value each": np.where(np.eye(3, 4, dtype=bool), FAIR, NAN),
    "huge and tiny": FAIR * np.array([1e-300, 1e300, 1.0, 1e-9]),
}


def recipe(scale: str, mean: str, weights: dict[str, float]) -> Recipe:
    choice = {"method": mean, "power": 0.5} if mean == "generalised" else mean
    normalise = Normalise(
        scale,
        targets=dict.fromkeys(CODES, 60.0),
        reference="u0",
        overrides={"b": {"method": "minmax"}} if scale == "none" else {},
    )
    return Recipe(
        SMALL, (normalise, Weigh(weights=weights), Aggregate(levels=dict.fromkeys(("part", "index"), choice)))
    )


@pytest.mark.parametrize(
    "weights", [{}, dict.fromkeys(("a", "b"), 0.0), dict.fromkeys(CODES, 0.0)], ids=["", "0ab", "0"]
)
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_score_a_reason_in_words_or_an_error_that_helps(case: np.ndarray, weights: dict[str, float]):
    values = np.repeat(case[:, None], 2, axis=1)
    means = MEANS if not weights else ("arithmetic", "geometric", "median")
    for scale, mean in itertools.product(SCALES, means):
        try:
            index = build(recipe(scale, mean, weights), data(values))
        except RecipeError as error:
            assert "use a larger measuring unit" in str(error), (scale, mean)  # noqa: PT017 - an error is one of the answers
            continue
        assert (np.isnan(index.scores) == (index.reasons != 0)).all(), (scale, mean)
        assert np.isfinite(index.scores[~np.isnan(index.scores)]).all(), (scale, mean)
        said = {Reason(code) for code in np.unique(index.reasons) if code}
        assert all(TEXTS[why].id and TEXTS[why].en for why in said)


def test_weights_that_are_all_zero_are_named_as_the_reason():
    index = build(
        recipe("minmax", "arithmetic", dict.fromkeys(CODES, 0.0)), data(np.repeat(FAIR[:, None], 2, axis=1))
    )
    assert (index.reasons == Reason.NO_WEIGHT).all()
