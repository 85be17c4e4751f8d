"""``cityindex sensitivity``: tables, JSON, what varies by options and by file, and what is refused."""

import argparse
import json
import re
from pathlib import Path

import pytest

from cityindex import framework
from cityindex.analysis.uncertainty import Choice
from cityindex.cli import main
from cityindex.cli.varying import add_varying, open_varying
from cityindex.recipe import default_recipe
from cityindex.steps import Impute

CODES = ("skill", "ethics", "safety", "culture")
VALUES = (
    (2.4, 4.5, 4.3, 2.8),
    (3.5, 3.3, 4.0, 4.4),
    (4.4, 2.1, 3.1, 3.6),
    (2.9, 3.0, 3.9, 3.4),
    (3.1, 3.9, 2.2, 4.9),
)
WEIGHTS = ("--weights-noise", "0.25")
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "varying.md"


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    rows = [";".join(("city", "period", *CODES))]
    rows += [";".join((f"Kota {n}", "2022", *map(str, row))) for n, row in enumerate(VALUES)]
    path = tmp_path / "cities.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return [str(path), "--framework", "digital-literacy-2022", "--draws", "64"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["sensitivity", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_table_says_what_shifts_the_ranks(data: list[str], capsys):
    code, out, _ = run(capsys, *data, "--aggregate", "arithmetic,geometric", *WEIGHTS, "--lang", "en")
    assert code == 0
    assert re.findall(r"^(\w+) +\d", out, flags=re.MULTILINE) == ["aggregate", "weights"]
    assert "(5 cities, 256 runs)" in out
    assert "Further tables (--table NAME): cities, spread" in out


def test_json_holds_every_table_and_what_it_was_made_with(data: list[str], capsys):
    scales = ("--normalise", "minmax low=1, zscore mean=100 sd=10")
    code, out, err = run(capsys, *data, *scales, *WEIGHTS, "--target", "score", "--format", "json")
    assert code == 0, err
    found = json.loads(out)
    assert found["kind"] == "sensitivity"
    assert found["parameters"] == {
        "framework": "digital-literacy-2022", "period": 2022, "node": "literasi_digital", "target": "score",
        "factors": ["normalise", "weights"], "draws": 64, "runs": 256, "sampling": "sobol", "seed": 1,
        "confidence": 0.95,
    }  # fmt: skip
    cities = next(table for table in found["tables"] if table["name"] == "cities")["rows"]
    assert len(cities) == 10
    normalise = next(row for row in cities if row["factor"] == "normalise")
    assert normalise["total"] > 0.9  # the two scales have different levels


def test_the_file_of_the_reference_says_the_same_as_options(data: list[str], tmp_path: Path, capsys):
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "vary.toml").write_text(example.replace("probabilities", "# "), encoding="utf-8")
    scales = ("--normalise", "minmax low=1, zscore mean=100 sd=10", *WEIGHTS)
    by_file = run(capsys, *data, "--vary", str(tmp_path / "vary.toml"), "--format", "csv")
    assert by_file[0] == 0, by_file[2]
    assert by_file[1] == run(capsys, *data, *scales, "--format", "csv")[1]


def test_the_page_has_a_drawing_that_says_in_words_what_it_shows(data: list[str], capsys):
    means = ("--aggregate", "arithmetic,geometric", *WEIGHTS, "--format", "html", "--lang", "en")
    code, out, _ = run(capsys, *data, *means)
    assert code == 0
    (said,) = re.findall(r"<desc[^>]*>(.*?)</desc>", out)
    assert re.fullmatch(r"Shares of .*: aggregate -?\d+%, \d+%; weights -?\d+%, \d+%\.", said)
    widths = [
        float(width) / 470 for width in re.findall(r'<rect x="150" y="\d+" width="([\d.]+)" height="14"', out)
    ]
    shares = [max(0.0, int(share) / 100) for share in re.findall(r"(-?\d+)%", said)]
    assert widths == pytest.approx(shares, abs=0.01)


def test_gaps_are_filled_where_the_recipe_has_no_place_for_it(data: list[str], tmp_path: Path, capsys):
    path = Path(data[0])
    path.write_text(path.read_text(encoding="utf-8").replace("3.3;", ";"), encoding="utf-8")
    code, out, err = run(capsys, *data, "--impute", "mean,median", *WEIGHTS, "--format", "json")
    assert code == 0, err
    assert json.loads(out)["parameters"]["factors"] == ["impute", "weights"]
    code, out, err = run(capsys, *data, "--impute", "mean", "--imputation-draws", "--format", "json")
    assert code == 0, err
    assert json.loads(out)["parameters"]["factors"] == ["imputation"]


