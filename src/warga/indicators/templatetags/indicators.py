"""Words of the engine and addresses of this module, for its templates."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from cityindex.framework import Framework
from cityindex.text import Text
from warga.indicators.domain.words import value_in_words

register = template.Library()


@register.filter
def said(text: Text | None) -> str:
    """Say a text of the engine in the reader's language."""
    return text.in_language(get_language() or "id") if text else ""


@register.filter
def as_read(row: Any) -> str:
    """Say what was read: "97 %", "ada"."""
    return said(value_in_words(row.value, row.read_as))


@register.filter
def wrong_kind(row: Any, framework: Framework) -> bool:
    """Whether an answer is of another kind than its indicator stores, so that it is shown but not compared."""
    indicator = framework.indicator(row.indicator)
    return row.value is not None and row.read_as != indicator.value_type


@register.filter
def source_title(key: str, framework: Framework) -> str:
    """Say which document a key of the framework file stands for."""
    return next((source.title for source in framework.sources if source.key == key), key)


@register.simple_tag
def page_url(name: str, slug: str | None = None, **kwargs: Any) -> str:
    """Return the address of a page of this module, below the city where the visitor came that way."""
    return reverse(f"indicators:{name}", kwargs={"slug": slug, **kwargs} if slug else kwargs)
