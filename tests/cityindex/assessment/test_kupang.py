"""The study's own four tables: the headline, its coverage, and what is left out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cityindex import framework
from cityindex.assessment import Assessment, assess
from cityindex.dataset import Observation
from cityindex.tabular import import_table, read_csv

KUPANG = framework.get("kupang-buku1-2023")


@pytest.fixture(scope="module")
def observations(shared: Path) -> tuple[Observation, ...]:
    table = read_csv((shared / "domain" / "kupang_buku1_2023.csv").read_bytes())
    imported = import_table(table, KUPANG, unit="53.71", period=2023, latest=2024)
    assert not imported.problems
    return imported.observations


@pytest.fixture(scope="module")
def kupang(observations: tuple[Observation, ...]) -> Assessment:
    return assess(KUPANG, observations)


@pytest.fixture(scope="module")
def shape(kupang: Assessment) -> dict[str, Any]:
    return kupang.to_dict()


def node(shape: dict[str, Any], code: str) -> dict[str, Any]:
    return next(n for n in shape["nodes"] if n["code"] == code)


def test_the_headline_is_ten_of_twelve_and_eight_of_ten_without_suspects(shape: dict[str, Any]):
    headline = shape["headline"]
    assert [(c["code"], c["count"]) for c in headline["levels"]] == [
        ("baik", 10),
        ("sedang", 2),
        ("kurang", 0),
    ]
    assert (headline["judgement"], headline["interpreted"], headline["indicators"]) == ("baik", 12, 41)
    assert headline["share"] == pytest.approx(10 / 12)
    without = headline["without_suspects"]
    assert (without["interpreted"], without["indicators"], without["share"]) == (10, 41, 0.8)
    assert headline["suspects"] == ["B1.T4.01", "B1.T4.02"]


def test_rows_the_study_does_not_interpret_say_so(kupang: Assessment):
    judged = [r.indicator.code for r in kupang.indicators if r.judgement]
    assert len(judged) == 12
    assert all(code.startswith(("B1.T3", "B1.T4")) for code in judged)


def test_a_part_without_rows_is_not_computable(shape: dict[str, Any]):
    part = node(shape, "suprastruktur")
    assert part["score"] is None
    assert part["reason"]["en"] == "This framework holds no rows for this part."
    assert part["coverage"] == {"with_value": 0, "indicators": 0, "interpreted": 0, "scored": 0}
    assert part["readiness"]["share"] is None


def test_a_score_is_marked_with_what_it_rests_on(shape: dict[str, Any]):
    part = node(shape, "pemerintahan")
    assert part["mark"] == "assumed"
    assert 0 < part["score"] < 100
    assert part["coverage"]["scored"] == 13


def test_no_node_has_a_score_and_a_reason_or_neither(shape: dict[str, Any]):
    assert all((n["score"] is None) == (n["reason"] is not None) for n in shape["nodes"])
    assert all(n["rank"] is None for n in shape["nodes"])


def test_suspects_are_shown_and_left_out(shape: dict[str, Any]):
    suspect = {i["code"]: i for i in shape["indicators"]}["B1.T4.02"]
    assert (suspect["value"], suspect["suspect"], suspect["normalised"]) == (1, True, None)
    assert "meragukan" in suspect["reason"]["id"]


def test_a_mended_value_is_taken_in(observations: tuple[Observation, ...]):
    mended = tuple(
        replace(o, raw_value="Tidak Ada", judgement="kurang") if o.indicator == "B1.T4.02" else o
        for o in observations
    )
    headline = assess(KUPANG, mended).to_dict()["headline"]
    assert headline["suspects"] == ["B1.T4.01"]
    assert headline["without_suspects"]["interpreted"] == 11


def test_pillars_have_readiness_and_coverage(shape: dict[str, Any]):
    pillars = {g["code"]: g for g in shape["groups"] if g["grouping"] == "pillar"}
    assert len(pillars) == 6
    assert sum(p["coverage"]["indicators"] for p in pillars.values()) == 41
    assert sum(p["readiness"]["interpreted"] for p in pillars.values()) == 12
    assert all(p["provenance"] == "project" for p in pillars.values())


def test_the_prose_stands_beside_the_table_and_can_be_left_out(
    shape: dict[str, Any], observations: tuple[Observation, ...]
):
    crime = {i["code"]: i for i in shape["indicators"]}["B1.T1.07"]
    assert [(s["raw_value"], s["value"], s["year"]) for s in crime["sources"]] == [("1.705", 1705, 2022)]
    assert "YEAR_CONFLICT" in crime["flags"]
    silent = {i["code"]: i for i in assess(KUPANG, observations, statements=()).to_dict()["indicators"]}
    assert silent["B1.T1.07"]["sources"] == []
    assert silent["B1.T1.07"]["flags"] == ["DOT_THOUSANDS"]


@pytest.mark.parametrize(
    ("unit", "compared"), [("5371", True), ("53.71", True), ("53.01", False), ("Kupang", False)]
)
def test_the_prose_is_about_one_city_only(observations: tuple[Observation, ...], unit: str, compared: bool):
    moved = [replace(o, unit=unit) for o in observations]
    codes = {f.code for f in assess(KUPANG, moved).flags}
    assert ("TEXT_CONTRADICTS" in codes) is compared


def test_every_raw_value_is_kept_as_written(kupang: Assessment, observations: tuple[Observation, ...]):
    written = {o.indicator: o.raw_value for o in observations}
    assert {r.indicator.code: r.raw_value for r in kupang.indicators} == written
