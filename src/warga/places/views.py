"""The public page of a city's places."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warga.places.selectors import city_from, kecamatan_of, map_of, sources_of


@require_safe
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the map and the table of kecamatan and kelurahan."""
    if (city := city_from(slug)) is None:
        raise Http404
    drawing = map_of(city)
    context = {
        "city": city,
        "districts": kecamatan_of(city),
        "drawing": drawing,
        "sources": [] if drawing.schematic else sources_of(city),
    }
    return render(request, "places/places.html", context)
