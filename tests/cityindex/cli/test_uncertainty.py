"""``cityindex uncertainty``: intervals as text, JSON and a page with a drawing, one city or many, what is refused."""

import json
import re
from pathlib import Path

import pytest

from cityindex.cli import main

CODES = ("skill", "ethics", "safety", "culture")
VALUES = (
    (2.4, 4.5, 4.3, 2.8),
    (3.5, 3.3, 4.0, 4.4),
    (4.4, 2.1, 3.1, 3.6),
    (2.9, 3.0, 3.9, 3.4),
)
VARY = ("--weights-noise", "0.25", "--values-noise", "0.05")


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    rows = [";".join(("city", "period", *CODES))]
    rows += [";".join((f"Kota {n}", "2022", *map(str, row))) for n, row in enumerate(VALUES)]
    path = tmp_path / "cities.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return [str(path), "--framework", "digital-literacy-2022", "--draws", "64"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["uncertainty", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_table_says_how_sure_scores_are(data: list[str], capsys):
    code, out, err = run(capsys, *data, *VARY, "--lang", "en")
    assert code == 0, err
    assert "90 % of the 64 draws lie between" in out
    assert "what varies: weights, values" in out
    assert "Further tables (--table NAME): ranks, convergence, rank_convergence, samples" in out
    assert "Kota 0" in out


def test_the_same_seed_gives_the_same_json(data: list[str], capsys):
    one, two, other = (
        run(capsys, *data, *VARY, "--format", "json", "--seed", seed)[1] for seed in ("1", "1", "2")
    )
    assert one == two != other
    found = json.loads(one)
    assert found["parameters"]["vary"] == ["weights", "values"]
    assert found["parameters"]["sampling"] == "latin"
    scores = next(table for table in found["tables"] if table["name"] == "scores")["rows"]
    assert len(scores) == 4


def test_a_page_draws_the_intervals_and_says_them_in_words(data: list[str], tmp_path: Path, capsys):
    page = tmp_path / "uncertainty.html"
    code, _, err = run(capsys, *data, *VARY, "--out", str(page), "--lang", "en")
    assert code == 0, err
    html = page.read_text(encoding="utf-8")
    assert len(re.findall("<circle", html)) == 8
    assert "Bars: 90 % of the draws of every city" in html
    assert "weight:skill" not in html


def test_one_city_has_its_own_rows_and_parts(data: list[str], tmp_path: Path, capsys):
    code, out, err = run(capsys, *data, *VARY, "--unit", "Kota 2", "--format", "csv", "--table", "ranks")
    assert code == 0, err
    assert out.count("Kota") == 1
    page = tmp_path / "city.html"
    run(capsys, *data, *VARY, "--unit", "Kota 2", "--out", str(page))
    assert "setiap bagian Kota 2" in page.read_text(encoding="utf-8")


def test_what_cannot_be_done_is_said(data: list[str], capsys):
    assert run(capsys, *data, *VARY, "--unit", "Ende")[0] == 2
    code, _, err = run(capsys, *data, "--values-noise", "much")
    assert (code, "'much' is no number" in err) == (2, True)
    code, _, err = run(capsys, *data)
    assert (code, "nothing varies" in err) == (2, True)
    code, _, err = run(capsys, *data, "--normalise", "minmax,none", "--aggregate", "arithmetic,mode")
    assert (code, "aggregate" in err) == (2, True)
