"""The flags of readings with their severity; the flags of rules bring theirs in the framework file."""

from collections.abc import Mapping
from types import MappingProxyType

from cityindex.quality.types import Severity
from cityindex.reading.words import FORMAT, REFUSALS, REMARKS

_NOTES = ("MULTIPLIER", "TIDAK_ADA_AS_ZERO", "IN_PROGRESS", "PARTS_DIFFER", "READ_AS_ASKED")

READING_CODES: Mapping[str, Severity] = MappingProxyType(
    {
        **dict.fromkeys(FORMAT, Severity.FORMAT),
        **dict.fromkeys(REMARKS, Severity.WARNING),
        **dict.fromkeys(_NOTES, Severity.NOTE),
        **dict.fromkeys(REFUSALS, Severity.WARNING),
    }
)


def severity_of(code: str) -> Severity:
    """Return the severity of a reading's flag; every ``<WORD>_BUT_<KIND>`` is a warning."""
    return READING_CODES.get(code, Severity.WARNING)
