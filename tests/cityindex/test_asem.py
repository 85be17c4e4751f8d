"""The ASEM case of the reference: every step's data, the scores and the ranks (51 countries, 49 indicators)."""

import csv
from pathlib import Path

import numpy as np
import pytest

from cityindex.build import build
from cityindex.coinr import read_coinr
from cityindex.recipe import Recipe
from cityindex.steps import Aggregate, Denominate, Impute, Normalise, Screen, Treat, Weigh, start
from cityindex.steps.treat import moments

STEPS = (
    (Denominate(), "Denominated"),
    (Impute("mean", "EurAsia_group"), "Imputed"),
    (Screen(min_share=0.9), "Screened"),
    (Treat(), "Treated"),
    (Normalise("minmax"), "Normalised"),
)


class Case:
    """The reference's inputs and its expected results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.framework, self.data = read_coinr(folder / "iMeta.csv", folder / "iData.csv", id="asem")
        self.codes = list(self.data.indicators)
        steps = (*(step for step, _ in STEPS), Weigh(), Aggregate())
        self.recipe = Recipe(self.framework, steps)

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def expected(self, name: str, columns: list[str]) -> np.ndarray:
        by_unit = {row["uCode"]: row for row in self.rows(name)}
        return np.array([[number(by_unit[unit][c]) for c in columns] for unit in self.data.units])


def number(cell: str) -> float:
    return float("nan") if cell in ("", "NA") else float(cell)


@pytest.fixture(scope="module")
def case(shared: Path) -> Case:
    return Case(shared / "reference" / "asem")


def test_the_data_after_every_step(case: Case):
    state = start(case.framework, case.data)
    for step, name in STEPS:
        state = step.apply(state)
        expected = case.expected(f"data_{name}.csv", case.codes)
        np.testing.assert_allclose(state.values[:, 0], expected, rtol=1e-9, atol=1e-9, err_msg=name)


def test_scores_and_ranks(case: Case):
    index = build(case.recipe, case.data)
    expected = case.expected("data_Aggregated.csv", list(index.nodes))
    np.testing.assert_allclose(index.scores[:, 0], expected, rtol=1e-9)
    assert (index.ranks[:, 0] == case.expected("ranks_amean.csv", list(index.nodes))).all()


def test_scores_on_one_to_a_hundred(case: Case):
    index = build(case.recipe.with_step(Normalise("minmax", low=1, high=100)), case.data)
    expected = case.expected("norm_minmax_1_100.csv", case.codes)
    np.testing.assert_allclose(index.normalised[:, 0], expected, rtol=1e-9)
    expected = case.expected("agg_mm1_100_amean.csv", list(index.nodes))
    np.testing.assert_allclose(index.scores[:, 0], expected, rtol=1e-9)
    assert (index.ranks[:, 0] == case.expected("rank_mm1_100_amean.csv", list(index.nodes))).all()


def test_skewness_and_kurtosis(case: Case):
    screened = case.expected("data_Screened.csv", case.codes)
    by_code = {row["iCode"]: row for row in case.rows("skewkurt_before.csv")}
    for n, code in enumerate(case.codes):
        expected = (float(by_code[code]["skew"]), float(by_code[code]["kurt"]))
        assert moments(screened[:, n]) == pytest.approx(expected, rel=1e-9), code


def test_every_treated_point_is_listed(case: Case):
    """The same points as the reference, no more; it names points that moved together with the highest as well."""
    words = {"winhi": "winsorised_high", "winlo": "winsorised_low"}
    points = case.rows("treat_points.csv")
    expected = {(row["uCode"], code): words[row[code]] for row in points for code in case.codes if row[code]}
    changes = build(case.recipe, case.data).changes
    assert {(c.unit, c.indicator): c.how for c in changes if c.step == "treat"} == expected


def test_the_table_of_tests_is_the_reference_s(case: Case):
    """Every figure of treat_dets: the test, the points winsorised, the test again."""
    index = build(case.recipe, case.data)
    rows = {row["indicator"]: row for row in index.details["treat"].table().rows()}
    for expected in case.rows("treat_dets.csv"):
        row = rows[expected["iCode"]]
        assert row["passed"] == (expected["check_SkewKurt0.Pass"] == "TRUE")
        assert row["skew"] == pytest.approx(float(expected["check_SkewKurt0.Skew"]), rel=1e-9)
        assert row["kurtosis"] == pytest.approx(float(expected["check_SkewKurt0.Kurt"]), rel=1e-9)
        assert row["points"] == int(expected["winsorise.nwin"] or 0)
        if row["points"]:
            assert row["how"] == "winsorised"
            assert row["passed_after"] == (expected["check_SkewKurt1.Pass"] == "TRUE")
            assert row["skew_after"] == pytest.approx(float(expected["check_SkewKurt1.Skew"]), rel=1e-9)
            assert row["kurtosis_after"] == pytest.approx(float(expected["check_SkewKurt1.Kurt"]), rel=1e-9)


def test_skewness_and_kurtosis_after_the_treatment(case: Case):
    treatment = build(case.recipe, case.data).details["treat"].table()
    after = {row["indicator"]: row for row in treatment.rows()}
    for row in case.rows("skewkurt_after.csv"):
        assert after[row["iCode"]]["skew_after"] == pytest.approx(float(row["skew"]), rel=1e-9)
        assert after[row["iCode"]]["kurtosis_after"] == pytest.approx(float(row["kurt"]), rel=1e-9)
        assert after[row["iCode"]]["passed_after"] == (row["pass"] == "TRUE")
