"""First look at a string: its length and the characters in it."""

import re
import unicodedata

from cityindex.reading.types import Refusal

MAXIMUM_LENGTH = 200

# Left behind by copying out of a PDF or a spreadsheet; they carry no meaning.
_HIDDEN = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"))


def clean(raw: str) -> tuple[str, tuple[str, ...]]:
    """Return the string without its margins and invisible characters, with the flag for those, or refuse it.

    An apostrophe in front, with which spreadsheets and exports mark text, is one of those.
    Refused are strings over 200 characters, control and direction characters, and digits other than 0–9:
    superscripts (10³⁰⁸), fractions (½) and the digits of other scripts, whose reading would be a guess.
    """
    if len(raw) > MAXIMUM_LENGTH:
        raise Refusal("TOO_LONG")
    text = raw
    if not raw.isascii():
        text = raw.translate(_HIDDEN)
        for character in text:
            _admit(character)
        text = text.translate(_MINUS)
    elif _CONTROL.search(raw):
        raise Refusal("CONTROL_CHARACTERS")
    text = text.strip()
    marked = len(text) > 1 and text[0] == "'"
    hidden = marked or (not raw.isascii() and raw != raw.translate(_HIDDEN))
    return text[1:].lstrip() if marked else text, ("HIDDEN_CHARACTERS",) if hidden else ()


def _admit(character: str) -> None:
    if character.isascii() and not _CONTROL.match(character):
        return
    category = unicodedata.category(character)
    if category[0] == "C":
        raise Refusal("CONTROL_CHARACTERS")
    if category[0] == "N":
        raise Refusal("NOT_PLAIN_DIGITS")
