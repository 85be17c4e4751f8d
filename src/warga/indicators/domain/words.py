"""Values in words a reader understands."""

from cityindex.framework import ValueType
from cityindex.text import Text
from cityindex.wording import written

MISSING = Text("tidak ada nilai", "no value")
YES, NO = Text("ada", "yes"), Text("tidak ada", "no")
_PATTERNS = {
    ValueType.PERCENT: Text("{} %", "{}%"),
    ValueType.HOURS: Text("{} jam", "{} hours"),
    ValueType.CURRENCY: Text("Rp{}", "Rp{}"),
}


def value_in_words(value: float | None, read_as: str) -> Text:
    """Return what was read: "97 %", "ada", "1.192", or that there is no value."""
    if value is None:
        return MISSING
    if read_as == ValueType.BOOLEAN:
        return YES if value else NO
    number = written(value, 6)
    pattern = _PATTERNS.get(ValueType(read_as)) if read_as else None
    return Text(pattern.id.format(number.id), pattern.en.format(number.en)) if pattern else number
