"""Mapping files: what fits, and a sentence for everything that does not."""

from pathlib import Path
from typing import Any

import pytest

from cityindex import framework
from cityindex.tabular import Mapping, MappingError, load_mapping, parse_mapping
from cityindex.tabular.mapping import Column

IPM = framework.get("ipm-2010")
GUIDE = Path(__file__).parents[3] / "docs" / "guide"


def test_the_mapping_of_the_guide_fits():
    mapping = load_mapping(GUIDE / "ipm-bps.toml", IPM)
    assert mapping.columns["Pengeluaran_ribu"] == Column("PENGELUARAN", 1000.0)
    assert (mapping.unit, mapping.period, mapping.decimal) == ("wilayah", "tahun", ".")
    assert mapping.published == {"IPM": "ipm"}


def test_a_long_file_is_mapped_by_code():
    found = parse_mapping({"code": "no", "value": "isi", "codes": {"1": "UHH"}}, IPM)
    assert found == Mapping(code="no", value="isi", codes={"1": "UHH"})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"columns": {"a": "UHH"}, "colour": 1}, "m.toml: colour: unknown key; allowed: framework, unit"),
        ({"framework": "spbe-2020"}, "framework: found 'spbe-2020', this run uses 'ipm-2010'"),
        ({}, r"give either \[columns\]"),
        ({"columns": {"a": "UHH"}, "code": "c", "value": "v"}, r"give either \[columns\]"),
        ({"code": "c"}, "code and value belong together"),
        ({"columns": {"a": "UHG"}}, "columns.a.indicator: found 'UHG'; allowed: UHH"),
        ({"columns": {"a": {"scale": 2}}}, "columns.a: found"),
        (
            {"columns": {"a": {"indicator": "UHH", "scale": 0}}},
            "columns.a.scale: found 0; allowed: a number above 0",
        ),
        ({"columns": {"a": "UHH"}, "unit": 5}, "unit: found 5; allowed: the heading of a column"),
        ({"columns": {"a": "UHH"}, "decimal": "x"}, "decimal: found 'x'"),
        ({"columns": {"a": "UHH"}, "published": {"b": "nowhere"}}, "published.b: found 'nowhere'; allowed:"),
        ({"columns": {"a": "UHH"}, "published": 5}, "published: found 5; allowed: a table"),
        ({"columns": {"a": {"indicator": ["UHH"]}}}, "columns.a.indicator: found"),
        ({"columns": {"a": "UHH"}, "published": {"b": {}}}, "published.b: found {}; allowed:"),
        ({"code": "c", "value": "v", "codes": {"x": [1]}}, r"codes.x: found \[1\]; allowed:"),
        ({"columns": "UHH"}, "columns: found 'UHH'; allowed: a table"),
    ],
)
def test_a_mistake_names_file_key_and_what_is_allowed(data: dict[str, Any], message: str):
    with pytest.raises(MappingError, match=message):
        parse_mapping(data, IPM, "m.toml")


def test_a_file_that_is_no_toml(tmp_path: Path):
    path = tmp_path / "m.toml"
    path.write_text("unit = ")
    with pytest.raises(MappingError, match=r"m\.toml: not valid TOML"):
        load_mapping(path, IPM)
