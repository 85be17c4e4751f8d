"""What the other modules may ask about places."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch, QuerySet

from warga.places.domain.drawing import Drawing, Ward, draw
from warga.places.domain.outline import Position
from warga.places.models import Boundary, City, Kecamatan, Kelurahan


def hosted_cities() -> QuerySet[City]:
    """Return the cities that have pages and staff here, by name."""
    return City.objects.filter(is_hosted=True)


def city_from(slug: str | None) -> City | None:
    """Return the hosted city of an address; without a slug the only hosted city, if there is exactly one."""
    if slug is not None:
        return hosted_cities().filter(slug=slug).first()
    first_two = list(hosted_cities()[:2])
    return first_two[0] if len(first_two) == 1 else None


def city_by_code(code: str) -> City | None:
    """Return the city of a Kemendagri code (``53.71``), hosted or not."""
    return City.objects.filter(code=code).first()


def cities_by_code(codes: Iterable[str]) -> dict[str, City]:
    """Return the known cities among these codes."""
    return {city.code: city for city in City.objects.filter(code__in=set(codes))}


def every_city() -> QuerySet[City]:
    """Return all cities, hosted ones and peers, by name."""
    return City.objects.all()


def kelurahan_count(city_id: int) -> int:
    """Return how many kelurahan the city has: the denominator of “per kelurahan”."""
    return Kelurahan.objects.filter(kecamatan__city_id=city_id).count()


def kecamatan_of(city: City) -> QuerySet[Kecamatan]:
    """Return the kecamatan of a city in the order of their codes, each with its kelurahan; two queries."""
    return (
        Kecamatan.objects.filter(city=city)
        .annotate(kelurahan_total=Count("kelurahan"))
        .order_by("code")
        .prefetch_related(Prefetch("kelurahan", Kelurahan.objects.order_by("code")))
    )


def positions_of(city: City) -> dict[str, Position]:
    """Return (longitude, latitude) of the city and of every place in it, by code.

    A kecamatan, or a city without a centre of its own, lies in the middle of its kelurahan.
    """
    found: dict[str, Position] = {}
    inside: dict[str, list[Position]] = {}
    rows = Kelurahan.objects.filter(kecamatan__city=city).values_list("code", "kecamatan__code", "lng", "lat")
    for code, kecamatan, lng, lat in rows:
        found[code] = (lng, lat)
        for parent in (kecamatan, city.code):
            inside.setdefault(parent, []).append((lng, lat))
    for parent, spots in inside.items():
        found[parent] = (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
    if city.lng is not None and city.lat is not None:
        found[city.code] = (city.lng, city.lat)
    return found


def boundaries_of(city: City) -> QuerySet[Boundary]:
    """Return the outlines loaded for the kelurahan of a city."""
    return Boundary.objects.filter(
        place_code__in=Kelurahan.objects.filter(kecamatan__city=city).values("code")
    )


def map_of(city: City) -> Drawing:
    """Draw the kelurahan of a city; two queries."""
    outlines = {row.place_code: row.geometry["coordinates"] for row in boundaries_of(city)}
    rows = Kelurahan.objects.filter(kecamatan__city=city).select_related("kecamatan").order_by("code")
    return draw(
        [Ward(k.code, k.name, k.kecamatan.name, k.lng, k.lat, outlines.get(k.code, ())) for k in rows]
    )


def sources_of(city: City) -> list[tuple[str, str]]:
    """Return every (source, licence) of the outlines of a city."""
    return list(boundaries_of(city).values_list("source", "licence").distinct().order_by("source"))


def kelurahan_of(city: City) -> QuerySet[Kelurahan]:
    """Return the kelurahan of a city, by name."""
    return Kelurahan.objects.filter(kecamatan__city=city).select_related("kecamatan").order_by("name")
