"""COINr's iMeta and iData: what they become, and one clear sentence for everything that is wrong with them."""

import math
import warnings
from pathlib import Path

import numpy as np
import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityindex.build import build
from cityindex.coinr import CoinrError, CoinrNote, read_coinr
from cityindex.reasons import Reason
from cityindex.recipe import default_recipe
from cityindex.steps import Normalise

META = """\
"Level","iCode","iName","Direction","Weight","Unit","Target","Denominator","Parent","Type"
1,"roads","Paved roads",1,1,"km",90,"people","Top","Indicator"
1,"crime","Crimes",-1,2,"cases",NA,NA,"Top","Indicator"
2,"Top","Liveable",1,NA,NA,NA,NA,NA,"Aggregate"
NA,"region","Region",NA,NA,NA,NA,NA,NA,"Group"
NA,"people","Residents",NA,NA,NA,NA,NA,NA,"Denominator"
NA,"height","Height",NA,NA,NA,NA,NA,NA,"Other"
NA,"remark","Remark",NA,NA,NA,NA,NA,NA,"Other"
"""
DATA = """\
"uCode","uName","Time","region","people","height","remark","roads","crime"
"KPG","Kupang",2023,"NTT",100,62,"new",50,TRUE
"DPS","Denpasar",2023,"Bali",200,NA,"old",1e2,3
"KPG","Kupang",2022,"NTT",90,62,"new",NA,5
"""


def read(meta: str = META, data: str = DATA):
    return read_coinr(meta.encode(), data.encode())


def test_the_tree():
    framework, _ = read()
    assert [(i.code, i.title.en, i.unit, i.direction, i.weight) for i in framework.indicators] == [
        ("roads", "Paved roads", "km", 1, 1.0),
        ("crime", "Crimes", "cases", -1, 2.0),
    ]
    assert [(i.target, i.denominator) for i in framework.indicators] == [(90.0, "people"), (None, None)]
    assert framework.root.title.id == "Liveable"
    assert [level.code for level in framework.levels] == ["2"]


def test_the_values():
    _, data = read()
    assert (data.units, data.periods, data.indicators) == (("KPG", "DPS"), (2022, 2023), ("roads", "crime"))
    np.testing.assert_array_equal(data.values[0], [[math.nan, 5], [50, 1]])
    np.testing.assert_array_equal(data.values[1], [[math.nan, math.nan], [100, 3]])
    assert data.groups == {"region": ("NTT", "Bali")}
    assert set(data.context) == {"people", "height"}
    np.testing.assert_array_equal(data.context["people"], [[90, 100], [math.nan, 200]])
    assert data.names == {"KPG": "Kupang", "DPS": "Denpasar"}


def test_the_targets_are_at_hand_for_a_recipe():
    framework, data = read(META.replace('90,"people"', "90,NA"))
    assert default_recipe(framework).steps[1] == Normalise("minmax", high=100)
    index = build(default_recipe(framework).with_step(Normalise("target")), data)
    np.testing.assert_array_equal(
        index.normalised[:, 1, 0], [0, 100]
    )  # 50 is the worst, 100 beyond the target
    assert index.indicator_reasons[0, 1, 1] == Reason.NO_TARGET


def test_decimal_commas_as_write_csv2_writes_them():
    _, data = read(META.replace(",", ";"), DATA.replace(",", ";").replace("1e2", "100,5"))
    assert data.values[1, 1, 0] == 100.5


@pytest.mark.parametrize("kind", [pandas, polars])
def test_frames_read_like_files(shared: Path, kind):
    folder = shared / "reference" / "asem"
    options = {"null_values": "NA"} if kind is polars else {}
    frames = [kind.read_csv(folder / name, **options) for name in ("iMeta.csv", "iData_panel.csv")]
    framework, data = read_coinr(*frames)
    from_files = read_coinr(folder / "iMeta.csv", str(folder / "iData_panel.csv"))
    assert framework == from_files[0]
    np.testing.assert_array_equal(data.values, from_files[1].values)
    assert data.values.shape == (51, 5, 49)


