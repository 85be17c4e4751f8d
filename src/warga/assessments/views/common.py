"""What every page here begins with."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from warga.places.selectors import city_from

if TYPE_CHECKING:
    from warga.places.models import City


def city_or_404(slug: str) -> "City":
    city = city_from(slug)
    if city is None:
        raise Http404(_("No city of this name has pages here."))
    return city
