"""Words of judgements for the templates of this module."""

from django import template
from django.utils.translation import get_language

from cityindex.framework import Framework

register = template.Library()


@register.filter
def in_words(level: str, framework: Framework) -> str:
    """Say a level in the reader's language; one the framework no longer knows is shown as it is."""
    titles = {known.code: known.title for known in framework.judgements}
    return titles[level].in_language(get_language() or "id") if level in titles else level
