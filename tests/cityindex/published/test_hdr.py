"""The indices of the Human Development Report 2023/24 from their inputs: every printed digit of every row."""

import math
from pathlib import Path

import numpy as np
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework import get
from cityindex.published import Published, gender_development, gender_inequality, inequality_adjusted
from cityindex.ranking import rounded
from cityindex.reasons import Reason
from cityindex.recipe import default_recipe
from cityindex.steps import RecipeError


@pytest.fixture(scope="module")
def report(shared: Path) -> pandas.DataFrame:
    return pandas.read_csv(
        shared / "reference" / "hdi" / "hdr2324_2022.csv", keep_default_na=False, na_values=""
    )


@pytest.fixture(scope="module")
def data(report: pandas.DataFrame) -> Dataset:
    inputs = [c for c in report.columns if c not in ("iso3", "country", "hdi", "ihdi", "gii", "hdi_rank")]
    return Dataset.from_frame(report, units="iso3", indicators=inputs, names="country")


def equal(found: np.ndarray, report: pandas.DataFrame, column: str) -> str:
    """How many of the published values are met, to the printed digit."""
    expected = report[column].to_numpy(dtype=float)
    known = ~np.isnan(expected)
    return (
        f"{np.count_nonzero(np.isclose(found[known], expected[known], rtol=0, atol=1e-9))} of {known.sum()}"
    )


def test_the_hdi_and_its_ranks(report: pandas.DataFrame, data: Dataset):
    index = build(default_recipe(get("hdi-2010")), data)
    assert equal(rounded(index.scores[:, 0, 0], 3), report, "hdi") == "204 of 204"
    countries = [n for n, code in enumerate(report.iso3) if not code.startswith("ZZ")]
    alone = Dataset.from_array(
        data.values[countries], units=report.iso3[countries], indicators=data.indicators
    )
    ranks = build(default_recipe(get("hdi-2010")), alone).ranks[:, 0, 0].astype(float)
    assert equal(ranks, report.iloc[countries], "hdi_rank") == "193 of 193"


def test_the_inequality_adjusted_hdi(report: pandas.DataFrame, data: Dataset):
    found = inequality_adjusted(data)
    assert equal(found.printed[:, 0], report, "ihdi") == "176 of 176"
    assert np.isnan(found.scores[:, 0][report.ihdi.isna()]).all()
    norway = data.units.index("NOR")
    assert found.parts["loss"][norway, 0] == pytest.approx(
        100 * (1 - found.scores / found.parts["hdi"])[norway, 0]
    )


def test_the_gender_inequality_index(report: pandas.DataFrame, data: Dataset):
    found = gender_inequality(data)
    assert equal(found.printed[:, 0], report, "gii") == "177 of 177"
    known = ~np.isnan(found.scores)
    assert ((found.scores[known] >= 0) & (found.scores[known] <= 1)).all()


def test_without_a_score_there_is_a_reason(data: Dataset):
    for found in (inequality_adjusted(data), gender_inequality(data)):
        assert (np.isnan(found.scores) == (found.why != Reason.NONE)).all()
        row = next(row for row in found.table().rows() if row["score"] is None)
        assert row["reason"]["en"] == "There is no value yet."


# 2022, all digits of UNDP's own file: women, men (life expectancy, expected and mean years, income); HDI of each, GDI
BY_SEX = {
    "Tanzania": ((68.93, 8.723759651, 5.104927611, 2194.923507), (64.72, 8.450329781, 6.280633125, 2970.337277),
                 0.516106183, 0.548772873, 0.940),
    "Thailand": ((83.929, 15.88201046, 8.724169622, 15289.05253), (75.473, 15.29454041, 8.952895873, 18579.65531),
                 0.807009612, 0.798492422, 1.011),
    "Timor-Leste": ((70.815, 13.4255446, 5.50932282, 1145.36569), (67.435, 13.07257379, 6.620224056, 2094.126343),
                    0.534121006, 0.590660294, 0.904),
}  # fmt: skip
NAMES = ("le", "eys", "mys", "gni_pc")


