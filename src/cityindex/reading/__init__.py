"""Values as people write them, read by the type the indicator declares (see docs/method/reading.md)."""

from cityindex.reading.explain import explain
from cityindex.reading.read import read, read_answer
from cityindex.reading.types import Reading
from cityindex.reading.words import REFUSALS, WORDS

__all__ = ["REFUSALS", "WORDS", "Reading", "explain", "read", "read_answer"]
