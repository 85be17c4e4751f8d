"""``cityindex assess``: the study's tables, the IPM of every kabupaten, and files that cannot be used."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cityindex.cli import main
from cityindex.rounding import round_half_up

GUIDE = Path(__file__).parents[3] / "docs" / "guide"


class Out:
    """What a run printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def rows(self) -> list[dict[str, str]]:
        assert self.code == 0, self.err
        return list(csv.DictReader(io.StringIO(self.out)))


@pytest.fixture
def assess(capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> Out:
        code = main(["assess", *arguments])
        captured = capsys.readouterr()
        return Out(code, captured.out, captured.err)

    return run


@pytest.fixture
def kupang(shared: Path) -> list[str]:
    return [str(shared / "domain" / "kupang_buku1_2023.csv"), "--framework", "kupang-buku1-2023"]


@pytest.fixture
def ipm(shared: Path) -> list[str]:
    data = shared / "reference" / "ipm" / "ipm_kabkota_2020_2023.csv"
    return [str(data), "--framework", "ipm-2010", "--map", str(GUIDE / "ipm-bps.toml")]


def write(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_the_forty_one_rows_as_json(assess, kupang: list[str], shared: Path):
    shape = assess(*kupang, "--format", "json").json
    assert shape["headline"]["share"] == pytest.approx(10 / 12)
    found = {i["code"]: i for i in shape["indicators"]}
    with (shared / "domain" / "kupang_buku1_2023.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = found.pop(row["code"])
            assert entry["raw_value"] == row["raw_value"]
            assert entry["value"] == float(row["parsed_value"]), row["code"]
            assert sorted(entry["flags"]) == sorted(filter(None, row["quality_flags"].split(";"))), row[
                "code"
            ]
            assert entry["band"] is None
    assert not found
    assert all({"score", "coverage"} <= set(node) for node in shape["nodes"])


def test_flag_and_parsed_columns_are_never_read(assess, kupang: list[str], tmp_path: Path):
    with Path(kupang[0]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {"parsed_value": "999", "quality_flags": "SUSPECT", "value_type": "hours"}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    spoilt = write(tmp_path / "spoilt.csv", out.getvalue())
    assert assess(spoilt, *kupang[1:], "--format", "json").out == assess(*kupang, "--format", "json").out


def test_only_code_and_value_are_needed(assess, kupang: list[str], tmp_path: Path):
    with Path(kupang[0]).open(encoding="utf-8", newline="") as file:
        lines = [f"{row['code']};{row['raw_value']}" for row in csv.DictReader(file)]
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        bare = write(tmp_path / "bare.csv", "\r\n".join(["code;raw_value", *lines]), encoding)
        run = assess(bare, *kupang[1:], "--format", "json")
        assert (run.json["unit"], run.json["period"], run.json["headline"]["interpreted"]) == (
            "53.71",
            2023,
            0,
        )
        assert run.json["nodes"][0]["coverage"]["with_value"] == 41
    assert "Windows-1252, delimiter ;, decimals ," in run.err or "UTF-8, delimiter ;, decimals ," in run.err


def test_the_tables_may_be_typed_without_codes(assess, kupang: list[str], tmp_path: Path):
    with Path(kupang[0]).open(encoding="utf-8", newline="") as file:
        printed = [[r["component_id"], r["raw_value"], r["interpretation_id"]] for r in csv.DictReader(file)]
    with (tmp_path / "typed.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Komponen", "Nilai/Kondisi", "Interpretasi"], *printed])
    typed = assess(str(tmp_path / "typed.csv"), *kupang[1:], "--format", "json")
    assert typed.json == assess(*kupang, "--format", "json").json


def test_the_table_says_how_ready_how_sure_and_what_is_not_computable(assess, kupang: list[str]):
    text = assess(*kupang, "--lang", "en").out
    assert "10 of 12 judged components are Good (83.3 %)." in text
    assert "12 of 41 components are judged" in text
    assert "Without 2 doubtful rows: 8 of 10 (80.0 %)." in text
    assert re.search(r"Superstructure +— +not computable", text)
    indonesian = assess(*kupang).out
    assert "10 dari 12 komponen yang dinilai adalah Baik (83,3 %)." in indonesian


def test_the_page_stands_alone(assess, kupang: list[str]):
    page = assess(*kupang, "--format", "html", "--lang", "en").out
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)
    assert "10 of 12 judged components are Good" in page


def test_words_of_the_file_are_escaped(assess, tmp_path: Path):
    data = write(tmp_path / "x.csv", "city,code,raw_value\n<b>X</b>,skill,3\n")
    page = assess(data, "--framework", "digital-literacy-2022", "--format", "html").out
    assert "<b>X</b>" not in page
    assert "&lt;b&gt;X&lt;/b&gt;" in page


def test_a_sheet_of_nodes_and_indicators(assess, kupang: list[str]):
    rows = assess(*kupang, "--format", "csv").rows
    assert [r["kind"] for r in rows].count("indicator") == 41
    assert [r["code"] for r in rows if r["flags"].endswith("SUSPECT")] == ["B1.T4.01", "B1.T4.02"]


def test_the_prose_is_left_out_on_request_and_for_other_cities(assess, kupang: list[str], tmp_path: Path):
    codes = {f["code"] for f in assess(*kupang, "--format", "json").json["flags"]}
    assert "TEXT_CONTRADICTS" in codes
    silent = {f["code"] for f in assess(*kupang, "--no-statements", "--format", "json").json["flags"]}
    assert "TEXT_CONTRADICTS" not in silent
    other = write(tmp_path / "other.csv", "city,code,raw_value\n51.71,B1.T2.14,Ada\n")
    run = assess(other, *kupang[1:], "--format", "json")
    assert not [f for f in run.json["flags"] if f["code"] == "TEXT_CONTRADICTS"]
    assert "not compared with the prose about 53.71" in run.err


def test_values_of_other_years_are_mentioned(assess, tmp_path: Path):
    data = write(tmp_path / "x.csv", "code,raw_value,year\nB1.T1.01,50,2023\nB1.T1.07,1.705,2022\n")
    run = assess(data, "--framework", "kupang-buku1-2023", "--format", "json")
    assert run.json["period"] == 2023
    assert "shown: 2023; the file also has 2022 (--period YEAR)" in run.err
    assert "shown" not in assess(data, "--framework", "kupang-buku1-2023", "--period", "2022").err


def test_values_of_years_the_framework_is_not_for_are_mentioned(assess, tmp_path: Path):
    levels = "".join(f"I{n:02},{year},3\n" for n in range(1, 48) for year in (2025, 2026))
    data = write(tmp_path / "x.csv", "code,year,raw_value\n" + levels)
    run = assess(data, "--framework", "spbe-2020")
    assert "spbe-2020 is in force 2020 – 2025; the file has 2026" in run.err
    within = write(tmp_path / "y.csv", "code,year,raw_value\nI01,2025,3\n")
    assert "in force" not in assess(within, "--framework", "spbe-2020").err


def test_expenditure_typed_in_thousands_is_suspect_and_scores_nothing(assess, tmp_path: Path):
    def run(expenditure: str) -> dict[str, Any]:
        rows = f"UHH,73.93\nHLS,13.15\nRLS,8.77\nPENGELUARAN,{expenditure}\n"
        data = write(tmp_path / "x.csv", "code,raw_value\n" + rows)
        return assess(data, "--framework", "ipm-2010", "--period", "2023", "--format", "json").json

    assert run("11899")["headline"]["score"] is None
    assert [f["indicator"] for f in run("11899")["flags"] if f["code"] == "IN_THOUSANDS"] == ["PENGELUARAN"]
    assert round_half_up(run("11899000")["headline"]["score"], 2) == 74.39
    assert not run("11899000")["headline"]["suspects"]


def test_headings_nobody_knows_are_named_in_a_wide_file(assess, ipm: list[str], tmp_path: Path):
    without_mapping = assess(*ipm[:3], "--format", "json")
    assert "columns that are no indicator, not read: Pengeluaran_ribu, IPM" in without_mapping.err
    assert "not read" not in assess(*ipm).err


def test_a_number_from_outside_is_used(assess, tmp_path: Path):
    data = write(tmp_path / "x.csv", "city,code,raw_value\nX,B1.T4.03,167\n")
    arguments = (data, "--framework", "kupang-buku1-2023", "--format", "json")
    without = assess(*arguments).json["indicators"]
    within = assess(*arguments, "--context", "kelurahan_count=200").json["indicators"]
    above = assess(*arguments, "--context", "kelurahan_count=51").json["indicators"]
    raised = [
        [i["code"] for i in found if "EXCEEDS_KELURAHAN_COUNT" in i["flags"]]
        for found in (without, within, above)
    ]
    assert raised == [[], [], ["B1.T4.03"]]


def test_every_row_of_the_ipm_to_the_printed_digit(assess, ipm: list[str], shared: Path):
    run = assess(*ipm, "--format", "csv")
    found = {(row["period"], row["unit"]): row for row in run.rows}
    with (shared / "reference" / "ipm" / "ipm_kabkota_2020_2023.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        printed = list(csv.DictReader(file))
    assert len(found) == len(printed) == 2050
    for row in printed:
        score = float(found[row["tahun"], row["wilayah"]]["score"])
        assert f"{round_half_up(score, 2):.2f}" == f"{float(row['IPM']):.2f}", row
    for year in ("2020", "2021", "2022", "2023"):
        scores = [float(row["IPM"]) for row in printed if row["tahun"] == year]
        for row in printed:
            if row["tahun"] == year:
                expected = 1 + sum(score > float(row["IPM"]) for score in scores)
                assert int(found[year, row["wilayah"]]["rank"]) == expected, row


def test_the_published_column_is_compared(assess, ipm: list[str]):
    shape = assess(*ipm, "--format", "json").json
    assert shape["published"] == {"compared": 2050, "equal": 2050, "different": []}
    assert [(p["period"], p["ranked"]) for p in shape["periods"]] == [
        (2020, 514),
        (2021, 514),
        (2022, 514),
        (2023, 508),
    ]


def test_kota_kupang_among_its_peers(assess, ipm: list[str]):
    text = assess(*ipm, "--unit", "KOTA KUPANG", "--lang", "en").out
    assert re.search(r"42 +KOTA KUPANG ← +80\.62 +Very high", text)
    assert "2050 of 2050 figures equal the published ones." in text
    assert "2023 · 508 cities" in text
    shape = assess(*ipm, "--unit", "KOTA KUPANG", "--period", "2021", "--format", "json").json
    (year,) = shape["periods"]
    assert (year["ranked"], len(year["standings"])) == (514, 11)
    (own,) = shape["assessments"]
    assert (own["unit"], own["nodes"][0]["rank"], own["nodes"][0]["band"]["code"]) == (
        "KOTA KUPANG",
        40,
        "tinggi",
    )


def test_kabupaten_kupang_is_another_place(assess, ipm: list[str]):
    run = assess(*ipm, "--unit", "KUPANG")
    assert (run.code, run.out) == (2, "")
    assert "no city 'KUPANG' in the file; names must match exactly" in run.err


def test_a_published_figure_that_differs_is_listed(assess, tmp_path: Path):
    data = write(
        tmp_path / "ipm.csv",
        "tahun,wilayah,UHH,HLS,RLS,Pengeluaran_ribu,IPM\n"
        "2023,INDONESIA,73.93,13.15,8.77,11899,74.39\n2023,X,73.93,13.15,8.77,11899,74.38\n2023,Y,73.93,,8.77,11899,-\n",
    )
    mapping = str(GUIDE / "ipm-bps.toml")
    shape = assess(data, "--framework", "ipm-2010", "--map", mapping, "--format", "json").json
    assert shape["published"]["compared"] == 2
    assert shape["published"]["different"] == [
        {"unit": "X", "period": 2023, "node": "ipm", "published": "74.38", "computed": 74.39}
    ]
    last = shape["periods"][0]["standings"][-1]
    assert (last["unit"], last["rank"], last["score"]) == ("Y", None, None)


@pytest.mark.parametrize(
    ("framework", "values", "expected"),
    [
        ("spbe-2020", ["1"] * 47, "1.00"),
        ("spbe-2020", ["5"] * 47, "5.00"),
        ("digital-literacy-2022", ["3,34", "3,72", "3,24", "3,55"], "3.46"),
        ("digital-literacy-2022", ["3,52", "3,68", "3,12", "3,84"], "3.54"),
        ("gsc-evaluation", ["3,60", "3,21", "3,23", "3,07", "3,65"], "3.315"),
        ("ipm-2010", ["73,93", "13,15", "8,77", "Rp 11.899.000"], "74.39"),
    ],
)
def test_golden_values_typed_by_hand(
    assess, tmp_path: Path, framework: str, values: list[str], expected: str
):
    codes = [
        i["code"]
        for i in assess(_blank(tmp_path, framework), "--framework", framework, "--format", "json").json[
            "indicators"
        ]
    ]
    lines = [f"{code};{value}" for code, value in zip(codes, values, strict=True)]
    data = write(tmp_path / "typed.csv", "\n".join(["kode;nilai", *lines]))
    score = assess(data, "--framework", framework, "--format", "json").json["headline"]["score"]
    decimals = len(expected.partition(".")[2])
    assert f"{round_half_up(score, decimals):.{decimals}f}" == expected


def _blank(tmp_path: Path, framework: str) -> str:
    first = {
        "spbe-2020": "I01",
        "digital-literacy-2022": "skill",
        "gsc-evaluation": "baseline",
        "ipm-2010": "UHH",
    }
    return write(tmp_path / "blank.csv", f"kode;nilai\n{first[framework]};3\n")


def test_another_set_of_weights(assess, tmp_path: Path):
    values = {"baseline": "3,60", "output": "3,21", "outcome": "3,23", "impact": "3,07", "quick_win": "3,65"}
    data = write(tmp_path / "kediri.csv", "\n".join(["kode;nilai", *(f"{k};{v}" for k, v in values.items())]))
    arguments = (data, "--framework", "gsc-evaluation", "--format", "json")
    shape = assess(*arguments, "--weights", "sleman").json
    assert round_half_up(shape["headline"]["score"], 3) == 3.257
    assert shape["headline"]["mark"] == "unofficial"
    run = assess(*arguments, "--weights", "nobody")
    assert run.code == 2
    assert "no weight set 'nobody'; it has: jambi-kediri-2022" in run.err


def test_the_recipe_of_an_assessment_can_be_replayed_and_changed(assess, kupang: list[str], tmp_path: Path):
    first = assess(*kupang, "--format", "json")
    again = assess(*kupang, "--format", "json", "--recipe", write(tmp_path / "first.json", first.out))
    assert again.out == first.out
    recipe = first.json["recipe"]
    recipe["steps"][0]["suspects"] = True
    changed = assess(
        *kupang, "--format", "json", "--recipe", write(tmp_path / "other.json", json.dumps(recipe))
    )
    scored = [shape["nodes"][0]["coverage"]["scored"] for shape in (first.json, changed.json)]
    assert scored == [16, 17]
    run = assess(*kupang, "--recipe", write(tmp_path / "broken.json", "{"))
    assert (run.code, "not valid JSON" in run.err) == (2, True)


def test_spbe_of_denpasar_2018_from_a_file(assess, tmp_path: Path, shared: Path):
    with (shared / "reference" / "spbe" / "denpasar_2018_indicators.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        levels = [row["level"] for row in csv.DictReader(file)]
    codes = [f"I{n:02}" for n in range(1, 35)] + ["I35a", "I35b", "I35c"]
    lines = [f"{code},{level}" for code, level in zip(codes, levels, strict=True)]
    data = write(tmp_path / "denpasar.csv", "\n".join(["code,raw_value", *lines]))
    shape = assess(data, "--framework", "spbe-2018", "--format", "json").json
    assert shape["unit"] == "denpasar"
    with (shared / "reference" / "spbe" / "denpasar_2018_expected.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        expected = {row["node"]: float(row["value"]) for row in csv.DictReader(file)}
    scores = {n["code"]: round_half_up(n["score"], 2) for n in shape["nodes"]}
    assert scores["spbe"] == expected["INDEKS SPBE 2018"] == 2.64
    assert sorted(scores.values()) == sorted(expected.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,raw_value\nB1.T1.01,-5\n", "Row 2, column raw_value: “-5” is below zero"),
        ("code,raw_value\nB1.T1.01,5\nB1.T1.01,6\n", "Row 3, column raw_value: The value of B1.T1.01"),
        ("code,raw_value\nB1.T9.99,5\n", "Row 2, column code: kupang-buku1-2023 has no indicator “B1.T9.99”"),
        ("code,raw_value,year\nB1.T1.01,5,2999\n", "Row 2, column year: The year 2999 has not come yet"),
        ("code,raw_value\nB1.T1.01,=1+1\n", "Row 2, column raw_value: This cell holds a formula"),
        ("name,number\nx,1\n", "Row 1: There is no column “code”"),
        ("", "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_used(assess, tmp_path: Path, text: str, message: str):
    run = assess(write(tmp_path / "x.csv", text), "--framework", "kupang-buku1-2023", "--lang", "en")
    assert (run.code, run.out) == (1, "")
    assert message in run.err


def test_only_the_first_twenty_problems_are_printed(assess, tmp_path: Path):
    data = write(tmp_path / "x.csv", "code,raw_value\n" + "B1.T1.01,-5\n" * 25)
    lines = assess(data, "--framework", "kupang-buku1-2023").err.splitlines()
    assert lines[-1] == "… +5"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--framework", "nothing"], "no framework 'nothing'"),
        (["--framework", "ipm-2010", "--period", "soon"], "--period is 'soon'; give a year"),
        (["--framework", "ipm-2010", "--period", "1990"], "no values for 1990; the file has 2023"),
        (["--framework", "ipm-2010", "--period", "2999"], "--period is 2999, which has not come yet"),
        (["--framework", "ipm-2010", "--period", "all"], "--period all ranks many cities"),
        (["--framework", "ipm-2010", "--context", "people"], "--context is 'people'; write NAME=NUMBER"),
        (["--framework", "ipm-2010", "--context", "people=nan"], "--context is 'people=nan'"),
        (["--framework", "ipm-2010", "--context", "=5"], "--context is '=5'; write NAME=NUMBER"),
        (["--framework", "ipm-2010", "--map", "nowhere.toml"], "No such file"),
    ],
)
def test_wrong_usage(assess, tmp_path: Path, arguments: list[str], message: str):
    run = assess(write(tmp_path / "x.csv", "year,code,raw_value\n2023,UHH,70\n"), *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_another_city_than_that_of_the_file(assess, tmp_path: Path):
    data = write(tmp_path / "x.csv", "city,year,code,raw_value\nX,2023,UHH,70\n")
    run = assess(data, "--framework", "ipm-2010", "--unit", "Y")
    assert (run.code, "no city 'Y' in the file; it is about 'X'" in run.err) == (2, True)


def test_a_missing_file(assess):
    run = assess("nowhere.csv", "--framework", "ipm-2010")
    assert run.code == 2
    assert "nowhere.csv" in run.err
