"""Weak rows, next steps and changes are read off a stored assessment, never made up."""

from tests.assessments.results import result, row

from warga.assessments.domain import Change, Step, Why, changes, lowest_part, next_steps, own_hand, weakest


def codes(weak: list) -> list[tuple[str, Why]]:
    return [(w.row["code"], w.why) for w in weak]


def test_weakest_puts_the_lowest_judgement_first_then_what_is_absent_then_none() -> None:
    assessment = result(
        row("none", "Tidak Ada", 0),
        row("absent", "Tidak Ada", 0, read_as="boolean", value_type="boolean"),
        row("fair", level="sedang"),
        row("good", level="baik"),
        row("poor", level="kurang"),
    )

    assert codes(weakest(assessment)) == [
        ("poor", Why.JUDGED),
        ("fair", Why.JUDGED),
        ("absent", Why.ABSENT),
        ("none", Why.NONE),
    ]


def test_weakest_leaves_out_doubtful_rows_and_those_where_zero_is_good_or_means_nothing() -> None:
    assessment = result(
        row("doubtful", level="kurang", suspect=True),
        row("brawls", "Tidak Ada", 0, direction=-1),
        row("context", "0", 0, direction=0),
        row("share", "0%", 0, read_as="percent", value_type="percent"),
        row("unknown", "-", None, read_as=None),
        row("zero but judged good", "0", 0, level="baik"),
    )

    assert weakest(assessment) == []


def test_next_steps_name_the_rows_and_leave_out_what_is_done() -> None:
    assessment = result(
        row("doubtful", suspect=True),
        row("warned"),
        row("missing", None, None),
        row("judged", level="baik"),
        row("absent", "Tidak Ada", 0, read_as="boolean"),
        flags=(
            {"severity": "warning", "indicator": "warned"},
            {"severity": "warning", "indicator": "doubtful"},
            {"severity": "note", "indicator": "judged"},
        ),
    )

    assert next_steps(assessment) == [
        (Step.CHECK_SUSPECTS, ["doubtful"]),
        (Step.CHECK_WARNINGS, ["warned"]),
        (Step.FILL, ["missing"]),
        (Step.JUDGE, ["doubtful", "warned", "absent"]),
        (Step.PROVIDE, ["absent"]),
    ]
    assert next_steps(result(row("done", level="baik"))) == []


def test_nobody_is_asked_to_judge_where_the_framework_has_no_judgements() -> None:
    assessment = result(row("uhh", "71,2", 71.2))
    assessment["headline"]["levels"] = []

    assert next_steps(assessment) == []


def test_changes_tell_values_and_judgements_apart() -> None:
    before = result(
        row("same", level="baik"), row("typo", "62", 62), row("raised", level="sedang"), row("gone")
    )
    after = result(
        row("same", level="baik"),
        row("typo", "62%", 62),
        row("raised", level="baik"),
        row("gone", None, None),
        row("new", level="kurang"),
    )

    assert [(c["code"], c["kind"]) for c in changes(before, after)] == [
        ("typo", Change.VALUE_CORRECTED),
        ("raised", Change.JUDGEMENT_CHANGED),
        ("gone", Change.VALUE_REMOVED),
        ("new", Change.VALUE_ADDED),
        ("new", Change.JUDGED),
    ]


def test_a_judgement_taken_back_is_a_change_and_equal_assessments_have_none() -> None:
    judged, open_ = result(row("a", level="baik")), result(row("a"))

    assert [c["kind"] for c in changes(judged, open_)] == [Change.JUDGEMENT_WITHDRAWN]
    assert changes(judged, judged) == []


def test_nobody_publishes_what_they_entered_and_the_command_line_is_nobody() -> None:
    assert own_hand(7, {3, 7})
    assert not own_hand(7, {3, None})
    assert not own_hand(None, {None})


def test_against_another_year_a_value_has_moved_and_was_not_corrected() -> None:
    before, after = result(row("uhh", "70,11", 70.11)), result(row("uhh", "70,52", 70.52))
    before["period"], after["period"] = 2022, 2023

    assert [c["kind"] for c in changes(before, after)] == [Change.VALUE_MOVED]


def test_where_nobody_judges_the_part_with_the_lowest_score_is_the_weakest() -> None:
    assessment = result(row("uhh"))
    assessment["headline"]["levels"] = []
    assessment["nodes"] += [
        {"code": code, "parent": parent, "score": score}
        for code, parent, score in (
            ("a", "root", 84.4),
            ("b", "root", 77.7),
            ("c", "root", None),
            ("d", "a", 1.0),
        )
    ]

    assert (lowest_part(assessment) or {})["code"] == "b"
    assert lowest_part(result(row("uhh", level="baik")) | {"nodes": assessment["nodes"]}) is None
    assert lowest_part(assessment | {"nodes": assessment["nodes"][:2]}) is None
