"""Who publishes when the command line asks."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from warga.accounts.selectors import actor_for, may, person_with
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import NotAllowedError

if TYPE_CHECKING:
    from warga.places.models import City


def publisher(email: str, cities: "Iterable[City]", now: datetime) -> Actor:
    """Return the person with this address as the one who publishes these cities.

    A hosted city is published by its own publisher; peers have no staff to ask. Raises NotAllowedError.
    """
    person = person_with(email)
    if person is None or not person.is_active:
        words = _("Nobody with the address %(email)s works here.")
        raise NotAllowedError("unknown_person", words % {"email": email})
    for city in cities:
        if not city.is_hosted:
            continue
        if not may(person, "periods.publish", city=city, on=clock.day_of(now, city.time_zone)):
            words = _("%(person)s is no publisher of %(city)s.")
            raise NotAllowedError("not_publisher", words % {"person": person.name, "city": city.name})
    return actor_for(person)
