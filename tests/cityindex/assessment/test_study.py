"""Assessments of small frameworks: bands, marks, ranks, reasons, and calls that cannot be answered."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cityindex.making import bands, framework, indicator, node, posts, text

from cityindex.assessment import UnknownJudgementError, around, assess, judgement_of, standings, study
from cityindex.dataset import Observation
from cityindex.framework import get
from cityindex.recipe import default_recipe
from cityindex.steps import Normalise
from cityindex.tabular import import_table, read_csv

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "assessment-json.md"
SMALL = framework()


def seen(unit: str, a: str, b: str, c: str, period: int = 2023) -> list[Observation]:
    return [Observation(unit, code, period, raw) for code, raw in zip("abc", (a, b, c), strict=True)]


def test_bands_classify_scores_and_values_as_printed():
    chosen = framework(
        indicator("a", bands="scale"), indicator("b"), indicator("c", "right"),
        nodes=(node("index", bands="scale"), node("left", "index"), node("right", "index")),
        bands=[bands(0, 50, decimals=1)],
    )  # fmt: skip
    shape = assess(chosen, seen("X", "49.95", "49.95", "49.95")).to_dict()
    assert shape["headline"]["band"]["code"] == "band1"
    assert shape["indicators"][0]["band"]["code"] == "band1"
    assert shape["indicators"][1]["band"] is None


def test_an_answer_of_another_kind_is_shown_but_not_classified():
    spbe = get("spbe-2020")
    share, level = (assess(spbe, [Observation("X", "I01", 2023, raw)]).indicators[0] for raw in ("3%", "3"))
    assert (share.value, share.read_as, share.band) == (3, "percent", None)
    assert level.band
    assert level.band.band.code == "terdefinisi"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("official", "official"), None),
        (("official", "assumed"), "assumed"),
        (("expert", "official"), "expert"),
        (("unofficial", "project"), "unofficial"),
    ],
)
def test_a_score_carries_the_weakest_mark(marks: tuple[str, str], expected: str | None):
    one, two = marks
    chosen = framework(
        indicator("a", goalposts=posts(mark=one)),
        indicator("b"),
        indicator("c", "right", goalposts=posts(mark=two)),
    )
    assert assess(chosen, seen("X", "1", "2", "3")).root.mark == expected
    missing = assess(chosen, seen("X", "", "", "")).root
    assert (missing.mark, missing.score) == (None, None)


def test_cities_are_ranked_within_their_year():
    made = study(
        SMALL, [*seen("X", "10", "10", "10"), *seen("Y", "30", "30", "30"), *seen("Z", "30", "30", "30")]
    )
    found = standings(made, 2023)
    assert [(s.rank, s.unit, s.score) for s in found] == [(1, "Y", 30), (1, "Z", 30), (3, "X", 10)]
    assert made.assessment("X", 2023).root.rank == 3
    assert [s.unit for s in around(found, "X", 1)] == ["Z", "X"]
    with pytest.raises(KeyError):
        around(found, "W")


def test_a_city_without_a_score_comes_last_and_has_no_rank():
    made = study(SMALL, [*seen("A", "", "", ""), *seen("Y", "30", "30", "30"), *seen("Z", "40", "30", "30")])
    assert [(s.rank, s.unit) for s in standings(made, 2023)] == [(1, "Z"), (2, "Y"), (None, "A")]
    assert standings(made, 2023)[-1].reason


def test_a_city_missing_in_a_year_is_not_in_its_ranking():
    made = study(SMALL, [*seen("X", "1", "2", "3", 2022), *seen("Y", "1", "2", "3", 2023)])
    assert [s.unit for s in standings(made, 2022)] == ["X"]
    with pytest.raises(KeyError, match="no observation of 'X' for 2023"):
        made.assessment("X", 2023)


def test_another_recipe_is_followed():
    recipe = default_recipe(SMALL).with_step(Normalise("none"))
    assert assess(SMALL, seen("X", "200", "200", "200"), recipe=recipe).root.score == 200


def test_what_a_recipe_sets_instead_of_the_framework_carries_the_mark_of_the_project():
    official = framework(indicator("a", goalposts=posts(0, 100)), indicator("b"), indicator("c", "right"))
    own = default_recipe(official).with_step(Normalise(overrides={"a": {"goalposts": [0, 50]}}))
    marks = [
        (i.indicator.code, i.mark)
        for i in assess(official, seen("X", "20", "20", "20"), recipe=own).indicators
    ]
    assert marks == [("a", "project"), ("b", None), ("c", None)]
    assert assess(official, seen("X", "20", "20", "20"), recipe=own).root.mark == "project"


def test_a_denominator_comes_from_the_context():
    chosen = framework(indicator("a", denominator="people"), indicator("b"), indicator("c", "right"))
    shape = assess(chosen, seen("X", "500", "20", "3"), context={"people": 10}).to_dict()
    assert shape["indicators"][0]["normalised"] == 50
    without = assess(chosen, seen("X", "500", "20", "3")).to_dict()["indicators"][0]
    assert without["reason"]["en"] == "The number it is divided by is missing or zero."


def test_assess_is_for_one_city_and_year():
    with pytest.raises(ValueError, match="these observations are of 2; use study"):
        assess(SMALL, [*seen("X", "1", "2", "3"), *seen("Y", "1", "2", "3")])
    with pytest.raises(ValueError, match="of 0"):
        assess(SMALL, [])


def test_judgements_are_found_by_code_or_title():
    named = replace(SMALL.judgements[0], title=text("Kurang"))
    chosen = replace(SMALL, judgements=(named, SMALL.judgements[1]))
    assert judgement_of(chosen, " KURANG ") == named
    assert judgement_of(chosen, "poor") == named
    assert judgement_of(chosen, "") is None
    with pytest.raises(
        UnknownJudgementError, match="'Superb' is no judgement of small; allowed: Kurang, Good"
    ):
        judgement_of(chosen, "Superb")


def test_the_documented_shape_names_every_key():
    shape = assess(framework(indicator("a", bands="scale"), indicator("b"), indicator("c", "right"), bands=[bands(0)]),
                   [*seen("X", "1", "2", "3"), Observation("X", "a", 2023, "5", source="prose")]).to_dict()  # fmt: skip
    assert shape.pop("recipe")["framework"] == "small"
    document = DOCUMENT.read_text(encoding="utf-8")

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {k for inner in value.values() for k in keys(inner)}
        return {k for inner in value for k in keys(inner)} if isinstance(value, list) else set()

    lacking = {key for key in keys(shape) if f'"{key}"' not in document and f"`{key}`" not in document}
    assert not lacking
    json.dumps(shape, allow_nan=False)


def test_a_study_is_tables():
    scored = framework(
        indicator("a"), indicator("b"), indicator("c", "right"),
        nodes=(node("index", bands="scale"), node("left", "index"), node("right", "index")),
        bands=[bands(0, 50)],
    )  # fmt: skip
    made = study(
        scored, [*seen("X", "10", "20", "30"), *seen("Y", "70", "80", "90"), *seen("Z", "", "", "", 2024)]
    )
    rows = made.table().rows()
    assert [(r["period"], r["rank"], r["unit"], r["score"]) for r in rows] == [
        (2023, 1, "Y", 82.5),
        (2023, 2, "X", 22.5),
        (2024, 0, "Z", None),
    ]
    assert [r["band"] and r["band"]["id"] for r in rows] == ["band1", "band0", None]
    assert rows[2]["reason"]["en"] == "There is no value yet."
    assert [table.name for table in made.tables()] == [
        "standings",
        "flags",
        "scores",
        "indicators",
        "changes",
    ]


def test_the_flags_of_kupang_are_a_table(shared: Path):
    table = read_csv((shared / "domain" / "kupang_buku1_2023.csv").read_bytes())
    rows = import_table(table, get("kupang-buku1-2023"), unit="53.71", period=2023, latest=2024)
    made = study(get("kupang-buku1-2023"), rows.observations)
    flags = made.to_dict()["flags"]
    assert len(flags) == len(made.flags["53.71", 2023]) > 10
    assert {flag["severity"] for flag in flags} >= {"note", "suspect"}
