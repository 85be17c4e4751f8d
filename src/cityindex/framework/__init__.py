"""Frameworks: what is measured, how it is weighed and classified, and on whose authority."""

from cityindex.framework.types import (
    Asks,
    Band,
    BandScale,
    Framework,
    Goalposts,
    Grouping,
    Indicator,
    Level,
    Member,
    Node,
    Provenance,
    Rule,
    Source,
    Statement,
    ValueType,
)

__all__ = [
    "Asks",
    "Band",
    "BandScale",
    "Framework",
    "Goalposts",
    "Grouping",
    "Indicator",
    "Level",
    "Member",
    "Node",
    "Provenance",
    "Rule",
    "Source",
    "Statement",
    "ValueType",
]
