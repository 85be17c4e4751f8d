"""``cityindex compare``: the second build differs in what is asked for, and only in that."""

import csv
import io
import json
from pathlib import Path

import pytest

from cityindex.cli import main
from cityindex.framework import get
from cityindex.recipe import default_recipe
from cityindex.steps import Aggregate

TABLE = """kota;tahun;UHH;HLS;RLS;PENGELUARAN
A;2022;70;13;9;11000000
B;2022;71;12;8;10000000
A;2023;70;13;9;11000000
B;2023;74;15;12;16000000
"""


@pytest.fixture
def values(tmp_path: Path) -> str:
    path = tmp_path / "values.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def rows(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, str]]:
    assert main(["compare", *options, "--framework", "ipm-2010", "--lang", "en", "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_two_years(values: str, capsys: pytest.CaptureFixture[str]):
    found = {
        row["unit"]: row["shift"] for row in rows(capsys, values, "--period", "2022", "--with-period", "2023")
    }
    assert found == {"A": "-1.0", "B": "1.0"}


def test_two_recipes(values: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    other = tmp_path / "other.json"
    recipe = default_recipe(get("ipm-2010")).with_step(Aggregate(levels={"index": "arithmetic"}))
    other.write_text(recipe.to_json(), encoding="utf-8")
    found = rows(capsys, values, "--with-recipe", str(other))
    assert all(float(row["score_change"]) > 0 for row in found)


def test_the_json_says_what_was_compared(values: str, capsys: pytest.CaptureFixture[str]):
    options = ["--framework", "ipm-2010", "--period", "2022", "--with-period", "2023", "--format", "json"]
    assert main(["compare", values, *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == "comparison"
    assert (found["parameters"]["period_before"], found["parameters"]["period_after"]) == (2022, 2023)


def test_nothing_to_compare_with_says_what_to_give(values: str, capsys: pytest.CaptureFixture[str]):
    assert main(["compare", values, "--framework", "ipm-2010"]) == 2
    assert "give --with-recipe" in capsys.readouterr().err


def test_a_node_nobody_has(values: str, capsys: pytest.CaptureFixture[str]):
    assert main(["compare", values, "--framework", "ipm-2010", "--with-period", "2022", "--node", "x"]) == 2
    assert "no node 'x'" in capsys.readouterr().err
