"""What reading gives back, and how it says no."""

from dataclasses import dataclass

from cityindex.framework.types import Asks, ValueType


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one printed value.

    ``value`` is a finite number in the unit of ``read_as`` (booleans 0.0 or 1.0, percent 0–100), or None.
    ``answers`` is the kind of answer the string itself shows ("62%" a share, "Ada" existence…), None if missing.
    ``flags`` are codes in the order they were raised; ``cityindex.quality`` holds their severity and words.
    ``refused`` is true when the string could not be read at all: it must not be stored as a value.
    """

    raw: str
    value: float | None
    read_as: ValueType | None
    answers: Asks | None
    flags: tuple[str, ...] = ()
    refused: bool = False


class Refusal(ValueError):  # noqa: N818 - a refusal is an answer, not a fault
    """Raised inside this package only: the string cannot be read; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
