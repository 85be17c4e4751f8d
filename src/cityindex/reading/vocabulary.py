"""The words and units of ``vocabulary.toml``, ready to be looked up."""

import tomllib
from importlib.resources import files

from cityindex.framework.types import ValueType

_WORDS = tomllib.loads(files("cityindex.reading").joinpath("vocabulary.toml").read_text(encoding="utf-8"))

YES = frozenset(_WORDS["yes"])
NONE = frozenset(_WORDS["none"])
NO = frozenset(_WORDS["no"])
ANSWER_WORDS = frozenset(word for answer in YES | NONE | NO for word in answer.split())
MISSING = frozenset(_WORDS["missing"])
NOT_FINITE = frozenset(_WORDS["not_finite"])
SPREADSHEET_ERRORS = frozenset(_WORDS["spreadsheet_errors"])
PROGRESS_OPENINGS = frozenset(_WORDS["progress_openings"])
PROGRESS_STEMS = tuple(_WORDS["progress_stems"])
LIMIT_WORDS = frozenset(_WORDS["limit_words"])
SCALE_STEMS = tuple(_WORDS["scale_stems"])
OTHER_UNITS = frozenset(_WORDS["other_units"])
PERIODS = frozenset(_WORDS["periods"])
QUESTION_WORDS = frozenset(_WORDS["question_words"])
MULTIPLIERS: dict[str, int] = _WORDS["multipliers"]
UNITS = {unit: ValueType(shown) for shown, units in _WORDS["units"].items() for unit in units}


def is_in_progress(words: str) -> bool:
    """Tell whether words say that the thing is being made ("sedang dibangun")."""
    opening, _, rest = words.partition(" ")
    return opening in PROGRESS_OPENINGS and any(stem in rest for stem in PROGRESS_STEMS)
