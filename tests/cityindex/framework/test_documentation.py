"""``docs/method/frameworks.md`` says what the loader does."""

import re
from pathlib import Path

import pytest

from cityindex import framework
from cityindex.framework import load, types
from cityindex.framework.reader import keys_of

PAGE = (Path(__file__).parents[3] / "docs" / "method" / "frameworks.md").read_text(encoding="utf-8")

TABLES = {
    "the file": types.Framework,
    "`[[sources]]`": types.Source,
    "`[[levels]]`": types.Level,
    "`[[nodes]]`": types.Node,
    "`[[indicators]]`": types.Indicator,
    "`goalposts`": types.Goalposts,
    "`[[band_scales]]`": types.BandScale,
    "`[[groupings]]`": types.Grouping,
    "`[[judgements]]`": types.Judgement,
    "`[[weight_sets]]`": types.WeightSet,
    "`[[rules]]`": types.Rule,
    "`[[statements]]`": types.Statement,
}


def test_the_example_is_a_framework():
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert load(example).id == "reading-2025"


def test_every_shipped_framework_is_in_the_table():
    for framework_id in framework.ids():
        assert f"| `{framework_id}` |" in PAGE


@pytest.mark.parametrize(("name", "cls"), TABLES.items(), ids=list(TABLES))
def test_every_key_is_listed_and_marked_as_the_loader_takes_it(name: str, cls: type):
    (row,) = re.findall(rf"^\| {re.escape(name)} \| (.*?)(?:[;,] .*)? \|$", PAGE, flags=re.MULTILINE)
    required, _, optional = row.partition("*")
    keys = keys_of(cls)
    assert set(re.findall(r"`(\w+)`", required)) == {k for k, key in keys.items() if key.required}
    assert set(re.findall(r"`(\w+)`", optional)) == {k for k, key in keys.items() if not key.required}
