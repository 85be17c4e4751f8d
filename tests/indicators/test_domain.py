"""Pure rules: what becomes of a value, which city is meant, what leaves unharmed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityindex.dataset import Observation, read_observation
from cityindex.framework import ValueType, get
from cityindex.report.cells import harmless
from cityindex.tabular import Problem
from warga.indicators.domain.cities import Cities, folded
from warga.indicators.domain.entries import CityRef, Entry, Key, Version
from warga.indicators.domain.grid import Typed, sections, typed
from warga.indicators.domain.plan import Outcome, Plan, place, plan_rows
from warga.indicators.domain.problems import SENTENCES, problem
from warga.indicators.domain.words import value_in_words

FRAMEWORK = get("kupang-buku1-2023")
KUPANG = CityRef(1, "53.71", "Kota Kupang")
KEY = Key("53.71", 2023, "B1.T1.01")
STORED = Version(7, "50", "auto", 1.0, None, "Dinas", False)


def entry(raw: str = "50", *, line: int = 2, year: int | None = None, **fields: object) -> Entry:
    said = Observation("kupang", "B1.T1.01", 2023, raw, year=year)
    reading = read_observation(FRAMEWORK.indicator("B1.T1.01"), said)
    return Entry(line, "raw_value", said, reading, **fields)  # type: ignore[arg-type]


def outcome(given: Entry, stored: Version | None = None) -> tuple[Outcome, list[str]]:
    (row,) = plan_rows([(given, KEY)], {KEY: stored} if stored else {})
    return row.outcome, [found.code for found in row.problems]


@pytest.mark.parametrize(
    ("given", "stored", "expected"),
    [
        (entry("50"), None, Outcome.ADDED),
        (entry(""), None, Outcome.UNCHANGED),
        (entry("50"), STORED, Outcome.UNCHANGED),
        (entry("51"), STORED, Outcome.CHANGED),
        (entry("50 "), STORED, Outcome.CHANGED),
        (entry(""), STORED, Outcome.UNCHANGED),
        (entry("", clears=True), STORED, Outcome.CHANGED),
        (entry("50", citation="Dinas"), STORED, Outcome.UNCHANGED),
        (entry("50", citation="BPS"), STORED, Outcome.CHANGED),
        (entry("50", year=2022), STORED, Outcome.CHANGED),
        (entry("50"), STORED._replace(year=2022), Outcome.UNCHANGED),
        (entry("50"), STORED._replace(scale=1000.0), Outcome.CHANGED),
    ],
)
def test_what_becomes_of_a_value(given: Entry, stored: Version | None, expected: Outcome) -> None:
    assert outcome(given, stored) == (expected, [])


@pytest.mark.parametrize(
    ("seen", "stored", "refused"),
    [
        (0, None, False),
        (7, STORED, False),
        (None, STORED, False),
        (0, STORED, True),
        (6, STORED, True),
        (7, None, True),
    ],
)
def test_nobody_overwrites_what_they_have_not_seen(
    seen: int | None, stored: Version | None, refused: bool
) -> None:
    found = outcome(entry("51", seen=seen), stored)[1]
    assert found == (["CHANGED_MEANWHILE"] if refused else [])


def test_a_long_source_and_a_missing_year_are_refused() -> None:
    assert outcome(entry(citation="x" * 301))[1] == ["LONG_CITATION"]
    yearless = replace(entry(), observation=replace(entry().observation, period=0))
    assert outcome(yearless)[1] == ["NO_PERIOD"]


def test_totals_count_every_row_and_the_digest_knows_the_versions() -> None:
    rows = tuple(plan_rows([(entry("51"), KEY)], {KEY: STORED}))
    plan = Plan(FRAMEWORK.id, rows)
    assert plan.totals == {Outcome.ADDED: 0, Outcome.CHANGED: 1, Outcome.UNCHANGED: 0, Outcome.REFUSED: 0}
    later = Plan(FRAMEWORK.id, tuple(plan_rows([(entry("51"), KEY)], {KEY: STORED._replace(id=8)})))
    assert plan.digest == Plan(FRAMEWORK.id, rows).digest
    assert plan.digest != later.digest
    assert not plan.corrects_public
    public = STORED._replace(is_public=True)
    assert Plan(FRAMEWORK.id, tuple(plan_rows([(entry("51"), KEY)], {KEY: public}))).corrects_public


class TestCities:
    def test_one_city_under_many_names(self) -> None:
        assert folded("KAB. KUPANG") == folded("Kabupaten  Kupang") == folded("kab kupang")
        assert folded("Kota Kupang") != folded("Kabupaten Kupang")

    def test_an_unknown_name_makes_one_peer_only_if_asked_to(self) -> None:
        strangers = [entry(line=2), entry(line=3)]
        placed, refused = place(strangers, Cities({}))
        assert (placed, [row.problems[0].code for row in refused]) == ([], ["UNKNOWN_CITY"] * 2)
        placed, refused = place(strangers, Cities({}, create=True))
        assert len({key.city for _entry, key in placed}) == 1

    def test_no_name_never_makes_a_city(self) -> None:
        nobody = replace(entry(), observation=replace(entry().observation, unit=""))
        assert isinstance(found := Cities({}, create=True).find(nobody), Problem)
        assert found.code == "NO_CITY"

    def test_another_city_is_refused_where_only_one_is_meant(self) -> None:
        found = Cities({"kupang": CityRef(2, "51.71", "Denpasar")}, only=KUPANG).find(entry())
        assert isinstance(found, Problem)
        assert found.code == "OTHER_CITY"


class TestTheForm:
    def test_only_indicators_of_the_framework_are_read(self) -> None:
        posted = {
            "raw-B1.T1.01": " 50 ",
            "seen-B1.T1.01": "7",
            "raw-B1.T9.99": "1",
            "raw-B1.T1.02": "",
            "seen-B1.T1.02": "x",
        }
        assert list(typed(FRAMEWORK, posted)) == [Typed("B1.T1.01", "50", 7), Typed("B1.T1.02", "", 0)]

    def test_every_indicator_stands_in_one_section(self) -> None:
        lines = {indicator.code: indicator.code for indicator in FRAMEWORK.indicators}
        found = [line for section in sections(FRAMEWORK, lines) for line in section.lines]  # type: ignore[arg-type]
        assert sorted(found) == sorted(lines)  # type: ignore[type-var]


class TestExport:
    @pytest.mark.parametrize(
        "cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", " =1", "-1+1", "+62 812"]
    )
    def test_what_could_run_is_made_harmless(self, cell: str) -> None:
        assert harmless(cell) == f"'{cell}"

    @pytest.mark.parametrize(
        "cell", ["50", "-5", "+5", "-1.234,5", "-", "– –", "97,00%", "Tidak Ada", "", 5, -5.5, None]
    )
    def test_the_rest_stays_as_it_is(self, cell: object) -> None:
        assert harmless(cell) == cell

    @given(st.text())
    def test_no_text_begins_like_a_formula_unless_it_is_a_number_or_dashes(self, text: str) -> None:
        out = str(harmless(text)).lstrip(" ")
        if out[:1] in ("=", "@", "\t", "\r"):
            pytest.fail(repr(out))
        if out[:1] in ("+", "-"):
            assert not any(character.isalpha() or character in "(=" for character in out)


@pytest.mark.parametrize(
    ("value", "read_as", "said"),
    [
        (97.0, "percent", ("97 %", "97%")),
        (1.0, "boolean", ("ada", "yes")),
        (0.0, "boolean", ("tidak ada", "no")),
        (1192.0, "count", ("1.192", "1,192")),
        (3.5, "hours", ("3,5 jam", "3.5 hours")),
        (7_085_000.0, "currency", ("Rp7.085.000", "Rp7,085,000")),
        (None, "", ("tidak ada nilai", "no value")),
    ],
)
def test_values_in_words(value: float | None, read_as: str, said: tuple[str, str]) -> None:
    assert tuple(value_in_words(value, read_as)) == said
    assert not read_as or ValueType(read_as)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_there_in_both_languages(code: str) -> None:
    places = {"found": "a", "city": "b", "other": "3", "limit": "300"}
    text = problem(code, 2, "c", **places).text
    assert text.id != text.en
    assert "{" not in text.id + text.en