def one(**values: float) -> Dataset:
    return Dataset.from_array([list(values.values())], units=["here"], indicators=list(values))


def by_sex(women: tuple[float, ...], men: tuple[float, ...]) -> dict[str, float]:
    named = {"f": women, "m": men}
    return {f"{name}_{sex}": x for sex, xs in named.items() for name, x in zip(NAMES, xs, strict=True)}


@pytest.mark.parametrize("country", BY_SEX)
def test_the_gender_development_index(country: str):
    women, men, hdi_f, hdi_m, gdi = BY_SEX[country]
    found = gender_development(one(**by_sex(women, men)))
    assert found.parts["hdi_f"][0, 0] == pytest.approx(hdi_f, abs=5e-10)
    assert found.parts["hdi_m"][0, 0] == pytest.approx(hdi_m, abs=5e-10)
    assert found.printed[0, 0] == gdi


ALIKE = {"mmr": 10, "abr": 1, "se_f": 50, "se_m": 50, "pr_f": 50, "pr_m": 50, "lfpr_f": 60, "lfpr_m": 60}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 0.0),
        ({"mmr": 3}, 0.0),  # below ten deaths nothing changes
        ({"lfpr_f": 0}, 1.0),
        ({"abr": math.nan}, math.nan),
    ],
)
def test_the_ends_of_gender_inequality(changes: dict[str, float], expected: float):
    found = gender_inequality(one(**ALIKE | changes))
    np.testing.assert_allclose(found.scores[0, 0], expected, atol=1e-12)


def test_no_seat_counts_as_a_tenth_of_a_per_cent():
    none, tenth, more = (
        gender_inequality(one(**ALIKE | {"pr_f": seats})).scores[0, 0] for seats in (0, 0.1, 0.11)
    )
    assert none == tenth > more


@pytest.mark.parametrize("index", [gender_inequality, gender_development, inequality_adjusted])
def test_zeros_and_gaps_give_a_reason_never_a_silent_nan(index):
    codes = (
        *ALIKE,
        *by_sex(*BY_SEX["Thailand"][:2]),
        "le",
        "eys",
        "mys",
        "gnipc",
        "ineq_le",
        "ineq_edu",
        "ineq_inc",
    )
    data = Dataset.from_array(
        [[0.0] * len(codes), [math.nan] * len(codes)], units=["zero", "gap"], indicators=codes
    )
    found: Published = index(data)
    assert (np.isnan(found.scores) == (found.why != Reason.NONE)).all()
    assert found.why[1, 0] == Reason.MISSING


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(RecipeError, match="the dataset has no column 'mmr'; it has le_f"):
        gender_inequality(one(**by_sex(*BY_SEX["Thailand"][:2])))


shares = st.floats(0.01, 100)


@given(st.floats(1, 3000), st.floats(0.01, 300), st.lists(shares, min_size=6, max_size=6))
def test_gender_inequality_lies_between_0_and_1(mmr: float, abr: float, rest: list[float]):
    codes = ("se_f", "se_m", "pr_f", "pr_m", "lfpr_f", "lfpr_m")
    score = gender_inequality(one(mmr=mmr, abr=abr, **dict(zip(codes, rest, strict=True)))).scores[0, 0]
    assert -1e-12 <= score <= 1


@given(
    st.floats(30, 90),
    st.floats(1, 20),
    st.floats(1, 16),
    st.floats(200, 9e4),
    st.lists(shares, min_size=3, max_size=3),
)
def test_inequality_never_raises_the_index(
    le: float, eys: float, mys: float, gnipc: float, losses: list[float]
):
    names = ("ineq_le", "ineq_edu", "ineq_inc")
    values = {"le": le, "eys": eys, "mys": mys, "gnipc": gnipc, **dict(zip(names, losses, strict=True))}
    found = inequality_adjusted(one(**values))
    assert 0 <= found.scores[0, 0] <= found.parts["hdi"][0, 0]
