"""Every oddity of the study is raised by a rule, goes when its cause is mended, and comes where it is planted."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cityindex.quality.paper import AS_PRINTED, CITY, YEAR, flags, framework, observations, places

from cityindex.dataset import Observation
from cityindex.quality import Severity, check, suspects
from cityindex.reading.words import FORMAT

# What is said of the whole set, beside the flags of rows.
OF_THE_SET = {
    "NO_INTERPRETATION": {"masyarakat", "pemerintahan"},
    "DECIMAL_MIX": {"set"},
    "TRUNCATED": {"staff_sd_share"},
    "IMPLIED_TOTAL": {"staff_total"},
    "PILLAR_MISMATCH": {"regulation_pillars"},
}


def test_every_row_has_exactly_the_flags_of_the_brief(shared: Path) -> None:
    """The CSV's flags are what is expected, never input: only value, judgement, code and year are read."""
    with (shared / "domain" / "kupang_buku1_2023.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    table = [
        Observation(
            CITY, row["code"], int(row["year"]), row["raw_value"], judgement=row["interpretation_id"] or None
        )
        for row in rows
    ]
    raised = check(framework(), table)
    assert len(rows) == 41
    for row in rows:
        expected = set(filter(None, row["quality_flags"].split(";")))
        assert {flag.code for flag in raised if flag.indicator == row["code"]} == expected, row["code"]
    assert {flag.code: places(raised, flag.code) for flag in raised if flag.indicator is None} == OF_THE_SET
    assert set(table) == set(observations()), "the tables of these tests are the printed ones"


