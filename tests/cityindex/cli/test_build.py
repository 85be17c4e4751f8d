"""``cityindex build``, from a table of values or from COINr's pair."""

import json
from pathlib import Path

import pytest

from cityindex.cli import main

META = b"Level,iCode,Direction,Weight,Parent,Type\n1,a,1,1,T,Indicator\n1,b,-1,3,T,Indicator\n2,T,1,,,Aggregate\n"
DATA = b"uCode,uName,Time,a,b\nK,Kupang,2022,1,5\nK,Kupang,2023,3,4\nD,Denpasar,2023,2,9\n"


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    (tmp_path / "iMeta.csv").write_bytes(META)
    (tmp_path / "iData.csv").write_bytes(DATA)
    return ["build", str(tmp_path / "iData.csv"), "--imeta", str(tmp_path / "iMeta.csv"), "--lang", "en"]


def test_the_ranking_of_a_pair(pair: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(pair) == 0
    out = capsys.readouterr().out
    assert "Ranking 2023" in out
    assert out.index("Kupang") < out.index("Denpasar")


def test_an_earlier_period(pair: list[str], capsys: pytest.CaptureFixture[str]):
    assert main([*pair, "--period", "2022", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("0,K,Kupang,60.0")


def test_the_long_table_and_json(pair: list[str], capsys: pytest.CaptureFixture[str]):
    assert main([*pair, "--format", "csv", "--table", "scores"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 2 * 2
    assert main([*pair, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [table["name"] for table in made["tables"]][:3] == ["ranking", "scores", "indicators"]
    assert made["parameters"]["framework"] == "coinr"


def test_a_recipe_replaces_the_implied_one(
    pair: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    recipe = {"framework": "coinr", "steps": [{"step": "normalise", "method": "rank"}, {"step": "aggregate"}]}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    assert main([*pair, "--recipe", str(tmp_path / "recipe.json"), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "1,K,Kupang,3.0"  # 3 of 3 in a, 3 of 3 in b


def test_faults_are_told_in_the_chosen_language(pair: list[str], tmp_path: Path, capsys):
    (tmp_path / "iData.csv").write_bytes(DATA.replace(b"9", b"nine"))
    assert main(pair) == 1
    assert (
        capsys.readouterr().err
        == "Row 4, column b (iData): “nine” is no number; write NA where there is no value.\n"
    )
    assert main([*pair[:-1], "id"]) == 1
    assert capsys.readouterr().err.startswith("Baris 4, kolom b (iData)")


def test_a_constant_column_is_told(pair: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "iData.csv").write_bytes(b"uCode,a,b\nK,1,7\nD,2,7\n")
    assert main(pair) == 0
    assert "Column b (iData): All its values are 7" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--map", "x.toml"], ["--context", "a=1"], ["--weights", "other"]])
def test_options_that_do_not_go_with_a_pair(pair: list[str], option: list[str], capsys):
    assert main([*pair, *option]) == 2
    assert f"{option[0]} does not go with --imeta" in capsys.readouterr().err


def test_a_table_of_values(shared: Path, capsys: pytest.CaptureFixture[str]):
    values = shared / "reference" / "ipm" / "ipm_kabkota_2020_2023.csv"
    mapping = Path(__file__).parents[3] / "docs" / "guide" / "ipm-bps.toml"
    assert (
        main(["build", str(values), "--framework", "ipm-2010", "--map", str(mapping), "--format", "csv"]) == 0
    )
    best = capsys.readouterr().out.splitlines()[1]
    assert best.startswith("1,KOTA YOGYAKARTA,88.28")


@pytest.mark.parametrize(
    "words",
    [
        ["uncertainty", "--weights-noise", "0.2", "--draws", "20"],
        [
            "sensitivity",
            "--weights-noise",
            "0.2",
            "--normalise",
            "minmax,rank",
            "--draws",
            "8",
            "--table",
            "cities",
        ],
        ["compare", "--node", "T"],
        ["trend"],
        ["leverage", "--unit", "D"],
    ],
    ids=lambda words: words[0],
)
def test_every_analysis_takes_a_pair_and_calls_cities_by_their_names(
    words: list[str], pair: list[str], capsys: pytest.CaptureFixture[str]
):
    command, *options = words
    extra = ["--with-imeta", pair[3]] if command == "compare" else []
    assert main([command, *pair[1:], *options, *extra, "--format", "csv"]) == 0
    heading, *rows = capsys.readouterr().out.splitlines()
    assert rows
    assert ("name" in heading.split(",")) == (command != "leverage")
    assert any("Denpasar" in row for row in rows) == (command != "leverage")


def test_a_city_may_be_asked_for_by_its_name(pair: list[str], capsys: pytest.CaptureFixture[str]):
    outputs = []
    for unit in ("D", "Denpasar"):
        assert main(["leverage", *pair[1:], "--unit", unit, "--format", "csv"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] != ""
    assert main(["leverage", *pair[1:], "--unit", "Ende"]) == 2


def test_stopping_it_is_no_fault(
    pair: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cityindex.cli.build.open_source", stopped)
    assert main(pair) == 130
    assert capsys.readouterr().err.strip() == "cityindex: stopped"


@pytest.mark.parametrize("option", ["--recipe", "--vary"])
def test_a_file_that_is_no_text_is_named(
    pair: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
):
    (tmp_path / "picture.json").write_bytes(b"\x89PNG")
    command = "build" if option == "--recipe" else "uncertainty"
    assert main([command, *pair[1:], option, str(tmp_path / "picture.json")]) == 2
    assert "picture.json: this is no text in UTF-8" in capsys.readouterr().err
