"""check: its inputs, its standing rules and the rules other frameworks may use."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.cityindex.quality.paper import AS_PRINTED, CITY, YEAR, flags, framework, observations, places

from cityindex.dataset import DuplicateObservationError, Observation
from cityindex.framework import Framework, Rule, RuleKind, every, get
from cityindex.quality import READING_CODES, Severity, check, readings, severity_of, suspects
from cityindex.quality.kinds import KINDS
from cityindex.quality.kinds.copies import significant_digits
from cityindex.reading.words import WORDS
from cityindex.text import Text


def with_rule(kind: RuleKind, codes: tuple[str, ...] = (), text: str = "", **options: Any) -> Framework:
    rule = Rule(kind, "TESTED", "warning", Text(text, text), codes, options)
    return replace(get("kupang-buku1-2023"), rules=(rule,), statements=())


def test_every_kind_of_rule_has_a_function() -> None:
    assert set(KINDS) == set(RuleKind)


def test_nothing_is_said_of_nothing() -> None:
    assert check(framework(), []) == ()


def test_one_unit_and_period_at_a_time() -> None:
    with pytest.raises(ValueError, match="one unit and period"):
        check(framework(), [*observations(), *observations(period=2024)])


def test_two_values_for_one_cell_are_an_error() -> None:
    with pytest.raises(DuplicateObservationError, match=r"B1\.T1\.01"):
        check(framework(), [*observations(), Observation(CITY, "B1.T1.01", YEAR, "51")])


def test_an_unknown_indicator_is_flagged_and_nothing_else_changes() -> None:
    stray = Observation(CITY, "B1.T9.99", YEAR, "1")
    raised = check(framework(), [*observations(), stray])
    assert places(raised, "UNKNOWN_INDICATOR") == {"B1.T9.99"}
    assert [flag for flag in raised if flag.code != "UNKNOWN_INDICATOR"] == list(
        check(framework(), observations())
    )


def test_readings_are_those_of_the_main_table() -> None:
    found = readings(
        framework(), [*observations(), Observation(CITY, "B1.T1.01", YEAR, "55", source="dinas")]
    )
    assert len(found) == 41
    assert found["B1.T1.01"].value == 50
    assert "ADANYA_BUT_COUNT" in found["B1.T1.02"].flags


def test_a_value_outside_its_indicator_s_bounds_is_suspect_in_every_framework() -> None:
    spbe = get("spbe-2020")
    level = spbe.indicators[0]
    assert (level.minimum, level.maximum) == (1, 5)
    for raw, expected in (("5", set()), ("1", set()), ("6", {level.code}), ("0", {level.code})):
        raised = check(spbe, [Observation(CITY, level.code, 2022, raw)])
        assert places(raised, "OUT_OF_RANGE") == expected
        assert suspects(raised) == expected
    (flag,) = [f for f in check(spbe, [Observation(CITY, level.code, 2022, "6")]) if f.code == "OUT_OF_RANGE"]
    assert "1 sampai 5" in flag.text.id


def test_the_order_of_rows_does_not_matter() -> None:
    assert check(framework(), observations()) == check(framework(), observations()[::-1])


@pytest.mark.parametrize("framework_id", ["spbe-2018", "spbe-2020"])
@pytest.mark.parametrize(("raw", "raised"), [("2,5", True), ("2", False), ("3,0", False), ("", False)])
def test_maturity_levels_are_whole_numbers(framework_id: str, raw: str, raised: bool) -> None:
    found = check(get(framework_id), [Observation(CITY, "I01", 2019, raw)])
    assert bool(places(found, "LEVEL_NOT_WHOLE")) is raised


@pytest.mark.parametrize(
    ("options", "raw", "raised"),
    [
        ({"maximum": 40}, "41", True),
        ({"maximum": 40}, "40", False),
        ({"minimum": 60}, "50", True),
        ({}, "50", False),
    ],
)
def test_a_range_rule_may_be_narrower(options: dict[str, float], raw: str, raised: bool) -> None:
    study = with_rule(RuleKind.RANGE, ("B1.T1.01",), "{value} {bounds}", **options)
    assert bool(places(check(study, observations({"B1.T1.01": raw})), "TESTED")) is raised


WRITINGS = st.sampled_from(
    [
        "",
        "Ada",
        "Tidak Ada",
        "sedang dibangun",
        "0",
        "62",
        "62%",
        "97,00%",
        "1.192",
        "-5",
        "5-7",
        "1e9",
        "ada?",
        "Rp 5 juta",
        "{x}",
        "%s",
    ]
)


@given(
    cells=st.dictionaries(st.sampled_from(sorted(AS_PRINTED)), WRITINGS | st.text(max_size=8)),
    prose=st.dictionaries(
        st.sampled_from([s.subject for s in get("kupang-buku1-2023").statements]), WRITINGS
    ),
)
@example(cells={}, prose={"staff_s2": "0"})
def test_whatever_is_written_the_flags_have_words_and_a_place(
    cells: dict[str, str], prose: dict[str, str]
) -> None:
    for flag in flags(cells, prose):
        assert all(flag.text)
        assert flag.indicator is None or flag.indicator in AS_PRINTED
        assert flag.code.isascii()
        assert flag.code.isupper()


AGES = ("B1.T2.05", "B1.T2.06", "B1.T2.07")


def ages(*raws: str) -> list[Observation]:
    return observations(dict(zip(AGES, raws, strict=True)))


def test_rows_that_should_add_up_to_a_total() -> None:
    study = with_rule(RuleKind.SUM_TO, AGES, "{parts} = {total}, not {wanted}", total=100, tolerance=0.05)
    assert places(check(study, ages("40%", "30%", "20%")), "TESTED") == set(AGES)
    assert not places(check(study, ages("40%", "30%", "30%")), "TESTED")
    assert not places(check(study, ages("40,02%", "30%", "30%")), "TESTED"), "within the tolerance"
    assert not places(check(study, ages("40%", "30%", "n/a")), "TESTED"), "a missing part says nothing"


def test_the_total_may_be_another_indicator() -> None:
    study = with_rule(RuleKind.SUM_TO, ("B1.T1.01", "B1.T1.02"), "{total} {wanted}", total="B1.T1.04")
    assert places(check(study, observations({"B1.T1.04": "64"})), "TESTED") == {"B1.T1.01", "B1.T1.02"}
    assert not places(check(study, observations({"B1.T1.04": "65"})), "TESTED")
    assert not places(check(study, observations({"B1.T1.04": "n/a"})), "TESTED")


def test_answers_of_another_kind_take_no_part_in_sums() -> None:
    study = with_rule(RuleKind.SUM_AT_MOST, AGES, "{total}", maximum=100)
    assert not places(check(study, ages("500 orang", "30%", "20%")), "TESTED")
    assert places(check(study, ages("n/a", "70%", "31%")), "TESTED") == set(AGES[1:])


@pytest.mark.parametrize(
    ("value", "digits"),
    [(0, 0), (1, 1), (6, 1), (100, 1), (50, 1), (62, 2), (97.0, 2), (99.37, 4), (1192, 4), (0.6, 1)],
)
def test_significant_digits(value: float, digits: int) -> None:
    assert significant_digits(value) == digits


def test_a_block_pasted_at_another_place_is_found_row_by_row() -> None:
    pasted = {"B1.T4.02": "97,00%", "B1.T4.03": "Tersedia", "B1.T4.04": "189", "B1.T4.01": "12"}
    rows = [replace(row, judgement="Baik") for row in observations(pasted)]
    raised = check(framework(), rows)
    for code, where in (
        ("DUPLICATE_OF_T3R1", "B1.T4.02"),
        ("DUPLICATE_OF_T3R2", "B1.T4.03"),
        ("DUPLICATE_OF_T3R3", "B1.T4.04"),
    ):
        assert where in places(raised, code)


def test_another_judgement_is_another_row() -> None:
    rows = [
        replace(row, judgement="Sedang") if row.indicator == "B1.T4.01" else row for row in observations()
    ]
    assert suspects(check(framework(), rows)) == {"B1.T4.02"}


def unjudged(edits: dict[str, str]) -> list[Observation]:
    return [replace(row, judgement=None) for row in observations(edits)]


@pytest.mark.parametrize(
    ("edits", "suspect"),
    [
        ({}, {"B1.T4.01", "B1.T4.02"}),
        ({"B1.T4.02": "Ada (rusak)", "B1.T3.02": "Tidak Ada"}, {"B1.T4.01"}),  # alone, at the same place
        ({"B1.T4.01": "Ada", "B1.T4.05": "97,00%"}, set()),  # alone, elsewhere
        ({"B1.T4.01": "Ada", "B1.T4.05": "99,37%"}, {"B1.T4.05"}),
        ({"B1.T3.01": "97%", "B1.T4.01": "97%"}, set()),
    ],
)
def test_without_judgements_a_copy_needs_more_digits(edits: dict[str, str], suspect: set[str]) -> None:
    assert suspects(check(framework(), unjudged(edits))) == suspect


def test_full_coverage_in_two_tables_is_no_copy() -> None:
    everywhere = dict.fromkeys(["B1.T3.01", "B1.T3.04", "B1.T3.06", "B1.T4.01"], "100%")
    assert not suspects(check(framework(), observations({**everywhere, "B1.T4.02": "Tidak Ada"})))


def test_every_code_of_readings_has_a_severity() -> None:
    assert READING_CODES.keys() == WORDS.keys()
    assert severity_of("JUMLAH_BUT_PERCENT") is Severity.WARNING
    assert severity_of("DOT_THOUSANDS") is Severity.FORMAT


@pytest.mark.parametrize("shipped", every(), ids=lambda shipped: shipped.id)
def test_an_empty_answer_everywhere_raises_no_flag_of_a_row(shipped: Framework) -> None:
    blank = [Observation("x", indicator.code, YEAR, "") for indicator in shipped.indicators]
    assert [flag.code for flag in check(shipped, blank)] == []


def test_a_count_may_be_held_against_another_row() -> None:
    study = with_rule(RuleKind.COUNT_AGAINST, ("B1.T1.03",), "{value} {limit} {each}", against="B1.T1.04")
    assert not places(check(study, observations({"B1.T1.03": "27"})), "TESTED")
    assert places(check(study, observations({"B1.T1.03": "28"})), "TESTED") == {"B1.T1.03"}
    assert not places(check(study, observations({"B1.T1.03": "28", "B1.T1.04": "n/a"})), "TESTED")