FAULTS = {
    "no column": (META.replace('"Parent"', '"Over"'), DATA, "There is no column Parent."),
    "a misspelt column": (META.replace('"Target"', '"Targets"'), DATA, "write Target if that is meant"),
    "an unknown column": (META, DATA.replace('"remark"', '"remarks"'), "iMeta does not describe this column"),
    "a column left out": (META, DATA.replace('"remark"', '"x"'), "There is no column remark."),
    "no unit codes": (META, DATA.replace("uCode", "code"), "There is no column uCode"),
    "an orphan": (META.replace('"people","Top"', '"people","Tip"'), DATA, "The parent of roads, “Tip”, is no"),
    "no parent": (META.replace('NA,NA,"Top"', "NA,NA,NA"), DATA, "crime has no parent"),
    "no top": (META.replace('NA,NA,NA,NA,NA,"Agg', 'NA,NA,NA,NA,"Top","Agg'), DATA, "the index itself has none"),
    "a code twice": (META.replace('"crime"', '"roads"'), DATA, "The code roads is used in row 2 already"),
    "an empty code": (META.replace('"crime"', ""), DATA, "The code is empty"),
    "a reserved code": (META.replace('"crime"', '"Time"'), DATA, "Time is a fixed column of iData"),
    "a gap": (META.replace("2,", "3,"), DATA, "There is nothing between levels 1 and 3"),
    "a parent too high": (
        META.replace("NA,\"region\"", '3,"Up","",1,1,NA,NA,NA,NA,"Aggregate"\nNA,"region"')
        .replace('NA,NA,NA,NA,NA,"Agg', 'NA,NA,NA,NA,"Up","Agg').replace('"people","Top"', '"people","Up"')
        .replace('"Liveable",1,NA', '"Liveable",1,1'),
        DATA, "roads is on level 1, its parent Up on 3",
    ),
    "a level that is none": (META.replace('1,"roads"', '1.5,"roads"'), DATA, "The level of roads is wrong"),
    "an aggregate on level 1": (META.replace('2,"Top"', '1,"Top"'), DATA, "The level of Top is wrong"),
    "no weight": (META.replace("-1,2", "-1,NA"), DATA, "The weight of crime must be a number from 0 up"),
    "a weight below zero": (META.replace("-1,2", "-1,-2"), DATA, "The weight of crime"),
    "weights of zero": (META.replace("-1,2", "-1,0").replace('s",1,1', 's",1,0'), DATA, "below Top sum to zero"),
    "a direction": (META.replace("-1,2", "2,2"), DATA, "The direction of crime must be 1/-1"),
    "no direction": (META.replace("-1,2", "NA,2"), DATA, "The direction of crime must be 1/-1"),
    "an aggregate downwards": (META.replace('able",1', 'able",-1'), DATA, "The direction of Top must be 1:"),
    "a type": (META.replace("Group", "Grp"), DATA, "“Grp” is no type; choose Indicator, Aggregate"),
    "no indicators": (META.replace("Indicator", "Other"), DATA, "There is no row with Type = Indicator"),
    "no aggregates": (META.replace("Aggregate", "Other"), DATA, "There is no row with Type = Aggregate"),
    "a denominator": (META.replace('90,"people"', '90,"area"'), DATA, "The denominator of roads, “area”, is no"),
    "a target": (META.replace("90", '"many"'), DATA, "“many” is no number"),
    "a value": (META, DATA.replace("50", "half"), "“half” is no number; write NA"),
    "an infinity": (META, DATA.replace("50", "Inf"), "“Inf” is no number"),
    "a unit twice": (META, DATA.replace("2022", "2023"), "KPG has 2023 in row 2 already"),
    "no time": (META, DATA.replace('"Time",', "").replace("2023,", "").replace("2022,", ""), "no column Time"),
    "a time missing": (META, DATA.replace("2022", "NA"), "Time must be a whole number"),
    "a time that is no year": (META, DATA.replace("2022", "2022.5"), "Time must be a whole number"),
    "an empty unit": (META, DATA.replace('"DPS"', "NA"), "The code is empty"),
    "a wandering unit": (META, DATA.replace('2022,"NTT"', '2022,"NTB"'), "KPG moves from “NTT” to “NTB”"),
    "an empty file": (META, "", "The file is empty"),
    "a heading twice": (META, DATA.replace('"remark"', '"crime"'), "This heading occurs twice"),
}  # fmt: skip


@pytest.mark.parametrize(("meta", "data", "sentence"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_one_clear_sentence(meta: str, data: str, sentence: str):
    with pytest.raises(CoinrError) as caught:
        read(meta, data)
    assert sum(sentence in line for line in str(caught.value).splitlines()) == 1
    assert all(
        "(iMeta)" in line or "(iData)" in line or line[:6] in ("iMeta:", "iData:")
        for line in str(caught.value).splitlines()
    )
    assert all("{" not in problem.text.id + problem.text.en for problem in caught.value.problems)


def test_every_fault_is_told_at_once_with_its_place():
    with pytest.raises(CoinrError) as caught:
        read(META.replace("-1,2", "7,-2"), DATA.replace("50", "half"))
    assert [p.sentence("en").split(":")[0] for p in caught.value.problems] == [
        "Row 3, column Direction (iMeta)",
        "Row 3, column Weight (iMeta)",
        "Row 2, column roads (iData)",
    ]
    assert caught.value.problems[2].sentence("id").startswith("Baris 2, kolom roads (iData): “half” bukan")


def test_a_constant_column_is_told_and_read():
    with pytest.warns(CoinrNote, match=r"Column crime \(iData\): All its values are 3") as caught:
        _, data = read(META, DATA.replace("TRUE", "3").replace('new",NA,5', 'new",NA,3'))
    assert len(caught) == 1
    assert data.values[0, 0, 1] == 3


def test_what_is_no_table():
    with pytest.raises(TypeError, match="int is no table; give bytes, the path of a CSV file, or a frame"):
        read_coinr(1, b"")


pieces = st.sampled_from(
    [
        "NA",
        "",
        "1",
        "-1",
        "2",
        "1e308",
        "9" * 400,
        "Top",
        "roads",
        "Aggregate",
        "Indicator",
        '"',
        "\x00",
        "ü",
        ",",
        "\n",
    ]
)


@given(st.data())
def test_hostile_tables_give_a_case_or_sentences(data: st.DataObject):
    """Cells replaced at random, and bytes at random, never end in anything but a case or a list of faults."""
    texts = [META, DATA]
    for n, text in enumerate(texts):
        cells = text.split(",")
        for _ in range(data.draw(st.integers(0, 4))):
            cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(pieces)
        texts[n] = ",".join(cells)
    attempt(*(text.encode() for text in texts))


@given(st.binary(max_size=200), st.booleans())
def test_hostile_bytes_give_sentences(noise: bytes, first: bool):
    attempt(*((noise, DATA.encode()) if first else (META.encode(), noise)))


def attempt(meta: bytes, data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CoinrNote)
        try:
            framework, dataset = read_coinr(meta, data)
        except CoinrError as error:
            assert error.problems  # noqa: PT017 - a list of faults is one of the answers
            return
    build(default_recipe(framework), dataset)
