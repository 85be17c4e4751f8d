"""``cityindex leverage`` and ``cityindex trend``: what a person reads, what a program reads, and what is refused."""

import json
from pathlib import Path

import pytest

from cityindex.cli import main

TABLE = """kota;tahun;UHH;HLS;RLS;PENGELUARAN
A;2020;69;12,5;8,5;10.500.000
A;2021;69,5;12,7;8,6;10.700.000
A;2022;70;13;9;11.000.000
A;2023;70,2;13,1;9;11.100.000
B;2022;71;12;8;10.000.000
B;2023;74;15;12;16.000.000
"""


@pytest.fixture
def values(tmp_path: Path) -> list[str]:
    path = tmp_path / "values.csv"
    path.write_text(TABLE, encoding="utf-8")
    return [str(path), "--framework", "ipm-2010", "--lang", "en"]


def test_gains_are_sorted_and_said_in_a_sentence(values: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["leverage", *values, "--unit", "A"]) == 0
    out = capsys.readouterr().out
    assert "Leverage of A" in out
    assert "the score of Human development index would rise" in out


def test_a_budget_buys_the_best_set(values: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    costs = tmp_path / "costs.csv"
    costs.write_text("kode;biaya\nUHH;5\nHLS;3\nRLS;3\nPENGELUARAN;\n", encoding="utf-8")
    asked = ["--unit", "A", "--costs", str(costs), "--budget", "6", "--format", "json"]
    assert main(["leverage", *values, *asked]) == 0
    found = json.loads(capsys.readouterr().out)
    plan = next(table for table in found["tables"] if table["name"] == "plan")
    assert {row["indicator"] for row in plan["rows"]} == {"HLS", "RLS"}
    assert found["parameters"]["proven"] is True
    assert found["parameters"]["unpriced"] == ["PENGELUARAN"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "name a city with --unit; it has A, B"),
        (["--unit", "C"], "no city 'C' in the file"),
        (["--unit", "A", "--budget", "5"], "--costs and --budget go together"),
    ],
)
def test_what_is_missing_is_named(values: list[str], asked: list[str], said: str, capsys):
    assert main(["leverage", *values, *asked]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("XXX;5", "row 2: 'XXX' is no indicator"),
        ("UHH;5\nUHH;6", "row 3: UHH has a cost already"),
        ("UHH;-5", "write a number from 0 up"),
    ],
)
def test_a_file_of_costs_is_read_with_care(values: list[str], rows: str, said: str, tmp_path: Path, capsys):
    costs = tmp_path / "costs.csv"
    costs.write_text(f"kode;biaya\n{rows}\n", encoding="utf-8")
    assert main(["leverage", *values, "--unit", "A", "--costs", str(costs), "--budget", "9"]) == 2
    assert said in capsys.readouterr().err


def test_the_trend_of_a_city_and_what_it_cannot_say(values: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["trend", *values, "--unit", "A"]) == 0
    assert "It rises by about" in capsys.readouterr().out
    assert main(["trend", *values, "--unit", "B"]) == 0
    assert "Human development index: " in capsys.readouterr().out


def test_nothing_is_computed_across_a_break(values: list[str], capsys: pytest.CaptureFixture[str]):
    assert (
        main(["trend", *values, "--unit", "A", "--node", "ipm", "--break", "2023", "--format", "json"]) == 0
    )
    (row,) = json.loads(capsys.readouterr().out)["tables"][0]["rows"]
    assert row["level"] is not None
    assert row["pace"] is None
    assert main(["trend", *values, "--break", "soon"]) == 2
    assert "write YEAR, or CODE=YEAR" in capsys.readouterr().err


def test_the_best_peer_is_taken_from_the_cohort(values: list[str], capsys: pytest.CaptureFixture[str]):
    assert (
        main(["leverage", *values, "--unit", "A", "--cohort", "B", "--table", "gains", "--format", "json"])
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert found["parameters"]["cohort"] == ["B"]
    peers = [row for row in found["tables"][0]["rows"] if row["goal"] == "peer"]
    assert {row["peer"] for row in peers} == {"B"}


@pytest.mark.parametrize("form", ["html", "xlsx", "json", "csv"])
@pytest.mark.parametrize("command", ["leverage", "trend"])
def test_every_form_is_written(command: str, form: str, values: list[str], tmp_path: Path, capsys):
    out = tmp_path / f"out.{form}"
    assert main([command, *values, "--unit", "A", "--out", str(out)]) == 0
    assert out.stat().st_size > 300


def test_the_index_of_every_city_or_every_part_of_one(values: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["trend", *values]) == 0
    out = capsys.readouterr().out
    assert [line[0] for line in out.splitlines() if line[:2] in ("A ", "B ")] == ["A", "B"]
    assert main(["trend", *values, "--unit", "A"]) == 0
    out = capsys.readouterr().out
    assert len([line for line in out.splitlines() if line.startswith("A ")]) == 8


def test_a_break_of_an_indicator_and_the_last_year_to_use(
    values: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["trend", *values, "--unit", "A", "--break", "UHH=2022"]) == 0
    assert "Figures before 2022 are not used" in capsys.readouterr().out
    assert main(["trend", *values, "--unit", "A", "--period", "2022"]) == 0
    out = capsys.readouterr().out
    assert " in 2022. " in out
    assert "Its acceleration cannot be computed yet" in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["leverage", "--unit", "A", "--node", "x"], "'x' is no node"),
        (["leverage", "--unit", "A", "--cohort", "C"], "no city 'C'"),
        (["trend", "--unit", "C"], "no city 'C'"),
        (["trend", "--break", "x=2020"], "'x' is neither"),
        (["trend", "--horizon", "0"], "the horizon is 0"),
    ],
)
def test_names_that_are_not_there(values: list[str], asked: list[str], said: str, capsys):
    assert main([asked[0], *values, *asked[1:]]) == 2
    assert said in capsys.readouterr().err
