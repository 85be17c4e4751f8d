"""The thinnest rows a test needs; a test says only what it is about."""

from datetime import date
from itertools import count
from typing import Any

from warga.accounts.domain import Role
from warga.accounts.models import Agency, Membership, Person
from warga.places.models import City, Kecamatan, Kelurahan

LONG_AGO = date(2020, 1, 1)
PASSWORD = "kelor-dan-jagung-titi"
_numbers = count(1)


def make_city(**fields: Any) -> City:
    number = next(_numbers)
    defaults = {"code": f"90.{number}", "slug": f"kota-{number}", "name": f"Kota {number}", "is_hosted": True}
    return City.objects.create(**defaults | fields)


def make_kelurahan(city: City, **fields: Any) -> Kelurahan:
    number = next(_numbers)
    code = f"{city.code}.{number % 100:02d}"
    kecamatan = Kecamatan.objects.create(city=city, code=code, name=f"Kecamatan {number}")
    defaults = {"code": f"{code}.1001", "name": f"Kelurahan {number}", "lat": -10.17, "lng": 123.6}
    return Kelurahan.objects.create(kecamatan=kecamatan, **defaults | fields)


def make_agency(city: City, **fields: Any) -> Agency:
    number = next(_numbers)
    return Agency.objects.create(city=city, **{"code": f"opd-{number}", "name": f"Dinas {number}"} | fields)


def make_person(role: Role | None = None, city: City | None = None, **fields: Any) -> Person:
    """Make a person with a password and, where a role is given, that role in that city since long ago."""
    number = next(_numbers)
    scope = {key: fields.pop(key) for key in ("agency", "kelurahan", "starts_on", "ends_on") if key in fields}
    defaults = {"email": f"person{number}@example.org", "name": f"Person {number}", "password": PASSWORD}
    person = Person.objects.create_user(**defaults | fields)
    if role is not None:
        Membership.objects.create(
            person=person, city=city or make_city(), role=role, **{"starts_on": LONG_AGO} | scope
        )
    return person
