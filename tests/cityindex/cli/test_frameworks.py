"""``cityindex frameworks``."""

import pytest

from cityindex.cli import main
from cityindex.framework import every


@pytest.mark.parametrize("language", ["id", "en"])
def test_lists_every_framework_on_one_line(capsys: pytest.CaptureFixture[str], language: str):
    assert main(["frameworks", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(every())
    for line, framework in zip(lines, every(), strict=True):
        assert line.startswith(framework.id)
        assert framework.title.in_language(language) in line
