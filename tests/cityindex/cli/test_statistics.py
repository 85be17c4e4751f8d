"""``cityindex statistics``: every subject from the shell, in every form."""

import csv
import io
import json
from pathlib import Path

import pytest

from cityindex.cli import main
from cityindex.cli.statistics import ABOUT


@pytest.fixture
def asem_files(shared: Path) -> list[str]:
    folder = shared / "reference" / "asem"
    return [str(folder / "iData.csv"), "--imeta", str(folder / "iMeta.csv"), "--lang", "en"]


@pytest.mark.parametrize("about", ABOUT)
def test_every_subject_as_json(about: str, asem_files: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["statistics", *asem_files, "--about", about, "--unit", "AUT", "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["kind"] == about
    assert shape["tables"][0]["rows"]
    for table in shape["tables"]:
        titled = [column["name"] for column in table["columns"] if column["title"] is None]
        assert not titled, (table["name"], titled)


def test_contributions_of_a_part_add_up(asem_files: list[str], capsys: pytest.CaptureFixture[str]):
    chosen = ["--about", "contributions", "--node", "Social", "--format", "csv"]
    assert main(["statistics", *asem_files, *chosen]) == 0
    rows = [row for row in csv.DictReader(io.StringIO(capsys.readouterr().out)) if row["unit"] == "AUT"]
    assert len(rows) == 9
    assert sum(float(row["share"]) for row in rows) == pytest.approx(1)


def test_skewness_after_a_step_of_the_printed_table(
    asem_files: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["statistics", *asem_files, "--after", "normalise"]) == 0
    assert "Logistics Performance Index" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--about", "profile"], "name it with --unit"),
        (["--node", "Social"], "--node goes with --about weights or contributions, not with values"),
        (["--about", "weights", "--method", "kendall"], "--method goes with --about correlations"),
        (["--about", "profile", "--after", "impute"], "--after goes with --about values or correlations"),
        (["--about", "profile", "--unit", "Nowhere"], "no unit 'Nowhere'"),
        (["--about", "contributions", "--node", "Nothing"], "'Nothing' is no node"),
        (["--after", "polish"], "no step 'polish'"),
        (["--table", "none"], "there are statistics"),
    ],
)
def test_wrong_usage_says_what_to_change(
    options: list[str], message: str, asem_files: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["statistics", *asem_files, *options]) == 2
    assert message in capsys.readouterr().err
