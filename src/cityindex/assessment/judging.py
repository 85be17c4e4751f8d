"""Judgements: the words experts use, recorded and never computed."""

from cityindex.framework.types import Framework, Judgement


class UnknownJudgementError(ValueError):
    """A judgement that is none of the framework's words."""


def judgement_of(framework: Framework, word: str | None) -> Judgement | None:
    """Find a judgement by code or title in either language, whatever the case; None for an empty word.

    Raises UnknownJudgementError naming the words that are allowed.
    """
    wanted = (word or "").strip().casefold()
    if not wanted:
        return None
    for judgement in framework.judgements:
        if wanted in {w.casefold() for w in (judgement.code, *judgement.title)}:
            return judgement
    allowed = ", ".join(j.title.id for j in framework.judgements) or "none in this framework"
    raise UnknownJudgementError(f"{word!r} is no judgement of {framework.id}; allowed: {allowed}")
