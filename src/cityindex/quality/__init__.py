"""Quality flags: raised by rules on values, explained in words, gone when the value is mended.

See docs/method/quality.md for every code, and ``cityindex.quality.kinds`` for the checks behind them.
"""

from cityindex.quality.catalogue import READING_CODES, severity_of
from cityindex.quality.checking import check, readings, suspects
from cityindex.quality.types import Flag, Severity

__all__ = ["READING_CODES", "Flag", "Severity", "check", "readings", "severity_of", "suspects"]
