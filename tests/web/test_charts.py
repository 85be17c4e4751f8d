"""Drawings: counted marks, widths that add up, gaps that stay gaps, no markup from outside."""

import re

import pytest

from warga.web.charts import Moment, Part, bar, dots, share_bar, trend

PARTS = [Part("good", "Baik", 10), Part("fair", "Sedang", 2), Part("none", "Belum dinilai", 29)]


def test_one_mark_for_each_thing() -> None:
    svg = dots(PARTS, "Penilaian")
    assert svg.count('class="c-good"') == 10
    assert svg.count('class="c-fair"') == 2
    assert svg.count('class="c-open"') == 29
    assert "<desc" in svg
    assert "Baik: 10; Sedang: 2; Belum dinilai: 29" in svg


def test_shares_fill_the_bar() -> None:
    places = [
        tuple(map(float, found))
        for found in re.findall(r'x="([\d.]+)" width="([\d.]+)"', share_bar(PARTS, "x"))
    ]
    assert len(places) == 3
    assert places[-1][0] + places[-1][1] == pytest.approx(100, abs=0.5)


def test_nothing_to_share_is_an_empty_track() -> None:
    assert "c-track" in share_bar([Part("good", "Baik", 0)], "x")


@pytest.mark.parametrize(("value", "width"), [(50, "50.00"), (250, "100.00"), (-5, "0.00")])
def test_bar_stays_on_its_track(value: float, width: str) -> None:
    assert f'width="{width}"' in bar(value)


def test_no_value_is_not_a_zero() -> None:
    assert "c-none" in bar(None)
    assert "c-data" not in bar(None)


def test_line_stops_at_gap_and_break() -> None:
    moments = [
        Moment("2018", 78.8),
        Moment("2019", 79.5),
        Moment("2020", 81.9, breaks=True),
        Moment("2021", None),
    ]
    svg = trend(moments, "IPM", "naik")
    assert svg.count("c-stroke") == 1
    assert svg.count("<circle") == 3


def test_words_are_escaped() -> None:
    svg = dots([Part("good", "<script>", 1)], "<b>")
    assert "<script>" not in svg
    assert "<b>" not in svg
