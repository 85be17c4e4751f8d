"""What the other modules may ask about places."""

from django.db.models import QuerySet

from warga.places.models import City, Kelurahan


def hosted_cities() -> QuerySet[City]:
    """Return the cities that have pages and staff here, by name."""
    return City.objects.filter(is_hosted=True)


def city_from(slug: str | None) -> City | None:
    """Return the hosted city of an address; without a slug the only hosted city, if there is exactly one."""
    if slug is not None:
        return hosted_cities().filter(slug=slug).first()
    first_two = list(hosted_cities()[:2])
    return first_two[0] if len(first_two) == 1 else None


def every_city() -> QuerySet[City]:
    """Return hosted cities and peers, by name."""
    return City.objects.all()


def kelurahan_count(city_id: int) -> int:
    """Return how many kelurahan of a city are known here; 0 where none were loaded."""
    return Kelurahan.objects.filter(kecamatan__city_id=city_id).count()
