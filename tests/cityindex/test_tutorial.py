"""The tutorial runs, line by line, and prints what it says."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "guide" / "tutorial.md"


def test_the_tutorial_prints_what_it_says(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in ("iMeta.csv", "iData.csv", "iData_panel.csv"):
        shutil.copy(shared / "reference" / "asem" / name, tmp_path)
    shutil.copy(shared / "domain" / "kupang_buku1_2023.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    for code in blocks:
        exec(compile(code, PAGE.name, "exec"), names)
        promised = re.findall(r"^print\(.*\)  # (.+)$", code, flags=re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == promised
    assert len(blocks) >= 10


def test_the_readme_prints_what_it_says(capsys: pytest.CaptureFixture[str]):
    (code,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == re.findall(
        r"^print\(.*\)  # (.+)$", code, flags=re.MULTILINE
    )