def test_gaps_are_filled_after_suspects_are_gone_and_before_values_are_normalised():
    parser = argparse.ArgumentParser()
    add_varying(parser, draws=8, sampling="random")
    recipe = default_recipe(framework.get("digital-literacy-2022"))
    filled, _ = open_varying(parser.parse_args(["--impute", "mean", "--weights-noise", "0.1"]), recipe)
    assert [step.name for step in filled.steps] == ["screen", "impute", "normalise", "weigh", "aggregate"]
    assert filled.steps[1] == Impute("mean")
    again, vary = open_varying(parser.parse_args(["--impute", "mean group=island,median"]), filled)
    assert again == filled
    assert vary == (
        Choice(
            "impute",
            ({"method": "mean", "group": "island"}, {"method": "median"}),
            (),
            ("mean group=island", "median"),
        ),
    )


@pytest.mark.parametrize(
    "source",
    [
        '{"source": "leave-out"}',
        '{"source": "margins", "default": {"half_width": 0.1}}',
        '{"source": "weight-dirichlet", "concentration": 50}',
    ],
)
def test_every_kind_of_source_may_stand_in_a_file(data: list[str], tmp_path: Path, capsys, source: str):
    (tmp_path / "v.json").write_text(f"[{source}]", encoding="utf-8")
    code, out, err = run(capsys, *data, "--vary", str(tmp_path / "v.json"), "--format", "csv")
    assert code == 0, err
    assert len(out.splitlines()) == 2


def test_weight_sets_of_the_framework_are_a_factor(tmp_path: Path, capsys):
    path = tmp_path / "plans.csv"
    codes = [i.code for i in framework.get("gsc-evaluation").indicators]
    rows = [[f"Kota {n}", *(str(1 + (3 * n + i * i) % 4) for i in range(len(codes)))] for n in range(4)]
    path.write_text("\n".join(";".join(row) for row in (["city", *codes], *rows)), encoding="utf-8")
    arguments = (
        str(path),
        "--framework",
        "gsc-evaluation",
        "--draws",
        "16",
        "--weight-sets",
        "--format",
        "csv",
    )
    code, out, err = run(capsys, *arguments)
    assert code == 0, err
    assert out.splitlines()[1].startswith("weight set")


def test_one_city_alone_is_told_why_there_is_nothing_to_say(tmp_path: Path, capsys):
    path = tmp_path / "one.csv"
    path.write_text("city;period;skill;ethics;safety;culture\nKupang;2022;3;3;4;2\n", encoding="utf-8")
    arguments = (str(path), "--framework", "digital-literacy-2022", "--draws", "8", *WEIGHTS, "--lang", "en")
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "No city is ranked" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing varies"),
        (("--normalise", "minmax"), "or two methods"),
        (("--normalise", "minmax low,zscore"), "'low' is no setting"),
        (("--normalise", "minmax low=a,zscore"), "low is 'a'"),
        (("--weights-noise", "2"), "the spread of weights is 2"),
        (("--weights-noise", "much"), "'much' is no number"),
        (("--normalise", "minmax,,zscore"), "holds an empty method"),
        (("--normalise", "minmax,zscor"), "no method 'zscor'"),
        (("--normalise", "minmax lowest=1,zscore"), "no parameter 'lowest'"),
        (("--impute", "mean,guess"), "no method 'guess'"),
        (("--values-noise", "-1"), "half-width -1"),
        (("--weight-sets",), "has no weight sets"),
        ((*WEIGHTS, "--draws", "0"), "from 1 up"),
        ((*WEIGHTS, "--node", "top"), "no node 'top'; there are literasi_digital"),
        ((*WEIGHTS, "--period", "2021"), "the file has 2022"),
    ],
)
def test_wrong_usage_says_what_to_change(data: list[str], capsys, arguments: tuple[str, ...], message: str):
    code, out, err = run(capsys, *data, *arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("v.json", "{", "neither valid TOML"),
        ("v.toml", "vary = 3", "write a list of sources"),
        ("v.json", '["noise"]', "source 1 is None; give source = one of choice, weight-noise, weight-d"),
        (
            "v.json",
            '[{"source": "weight-noise", "size": 1}]',
            "source 1: no parameter 'size'; choose among spread",
        ),
        ("v.json", '[{"source": "choice", "step": "weigh", "alternatives": []}]', "has no alternatives"),
        ("v.json", '[{"source": "choice"}]', "source 1: "),
        ("v.json", '[{"source": "margins", "default": {"width": 1}}]', "source 1: "),
        ("v.json", '[{"source": "margins", "default": 3}]', "source 1: "),
        ("v.json", '[{"source": "weight-noise", "spread": "much"}]', "source 1: "),
        ("v.json", '[{"source": ["choice"]}]', "give source = one of"),
    ],
)
def test_a_file_that_is_no_list_of_sources_is_refused(
    data: list[str], tmp_path: Path, capsys, name: str, text: str, message: str
):
    (tmp_path / name).write_text(text, encoding="utf-8")
    code, _, err = run(capsys, *data, "--vary", str(tmp_path / name))
    assert code == 2
    assert message in err
