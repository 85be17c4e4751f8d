"""What a page lists, made of a stored assessment."""

from typing import Any

import pytest
from tests.assessments.results import result, row

from warga.dashboards.domain import (
    above,
    best,
    branches,
    doubted,
    findings,
    in_language,
    members,
    tone,
    window,
)


def flag(
    code: str, severity: str, indicator: str | None, text: str = "", related: tuple[str, ...] = ()
) -> Any:
    return {
        "code": code,
        "severity": severity,
        "text": text,
        "indicator": indicator,
        "related": list(related),
    }


def test_every_text_is_said_in_one_language_and_the_rest_stays() -> None:
    stored = {"title": {"id": "Kota", "en": "City"}, "rows": [{"id": "Ya", "en": "Yes"}, 3, None], "id": "x"}

    assert in_language(stored, "en-GB") == {"title": "City", "rows": ["Yes", 3, None], "id": "x"}
    assert in_language(stored, "id") == {"title": "Kota", "rows": ["Ya", 3, None], "id": "x"}


@pytest.mark.parametrize(
    ("code", "expected"), [("a", "good"), ("b", "fair"), ("c", "poor"), (None, "none"), ("other", "none")]
)
def test_a_judgement_looks_as_good_as_its_place(code: str | None, expected: str) -> None:
    assert tone(code, [{"code": "a"}, {"code": "b"}, {"code": "c"}]) == expected


def test_the_second_of_two_levels_is_not_poor() -> None:
    assert tone("b", [{"code": "a"}, {"code": "b"}]) == "fair"


def test_the_share_speaks_of_the_best_level() -> None:
    assert best({"levels": [{"code": "baik"}, {"code": "sedang"}]}) == {"code": "baik"}
    assert best({}) is None
    assert best({"levels": []}) is None


def test_findings_come_gravest_first_and_say_the_same_words_once() -> None:
    assessment = result(
        row("a"),
        row("b"),
        row("c"),
        flags=(
            flag("DECIMAL_COMMA", "format", "a", "“4,1”"),
            flag("DECIMAL_COMMA", "format", "b", "“4,2”"),
            flag("WRONG_KIND", "warning", "a", "“15”"),
            flag("WRONG_KIND", "warning", "b", "“6”"),
            flag("SUM", "suspect", "a", "together", ("b",)),
            flag("SUM", "suspect", "b", "together", ("a",)),
            flag("MIX", "note", None, "everywhere"),
        ),
    )

    found = findings(assessment)

    assert [severity for severity, _group in found] == ["suspect", "warning", "note", "format"]
    said = {severity: [(f.text, [r["code"] for r in f.rows]) for f in group] for severity, group in found}
    assert said["suspect"] == [("together", ["a", "b"])]
    assert said["warning"] == [("“15”", ["a"]), ("“6”", ["b"])], "each with its own figures"
    assert said["note"] == [("everywhere", [])]
    assert said["format"] == [("“4,1”", ["a", "b"])], "one example for all"


def test_a_suspect_row_is_not_counted_a_second_time_as_one_to_check() -> None:
    assessment = result(
        row("a", suspect=True),
        row("b"),
        row("c"),
        flags=(flag("X", "warning", "a"), flag("X", "warning", "b"), flag("Y", "warning", "b")),
    )

    assert [r["code"] for r in doubted(assessment, "warning")] == ["b"]


def test_branches_go_down_before_they_go_on() -> None:
    assessment = result(row("x", parent="left"), row("y", parent="right"))
    assessment["nodes"] = [
        {"code": "top", "parent": None, "title": "Top"},
        {"code": "left", "parent": "top", "title": "Left"},
        {"code": "right", "parent": "top", "title": "Right"},
        {"code": "deep", "parent": "left", "title": "Deep"},
    ]

    found = [(b.node["code"], b.depth, [r["code"] for r in b.rows]) for b in branches(assessment)]

    assert found == [("top", 0, []), ("left", 1, ["x"]), ("deep", 2, []), ("right", 1, ["y"])]
    assert above(assessment, assessment["indicators"][0]) == ["Top", "Left"]


def test_members_of_a_grouping_keep_those_without_rows() -> None:
    assessment = result(row("x", groups={"pillar": "people"}), row("y", groups={"other": "people"}))
    assessment["groups"] = [
        {"grouping": "pillar", "code": "people"},
        {"grouping": "pillar", "code": "money"},
        {"grouping": "other", "code": "people"},
    ]

    found = [(b.node["code"], [r["code"] for r in b.rows]) for b in members(assessment, "pillar")]

    assert found == [("people", ["x"]), ("money", [])]


@pytest.mark.parametrize(
    ("length", "place", "expected"),
    [(514, 100, slice(96, 105)), (514, 0, slice(0, 9)), (514, 513, slice(505, 514)), (3, 1, slice(0, 9))],
)
def test_neighbours_are_as_many_near_the_ends(length: int, place: int, expected: slice) -> None:
    assert window(length, place, 4) == expected
