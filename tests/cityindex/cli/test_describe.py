"""``cityindex describe``."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cityindex.cli import main
from cityindex.framework import every
from cityindex.framework.catalogue import FOLDER


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("framework", every(), ids=lambda f: f.id)
def test_names_every_node_and_indicator(capsys: pytest.CaptureFixture[str], framework, language: str):
    assert main(["describe", framework.id, "--lang", language]) == 0
    out = capsys.readouterr().out
    for item in framework.items:
        assert item.title.in_language(language) in out
    for source in framework.sources:
        assert source.title in out


def test_shows_weights_types_goalposts_and_their_marks(capsys: pytest.CaptureFixture[str]):
    main(["describe", "kupang-buku1-2023", "--lang", "en"])
    out = capsys.readouterr().out
    assert (
        "[percent, higher is better, goalposts 0–100 (assumed), pillar: smart_governance, weight 1 = 5.0 %]"
        in out
    )
    assert "Superstructure  [suprastruktur, weight 1 = 33.3 %]  (no rows)" in out
    assert "Pillar (this project's own): Smart governance" in out


def test_speaks_indonesian_unless_told_otherwise(capsys: pytest.CaptureFixture[str]):
    main(["describe", "ipm-2010"])
    assert "batas 1007436–26572352 (resmi, logaritma)" in capsys.readouterr().out


def test_an_unknown_id_ends_with_2_and_a_suggestion(capsys: pytest.CaptureFixture[str]):
    assert main(["describe", "spbe-2021"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no framework 'spbe-2021'; did you mean spbe-2020 or spbe-2018" in captured.err


def test_an_id_like_no_other_gets_the_whole_list(capsys: pytest.CaptureFixture[str]):
    assert main(["describe", "%%%"]) == 2
    assert "known are: digital-literacy-2022, " in capsys.readouterr().err


def test_a_broken_file_of_ones_own_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = tmp_path / "mine.toml"
    file.write_text('id = "mine"\ntitel = "x"\n', encoding="utf-8")
    assert main(["describe", str(file)]) == 2
    assert "mine.toml: titel: found an unknown key" in capsys.readouterr().err


COMMAND = [sys.executable, "-m", "cityindex", "describe", "ipm-2010", "--lang", "en"]


def test_runs_as_a_module_whatever_the_encoding_of_the_machine():
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        COMMAND, capture_output=True, text=True, encoding="utf-8", check=True, env=environment
    )
    assert "≥ 60 Medium" in done.stdout
    assert done.stdout.startswith("Indonesian human development index (new method)  [ipm-2010, official]")


@pytest.mark.parametrize(
    "arguments", [[], ["describe"], ["describe", "ipm-2010", "--lang", "fr"], ["nonsense"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_shows_how_a_node_of_its_own_is_made(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    text = (FOLDER / "ipm-2010.toml").read_text(encoding="utf-8")
    named = re.sub(
        r'(\[\[nodes\]\]\ncode = "\w+"\n)', r'\1aggregate = "generalised"\npower = 0.5\n', text, count=1
    )
    (tmp_path / "own.toml").write_text(named, encoding="utf-8")
    main(["describe", str(tmp_path / "own.toml"), "--lang", "en"])
    assert "(generalised mean (p = 0.5))" in capsys.readouterr().out
