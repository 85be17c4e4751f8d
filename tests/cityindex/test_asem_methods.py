"""Other methods on the ASEM case, against formulas written out child by child and against pandas."""

import math
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.cityindex.test_asem import Case

from cityindex.build import Index, build
from cityindex.dataset import Dataset
from cityindex.extras.correlation_weights import correlation_weights
from cityindex.steps import Aggregate, Normalise, Weigh

NAN = float("nan")
Formula = Callable[[list[float], list[float]], float]


@pytest.fixture(scope="module")
def case(shared: Path) -> Case:
    return Case(shared / "reference" / "asem")


def arithmetic(x: list[float], w: list[float]) -> float:
    return sum(a * b for a, b in zip(x, w, strict=True)) / sum(w)


def geometric(x: list[float], w: list[float]) -> float:
    return math.prod(a ** (b / sum(w)) for a, b in zip(x, w, strict=True))


def harmonic(x: list[float], w: list[float]) -> float:
    return sum(w) / sum(b / a for a, b in zip(x, w, strict=True))


def square(x: list[float], w: list[float]) -> float:
    return math.sqrt(arithmetic([a * a for a in x], w))


def penalised(x: list[float], w: list[float]) -> float:
    mean = arithmetic(x, w)
    return mean - arithmetic([(a - mean) ** 2 for a in x], w) / mean


FORMULAS: dict[str, tuple[object, Formula]] = {
    "arithmetic": ("arithmetic", arithmetic),
    "geometric": ("geometric", geometric),
    "harmonic": ("harmonic", harmonic),
    "generalised": ({"method": "generalised", "power": 2}, square),
    "mazziotta_pareto": ("mazziotta_pareto", penalised),
}
MIXED = {"4": "geometric", "3": "harmonic", "2": "arithmetic"}


def by_hand(
    case: Case, values: dict[str, list[float]], weights: dict[str, float], means: dict[str, Formula]
) -> None:
    """Fill ``values`` with every node's scores, one unit at a time, from the children that have one."""
    framework = case.framework
    for node in reversed(framework.nodes):
        children = [child.code for child in framework.children(node.code)]
        scores = []
        for u in range(len(case.data.units)):
            here = [code for code in children if not math.isnan(values[code][u])]
            x, w = [values[code][u] for code in here], [weights[code] for code in here]
            scores.append(means[node.level](x, w) if sum(w) else NAN)
        values[node.code] = scores


def compare(case: Case, index: Index, weights: dict[str, float], means: dict[str, Formula]) -> None:
    values = {code: index.normalised[:, 0, i].tolist() for i, code in enumerate(case.codes)}
    by_hand(case, values, weights, means)
    expected = np.array([values[code] for code in index.nodes]).T
    np.testing.assert_allclose(index.scores[:, 0], expected, rtol=1e-9)


def given(case: Case) -> dict[str, float]:
    return {item.code: item.weight for item in case.framework.items}


def one_to_hundred(case: Case, **choice: object) -> list[object]:
    return [Normalise("minmax", low=1, high=100), Aggregate(**choice)]  # type: ignore[arg-type]


def built(case: Case, *steps: object, data: Dataset | None = None) -> Index:
    recipe = case.recipe
    for step in steps:
        recipe = recipe.with_step(step)  # type: ignore[arg-type]
    return build(recipe, data or case.data)


@pytest.mark.parametrize("name", FORMULAS)
def test_each_mean_at_every_level(case: Case, name: str):
    choice, formula = FORMULAS[name]
    levels = ("2", "3", "4")
    scale = Normalise("zscore", mean=100, sd=10)  # the scale of Mazziotta and Pareto; all scores stay above 0
    index = built(case, scale, Aggregate(levels=dict.fromkeys(levels, choice)))  # type: ignore[arg-type]
    compare(case, index, given(case), dict.fromkeys(levels, formula))


def test_different_means_by_level(case: Case):
    index = built(case, *one_to_hundred(case, levels=MIXED))
    compare(case, index, given(case), {level: FORMULAS[name][1] for level, name in MIXED.items()})


def test_a_group_of_its_own(case: Case):
    index = built(case, *one_to_hundred(case, levels={"2": "arithmetic"}, nodes={"Physical": "geometric"}))
    plain = built(case, *one_to_hundred(case))
    physical = index.nodes.index("Physical")
    leaves = [i for i, x in enumerate(case.framework.indicators) if x.parent == "Physical"]
    expected = [
        geometric(row, [case.framework.indicators[i].weight for i in leaves])
        for row in index.normalised[:, 0, leaves].tolist()
    ]
    np.testing.assert_allclose(index.scores[:, 0, physical], expected, rtol=1e-9)
    others = [n for n in range(len(index.nodes)) if index.nodes[n] not in ("Physical", "Conn", "Index")]
    assert np.array_equal(index.scores[..., others], plain.scores[..., others])


