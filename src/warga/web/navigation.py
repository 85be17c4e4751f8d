"""The menus: one table each. A page appears once its address exists; a city's own pages need the city."""

from collections.abc import Collection
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Entry(NamedTuple):
    """A page by the name of its address, the words of its link, and what one must be allowed to do there."""

    name: str
    label: str | Promise
    verb: str = ""


class Link(NamedTuple):
    """A link of a menu; ``current`` is the value of ``aria-current``, empty elsewhere."""

    url: str
    label: str | Promise
    current: str


PUBLIC = (
    Entry("dashboards:home", _("Home")),
    Entry("dashboards:readiness", _("Readiness")),
    Entry("dashboards:quality", _("Data quality")),
    Entry("dashboards:comparison", _("Comparison")),
    Entry("places:places", _("Places")),
    Entry("dashboards:method", _("Method")),
)
STAFF = (
    Entry("indicators:grid", _("Enter values"), "observations.enter"),
    Entry("indicators:import", _("Import a file"), "observations.enter"),
    Entry("assessments:judgements", _("Judge"), "judgements.enter"),
    Entry("assessments:publish", _("Publish"), "periods.publish"),
    Entry("assessments:runs", _("How sure"), "uncertainty.request"),
    Entry("accounts:people", _("People"), "people.manage"),
)
MENUS = {"public": PUBLIC, "staff": STAFF}


FRONT = "dashboards:front"
HOME = PUBLIC[0].name


def address(name: str, slug: str | None) -> str | None:
    """Return the address of a page, below the city where the page has one per city; None if there is none."""
    for kwargs in ({"slug": slug}, {}) if slug else ({},):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return None


def home(slug: str | None, *, alone: bool) -> str:
    """Return the first page: of the city, which is ``/`` where it lives here alone, else the list of cities."""
    return reverse(FRONT) if alone or slug is None else reverse(HOME, kwargs={"slug": slug})


def links(
    menu: str, path: str, slug: str | None, *, alone: bool = False, allowed: Collection[str] = ()
) -> list[Link]:
    """Return the links of a menu whose verbs are allowed, the one that leads to ``path`` or to its section marked as current."""
    first = home(slug, alone=alone)
    entries = [entry for entry in MENUS[menu] if not entry.verb or entry.verb in allowed]
    found = [
        (url, entry.label)
        for entry in entries
        if (url := first if entry.name == HOME else address(entry.name, slug)) is not None
    ]
    section = max(
        (url for url, _label in found if path.startswith(url) and url != first), key=len, default=""
    )
    return [
        Link(url, label, "page" if url == path else "true" if url == section else "") for url, label in found
    ]
