"""Writing places: a city, its kecamatan and kelurahan, their outlines. One journal entry each."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count
from xml.etree.ElementTree import ParseError
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places.domain import RESERVED_SLUGS, OutlineError, level_of, parent_of, read_outlines
from warga.places.models import Boundary, City, Kecamatan, Kelurahan
from warga.places.selectors import cities_by_code, kecamatan_of, positions_of
from warga.places.texts import sentence

EMBLEM_BYTES = 20_000
PLACE_COLUMNS = ("kecamatan_code", "kecamatan", "kelurahan_code", "kelurahan", "aliases", "lat", "lng")


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


@transaction.atomic
def add_kecamatan(*, city: City, code: str, name: str, actor: Actor, now: datetime) -> Kecamatan:
    """Add a district to the city its code names."""
    require_level(code, "kecamatan")
    require_inside(code, city.code)
    if Kecamatan.objects.filter(code=code).exists():
        raise DomainError(
            "place_exists", _("There is already a place with the code %(code)s.") % {"code": code}
        )
    name = require_text(_("Name"), name, 80)
    kecamatan = Kecamatan.objects.create(city=city, code=code, name=name)
    journal.record(
        verb="places.kecamatan_added",
        actor=actor,
        now=now,
        object_kind="kecamatan",
        object_id=code,
        city_id=city.pk,
        data={"name": name},
    )
    return kecamatan


@transaction.atomic
def add_kelurahan(
    *,
    kecamatan: Kecamatan,
    code: str,
    name: str,
    lat: float,
    lng: float,
    actor: Actor,
    now: datetime,
    aliases: str = "",
) -> Kelurahan:
    """Add a ward to the kecamatan its code names, with its centre in degrees (WGS 84)."""
    require_level(code, "kelurahan")
    require_inside(code, kecamatan.code)
    require_centre(code, lat, lng)
    name = require_text(_("Name"), name, 80)
    require_text(_("Also written"), aliases, 200, empty=True)
    if Kelurahan.objects.filter(code=code).exists():
        raise DomainError(
            "place_exists", _("There is already a place with the code %(code)s.") % {"code": code}
        )
    kelurahan = Kelurahan.objects.create(
        kecamatan=kecamatan, code=code, name=name, aliases=aliases, lat=lat, lng=lng
    )
    journal.record(
        verb="places.kelurahan_added",
        actor=actor,
        now=now,
        object_kind="kelurahan",
        object_id=code,
        city_id=kecamatan.city_id,
        data={"name": name},
    )
    return kelurahan


@transaction.atomic
def add_places(*, city: City, rows: Sequence[Mapping[str, str]], actor: Actor, now: datetime) -> int:
    """Add the kecamatan and kelurahan of a table that are not there yet, all or none; returns how many kelurahan.

    A row has the PLACE_COLUMNS; the first row of a file holds their names, so the first place stands in row 2.
    """
    if missing := [name for name in PLACE_COLUMNS if rows and name not in rows[0]]:
        raise DomainError(
            "columns_missing", _("The file has no column %(columns)s.") % {"columns": ", ".join(missing)}
        )
    districts = {district.code: district for district in kecamatan_of(city)}
    known = {ward.code for district in districts.values() for ward in district.kelurahan.all()}
    new = [(line, row) for line, row in enumerate(rows, 2) if row["kelurahan_code"] not in known]
    for line, row in new:
        try:
            if (code := row["kecamatan_code"]) not in districts:
                districts[code] = add_kecamatan(
                    city=city, code=code, name=row["kecamatan"], actor=actor, now=now
                )
            add_kelurahan(
                kecamatan=districts[code],
                code=row["kelurahan_code"],
                name=row["kelurahan"],
                aliases=row["aliases"],
                lat=float(row["lat"]),
                lng=float(row["lng"]),
                actor=actor,
                now=now,
            )
        except DomainError as error:
            message = _("Row %(row)s: %(reason)s") % {"row": line, "reason": error.message}
            raise DomainError(error.code, message) from error
        except (TypeError, ValueError) as error:
            message = _("Row %(row)s: latitude and longitude must be numbers.") % {"row": line}
            raise DomainError("bad_centre", message) from error
    return len(new)


@transaction.atomic
def import_boundaries(
    *,
    city: City,
    data: bytes,
    source: str,
    licence: str,
    actor: Actor,
    now: datetime,
    code_property: str | None = None,
) -> int:
    """Store the outlines of a GeoJSON file, whole or not at all; earlier outlines of the same places give way.

    Returns how many. Without source and licence nothing is stored: an outline nobody may reuse helps nobody.
    """
    if not source.strip() or not licence.strip():
        raise DomainError("source_missing", _("Say where the outlines come from and under which licence."))
    source, licence = require_text(_("Source"), source, 300), require_text(_("Licence"), licence, 80)
    try:
        outlines = read_outlines(data, positions_of(city), code_property=code_property)
    except OutlineError as error:
        raise DomainError(error.code, sentence(error)) from error
    for outline in outlines:
        Boundary.objects.update_or_create(
            place_code=outline.code,
            defaults={
                "geometry": outline.as_geometry(),
                "source": source,
                "licence": licence,
                "imported_at": now,
            },
        )
    journal.record(
        verb="places.boundaries_imported",
        actor=actor,
        now=now,
        object_kind="city",
        object_id=city.code,
        city_id=city.pk,
        data={"outlines": len(outlines), "source": source, "licence": licence},
    )
    return len(outlines)


def require_text(what: str, text: str, limit: int, *, empty: bool = False) -> str:
    """Return a text without blanks around it; DomainError if it is too long for its column, or empty."""
    text = text.strip()
    if len(text) > limit or "\x00" in text or not (text or empty):
        raise DomainError(
            "bad_text",
            _("%(what)s: write 1 to %(limit)s characters.") % {"what": what, "limit": limit},
        )
    return text


def require_centre(code: str, lat: float | None, lng: float | None) -> None:
    if lat is None or lng is None or not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise DomainError(
            "bad_centre",
            _("%(code)s: latitude lies between −90 and 90, longitude between −180 and 180.") % {"code": code},
        )


def require_level(code: str, level: str) -> None:
    if level_of(code) != level:
        raise DomainError(
            "bad_code",
            _("“%(code)s” is not a code of a %(level)s, which looks like %(example)s.")
            % {
                "code": code,
                "level": level,
                "example": {"city": "53.71", "kecamatan": "53.71.01", "kelurahan": "53.71.01.1001"}[level],
            },
        )


def require_inside(code: str, parent: str) -> None:
    if parent_of(code) != parent:
        raise DomainError(
            "other_parent",
            _("The code %(code)s does not lie in %(parent)s.") % {"code": code, "parent": parent},
        )


def require_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise DomainError(
            "bad_time_zone", _("“%(name)s” is no time zone, for example Asia/Makassar.") % {"name": name}
        ) from error


def require_emblem(svg: str) -> None:
    """An emblem is a small SVG file; it is shown as an image, where nothing in it can run."""
    if not svg:
        return
    try:
        root = fromstring(svg) if len(svg.encode()) <= EMBLEM_BYTES else None
    except (ParseError, DefusedXmlException):
        root = None
    if root is None or root.tag.rpartition("}")[2] != "svg":
        raise DomainError(
            "bad_emblem",
            _("The emblem must be an SVG file of at most %(size)s kB.") % {"size": EMBLEM_BYTES // 1000},
        )
