"""Adding cities: one that lives here, or peers to compare with."""

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places.domain import RESERVED_SLUGS
from warga.places.models import City
from warga.places.selectors import cities_by_code
from warga.places.services.checks import (
    require_centre,
    require_emblem,
    require_level,
    require_text,
    require_time_zone,
)


@transaction.atomic
def create_city(
    *,
    code: str,
    slug: str,
    name: str,
    actor: Actor,
    now: datetime,
    province: str = "",
    bps_code: str = "",
    is_hosted: bool = True,
    is_demo: bool = False,
    lat: float | None = None,
    lng: float | None = None,
    time_zone: str = "Asia/Makassar",
    population: int | None = None,
    accent: str = "#C2321F",
    emblem_svg: str = "",
) -> City:
    """Add a city: a hosted one gets pages and staff, another is a peer to compare with."""
    require_level(code, "city")
    name = require_text(_("Name"), name, 120)
    require_text(_("Province"), province, 80, empty=True)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or slug in RESERVED_SLUGS or len(slug) > 60:
        raise DomainError(
            "bad_slug",
            _(
                "The address “%(slug)s” is not possible: use small letters, digits and hyphens, and no word the site itself needs."
            )
            % {"slug": slug},
        )
    if City.objects.filter(code=code).exists():
        raise DomainError(
            "city_exists", _("There is already a city with the code %(code)s.") % {"code": code}
        )
    if City.objects.filter(slug=slug).exists():
        raise DomainError("slug_taken", _("The address “%(slug)s” belongs to another city.") % {"slug": slug})
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", accent):
        raise DomainError("bad_accent", _("A colour is written as # and six digits, for example #C2321F."))
    require_time_zone(time_zone)
    require_emblem(emblem_svg)
    if lat is not None or lng is not None:
        require_centre(code, lat, lng)
    city = City.objects.create(
        code=code,
        slug=slug,
        name=name,
        province=province,
        bps_code=bps_code,
        is_hosted=is_hosted,
        is_demo=is_demo,
        lat=lat,
        lng=lng,
        time_zone=time_zone,
        population=population,
        accent=accent,
        emblem_svg=emblem_svg,
    )
    journal.record(
        verb="places.city_created",
        actor=actor,
        now=now,
        object_kind="city",
        object_id=code,
        city_id=city.pk,
        data={"name": city.name},
    )
    return city


@transaction.atomic
def add_peers(*, names: Sequence[str], actor: Actor, now: datetime) -> dict[str, City]:
    """Add cities known by name only, to compare with; returns them by the name given. Nothing is written for no names.

    Their code is made from the name (``x`` and nine hexadecimal digits) until somebody enters the official one, so
    that the same name never makes a second city.
    """
    codes = {name: peer_code(name) for name in names}
    known = cities_by_code(codes.values())
    new = {code: name for name, code in codes.items() if code not in known}
    if new:
        slugs = unused_slugs(list(new.values()), set(City.objects.values_list("slug", flat=True)))
        peers = [
            City(code=code, slug=slug, name=titled(name))
            for (code, name), slug in zip(new.items(), slugs, strict=True)
        ]
        known |= {city.code: city for city in City.objects.bulk_create(peers)}
        journal.record(
            verb="places.peers_added",
            actor=actor,
            now=now,
            object_kind="city",
            object_id=peers[0].code if len(peers) == 1 else "",
            data={"names": list(new.values())},
        )
    return {name: known[code] for name, code in codes.items()}


def peer_code(name: str) -> str:
    return "x" + sha256(name.casefold().encode()).hexdigest()[:9]


def titled(name: str) -> str:
    """Write "KABUPATEN SIMEULUE" as "Kabupaten Simeulue"; leave a name in mixed case as it is."""
    return (name.title() if name.isupper() else name)[:120]


def unused_slugs(names: Sequence[str], taken: set[str]) -> list[str]:
    """Return an address for each name; a second “Kupang” becomes ``kupang-2``."""
    slugs: list[str] = []
    for name in names:
        base = slugify(name)[:50] or "city"
        slug = next(s for n in count(1) if (s := base if n == 1 else f"{base}-{n}") not in taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs
