"""Words of judgements for the templates of this module."""

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language

from cityindex.framework import Framework
from warga.assessments import texts

if TYPE_CHECKING:
    from warga.assessments.selectors.drafts import Preview
    from warga.indicators.models import Observation

register = template.Library()


@register.filter
def varied(key: str) -> texts.Words:
    """Say what a Monte Carlo run varies."""
    return texts.VARIED.get(key, key)


@register.filter
def run_state(key: str) -> texts.Words:
    return texts.STATES.get(key, key)


@register.filter
def why_failed(failure: str) -> texts.Words:
    """Say why a run failed: in words of ours, else in the engine's own sentence."""
    return texts.FAILURES.get(failure, failure)


@register.filter
def in_words(level: str, framework: Framework) -> str:
    """Say a level in the reader's language; one the framework no longer knows is shown as it is."""
    titles = {known.code: known.title for known in framework.judgements}
    return titles[level].in_language(get_language() or "id") if level in titles else level


@register.filter
def row_title(code: str, framework: Framework) -> str:
    """Say what a row is about; one the framework no longer knows is shown by its code."""
    titles = {known.code: known.title for known in framework.indicators}
    return titles[code].in_language(get_language() or "id") if code in titles else code


@register.filter
def replaces(draft: "Observation", preview: "Preview") -> str:
    """Return what the public reads in the place of a draft, if anything else."""
    before = preview.public.get((draft.indicator, draft.source), "")
    return before if before != draft.raw_value else ""
