"""Quality flags: raised by rules on values, explained in words, gone when the value is mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cityindex.dataset import Observation
from cityindex.framework.types import Framework
from cityindex.text import Text


class Severity(StrEnum):
    """FORMAT and NOTE inform, WARNING asks for a check, SUSPECT leaves the value out of scores by default."""

    FORMAT = "format"
    NOTE = "note"
    WARNING = "warning"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class Flag:
    """One raised flag. ``indicator`` is None for a finding about the whole set or a node (see ``subject``)."""

    code: str
    severity: Severity
    text: Text
    indicator: str | None = None
    subject: str = ""
    related: tuple[str, ...] = ()


def check(
    framework: Framework,
    observations: Sequence[Observation],
    context: Mapping[str, float] | None = None,
) -> tuple[Flag, ...]:
    """Raise every flag for ONE unit and period: readings, then rules. ``context`` gives e.g. kelurahan_count."""
    raise NotImplementedError
