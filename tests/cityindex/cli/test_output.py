"""Where a result goes: by option or by the ending of the file, whole or not at all."""

import argparse
import json
import sys
from pathlib import Path

import pytest

from cityindex.cli import progress
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, replace_file, write_output
from cityindex.report.tables import Document
from cityindex.tables import Table, Tabled
from cityindex.text import Text


class Result(Tabled):
    def tables(self) -> tuple[Table, ...]:
        text = Text("Skor", "Scores")
        return Table("scores", text, {"unit": ["≥ a"]}, {}), Table("more", text, {"n": [1]}, {})


DOCUMENT = Document(Text("Hasil", "Result"), "result", Result())


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_output(parser)
    return parser.parse_args(arguments)


def test_to_the_terminal(capsys: pytest.CaptureFixture[str]):
    write_output(options("--lang", "en"), DOCUMENT)
    assert "Result · Scores" in capsys.readouterr().out
    write_output(options("--format", "csv", "--table", "more"), DOCUMENT)
    assert capsys.readouterr().out == "n\n1\n"


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("csv", b"unit\n"), ("JSON", b"{"), ("html", b"<!doctype"), ("xlsx", b"PK"), ("txt", b"Hasil")],
)
def test_the_ending_of_the_file_says_the_form(tmp_path: Path, ending: str, begins: bytes):
    path = tmp_path / f"out.{ending}"
    write_output(options("--out", str(path)), DOCUMENT)
    assert path.read_bytes().startswith(begins)
    assert list(tmp_path.iterdir()) == [path]


def test_an_option_wins_over_the_ending(tmp_path: Path):
    write_output(options("--out", str(tmp_path / "a.csv"), "--format", "json"), DOCUMENT)
    assert json.loads((tmp_path / "a.csv").read_text("utf-8"))["kind"] == "result"


def test_what_could_not_be_written_is_refused_before_the_work(tmp_path: Path):
    with pytest.raises(UsageError, match="--out FILE"):
        check_output(options("--format", "xlsx"))
    with pytest.raises(UsageError, match="no folder"):
        check_output(options("--out", str(tmp_path / "none" / "a.csv")))
    with pytest.raises(UsageError, match="is a folder"):
        check_output(options("--out", str(tmp_path)))
    with pytest.raises(UsageError, match="there are scores, more"):
        write_output(options("--table", "ranks"), DOCUMENT)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(path)

    def full(self: Path, content: bytes) -> int:
        self.open("wb").close()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            replace_file(link, b"new")
    assert path.read_text() == "old"
    replace_file(link, b"new")
    assert (path.read_text(), path.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    assert sorted(tmp_path.iterdir()) == [path, link]


def test_a_device_is_written_to_and_stays(tmp_path: Path):
    replace_file(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()


def test_no_bar_in_a_pipe(capsys: pytest.CaptureFixture[str]):
    with progress.shown("draws") as told:
        told(1, 2)
    assert capsys.readouterr().err == ""


def test_a_bar_with_the_time_left_on_a_terminal(capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.shown("draws") as told:
        for done in range(0, 101, 50):
            told(done, 100)
    shown = capsys.readouterr().err
    assert "draws" in shown
    assert "100/100" in shown
    assert "<" in shown  # elapsed<left


def test_a_place_that_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path, monkeypatch):
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*/scores\.csv'"):
        replace_file(tmp_path / "scores.csv", b"")
    assert not list(tmp_path.iterdir())