@pytest.mark.parametrize("seed", range(3))
def test_weight_sets_and_missing_data(case: Case, seed: int):
    random = np.random.default_rng(seed)
    weights = {code: float(w) for code, w in zip(given(case), random.integers(0, 4, 60), strict=True)}
    values = case.data.values.copy()
    values[random.random(values.shape) < 0.15] = NAN
    data = Dataset.from_array(
        values[:, 0],
        units=case.data.units,
        indicators=case.codes,
        context=case.data.context,
        groups=case.data.groups,
    )
    recipe = built(
        case, Normalise("zscore", mean=100, sd=10), Weigh(weights=weights), Aggregate(levels=MIXED), data=data
    )
    compare(case, recipe, weights, {level: FORMULAS[name][1] for level, name in MIXED.items()})
    assert ((recipe.reasons == 0) == ~np.isnan(recipe.scores)).all()


def treated(case: Case) -> pd.DataFrame:
    table = pd.DataFrame(case.expected("data_Treated.csv", case.codes), columns=case.codes)
    return table * [float(i.direction) for i in case.framework.indicators]


PANDAS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "minmax": lambda x: 100 * (x - x.min()) / (x.max() - x.min()),
    "distance_to_max": lambda x: 100 * (1 - (x.max() - x) / (x.max() - x.min())),
    "zscore": lambda x: (x - x.mean()) / x.std(),
    "rank": lambda x: x.rank(method="min"),
    "borda": lambda x: x.rank(method="min") - 1,
    "percentile": lambda x: 100 * (x.rank(method="min") - 1) / (len(x) - 1),
    "distance_to_reference": lambda x: 100 * (1 - (x.iloc[30] - x) / (x.iloc[30] - x.min())),
}


@pytest.mark.parametrize("method", PANDAS)
def test_normalisations_against_pandas(case: Case, method: str):
    step = Normalise(method, reference=case.data.units[30])
    expected = PANDAS[method](treated(case))
    found = built(case, step, Aggregate()).normalised[:, 0]
    usable = np.isfinite(expected.to_numpy()).all(axis=0)
    assert usable.sum() > 40
    np.testing.assert_allclose(found[:, usable], expected.to_numpy()[:, usable], rtol=1e-9, atol=1e-9)


def test_a_fraction_of_the_maximum_keeps_the_best_on_top(case: Case):
    """The reference gives the worst unit the highest score where less is better."""
    found = built(case, Normalise("fraction_of_max")).normalised[:, 0]
    table, tested = treated(case).to_numpy(), 0
    for i, indicator in enumerate(case.framework.indicators):
        if np.isnan(found[:, i]).any():
            assert indicator.direction * table[:, i].min() < 0
            continue
        tested += indicator.direction < 0
        assert found[:, i].max() == pytest.approx(100)
        assert table[np.argmax(found[:, i]), i] == table[:, i].max()
    assert tested > 3


def test_copeland_at_every_level_against_pairs(case: Case):
    """The reference's own function fails here."""
    index = built(case, Aggregate(levels=dict.fromkeys(("2", "3", "4"), "copeland")))
    code = "Conn"
    children = [index.nodes.index(child.code) for child in case.framework.children(code)]
    weights = [child.weight for child in case.framework.children(code)]
    below = index.scores[:, 0, children].tolist()
    expected = []
    for ours in below:
        points = []
        for theirs in below:
            better = sum(w for w, a, b in zip(weights, ours, theirs, strict=True) if a > b)
            worse = sum(w for w, a, b in zip(weights, ours, theirs, strict=True) if a < b)
            points.append(0.5 if math.isclose(better, worse, abs_tol=1e-12) else float(better > worse))
        expected.append(100 * (sum(points) - 0.5) / (len(below) - 1))
    np.testing.assert_allclose(index.scores[:, 0, index.nodes.index(code)], expected)
    assert statistics.fmean(expected) == pytest.approx(50)


def test_weights_by_correlation_on_the_case(case: Case):
    """What COINr's weight optimisation aims at: every pillar as correlated with its sub-index as its siblings."""
    codes = [child.code for child in case.framework.children("Sust")]
    index = built(case, Weigh(nodes={"Sust": "correlation"}))
    parent = index.scores[:, 0, index.nodes.index("Sust")]
    reached = [np.corrcoef(index.scores[:, 0, index.nodes.index(code)], parent)[0, 1] for code in codes]
    assert reached == pytest.approx([reached[0]] * 3, abs=1e-9)


def test_pillars_that_repeat_each_other_cannot_all_be_equally_correlated(case: Case):
    """Connectivity would need weights below 0: the best without them counts two of its five pillars."""
    codes = [child.code for child in case.framework.children("Conn")]
    index = built(case, Weigh("equal"))
    rows = index.scores[:, 0, [index.nodes.index(code) for code in codes]]
    found = correlation_weights(rows)
    assert np.count_nonzero(found.weights) == 2
    assert found.gap == pytest.approx(0.207, abs=0.001)
    least = min(np.corrcoef(column, rows.mean(axis=1))[0, 1] for column in rows.T)
    assert found.correlations.min() > least
