"""Values as printed, and what each is read as."""

import csv
from pathlib import Path

import pytest

from cityindex.framework import Asks, ValueType, get
from cityindex.reading import REFUSALS, WORDS, explain, read, read_answer

COUNT, PERCENT, BOOLEAN, HOURS, RATIO, SCORE, CURRENCY = ValueType


def golden(shared: Path) -> list[tuple[str, str, str]]:
    with (shared / "domain" / "golden_values.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["id"].startswith("parse_")]
    return [(*row["id"].removeprefix("parse_").rsplit("_", 1), row["expected"]) for row in rows]


def test_the_golden_readings(shared: Path) -> None:
    rows = golden(shared)
    assert len(rows) == 12
    for raw, value_type, expected in rows:
        number = {"true": 1.0, "false": 0.0}.get(expected)
        found = read(raw, ValueType(value_type))
        assert found.value == (float(expected) if number is None else number), raw
        assert found.read_as == value_type


READ = [
    # thousands and decimals
    ("1.192", COUNT, 1192, "DOT_THOUSANDS"),
    ("1,192", COUNT, 1192, "COMMA_THOUSANDS"),
    ("1.234.567", PERCENT, 1234567, "DOT_THOUSANDS OVER_100"),
    ("1 192", COUNT, 1192, "SPACE_THOUSANDS"),
    ("1\u00a0192", COUNT, 1192, "SPACE_THOUSANDS"),
    ("1\u2009192\u2009000", COUNT, 1192000, "SPACE_THOUSANDS"),
    ("1\u202f192,5", SCORE, 1192.5, "SPACE_THOUSANDS DECIMAL_COMMA"),
    ("1.234,56", RATIO, 1234.56, "DOT_THOUSANDS DECIMAL_COMMA"),
    ("1,234.56", RATIO, 1234.56, "COMMA_THOUSANDS DECIMAL_POINT"),
    ("1.192,00", COUNT, 1192, "DOT_THOUSANDS DECIMAL_COMMA"),
    ("62.0", COUNT, 62, "DECIMAL_POINT"),
    ("0,125", RATIO, 0.125, "DECIMAL_COMMA"),
    ("0.125", SCORE, 0.125, "DECIMAL_POINT"),
    (".5", RATIO, 0.5, "DECIMAL_POINT"),
    ("12345.678", SCORE, 12345.678, "DECIMAL_POINT"),
    ("007", COUNT, 7, "LEADING_ZEROS"),
    # percent
    ("4,08%", PERCENT, 4.08, "DECIMAL_COMMA"),
    ("69.6%", PERCENT, 69.6, "DECIMAL_POINT"),
    ("62 %", PERCENT, 62, ""),
    ("62\u202f%", PERCENT, 62, ""),
    ("62 persen", PERCENT, 62, ""),
    ("62 per cent", PERCENT, 62, ""),
    ("62", PERCENT, 62, ""),
    ("120%", PERCENT, 120, "OVER_100"),
    ("100%", PERCENT, 100, ""),
    # units, notes, estimates
    ("62 Orang", COUNT, 62, "UNIT_SUFFIX"),
    ("62orang", COUNT, 62, "UNIT_SUFFIX"),
    ("5 Rumah Sakit", COUNT, 5, "UNIT_SUFFIX"),
    ("20 kasus/tahun", COUNT, 20, "UNIT_SUFFIX"),
    ("3 kali per bulan", COUNT, 3, "UNIT_SUFFIX"),
    ("0 jam", HOURS, 0, "UNIT_SUFFIX"),
    ("2,5 jam/bulan", HOURS, 2.5, "DECIMAL_COMMA UNIT_SUFFIX"),
    ("2 jam per bulan", HOURS, 2, "UNIT_SUFFIX"),
    ("27 PT", COUNT, 27, "TRAILING_NOTE"),
    ("62 PC & laptop", COUNT, 62, "TRAILING_NOTE"),
    ("62% dari pegawai", PERCENT, 62, "TRAILING_NOTE"),
    ("50 pegawai ASN", COUNT, 50, "UNIT_SUFFIX TRAILING_NOTE"),
    ("1.705 (2022)", COUNT, 1705, "TRAILING_NOTE DOT_THOUSANDS"),
    ("62% (belum final)", PERCENT, 62, "TRAILING_NOTE"),
    ("sekitar 50", COUNT, 50, "APPROXIMATE"),
    ("± 50 orang", COUNT, 50, "APPROXIMATE UNIT_SUFFIX"),
    ("Level 3", SCORE, 3, "UNIT_PREFIX"),
    ("71,83 tahun", SCORE, 71.83, "DECIMAL_COMMA UNIT_SUFFIX"),
    ("\ufeff62", COUNT, 62, "HIDDEN_CHARACTERS"),
    ("'62", COUNT, 62, "HIDDEN_CHARACTERS"),
    ("'-", COUNT, None, "HIDDEN_CHARACTERS"),
    ("'=1+1", COUNT, None, "FORMULA"),
    # money
    ("Rp 1.250.000,00", CURRENCY, 1250000, "DOT_THOUSANDS DECIMAL_COMMA UNIT_PREFIX"),
    ("Rp1.250.000,-", CURRENCY, 1250000, "DOT_THOUSANDS UNIT_PREFIX"),
    ("Rp1,5 juta", CURRENCY, 1500000, "DECIMAL_COMMA UNIT_PREFIX MULTIPLIER"),
    ("1,5 miliar rupiah", CURRENCY, 1.5e9, "DECIMAL_COMMA MULTIPLIER UNIT_SUFFIX"),
    ("11.899 ribu", COUNT, None, "AMBIGUOUS_SEPARATOR"),
    ("12 ribu orang", COUNT, 12000, "MULTIPLIER UNIT_SUFFIX"),
    ("1.000", CURRENCY, 1000, "DOT_THOUSANDS"),
    ("Rp -500", CURRENCY, -500, "UNIT_PREFIX"),
    # signs
    ("+5", COUNT, 5, ""),
    ("-0", COUNT, 0, ""),
    ("-5", SCORE, -5, ""),
    ("−5", SCORE, -5, ""),
    ("–5", RATIO, -5, ""),
    # words
    ("Tidak Ada", COUNT, 0, "TIDAK_ADA_AS_ZERO"),
    ("NIHIL", COUNT, 0, "TIDAK_ADA_AS_ZERO"),
    ("Belum  ada.", COUNT, 0, "TIDAK_ADA_AS_ZERO"),
    ("Tidak tersedia", COUNT, 0, "TIDAK_ADA_AS_ZERO"),
    ("Tidak Ada", BOOLEAN, 0, ""),
    ("Nihil", BOOLEAN, 0, ""),
    *[(word, BOOLEAN, 1, "") for word in ("Ada", "TERSEDIA", "Sudah ada", "Ya", "yes", "true", "1")],
    *[(word, BOOLEAN, 0, "") for word in ("Tidak", "Belum", "Belum ada", "no", "False", "0")],
    ("1.0", BOOLEAN, 1, "DECIMAL_POINT"),
    ("Ada (2 tahun)", BOOLEAN, None, "TWO_NUMBERS"),
    ("Ada (rencana)", BOOLEAN, 1, "TRAILING_NOTE"),
    # missing
    *[("Tidak Ada", kind, None, "TIDAK_ADA_AS_MISSING") for kind in (PERCENT, HOURS, SCORE, RATIO, CURRENCY)],
    *[(raw, kind, None, "") for kind in ValueType for raw in ("", "  ", "n/a", "N/A", "NA", "-", "–", "—", "Tidak ada data")],
    *[
        (raw, kind, None, "IN_PROGRESS")
        for kind in ValueType
        for raw in ("Sedang dibangun", "sedang dikembangkan", "Dalam pembangunan", "dalam tahap pengembangan", "under construction")
    ],
]  # fmt: skip
REFUSED = {
    "TOO_LONG": ["1" * 201],
    "CONTROL_CHARACTERS": ["6\x002", "\x1b[31m62", "\u202e62"],
    "NOT_PLAIN_DIGITS": ["10³⁰⁸", "٦٢", "½", "６２", "Ⅻ"],
    "FORMULA": ["=1+1", "1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(1)", "\t=1"],
    "SPREADSHEET_ERROR": ["#REF!", "#DIV/0!"],
    "NOT_FINITE": ["NaN", "inf", "-Infinity", "∞"],
    "EXPONENT": ["1e308", "1E5", "1,5e+3", "10^6", "3 x 10"],
    "TOO_LARGE": ["9" * 30, "5000000 miliar"],
    "NEGATIVE": ["-5", "−5", "–5", "—5", "-62 Orang"],
    "FRACTION_OF_COUNT": ["1.5", "1,5", "0.125"],
    "BAD_GROUPING": ["1.23.4", "1.2,345.6", "12.34.567", "1,2,3"],
    "RANGE": [
        "5-7",
        "5–7",
        "5 – 7",
        "5 s/d 7",
        "5 sampai 7",
        "5 hingga 7",
        "5 to 7",
        "5..7",
        "5 orang - 7 orang",
    ],
    "TWO_NUMBERS": ["12 34", "27; 4", "50 (51)", "5\n192"],
    "PART_OF_WHOLE": ["5/10", "5 dari 10", "5 of ten", "5 dari sepuluh", "1:25"],
    "DATE": ["12/05/2023", "2023-05-01"],
    "LIMIT_ONLY": [
        ">50",
        "≥ 50",
        "lebih dari 50",
        "50+",
        "50 ke atas",
        "50 orang lebih",
        "minimal 5",
        "at least 5",
    ],
    "IN_PARENTHESES": ["(50)"],
    "OTHER_UNIT": ["2 jam/hari", "30 menit", "$5", "5 USD", "5 jutaan", "5 ratus"],
    "MIXED_ANSWER": ["Ada, 3 unit", "Ada 3", "3 ada"],
    "NOT_UNDERSTOOD": ["abc", "62%%", "5 M", "👍", "62*", "62 orang>", "62,", "--62"],
}


@pytest.mark.parametrize(("raw", "value_type", "value", "flags"), READ)
def test_reads_as_printed(raw: str, value_type: ValueType, value: float | None, flags: str) -> None:
    found = read(raw, value_type)
    assert (found.value, " ".join(found.flags)) == (value, flags)
    assert found.raw == raw
    assert (found.answers is None) == (found.read_as is None) == (value is None)
    assert found.refused == (flags in REFUSALS)


@pytest.mark.parametrize(("code", "raw"), [(code, raw) for code, raws in REFUSED.items() for raw in raws])
def test_refuses_with_the_reason(code: str, raw: str) -> None:
    found = read(raw, COUNT)
    if raw == "$5":  # a sign in front is no number at all
        code = "NOT_UNDERSTOOD"
    assert (found.flags, found.refused, found.value, found.raw) == ((code,), True, None, raw)


@pytest.mark.parametrize("value_type", [PERCENT, HOURS, SCORE, RATIO])
@pytest.mark.parametrize("raw", ["1.192", "1,192", "999.999", "5.000"])
def test_three_digits_behind_one_sign_are_ambiguous_unless_the_file_says(
    raw: str, value_type: ValueType
) -> None:
    sign = "," if "," in raw else "."
    other = "." if sign == "," else ","
    assert read(raw, value_type).flags == ("AMBIGUOUS_SEPARATOR",)
    assert read(raw, value_type, decimal=sign).value == float(raw.replace(sign, "."))
    assert read(raw, value_type, decimal=other).value == float(raw.replace(sign, ""))


def test_a_known_convention_decides_for_counts_too() -> None:
    assert read("1.192", COUNT, decimal=",").value == 1192
    assert read("1.192", COUNT, decimal=".").flags == ("FRACTION_OF_COUNT",)
    assert read("69.6%", PERCENT, decimal=",").flags == ("DECIMAL_POINT", "AGAINST_CONVENTION")
    assert read("1.234.567", COUNT, decimal=".").flags == ("DOT_THOUSANDS", "AGAINST_CONVENTION")
    with pytest.raises(ValueError, match="allowed are"):
        read("1", COUNT, decimal=";")


def test_types_and_questions_may_be_given_by_name() -> None:
    assert read("15", "count", "existence") == read("15", COUNT, Asks.EXISTENCE)
    with pytest.raises(ValueError, match="number"):
        read("15", "number")


@pytest.mark.parametrize("value_type", [PERCENT, HOURS, BOOLEAN])
def test_negative_shares_and_hours_are_refused_whatever_was_asked(value_type: ValueType) -> None:
    assert read("-5", value_type).flags == ("NEGATIVE",)


KINDS = [
    # raw, stored, asked → read as, flag about kind
    ("100%", PERCENT, Asks.COUNT, PERCENT, "JUMLAH_BUT_PERCENT"),
    ("12", PERCENT, Asks.COUNT, COUNT, "READ_AS_ASKED"),
    ("12", PERCENT, Asks.SHARE, PERCENT, ""),
    ("97,00%", PERCENT, Asks.EXISTENCE, PERCENT, "JUMLAH_BUT_PERCENT"),
    ("97", PERCENT, Asks.EXISTENCE, COUNT, "JUMLAH_BUT_COUNT"),
    ("Ada", PERCENT, Asks.EXISTENCE, BOOLEAN, "READ_AS_ASKED"),
    ("Tidak Ada", PERCENT, Asks.EXISTENCE, BOOLEAN, "READ_AS_ASKED"),
    ("15", COUNT, Asks.EXISTENCE, COUNT, "JUMLAH_BUT_COUNT"),
    ("Ada", COUNT, Asks.EXISTENCE, BOOLEAN, "READ_AS_ASKED"),
    ("Tidak Ada", COUNT, Asks.EXISTENCE, COUNT, ""),
    ("62%", COUNT, Asks.COUNT, PERCENT, "JUMLAH_BUT_PERCENT"),
    ("Ada", COUNT, Asks.COUNT, BOOLEAN, "JUMLAH_BUT_EXISTENCE"),
    ("Rp 5.000", COUNT, Asks.COUNT, CURRENCY, "JUMLAH_BUT_CURRENCY"),
    ("5 jam", COUNT, Asks.COUNT, HOURS, "JUMLAH_BUT_HOURS"),
    ("0", HOURS, Asks.COUNT, HOURS, "COUNT_VS_HOURS"),
    ("0 jam", HOURS, Asks.COUNT, HOURS, ""),
    ("3 kali", HOURS, Asks.COUNT, COUNT, "READ_AS_ASKED"),
    ("3", HOURS, Asks.DURATION, HOURS, ""),
    ("3", BOOLEAN, Asks.EXISTENCE, COUNT, "JUMLAH_BUT_COUNT"),
    ("1", BOOLEAN, Asks.EXISTENCE, BOOLEAN, ""),
    ("62 Orang", PERCENT, Asks.SHARE, COUNT, "JUMLAH_BUT_COUNT"),
    ("Ada", PERCENT, Asks.SHARE, BOOLEAN, "JUMLAH_BUT_EXISTENCE"),
    ("0,62", RATIO, Asks.SHARE, RATIO, ""),
    ("62%", RATIO, Asks.SHARE, PERCENT, "READ_AS_ASKED"),
    ("4,2", SCORE, None, SCORE, ""),
    ("62%", SCORE, None, PERCENT, "JUMLAH_BUT_PERCENT"),
]


@pytest.mark.parametrize(("raw", "stored", "asked", "read_as", "flag"), KINDS)
def test_an_answer_of_another_kind_is_read_as_what_it_shows(
    raw: str, stored: ValueType, asked: Asks | None, read_as: ValueType, flag: str
) -> None:
    found = read(raw, stored, asked, word="JUMLAH")
    about_kind = [
        code for code in found.flags if "_BUT_" in code or code in ("READ_AS_ASKED", "COUNT_VS_HOURS")
    ]
    assert (found.read_as, "".join(about_kind)) == (read_as, flag)


def test_the_word_of_the_flag_is_the_question_s_own_or_what_is_asked() -> None:
    kupang = get("kupang-buku1-2023")
    assert read_answer("97,00%", kupang.indicator("B1.T4.01")).flags == (
        "DECIMAL_COMMA",
        "ADANYA_BUT_PERCENT",
    )
    assert read_answer("2", kupang.indicator("B1.T4.05")).flags == ("KETERSEDIAAN_BUT_COUNT",)
    assert read("62%", COUNT, Asks.COUNT).flags == ("COUNT_BUT_PERCENT",)
    assert read("62%", COUNT).flags == ("COUNT_BUT_PERCENT",)
    assert read("Ada", SCORE).flags == ("SCORE_BUT_EXISTENCE",)


def test_every_flag_can_be_explained() -> None:
    readings = [read(raw, kind) for raw, kind, _, _ in READ]
    readings += [read(raw, COUNT) for raws in REFUSED.values() for raw in raws]
    readings += [read(raw, stored, asked) for raw, stored, asked, _, _ in KINDS]
    readings += [read("69.6%", PERCENT, decimal=","), read("1.192", PERCENT)]
    readings += [read("plan: yes, drill: no", BOOLEAN, parts=("plan", "drill"))]
    raised = {code for reading in readings for code in reading.flags}
    for reading in readings:
        for code in reading.flags:
            words = explain(code, reading)
            assert words.id != words.en
            assert "{" not in words.id + words.en
    assert set(WORDS) <= raised, "a sentence that no reading raises"


def test_words_name_the_value_as_each_language_writes_it() -> None:
    assert explain("DOT_THOUSANDS", read("1.192", COUNT)) == (
        "Titik pada “1.192” dianggap pemisah ribuan, bukan tanda desimal.",
        "The point in “1.192” was taken to separate thousands, so the value is 1,192.",
    )


COMPOUND = get("kupang-buku1-2023").indicator("B1.T2.13")


@pytest.mark.parametrize(
    ("raw", "value", "flags"),
    [
        ("Rencana: Tidak Ada; SOP: Tidak Ada", 0, ()),
        ("rencana ada, SOP tidak ada", 0, ("PARTS_DIFFER",)),
        ("SOP: Ada, sedangkan Rencana belum ada.", 0, ("PARTS_DIFFER",)),
        ("Tersedia (rencana dan SOP)", 1, ()),
        ("Rencana dan SOP ada", 1, ()),
        ("Rencana ada; SOP ada", 1, ()),
        ("Ada", 1, ()),
    ],
)
def test_several_things_are_answered_one_by_one(raw: str, value: float, flags: tuple[str, ...]) -> None:
    found = read_answer(raw, COMPOUND)
    assert (found.raw, found.value, found.read_as, found.flags) == (raw, value, BOOLEAN, flags)


@pytest.mark.parametrize(
    "raw", ["Rencana ada", "Rencana ada; SOP", "Rencana ada; Rencana ada", "SOP 3; rencana ada"]
)
def test_an_answer_to_some_of_several_things_is_no_answer(raw: str) -> None:
    assert read_answer(raw, COMPOUND).refused
