"""Numbers and kinds of answers in the reader's words."""

from typing import Any

import pytest
from django.utils.translation import override
from tests.assessments.results import row

from cityindex.framework import Aggregate, Provenance, ValueType, every
from cityindex.quality import Severity
from warga.assessments.domain import Change, Step
from warga.dashboards import words


@pytest.mark.parametrize(
    ("number", "decimals", "indonesian", "english"),
    [
        (1192.0, None, "1.192", "1,192"),
        (4.08, None, "4,08", "4.08"),
        (97.0, None, "97", "97"),
        (51.236923, 1, "51,2", "51.2"),
        (80.6, 2, "80,60", "80.60"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (2.675, 2, "2,68", "2.68"),
        (None, 2, "–", "–"),
        (26572352.0, None, "26.572.352", "26,572,352"),
    ],
)
def test_a_number_as_the_reader_writes_it(
    number: float | None, decimals: int | None, indonesian: str, english: str
) -> None:
    with override("id"):
        assert words.figure(number, decimals) == indonesian
    with override("en"):
        assert words.figure(number, decimals) == english


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": None, "read_as": None}, "not known"),
        ({"value": 1, "read_as": "boolean", "value_type": "boolean", "unit": "available"}, "yes, it exists"),
        (
            {"value": 0, "read_as": "boolean", "value_type": "boolean", "unit": "available"},
            "no, it does not exist",
        ),
        ({"value": 50, "unit": "community"}, "50 communities"),
        ({"value": 62, "read_as": "percent", "value_type": "percent", "unit": "percent"}, "62 percent"),
        ({"value": 100, "read_as": "percent", "value_type": "count", "unit": "location"}, "100 percent"),
        ({"value": 15, "read_as": "count", "value_type": "boolean", "unit": "available"}, "15"),
        ({"value": 7, "unit": "something_new"}, "7 something new"),
    ],
)
def test_a_value_in_the_kind_it_was_read_as(fields: dict[str, Any], said: str) -> None:
    with override("en"):
        assert words.value(row("x", **{"raw": "x", **fields})) == said


def test_every_code_of_the_engine_has_words() -> None:
    units = {indicator.unit for framework in every() for indicator in framework.indicators if indicator.unit}

    assert units - set(words.UNITS) == set()
    assert set(words.MARKS) == set(words.MARK_HINTS) == set(Provenance)
    assert set(words.SEVERITIES) == set(words.SEVERITY_HINTS) == set(Severity)
    assert set(words.TYPES) == set(ValueType)
    assert set(words.MEANS) == set(Aggregate)
    assert set(words.STEPS) == set(Step)
    assert set(words.CHANGES) == set(Change)
