"""What every page here begins with."""

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cityindex.framework import Framework
from warga.indicators.selectors.editions import UnknownFrameworkError, current_framework
from warga.kernel import clock
from warga.places.selectors import city_from

if TYPE_CHECKING:
    from warga.places.models import City


def city_or_404(slug: str | None) -> "City":
    """Return the hosted city of an address; without a slug the only one."""
    city = city_from(slug)
    if city is None:
        raise Http404(_("There is no such city here."))
    return city


def framework_or_404(framework_id: str) -> Framework:
    try:
        return current_framework(framework_id)
    except UnknownFrameworkError as error:
        raise Http404(error.message) from error


def this_year(city: "City") -> int:
    return clock.day_of(clock.now(), city.time_zone).year


def address(name: str, slug: str | None, **kwargs: Any) -> str:
    """Return the address of a page of this module, below the city where the visitor came that way."""
    return reverse(f"indicators:{name}", kwargs={"slug": slug, **kwargs} if slug else kwargs)
