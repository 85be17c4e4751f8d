"""Which kind of answer a string gives, as which type it is read, and whether that is what was asked."""

from typing import NamedTuple

from cityindex.framework.types import Asks, ValueType

ASKS_BY_DEFAULT = {
    ValueType.COUNT: Asks.COUNT,
    ValueType.PERCENT: Asks.SHARE,
    ValueType.BOOLEAN: Asks.EXISTENCE,
    ValueType.HOURS: Asks.DURATION,
}
ANSWERS = {
    ValueType.COUNT: Asks.COUNT,
    ValueType.PERCENT: Asks.SHARE,
    ValueType.BOOLEAN: Asks.EXISTENCE,
    ValueType.HOURS: Asks.DURATION,
    ValueType.RATIO: Asks.COUNT,
    ValueType.SCORE: Asks.COUNT,
    ValueType.CURRENCY: Asks.COUNT,
}
# How a flag names what was answered.
KIND_WORDS = {
    ValueType.COUNT: "COUNT",
    ValueType.PERCENT: "PERCENT",
    ValueType.BOOLEAN: "EXISTENCE",
    ValueType.HOURS: "HOURS",
    ValueType.CURRENCY: "CURRENCY",
    ValueType.RATIO: "RATIO",
    ValueType.SCORE: "SCORE",
}
_NATURAL = {asks: value_type for value_type, asks in ASKS_BY_DEFAULT.items()}
_PLAIN = frozenset({ValueType.COUNT, ValueType.RATIO, ValueType.SCORE, ValueType.CURRENCY})


class Question(NamedTuple):
    """What an indicator stores and asks, the word its question begins with ("" where unknown), and its parts."""

    value_type: ValueType
    asks: Asks | None
    word: str
    parts: tuple[str, ...] = ()

    @property
    def asked(self) -> Asks | None:
        """Return what is asked, else what the stored type asks by itself."""
        return self.asks or ASKS_BY_DEFAULT.get(self.value_type)


class Kind(NamedTuple):
    """The type an answer is read as, the kind of answer it is, and the flags about kind."""

    read_as: ValueType
    answers: Asks
    flags: tuple[str, ...] = ()


def kind_of(question: Question, shows: ValueType | None, *, yes_or_no: bool = False) -> Kind:
    """Settle the kind of an answer that shows a type, or of a bare number (``shows`` None).

    What the string shows wins. A bare number is what was asked, in the stored type where that can hold it;
    0 and 1 (``yes_or_no``) answer a question of existence. COUNT_VS_HOURS: a number of events was asked "in
    hours", and a bare number could be either.
    """
    if shows is not None:
        return _judged(question, shows, ANSWERS[shows])
    stored, asked = question.value_type, question.asked
    if asked is Asks.EXISTENCE and stored is ValueType.BOOLEAN and yes_or_no:
        return Kind(stored, Asks.EXISTENCE)
    if asked is Asks.COUNT and stored is ValueType.HOURS:
        return Kind(stored, Asks.COUNT, ("COUNT_VS_HOURS",))
    if asked is Asks.SHARE:
        ratio = stored is ValueType.RATIO
        return Kind(stored, asked) if ratio else _judged(question, ValueType.PERCENT, asked)
    if asked is Asks.DURATION:
        return _judged(question, ValueType.HOURS, asked)
    return _judged(question, stored if stored in _PLAIN else ValueType.COUNT, Asks.COUNT)


def _judged(question: Question, read_as: ValueType, answers: Asks) -> Kind:
    flag = _mismatch(question, read_as, answers)
    return Kind(read_as, answers, (flag,) if flag else ())


def _mismatch(question: Question, read_as: ValueType, answers: Asks) -> str:
    stored = question.value_type
    if question.asks is Asks.COUNT and stored is read_as is ValueType.HOURS:
        return ""  # "… (in hours)" answered in hours is what the question means
    asked = question.asked
    fits = read_as in (stored, _NATURAL[asked]) and answers is asked if asked else read_as is stored
    if not fits:
        word = question.word or (question.asks or asked or stored).name
        return f"{word}_BUT_{KIND_WORDS[read_as]}"
    return "" if read_as is stored else "READ_AS_ASKED"
