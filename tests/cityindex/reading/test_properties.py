"""What holds for every string."""

import math

from hypothesis import example, given
from hypothesis import strategies as st

from cityindex.framework import Asks, ValueType
from cityindex.reading import REFUSALS, explain, read
from cityindex.wording import written

TYPES = st.sampled_from(ValueType)
ASKS = st.none() | st.sampled_from(Asks)
CONVENTIONS = st.sampled_from(["auto", ",", "."])
# Text made of what people do write, so that the search reaches the rules behind the first character.
PIECES = st.lists(
    st.sampled_from(
        [
            "1",
            "23",
            "456",
            "0",
            ".",
            ",",
            "-",
            "–",
            " ",
            "%",
            "Rp",
            "jam",
            "orang",
            "juta",
            "Ada",
            "Tidak",
            "s/d",
            "(",
            ")",
            "+",
            "e",
            "/",
            "\u00a0",
            ">",
            "dari",
        ]
    ),
    max_size=9,
).map("".join)


@given(raw=st.text() | PIECES, value_type=TYPES, asks=ASKS, decimal=CONVENTIONS)
@example(raw="10³⁰⁸", value_type=ValueType.COUNT, asks=None, decimal="auto")
@example(raw="\ud800", value_type=ValueType.COUNT, asks=None, decimal="auto")
def test_any_string_is_read_missing_or_refused_with_words(
    raw: str, value_type: ValueType, asks: Asks | None, decimal: str
) -> None:
    found = read(raw, value_type, asks, decimal=decimal)
    assert found.raw == raw
    assert found.value is None or math.isfinite(found.value)
    assert (found.value is None) == (found.read_as is None) == (found.answers is None)
    assert found.refused == bool(REFUSALS.keys() & set(found.flags))
    assert len(set(found.flags)) == len(found.flags)
    for code in found.flags:
        assert all(explain(code, found))


@given(raw=PIECES, value_type=TYPES, asks=ASKS)
def test_what_cannot_be_negative_or_broken_never_is(
    raw: str, value_type: ValueType, asks: Asks | None
) -> None:
    found = read(raw, value_type, asks)
    if found.value is None:
        return
    if found.read_as in (ValueType.COUNT, ValueType.PERCENT, ValueType.HOURS):
        assert found.value >= 0
    if found.read_as is ValueType.COUNT:
        assert found.value.is_integer()
    if found.read_as is ValueType.BOOLEAN:
        assert found.value in (0.0, 1.0)


@given(number=st.integers(min_value=0, max_value=10**15))
def test_a_count_survives_being_written_in_indonesian(number: int) -> None:
    assert read(written(number).id, ValueType.COUNT).value == number


@given(
    hundredths=st.integers(min_value=0, max_value=10**12),
    value_type=st.sampled_from([ValueType.SCORE, ValueType.PERCENT, ValueType.CURRENCY]),
)
def test_two_decimals_survive_being_written_in_either_language(
    hundredths: int, value_type: ValueType
) -> None:
    whole, part = divmod(hundredths, 100)
    english = f"{whole:,}.{part:02}"
    for raw in (english, english.translate(str.maketrans(",.", ".,"))):
        assert read(raw, value_type).value == hundredths / 100


@given(raw=PIECES, value_type=TYPES)
def test_margins_do_not_matter(raw: str, value_type: ValueType) -> None:
    plain, padded = read(raw, value_type), read(f" {raw}\u00a0", value_type)
    assert (plain.value, plain.flags) == (padded.value, padded.flags)
