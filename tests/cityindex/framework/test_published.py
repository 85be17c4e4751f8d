"""The shipped rules against published figures."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from cityindex import framework
from cityindex.build import Index, build
from cityindex.dataset import Dataset
from cityindex.framework import Framework
from cityindex.recipe import default_recipe
from cityindex.rounding import round_half_up


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def built(chosen: Framework, *values: list[float]) -> Index:
    units = [str(n) for n in range(len(values))]
    data = np.array(values, dtype=float)[:, np.newaxis, :]
    codes = [i.code for i in chosen.indicators]
    return build(default_recipe(chosen), Dataset.from_array(data, units=units, indicators=codes))


def leaves_weigh(chosen: Framework, code: str) -> float:
    return math.fsum(i.weight for i in chosen.leaves(code))


@pytest.mark.parametrize(("framework_id", "count"), [("spbe-2020", 47), ("pemdi-2026", 20)])
def test_weights_sum_to_100_on_every_storey(framework_id: str, count: int):
    chosen = framework.get(framework_id)
    assert len(chosen.indicators) == count
    assert f"{leaves_weigh(chosen, chosen.root.code):.2f}" == "100.00"
    for node in chosen.nodes:
        if node.parent is not None:
            assert leaves_weigh(chosen, node.code) == pytest.approx(node.weight, abs=1e-9)


def test_spbe_2020_is_the_published_table(shared: Path):
    spbe = framework.get("spbe-2020")
    table = rows(shared / "domain" / "spbe_indicators.csv")
    for row, indicator in zip(table, spbe.indicators, strict=True):
        aspect = spbe.node(indicator.parent)
        domain = spbe.node(aspect.parent or "")
        assert (indicator.title.id, indicator.weight) == (row["name_id"], float(row["weight"]))
        assert (aspect.title.id, aspect.weight) == (row["aspect_id"], float(row["aspect_weight"]))
        assert (domain.title.id, domain.weight) == (row["domain_id"], float(row["domain_weight"]))
        assert indicator.bands == f"kapabilitas_{row['capability_type']}"


def test_pemdi_2026_is_the_transcribed_table(shared: Path):
    pemdi = framework.get("pemdi-2026")
    for row, indicator in zip(
        rows(shared / "domain" / "pemdi_indicators.csv"), pemdi.indicators, strict=True
    ):
        aspect = pemdi.node(indicator.parent)
        assert (indicator.title.id, indicator.weight) == (row["name_id"], float(row["weight"]))
        assert (aspect.title.id, aspect.weight) == (row["aspect_id"], float(row["aspect_weight"]))


@pytest.mark.parametrize(
    ("prefix", "framework_id", "count"), [("spbe", "spbe-2020", 9), ("pemdi", "pemdi-2026", 7)]
)
def test_predicates(shared: Path, prefix: str, framework_id: str, count: int):
    golden = [
        r for r in rows(shared / "domain" / "golden_values.csv") if r["id"].startswith(f"{prefix}_pred_")
    ]
    assert len(golden) == count
    scale = framework.get(framework_id).band_scale("predikat")
    for row in golden:
        band = scale.band(float(row["input"].removeprefix("index=")))
        assert band is not None
        assert band.title.id.split(" (")[0] == row["expected"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2.5949, "cukup"), (2.595, "baik"), (1.7949, "kurang"), (5.0, "memuaskan"), (5.01, None), (0.9, None)],
)
def test_spbe_is_classified_as_printed(value: float, expected: str | None):
    band = framework.get("spbe-2020").band_scale("predikat").band(value)
    assert (band.code if band else None) == expected


def test_spbe_2020_extremes():
    index = built(framework.get("spbe-2020"), [1] * 47, [5] * 47)
    assert [round_half_up(index.score(unit), 2) for unit in index.units] == [1.00, 5.00]


def test_spbe_2018_gives_the_published_figures_of_denpasar(shared: Path):
    spbe = framework.get("spbe-2018")
    table = rows(shared / "reference" / "spbe" / "denpasar_2018_indicators.csv")
    assert len({i.code.rstrip("abc") for i in spbe.indicators}) == 35
    index = built(spbe, [float(row["level"]) for row in table])
    names = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "D1", "D2", "D3", "spbe"]
    expected = rows(shared / "reference" / "spbe" / "denpasar_2018_expected.csv")
    for node, row in zip(names, expected, strict=True):
        assert round_half_up(index.score("0", node), 2) == float(row["value"]), row["node"]


def test_ipm_of_indonesia_2023():
    index = built(framework.get("ipm-2010"), [73.93, 13.15, 8.77, 11_899_000])
    assert round_half_up(index.score("0"), 2) == 74.39


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.34, 3.72, 3.24, 3.55], 3.46),
        ([3.44, 3.53, 3.10, 3.90], 3.49),
        ([3.52, 3.68, 3.12, 3.84], 3.54),
    ],
)
def test_digital_literacy_is_the_plain_mean(values: list[float], expected: float):
    assert round_half_up(built(framework.get("digital-literacy-2022"), values).score("0"), 2) == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [(None, 3.315), ("jambi-kediri-2022", 3.315), ("kediri-2022-alternative", 3.310), ("sleman", 3.257)],
)
def test_yearly_evaluation_of_kediri_under_each_set_of_weights(weights: str | None, expected: float):
    chosen = framework.get("gsc-evaluation")
    assert chosen.provenance == "unofficial"
    if weights:
        chosen = chosen.with_weights(weights)
    assert leaves_weigh(chosen, "evaluasi") == 100
    assert round_half_up(built(chosen, [3.60, 3.21, 3.23, 3.07, 3.65]).score("0"), 3) == expected


def test_giffinger_needs_more_than_one_city():
    smart_people = framework.get("giffinger-2007")
    alone = built(smart_people, [float(n) for n in range(15)])
    assert math.isnan(alone.score("0"))
    two = built(smart_people, [float(n) for n in range(15)], [float(n + 1) for n in range(15)])
    assert two.score("1") > two.score("0")


def test_giffinger_marks_what_was_adapted():
    smart_people = framework.get("giffinger-2007")
    adapted = [i for i in smart_people.indicators if i.groups["origin"] == "adapted"]
    assert 0 < len(adapted) < len(smart_people.indicators) == 15
    assert all(i.note and i.note.en.startswith("Originally") for i in adapted)
    assert len(smart_people.children("smart_people")) == 7