# code: (row, how it is mended, how it is planted elsewhere, where it then appears)
ROW_FLAGS = [
    ("DOT_THOUSANDS", "T1.05", {"T1.05": "1192"}, {"T1.06": "4.800"}, "T1.06"),
    ("DECIMAL_COMMA", "T2.01", {"T2.01": "4%"}, {"T3.06": "93,0%"}, "T3.06"),
    ("UNIT_SUFFIX", "T2.02", {"T2.02": "62"}, {"T1.06": "48 kasus"}, "T1.06"),
    ("TIDAK_ADA_AS_ZERO", "T1.09", {"T1.09": "0"}, {"T1.06": "Nihil"}, "T1.06"),
    ("ADANYA_BUT_COUNT", "T1.02", {"T1.02": "Ada"}, {"T4.02": "12"}, "T4.02"),
    ("ADANYA_BUT_PERCENT", "T4.01", {"T4.01": "Ada"}, {"T4.03": "12%"}, "T4.03"),
    ("KETERSEDIAAN_BUT_COUNT", "T4.05", {"T4.05": "Tersedia"}, {"T2.16": "3"}, "T2.16"),
    ("JUMLAH_BUT_PERCENT", "T2.11", {"T2.11": "40"}, {"T1.01": "50%"}, "T1.01"),
    ("JUMLAH_BUT_PERCENT", "T3.06", {"T3.06": "310"}, {"T2.08": "12%"}, "T2.08"),
    ("COUNT_VS_HOURS", "T3.05", {"T3.05": "0 jam"}, {"T3.05": "7"}, "T3.05"),
    ("AGE_SUM_GT_100", "T2.05", {"T2.05": "31,12%"}, {"T2.05": "69%", "T2.06": "n/a"}, "T2.05"),
    ("DUPLICATE_OF_T3R1", "T4.01", {"T4.01": "96,00%"}, {"T3.01": "88%", "T4.02": "88%"}, "T4.02"),
    ("DUPLICATE_OF_T3R2", "T4.02", {"T4.02": "Tidak Ada"}, {"T3.02": "Ada", "T4.02": "Ada"}, "T4.02"),
    ("DUPLICATE_OF_T3R3", None, {}, {"T4.03": "189"}, "T4.03"),
    ("SUSPECT", "T4.01", {"T4.01": "96,00%"}, {"T4.03": "189"}, "T4.03"),
    ("SUSPECT", "T4.02", {"T4.02": "Tidak Ada"}, {"T4.05": "93%"}, "T4.05"),
    ("SAME_AS_T2R4", "T2.02", {"T2.02": "61 Orang"}, {"T2.02": "5", "T2.08": "62"}, "T2.08"),
    ("SAME_AS_T2R2", "T2.04", {"T2.04": "63%"}, {"T2.09": "62%"}, "T2.09"),
    ("SAME_AS_T2R8", None, {}, {"T2.04": "119%"}, "T2.04"),
    ("EXCEEDS_KELURAHAN_COUNT", "T4.03", {"T4.03": "51"}, {"T4.04": "52"}, "T4.04"),
    ("YEAR_CONFLICT", "T1.07", {"T1.07": "1.690"}, {}, None),
    ("TEXT_CONTRADICTS", "T2.14", {"T2.14": "Tidak Ada"}, {"T1.04": "28"}, "T1.04"),
    ("TEXT_CONTRADICTS", "T2.17", {"T2.17": "Tidak Ada"}, {"T2.15": "Ada"}, "T2.15"),
    ("TEXT_CONTRADICTS", "T2.18", {"T2.18": "Tidak"}, {"T2.19": "Tersedia"}, "T2.19"),
    ("TEXT_CONTRADICTS", "T2.20", {"T2.20": "Belum ada"}, {"T3.04": "99,73%"}, "T3.04"),
    ("TEXT_TENSION", "T2.12", {"T2.12": "Sedang dibangun"}, {"T2.12": "Ada"}, "T2.12"),
    ("COMPOUND_ITEM", "T2.13", {"T2.13": "Tidak Ada (rencana dan SOP)"}, {"T2.13": "Ada"}, "T2.13"),
    ("VOCAB_TERSEDIA", "T3.02", {"T3.02": "Ada"}, {"T2.14": "Tersedia"}, "T2.14"),
    ("VOCAB_TERSEDIA", "T4.02", {"T2.14": "Tersedia", "T2.18": "Tersedia", "T2.20": "Tersedia"}, {}, None),
    # not in the printed tables: only planted
    ("OVER_100", None, {}, {"T2.04": "120%"}, "T2.04"),
    ("OUT_OF_RANGE", None, {}, {"T2.09": "120%"}, "T2.09"),
    ("IN_PROGRESS", None, {}, {"T2.16": "sedang dikembangkan"}, "T2.16"),
    ("RANGE", None, {}, {"T3.07": "5-7"}, "T3.07"),
    ("TIDAK_ADA_AS_MISSING", None, {}, {"T3.04": "Tidak Ada"}, "T3.04"),
    ("READ_AS_ASKED", None, {}, {"T4.05": "Ada"}, "T4.05"),
]  # fmt: skip


def full(edits: dict[str, str]) -> dict[str, str]:
    return {f"B1.{row}": raw for row, raw in edits.items()}


@pytest.mark.parametrize(("code", "row", "mended", "planted", "where"), ROW_FLAGS)
def test_a_flag_of_a_row_goes_with_its_cause_and_comes_with_it(
    code: str, row: str | None, mended: dict[str, str], planted: dict[str, str], where: str | None
) -> None:
    printed = places(flags(), code)
    if row:
        assert f"B1.{row}" in printed
        assert f"B1.{row}" not in places(flags(full(mended)), code)
    if where:
        assert f"B1.{where}" in places(flags(full(planted)), code)
        assert f"B1.{where}" not in printed or where in planted


