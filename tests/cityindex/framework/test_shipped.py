"""What the shipped files say, against the published facts."""

import csv
from pathlib import Path

import pytest

from cityindex import framework
from cityindex.framework import Framework


def test_the_ids_are_the_file_names():
    assert [f.id for f in framework.every()] == framework.ids()


@pytest.mark.parametrize("shipped", framework.every(), ids=lambda f: f.id)
def test_every_goalpost_without_an_authority_is_marked_assumed(shipped: Framework):
    for indicator in shipped.indicators:
        if indicator.goalposts and indicator.goalposts.source == "project":
            assert indicator.goalposts.provenance == "assumed"


def test_kupang_holds_the_41_printed_rows(shared: Path):
    kupang = framework.get("kupang-buku1-2023")
    with (shared / "domain" / "kupang_buku1_2023.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["code"], r["component_id"], r["component_en"], r["value_type"], r["unit"]) for r in rows] == [
        (i.code, i.title.id, i.title.en, i.value_type, i.unit) for i in kupang.indicators
    ]
    directions = {"higher_better": 1, "lower_better": -1, "context": 0}
    assert [directions[r["direction_suggested"]] for r in rows] == [i.direction for i in kupang.indicators]


def test_kupang_has_an_element_without_rows_that_says_so():
    kupang = framework.get("kupang-buku1-2023")
    assert [n.code for n in kupang.children("kesiapan")] == ["struktur", "infrastruktur", "suprastruktur"]
    assert [len(kupang.leaves(n.code)) for n in kupang.children("kesiapan")] == [29, 12, 0]
    note = kupang.node("suprastruktur").note
    assert note is not None
    assert "no row" in note.en


def test_kupang_scores_only_answers_of_the_asked_kind():
    scored = {i.label for i in framework.get("kupang-buku1-2023").indicators if i.goalposts}
    assert not scored & {"T2R11", "T3R6", "T4R1", "T3R5"}
    assert {"T2R1", "T2R12", "T3R1", "T4R2"} <= scored


def test_kupang_pillars_are_the_projects_own_mapping():
    kupang = framework.get("kupang-buku1-2023")
    (pillars,) = kupang.groupings
    assert pillars.provenance == "project"
    assert len(pillars.members) == 6
    assert all("pillar" in i.groups for i in kupang.indicators)


def test_ipm_goalposts_are_the_published_ones():
    ipm = framework.get("ipm-2010")
    posts = {
        i.code: (i.goalposts.low, i.goalposts.high, i.goalposts.log) for i in ipm.indicators if i.goalposts
    }
    assert posts == {
        "UHH": (20, 85, False),
        "HLS": (0, 18, False),
        "RLS": (0, 15, False),
        "PENGELUARAN": (1_007_436, 26_572_352, True),
    }
    assert [level.aggregate for level in ipm.levels] == ["geometric", "arithmetic"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (80, "sangat_tinggi"),
        (79.99, "tinggi"),
        (70, "tinggi"),
        (69.99, "sedang"),
        (60, "sedang"),
        (59.99, "rendah"),
    ],
)
def test_ipm_categories(value: float, expected: str):
    band = framework.get("ipm-2010").band_scale("kategori").band(value)
    assert band is not None
    assert band.code == expected
