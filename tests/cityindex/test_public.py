"""What ``import cityindex`` offers: every name is there and described."""

import re
from pathlib import Path

import pytest

import cityindex

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "python-api.md"


def test_the_page_lists_exactly_the_public_names():
    table = PAGE.read_text(encoding="utf-8").split("## The names")[1]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", "".join(first_cells))) == set(cityindex.__all__)


@pytest.mark.parametrize("name", cityindex.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str):
    assert getattr(cityindex, name).__doc__
