"""What every page knows: the city it belongs to when the address names none."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from warga.places.selectors import city_from


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``site_city``: the only hosted city, asked for when a template reads it and ``city`` is not set."""
    return {"site_city": SimpleLazyObject(lambda: city_from(None))}
