"""Numbers in sentences."""

import pytest

from cityindex.text import Text
from cityindex.wording import fill, listed, written


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (5392, "5.392", "5,392"),
        (0.65, "0,65", "0.65"),
        (106.69, "106,69", "106.69"),
        (97.0, "97", "97"),
        (1200000.5, "1.200.000,5", "1,200,000.5"),
        (-0.001, "0", "0"),
    ],
)
def test_numbers_are_written_as_each_language_does(value: float, indonesian: str, english: str) -> None:
    assert written(value) == (indonesian, english)


def test_places_are_filled_in_both_languages() -> None:
    names = listed([Text("satu", "one"), Text("dua", "two"), Text("tiga", "three")])
    filled = fill(
        Text("{n}: {names} ({raw})", "{n}; {names} ({raw})"), {"n": 1.5, "names": names, "raw": "{x}"}
    )
    assert filled == ("1,5: satu, dua dan tiga ({x})", "1.5; one, two and three ({x})")
    with pytest.raises(KeyError):
        fill(Text("{missing}", ""), {})
