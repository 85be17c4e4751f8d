"""Kemendagri codes: 53.71 a city, 53.71.01 a kecamatan, 53.71.01.1001 a kelurahan. Places are joined by them alone."""

import re
from typing import Literal

Level = Literal["city", "kecamatan", "kelurahan"]

SHAPES: dict[Level, re.Pattern[str]] = {
    "city": re.compile(r"\d{2}\.\d{2}"),
    "kecamatan": re.compile(r"\d{2}\.\d{2}\.\d{2}"),
    "kelurahan": re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}"),
}

# First parts of our own addresses; a city of that name would hide them.
RESERVED_SLUGS = frozenset(
    {
        "accounts",
        "api",
        "data",
        "en",
        "id",
        "indicators",
        "media",
        "places",
        "staff",
        "static",
        "theme",
        "values",
    }
)


def level_of(code: str) -> Level | None:
    """Return what a code names, or None for what is no code."""
    return next((level for level, shape in SHAPES.items() if shape.fullmatch(code)), None)


def parent_of(code: str) -> str:
    """Return the code of the place that holds this one: ``53.71.01`` for ``53.71.01.1001``."""
    return code.rpartition(".")[0]


def normal_code(written: str) -> str:
    """Return a code in its dotted form; digits without dots (``5371011001``) get them, the rest stays as it is."""
    bare = written.strip()
    if bare.isascii() and bare.isdigit() and len(bare) in (4, 6, 10):
        parts = [bare[0:2], bare[2:4], bare[4:6], bare[6:10]]
        return ".".join(part for part in parts if part)
    return bare