# code: (where, how it is mended in tables or prose, how it is planted, where it then appears)
SET_FLAGS = [
    ("DECIMAL_MIX", "set", {}, {"staff_s1_share": "69,6%", "staff_sd_share": "0,6%"}, {"T3.01": "97.00%"}, {}, "set"),
    ("TRUNCATED", "staff_sd_share", {}, {"staff_sd_share": "0,65%"}, {}, {"staff_s1": "3.756"}, "staff_s1_share"),
    ("TRUNCATED", "staff_sd_share", {}, {"staff_sd_share": "0.7%"}, {}, {"staff_s1_share": "69.5%"}, "staff_s1_share"),
    ("SHARE_MISMATCH", None, {}, {}, {}, {"staff_s1": "3.572"}, "staff_s1_share"),
    ("SHARE_MISMATCH", None, {}, {}, {}, {"staff_sd_share": "6.5%"}, "staff_sd_share"),
    ("IMPLIED_TOTAL", "staff_total", {}, {"staff_s2": ""}, {}, {}, None),
    ("PILLAR_MISMATCH", "regulation_pillars", {}, {"regulation_pillars": "ekonomi, masyarakat, tata kelola, branding, lingkungan, kehidupan"}, {}, {"regulation_pillars": "ekonomi"}, "regulation_pillars"),
    ("TEXT_CONTRADICTS", "B1.T2.14", {}, {"B1.T2.14": "Ada"}, {}, {"B1.T2.16": "Ada"}, "B1.T2.16"),
    ("TEXT_TENSION", "B1.T2.12", {}, {"B1.T2.12": "Tidak Ada"}, {}, {"B1.T4.02": "sedang dibangun"}, "B1.T4.02"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "where", "table", "prose", "planted", "planted_prose", "then"), SET_FLAGS)
def test_a_flag_of_the_prose_or_the_set_goes_with_its_cause_and_comes_with_it(
    code: str, where: str | None, table: dict[str, str], prose: dict[str, str], planted: dict[str, str], planted_prose: dict[str, str], then: str | None
) -> None:  # fmt: skip
    if where:
        assert where in places(flags(), code)
        assert where not in places(flags(full(table), prose), code)
    else:
        assert not places(flags(), code)
    if then:
        mended = {**prose, **planted_prose}
        assert then in places(flags(full({**table, **planted}), mended), code)


def test_every_flag_of_the_paper_has_a_row_in_the_tables_above() -> None:
    tested = {code for code, *_ in ROW_FLAGS} | {code for code, *_ in SET_FLAGS} | {"NO_INTERPRETATION"}
    raised = {flag.code for flag in flags()}
    assert raised <= tested
    assert {rule.flag for rule in framework().rules if "{" not in rule.flag} <= tested


def test_no_interpretation_goes_when_every_row_is_judged_and_comes_when_one_is_not() -> None:
    judged = [replace(row, judgement="Sedang") for row in observations()]
    assert places(check(framework(), judged), "NO_INTERPRETATION") == set()
    forgotten = [replace(row, judgement=" ") if row.indicator == "B1.T3.07" else row for row in judged]
    (flag,) = [f for f in check(framework(), forgotten) if f.code == "NO_INTERPRETATION"]
    assert (flag.subject, flag.related) == ("infrastruktur_digital", ("B1.T3.07",))
    assert "1 dari 7" in flag.text.id


def test_the_year_conflict_follows_the_years() -> None:
    study = framework()
    dated = {s.subject: s for s in study.statements}
    mended = replace(dated["B1.T1.07"], year=2023)
    planted = replace(dated["B1.T1.04"], year=2021)
    said = [mended, planted]
    assert places(check(study, observations(), statements=said), "YEAR_CONFLICT") == {"B1.T1.04"}
    rows = [replace(row, year=2022) if row.indicator == "B1.T3.04" else row for row in observations()]
    (own,) = [f for f in check(study, rows, statements=()) if f.code == "YEAR_CONFLICT"]
    assert own.indicator == "B1.T3.04"
    assert "the row itself" in own.text.en


def test_another_value_of_another_year_contradicts_nothing() -> None:
    assert "B1.T1.07" not in places(flags({"B1.T1.07": "1.650"}), "TEXT_CONTRADICTS")


def test_the_prose_speaks_only_of_its_city_and_year() -> None:
    prose = {
        "TEXT_CONTRADICTS",
        "TEXT_TENSION",
        "YEAR_CONFLICT",
        "DECIMAL_MIX",
        "TRUNCATED",
        "IMPLIED_TOTAL",
        "PILLAR_MISMATCH",
    }
    later = check(framework(), observations(period=2024))
    elsewhere = check(framework(), [replace(row, unit="53.01") for row in observations()])
    without = check(framework(), observations(), statements=())
    for raised in (later, elsewhere, without):
        assert not prose & {flag.code for flag in raised}
    assert places(later, "EXCEEDS_KELURAHAN_COUNT"), "the number of kelurahan holds in every year"
    assert not places(elsewhere, "EXCEEDS_KELURAHAN_COUNT")


