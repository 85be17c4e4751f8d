"""The method pages name every code and every kind."""

from pathlib import Path

import pytest

from cityindex.framework import RuleKind, every
from cityindex.framework.rule_options import SHAPES
from cityindex.quality import READING_CODES, Severity
from cityindex.quality.standing import standing_rules
from cityindex.reading.kinds import KIND_WORDS
from cityindex.reading.vocabulary import QUESTION_WORDS

METHOD = Path(__file__).parents[3] / "docs" / "method"
READING = (METHOD / "reading.md").read_text(encoding="utf-8")
QUALITY = (METHOD / "quality.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [*READING_CODES, *QUESTION_WORDS, *KIND_WORDS.values()])
def test_reading_names_every_code_of_readings(code: str) -> None:
    assert f"`{code}`" in READING


RULES = {rule.flag for framework in every() for rule in framework.rules} | {r.flag for r in standing_rules()}


@pytest.mark.parametrize(
    "code", sorted(RULES | {"SUSPECT", "UNKNOWN_INDICATOR"} | {str(s) for s in Severity})
)
def test_quality_names_every_code_of_rules(code: str) -> None:
    assert f"`{code}`" in QUALITY


@pytest.mark.parametrize("kind", RuleKind)
def test_quality_describes_every_kind_with_its_keys_and_places(kind: RuleKind) -> None:
    (row,) = [line for line in QUALITY.splitlines() if line.startswith(f"| `{kind}` |")]
    named = set(row.split("`")[1::2])

    assert {*SHAPES[kind].options, *SHAPES[kind].places} <= named
