"""Answers that name each of several things one item asks for: "Rencana: Ada; SOP: Tidak Ada"."""

import re

from cityindex.reading import vocabulary

_CLAUSE = re.compile(r"[;,\n]")
_LINKS = re.compile(r"[:=()&–-]|\b(?:dan|serta|sedangkan|tetapi|and|but)\b")


def answer_by_parts(raw: str, parts: tuple[str, ...]) -> tuple[bool, ...] | None:
    """Return one yes or no for each part, in their order; None unless every part is answered exactly once.

    Parts may share an answer: "Tidak Ada (rencana dan SOP)".
    """
    found: dict[str, bool] = {}
    for clause in filter(str.strip, _CLAUSE.split(raw.casefold())):
        named = [part for part in parts if re.search(_word(part), clause)]
        for part in named:
            clause = re.sub(_word(part), " ", clause, count=1)
        answer = " ".join(_LINKS.sub(" ", clause).split()).rstrip(".")
        known = answer in vocabulary.YES or answer in vocabulary.NONE or answer in vocabulary.NO
        if not (named and known) or found.keys() & set(named):
            return None
        found.update(dict.fromkeys(named, answer in vocabulary.YES))
    return tuple(found[part] for part in parts) if found.keys() == set(parts) else None


def _word(part: str) -> str:
    return rf"\b{re.escape(part.casefold())}\b"
