"""Drawings for templates: ``{% load charts %}``; what each draws is written in ``warga.web.charts``."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from warga.web import charts

register = template.Library()


def parts_of(rows: Iterable[Sequence[Any]]) -> list[charts.Part]:
    return [charts.Part(*row) for row in rows]


@register.simple_tag
def dots(parts: Iterable[Sequence[Any]], title: str, columns: int = 14) -> SafeString:
    """``{% dots parts title %}``, parts as (tone, label, number): one mark for each thing counted."""
    return charts.dots(parts_of(parts), title, columns)


@register.simple_tag
def share_bar(parts: Iterable[Sequence[Any]], title: str) -> SafeString:
    """``{% share_bar parts title %}``, parts as (tone, label, number)."""
    return charts.share_bar(parts_of(parts), title)


@register.simple_tag
def bar(value: float | None, maximum: float = 100, tone: str = "data") -> SafeString:
    """``{% bar row.score 100 %}`` in a table cell beside the number."""
    return charts.bar(value, maximum, tone)


@register.simple_tag
def trend(moments: Iterable[Sequence[Any]], title: str, description: str) -> SafeString:
    """``{% trend moments title description %}``, moments as (label, value or None, breaks)."""
    return charts.trend([charts.Moment(*moment) for moment in moments], title, description)


@register.simple_tag
def interval(
    low: float, high: float, mark: float | None, start: float, end: float, tone: str = "data"
) -> SafeString:
    """``{% interval 79.7 80.8 80.2 70 90 %}`` in a table cell beside the numbers."""
    return charts.interval(low, high, mark, start, end, tone)
