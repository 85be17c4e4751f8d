"""The page on files names every heading that is understood and every problem that is told."""

import re
from pathlib import Path

import pytest

from cityindex.tabular import decoding, layout, table

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "import-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "names",
    [layout.CODE, table.VALUE, layout.PERIOD, layout.UNIT, layout.JUDGEMENT],
    ids=lambda names: names[0],
)
def test_every_heading_is_listed(names: tuple[str, ...]):
    assert {name for name in names if f"`{name}`" not in PAGE} == set()


def test_every_problem_is_listed():
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/cityindex/tabular").glob("*.py")
    )
    told = set(re.findall(r"(?:refuse|Problem|_stop)\(\s*(?:row,\s*at,\s*)?\"([A-Z_]+)\"", code))
    assert len(told) > 15
    assert {code for code in told if f"`{code}`" not in PAGE} == set()


def test_the_limits_are_those_of_the_code():
    assert f"| {table.MAX_ROWS:,} |" in PAGE
    assert f"| {table.MAX_COLUMNS:,} |" in PAGE
    assert f"more than {table.MAX_CELL:,} characters" in PAGE
    assert f"| {decoding.MAX_BYTES // 1_000_000} MB |" in PAGE
