"""Loading a demo city from a folder of seeds: every step through the services, in one fixed order, each once.

A step whose result is there already is passed over, so that loading again after an interruption goes on where it
stopped, and loading twice changes nothing.
"""

import csv
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from warga.accounts.selectors.actors import actor_for
from warga.accounts.selectors.people import agencies_of, person_with
from warga.accounts.services import agencies, people
from warga.assessments.selectors import publications
from warga.assessments.services.importing import commit_import
from warga.assessments.services.publishing import publish_cities
from warga.indicators.selectors import values
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places import selectors as places
from warga.places import services as place_services

if TYPE_CHECKING:
    from warga.places.models import City

SYSTEM = Actor("cli", None, "warga demo load")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Seeds:
    """A folder of seeds and its table of contents."""

    folder: Path
    contents: Mapping[str, Any]

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def find_seeds(name: str) -> Seeds:
    """Read the seeds of a demo city: inside the installed package, else beside the checkout."""
    for root in (settings.PACKAGE, settings.PACKAGE.parent.parent):
        folder = root / "seeds" / name
        if (folder / "city.toml").is_file():
            contents = tomllib.loads((folder / "city.toml").read_text(encoding="utf-8"))
            return Seeds(folder, contents)
    raise DomainError(
        "no_seeds", _("The demo city “%(name)s” is not part of this installation.") % {"name": name}
    )


def load(seeds: Seeds, say: Say) -> "City":
    """Load what is missing of a demo city; refuses where a real city lives, so that the two never mix."""
    if any(not city.is_demo for city in places.hosted_cities()):
        raise DomainError(
            "real_city", _("A real city lives in this database. The demo needs one of its own.")
        )
    city = load_city(seeds.contents["city"])
    load_places(seeds, city)
    load_peers(seeds)
    load_staff(seeds, city)
    for data in seeds.contents["data"]:
        if load_data(seeds, data, city):
            say(_("Loaded and published: %(framework)s") % {"framework": data["framework"]})
    return city


def load_city(facts: Mapping[str, Any]) -> "City":
    known = places.city_by_code(facts["code"])
    return known or place_services.create_city(**facts, is_demo=True, actor=SYSTEM, now=clock.now())


def load_places(seeds: Seeds, city: "City") -> None:
    """Add the kecamatan and kelurahan that are not there yet."""
    rows = seeds.rows(seeds.contents["places"]["file"])
    place_services.add_places(city=city, rows=rows, actor=SYSTEM, now=clock.now())


def load_peers(seeds: Seeds) -> None:
    """Add the cities to compare with that are not there yet."""
    rows = seeds.rows(seeds.contents["peers"]["file"])
    known = places.cities_by_code(row["code"] for row in rows)
    for row in rows:
        if row["code"] not in known:
            place_services.create_city(
                code=row["code"],
                name=row["name"],
                province=row["province"],
                slug=slugify(row["name"]),
                is_hosted=False,
                is_demo=True,
                actor=SYSTEM,
                now=clock.now(),
            )


def load_staff(seeds: Seeds, city: "City") -> None:
    """Add agencies and log-ins. A demo log-in somebody closed stays closed."""
    known = {agency.code for agency in agencies_of(city)}
    for agency in seeds.contents["agencies"]:
        if agency["code"] not in known:
            agencies.create(city=city, **agency, actor=SYSTEM, now=clock.now())
    for person in seeds.contents["people"]:
        if person_with(person["email"]) is None:
            people.create_demo(**person, city=city, actor=SYSTEM, now=clock.now())


def load_data(seeds: Seeds, data: Mapping[str, Any], city: "City") -> bool:
    """Import one table as the analyst and publish it as the publisher; False if it was published before."""
    framework = data["framework"]
    if any(publication.framework_id == framework for publication in publications.current(city.pk)):
        return False
    analyst, publisher = (hand(seeds, role) for role in ("analyst", "publisher"))
    load_shipped(framework_id=framework, actor=SYSTEM, now=clock.now())
    if not values.periods(city.pk, framework, drafts=True):
        plan = plan_import(
            data=(seeds.folder / data["file"]).read_bytes(),
            filename=data["file"],
            scope=Scope(framework, city=city, only_city=not data.get("every_city", False)),
            mapping=(seeds.folder / data["mapping"]).read_text(encoding="utf-8") if "mapping" in data else "",
            now=clock.now(),
        )
        commit_import(plan=plan, author=data.get("author", ""), actor=analyst, now=clock.now())
    for period in data["periods"]:
        publish_cities(
            cities=list(places.every_city()),
            framework_id=framework,
            period=period,
            actor=publisher,
            now=clock.now(),
        )
    return True


def hand(seeds: Seeds, role: str) -> Actor:
    """Return the demo person of a role as the one who acts: who enters values does not publish them."""
    email = next(person["email"] for person in seeds.contents["people"] if person["role"] == role)
    person = person_with(email)
    if person is None:
        raise DomainError("no_person", _("The demo log-in %(email)s is missing.") % {"email": email})
    return actor_for(person)
