"""Where scores go: breaks, gaps, too few years, the next band, and what is said about it."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.cityindex.making import bands, framework, indicator, node

from cityindex import framework as frameworks
from cityindex.analysis.trend import Trend, trend
from cityindex.build import Index, build
from cityindex.dataset import Dataset
from cityindex.framework.types import Framework
from cityindex.recipe import default_recipe
from cityindex.tabular import import_table, load_mapping, read_csv

DOCS = Path(__file__).parents[4] / "docs"
NAN = math.nan


def tree() -> Framework:
    return framework(
        nodes=(node("index", bands="scale"), node("left", "index"), node("right", "index")),
        bands=[bands(0, 50, 80, decimals=2)],
    )


def index(
    *rows: Sequence[float], periods: Sequence[int] = (2020, 2021, 2022, 2023), chosen: Framework | None = None
) -> Index:
    """One row of scores for each unit; all three indicators have them."""
    values = np.array(rows, dtype=float)[..., None].repeat(3, axis=2)
    data = Dataset.from_array(
        values, units=[f"u{n}" for n in range(len(rows))], periods=periods, indicators=["a", "b", "c"]
    )
    return build(default_recipe(chosen or tree()), data)


def one(*scores: float, **options: object) -> Trend:
    periods = options.pop("periods", range(2024 - len(scores), 2024))
    return trend(index(scores, periods=periods), "u0", **options)  # type: ignore[arg-type]


def test_level_pace_and_acceleration_of_index_node_and_indicator():
    found = one(40, 41, 43, 46)
    for code in ("index", "left", "a"):
        u, k = found.at("u0", code)
        assert (found.level[u, k], found.year[u, k], found.count[u, k]) == (46, 2023, 4)
        assert found.pace[u, k, 0] == pytest.approx(2)
        assert found.acceleration[u, k, 0] == pytest.approx(1)


def test_years_need_not_be_evenly_spaced_nor_in_order():
    found = trend(index((46, 40, 42), periods=(2024, 2018, 2020)), "u0")
    assert (found.year[0, 0], found.level[0, 0]) == (2024, 46)
    assert found.pace[0, 0, 0] == pytest.approx(1)


def test_missing_years_are_left_out_and_too_few_say_so():
    found = trend(index((40, NAN, 42, 43), (40, NAN, NAN, 43), (NAN, NAN, 7, NAN), (NAN,) * 4))
    assert found.count[:, 0].tolist() == [3, 2, 1, 0]
    assert found.pace[0, 0, 0] == pytest.approx(1)
    assert np.isnan(found.acceleration[:, 0]).all()
    assert np.isnan(found.pace[1:, 0]).all()
    assert found.why_not("u0").en.startswith("Its acceleration cannot be computed yet: it takes at least 4")
    assert found.why_not("u1").en == (
        "Its pace cannot be computed yet: it takes at least 3 years that compare, and there are 2."
    )
    assert (found.level[2, 0], found.year[2, 0]) == (pytest.approx(7), 2022)
    assert found.sentence("en", "u3") == "index: there is no score yet."


def test_nothing_is_computed_across_a_break():
    scores = (10, 20, 60, 61, 62)
    whole, broken = one(*scores), one(*scores, breaks=[2021])
    assert whole.pace[0, 0, 0] > 10
    assert broken.pace[0, 0, 0] == pytest.approx(1)
    assert broken.count[0, 0] == 3
    assert "Figures before 2021 are not used" in broken.sentence("en")
    assert one(*scores, breaks=[2030]).count[0, 0] == 5
    assert one(*scores, breaks=[2022, 2020]).count[0, 0] == 2


def test_a_break_of_an_indicator_is_one_of_everything_above_it():
    found = one(10, 20, 60, 61, 62, breaks={"a": [2021], "right": [2022]})
    counts = dict(zip(found.codes, found.count[0].tolist(), strict=True))
    assert counts == {"index": 2, "left": 3, "right": 2, "a": 3, "b": 5, "c": 2}


@pytest.mark.parametrize(
    ("scores", "outlook", "years"),
    [
        ((44, 45, 46, 47), "within", (2026, 2026, 2026)),
        ((44, 45.2, 45.8, 47), "within", (2026, 2027, 2028)),
        ((44, 44.1, 44.2, 44.3), "beyond", (None, None, None)),
        ((47, 46, 45, 44), "away", (None, None, None)),
        ((46, 46, 46, 46), "away", (None, None, None)),
        ((81, 82, 83, 84), "top", (None, None, None)),
        ((44, 45), "unknown", (None, None, None)),
    ],
)
def test_when_the_next_band_is_reached(scores: Sequence[float], outlook: str, years: tuple):
    found = one(*scores).outlook()
    assert (found.outlook, (found.first, found.middle, found.last)) == (outlook, years)


def test_the_band_is_reached_when_the_printed_score_is_there():
    assert one(49.97, 49.98, 49.99, 49.995).outlook().band.code == "band2"  # 49.995 is printed 50.00
    assert one(46.996, 47.996, 48.996).outlook().first == 2024  # 49.996 then


def test_what_it_says():
    rising = one(44, 45.2, 45.8, 47)
    assert rising.sentence("en").startswith(
        "index: 47 in 2023. It rises by about 0.95 points a year (between"
    )
    assert rising.sentence("en").endswith("At this pace, band band1 in 2026–2028.")
    assert rising.sentence("id").endswith("Dengan laju ini, kelas band1 tercapai pada 2026–2028.")
    assert "It falls by about 1 points a year (between 1 and 1)" in one(47, 46, 45, 44).sentence("en")
    assert "It is not clear whether it rises or falls" in one(44, 49, 43, 48).sentence("en")
    assert "It is gaining pace" in one(40, 41, 43, 46, 50).sentence("en")
    assert "It is losing pace" in one(40, 44, 47, 49, 50).sentence("en")
    assert "2024 at the earliest" in one(40, 41, 48).sentence("en")
    assert "not reached within 3 years" in one(44, 44.1, 44.2, 44.3, horizon=3).sentence("en")
    assert "It is in the best band already." in one(81, 82, 83).sentence("en")


def test_parts_that_come_and_go_are_said():
    values = np.array([[[10.0, 90, 50], [10, NAN, 50], [10, NAN, 50]]])
    data = Dataset.from_array(values, units=["u0"], periods=(2021, 2022, 2023), indicators=["a", "b", "c"])
    found = trend(build(default_recipe(tree()), data), "u0")
    assert dict(zip(found.codes, found.same_parts[0].tolist(), strict=True)) == {
        "index": False, "left": False, "right": True, "a": True, "b": True, "c": True
    }  # fmt: skip
    assert "Careful: the parts that have a score are not the same" in found.sentence("en")


def test_years_after_the_period_asked_for_are_left_out():
    found = one(40, 41, 43, 90, period=2022)
    assert (found.level[0, 0], found.year[0, 0], found.count[0, 0]) == (pytest.approx(43), 2022, 3)
    assert one(40, 41, 43, 46, period=2022, breaks=[2023]).count[0, 0] == 3


def test_one_node_and_its_table():
    found = one(40, 41, 43, 46, node="left")
    assert found.codes == ("left",)
    (row,) = found.table().rows()
    assert (row["code"], row["level"], row["pace"], row["reason"]) == ("left", 46, pytest.approx(2), None)
    assert found.sentence("en").startswith("left: 46 in 2023.")


@pytest.mark.parametrize(
    "asked", [{"unit": "x"}, {"node": "x"}, {"period": 1999}, {"horizon": 0}, {"breaks": {"x": [2020]}}]
)
def test_what_cannot_be_asked(asked: dict):
    with pytest.raises(ValueError, match=r"no city|no period|neither|horizon"):
        trend(index((1, 2, 3, 4)), **asked)


def test_a_city_has_to_be_named_where_there_are_several():
    found = trend(index((1, 2, 3, 4), (1, 2, 3, 4)))
    with pytest.raises(ValueError, match="2 cities; name one"):
        found.sentence("en")
    with pytest.raises(ValueError, match="no code 'x'"):
        found.sentence("en", "u0", "x")


def test_no_city_and_no_indicator_with_a_score():
    empty = build(default_recipe(framework(indicator("a", direction=0))), Dataset.from_array(
        np.zeros((1, 4, 1)), units=["u0"], periods=range(4), indicators=["a"]))  # fmt: skip
    assert trend(empty).sentence("id") == "index: belum ada skor."


def test_514_regencies_and_cities(shared: Path):
    ipm = frameworks.get("ipm-2010")
    table = read_csv((shared / "reference" / "ipm" / "ipm_kabkota_2020_2023.csv").read_bytes())
    mapping = load_mapping(DOCS / "guide" / "ipm-bps.toml", ipm)
    read = import_table(table, ipm, unit="x", period=2023, latest=2024, mapping=mapping)
    found = trend(build(default_recipe(ipm), Dataset.from_observations(ipm, read.observations)))
    u, k = found.at("KOTA KUPANG")
    assert found.pace[u, k, 0] == pytest.approx(0.37, abs=0.005)
    assert np.bincount(found.count[:, 0]).tolist() == [0, 0, 0, 6, 508]
    simeulue = found.outlook("KABUPATEN SIMEULUE")
    assert (simeulue.band.code, simeulue.first, simeulue.last) == ("tinggi", 2025, 2027)
