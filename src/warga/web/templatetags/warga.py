"""Tags of the base template and its components."""

import base64
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from warga.accounts.guards import verbs_here
from warga.web import navigation
from warga.web.colour import readable

register = template.Library()

# A shape each, so that the badge reads without colour: full, half, triangle, dashed ring.
SHAPES = {
    "good": '<circle cx="6" cy="6" r="6"/>',
    "fair": '<path d="M6 0a6 6 0 0 1 0 12z"/><circle cx="6" cy="6" r="5.25" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "poor": '<path d="M6 .5 12 11.5H0z"/>',
    "info": '<path d="M6 0l6 6-6 6-6-6z"/>',
    "none": '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.2 1.7"/>',
}


@register.simple_tag
def badge(tone: str, word: str) -> SafeString:
    """Draw a word with its shape; ``tone`` is good, fair, poor, info or none (anything else counts as none)."""
    tone = tone if tone in SHAPES else "none"
    shape = mark_safe(SHAPES[tone])  # noqa: S308 - ours, from the table above
    return format_html(
        '<span class="badge badge-{}"><svg viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">{}</svg>{}</span>',
        tone,
        shape,
        word,
    )


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any], name: str, city: Any = None) -> list[navigation.Link]:
    """Return the links of the menu ``public`` or ``staff`` for a city, as far as the reader's roles go."""
    request = context.get("request")
    path = request.path if request else ""
    allowed = verbs_here(request, city) if request and name == "staff" else ()
    slug = city.slug if city else None
    return navigation.links(name, path, slug, alone=lives_alone(context, city), allowed=allowed)


@register.simple_tag(takes_context=True)
def city_here(context: dict[str, Any]) -> Any:
    """Return the city a page belongs to: the one its view gives, else the only hosted one, else None."""
    return context.get("city") or context.get("site_city") or None


def lives_alone(context: dict[str, Any], city: Any) -> bool:
    """Tell whether this is the only hosted city, whose home is ``/``."""
    only = context.get("site_city")
    return bool(city and only and only.pk == city.pk)


@register.simple_tag(takes_context=True)
def home_url(context: dict[str, Any], city: Any = None) -> str:
    """Return the address of the first page in the language of this one."""
    return navigation.home(city.slug if city else None, alone=lives_alone(context, city))


@register.simple_tag
def address(name: str, city: Any = None) -> str:
    """Return the address of a page by name, below the city where it has one per city; empty if there is none."""
    return navigation.address(name, city.slug if city else None) or ""


def language_prefix() -> str:
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return "" if language == settings.LANGUAGE_CODE else f"/{language}/"


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every language with the address of this same page in it, its query kept."""
    request = context.get("request")
    path = request.get_full_path() if request else context.get("path", "/")
    here = language_prefix()
    bare = path.removeprefix(here.rstrip("/")) if here else path
    return [
        {
            "code": code,
            "name": name,
            "url": bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}",
            "current": here == ("" if code == settings.LANGUAGE_CODE else f"/{code}/"),
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag
def theme_url(city: Any = None) -> str:
    """Return the address of the small style sheet with a city's own accent; empty if it is the standard one."""
    accent = readable(city.accent) if city else None
    return reverse("web:theme", kwargs={"colour": accent[1:]}) if accent and accent != "#c2321f" else ""


@register.filter
def as_data_url(svg: str) -> str:
    """Turn SVG text into an address for ``<img>``, where scripts inside it never run."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
