"""Mapping files: whose columns are which of our indicators."""

import tomllib
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cityindex.framework.types import Framework


class MappingError(ValueError):
    """A mapping file that cannot be used: file, key, what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values: the indicator it holds, and what its numbers count (1000 = printed in thousands)."""

    indicator: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is laid out.

    Wide (``columns``): one row per unit and period, one column per indicator. Long (``code``, ``value``): one
    row per value; ``codes`` translates their codes to ours. ``unit`` and ``period`` name columns; ``decimal``
    is the file's decimal sign, "auto" if it varies. ``published`` names columns that hold the publisher's own
    result for a node: never input, only compared.
    """

    unit: str = ""
    period: str = ""
    decimal: str = "auto"
    columns: MappingABC[str, Column] = field(default_factory=dict)
    code: str = ""
    value: str = ""
    judgement: str = ""
    codes: MappingABC[str, str] = field(default_factory=dict)
    published: MappingABC[str, str] = field(default_factory=dict)


_STRINGS = ("unit", "period", "code", "value", "judgement")
_KEYS = ("framework", *_STRINGS, "decimal", "columns", "codes", "published")


def load_mapping(path: Path, framework: Framework) -> Mapping:
    """Read a mapping file (TOML) for a framework. MappingError for anything that does not fit."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name}: not valid TOML: {error}") from error
    return parse_mapping(data, framework, path.name)


def parse_mapping(data: MappingABC[str, Any], framework: Framework, file: str = "mapping") -> Mapping:
    """Check a mapping's keys against a framework's indicators and nodes."""
    for key in data:
        if key not in _KEYS:
            raise MappingError(f"{file}: {key}: unknown key; allowed: {', '.join(_KEYS)}")
    if data.get("framework", framework.id) != framework.id:
        raise MappingError(f"{file}: framework: found {data['framework']!r}, this run uses {framework.id!r}")
    strings = {key: _string(data, key, file) for key in _STRINGS}
    decimal = data.get("decimal", "auto")
    if decimal not in ("auto", ",", "."):
        raise MappingError(f'{file}: decimal: found {decimal!r}; allowed: "auto", "," and "."')
    columns = _table(data, "columns", file)
    if bool(columns) == bool(strings["code"]):
        raise MappingError(f"{file}: give either [columns] (one column per indicator) or code and value")
    if bool(strings["code"]) != bool(strings["value"]):
        raise MappingError(f"{file}: code and value belong together; one is missing")
    known = {i.code for i in framework.indicators}
    nodes = {n.code for n in framework.nodes}
    codes = _table(data, "codes", file)
    published = _table(data, "published", file)
    for name, table, allowed in (("codes", codes, known), ("published", published, nodes)):
        for key, code in table.items():
            _known(f"{file}: {name}.{key}", code, allowed)
    return Mapping(
        **strings,
        decimal=decimal,
        columns={name: _column(f"{file}: columns.{name}", v, known) for name, v in columns.items()},
        codes=codes,
        published=published,
    )


def _column(place: str, value: Any, known: set[str]) -> Column:
    table = {"indicator": value} if isinstance(value, str) else value
    if not isinstance(table, dict) or "indicator" not in table or set(table) - {"indicator", "scale"}:
        raise MappingError(
            f'{place}: found {value!r}; write "CODE" or {{ indicator = "CODE", scale = 1000 }}'
        )
    scale = table.get("scale", 1.0)
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not 0 < scale < 1e12:
        raise MappingError(f"{place}.scale: found {scale!r}; allowed: a number above 0")
    _known(f"{place}.indicator", table["indicator"], known)
    return Column(table["indicator"], float(scale))


def _known(place: str, code: Any, allowed: set[str]) -> None:
    if not isinstance(code, str) or code not in allowed:
        near = get_close_matches(str(code), sorted(allowed), n=3, cutoff=0.4) or sorted(allowed)[:8]
        raise MappingError(f"{place}: found {code!r}; allowed: {', '.join(near)}")


def _string(data: MappingABC[str, Any], key: str, file: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise MappingError(f"{file}: {key}: found {value!r}; allowed: the heading of a column")
    return value


def _table(data: MappingABC[str, Any], key: str, file: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise MappingError(f"{file}: {key}: found {value!r}; allowed: a table")
    return value