def test_the_number_of_kelurahan_may_come_from_outside() -> None:
    few, many = ({"kelurahan_count": number} for number in (5, 200))
    assert places(check(framework(), observations(), few), "EXCEEDS_KELURAHAN_COUNT") == {
        "B1.T4.03",
        "B1.T4.04",
    }
    assert not places(check(framework(), observations(), many), "EXCEEDS_KELURAHAN_COUNT")


def test_a_second_source_may_come_as_observations_and_corrects_the_prose() -> None:
    says = Observation(CITY, "B1.T2.14", YEAR, "Ada", source="prose")
    other = Observation(CITY, "B1.T1.01", YEAR, "55", source="dinas")
    raised = places(check(framework(), [*observations(), says, other]), "TEXT_CONTRADICTS")
    assert raised == {"B1.T2.17", "B1.T2.18", "B1.T2.20", "B1.T1.01"}


def test_only_the_two_pasted_rows_are_suspect() -> None:
    raised = flags()
    assert suspects(raised) == {"B1.T4.01", "B1.T4.02"}
    grave = {flag.code for flag in raised if flag.severity is Severity.SUSPECT}
    assert grave == {"DUPLICATE_OF_T3R1", "DUPLICATE_OF_T3R2", "SUSPECT"}
    assert all(flag.severity is Severity.FORMAT for flag in raised if flag.code in FORMAT)


def test_equal_words_alone_are_no_copy() -> None:
    """Two things that both exist and are both judged good are two good things."""
    alike = {code: "Ada" for code, raw in AS_PRINTED.items() if raw == "Tersedia"}
    assert suspects(flags({**alike, "B1.T4.01": "Ada"})) == frozenset()


def test_an_equal_rare_word_at_the_same_place_stays_suspect() -> None:
    """Mending one pasted row says nothing about the row below it."""
    assert suspects(flags({"B1.T4.01": "Ada"})) == {"B1.T4.02"}
    assert suspects(flags({"B1.T4.01": "Ada", "B1.T4.02": "Ada"})) == frozenset()
    assert suspects(flags({"B1.T4.01": "Ada", "B1.T2.17": "Ada", "B1.T3.02": "Tidak Ada"})) == frozenset()
    elsewhere = {"B1.T4.01": "Ada", "B1.T3.02": "5", "B1.T3.05": "Tersedia"}
    assert suspects(flags(elsewhere)) == frozenset()


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("AGE_SUM_GT_100", ["106,69", "37,81", "31,33"]),
        ("EXCEEDS_KELURAHAN_COUNT", ["167", "51", "3,27"]),
        ("TRUNCATED", ["35", "5.392", "0,65", "0.6%"]),
        ("IMPLIED_TOTAL", ["220", "4,08%", "5.392", "5.386", "5.398"]),
        ("YEAR_CONFLICT", ["1.705", "2022", "2023"]),
        ("PILLAR_MISMATCH", ["mobilitas", "Citra Kota Cerdas"]),
        ("DUPLICATE_OF_T3R1", ["97,00%", "T3R1"]),
    ],
)
def test_the_words_give_the_figures(code: str, figures: list[str]) -> None:
    flag = next(flag for flag in flags() if flag.code == code)
    for figure in figures:
        assert figure in flag.text.id
    assert flag.text.en != flag.text.id


def test_flags_come_in_the_order_of_the_tables_and_once() -> None:
    raised = flags()
    rows = [flag.indicator for flag in raised if flag.indicator]
    assert rows == sorted(rows)
    assert [flag.indicator for flag in raised[len(rows) :]] == [None] * len(OF_THE_SET_PLACES)
    assert len({(flag.code, flag.indicator, flag.subject) for flag in raised}) == len(raised)


OF_THE_SET_PLACES = [place for where in OF_THE_SET.values() for place in where]
