"""The reference of the command line names exactly the commands and arguments that exist; its examples run."""

import argparse
import re
from pathlib import Path

import pytest

from cityindex.cli import COMMANDS

DOCS = Path(__file__).parents[3] / "docs"


def arguments() -> dict[str, set[str]]:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for command in COMMANDS:
        command.add(commands)
    found = {}
    for name, sub in commands.choices.items():
        actions = [action for action in sub._actions if action.dest != "help"]
        found[name] = {
            action.option_strings[-1] if action.option_strings else action.dest for action in actions
        }
    return found


def documented() -> dict[str, set[str]]:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    sections = re.split(r"^## `cityindex (\w+)`$", text, flags=re.MULTILINE)[1:]
    return {
        name: set(re.findall(r"^\| `([^`]+)` \|", body, flags=re.MULTILINE))
        for name, body in zip(sections[::2], sections[1::2], strict=True)
    }


def test_every_command_and_argument_is_documented():
    assert documented() == arguments()


@pytest.mark.parametrize(
    "page",
    [
        "method/comparing.md",
        "method/leverage.md",
        "method/published-indices.md",
        "method/recipe.md",
        "method/sensitivity.md",
        "method/trend.md",
        "method/uncertainty.md",
        "method/weights.md",
        "method/whatif.md",
        "reference/python-api.md",
    ],
)
def test_the_examples_run_and_print_what_they_say(page: str, capsys: pytest.CaptureFixture[str]):
    text = (DOCS / page).read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
        exec(compile(code, page, "exec"), {})
        printed = capsys.readouterr().out.splitlines()
        promised = re.findall(r"print\(.*\)  # (.+)$", code, flags=re.MULTILINE)
        assert promised
        assert printed[: len(promised)] == promised


def test_the_example_of_the_guide_runs(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    (tmp_path / "kupang.csv").write_bytes((shared / "domain" / "kupang_buku1_2023.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "guide" / "cityindex.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    exec(compile(code, "guide", "exec"), {})
    assert float(capsys.readouterr().out) == pytest.approx(10 / 12)


def test_the_mapping_of_the_guide_is_the_shipped_one():
    text = (DOCS / "guide" / "cityindex.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    plain = [re.sub(r"\s+#.*", "", line) for line in shown.splitlines() if line.strip()]
    shipped = (DOCS / "guide" / "ipm-bps.toml").read_text(encoding="utf-8").splitlines()
    assert plain == [line for line in shipped if line.strip() and not line.startswith("#")]
