"""Adding kecamatan and kelurahan, one by one or from a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places.models import City, Kecamatan, Kelurahan
from warga.places.selectors import kecamatan_of
from warga.places.services.checks import require_centre, require_inside, require_level, require_text

PLACE_COLUMNS = ("kecamatan_code", "kecamatan", "kelurahan_code", "kelurahan", "aliases", "lat", "lng")


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
            add_row(city, row, districts, actor, now)
        except DomainError as error:
            message = _("Row %(row)s: %(reason)s") % {"row": line, "reason": error.message}
            raise DomainError(error.code, message) from error
    return len(new)


def add_row(
    city: City, row: Mapping[str, str], districts: dict[str, Kecamatan], actor: Actor, now: datetime
) -> None:
    """Add the kelurahan of a row, and its kecamatan before it where that is new."""
    if (code := row["kecamatan_code"]) not in districts:
        districts[code] = add_kecamatan(city=city, code=code, name=row["kecamatan"], actor=actor, now=now)
    add_kelurahan(
        kecamatan=districts[code],
        code=row["kelurahan_code"],
        name=row["kelurahan"],
        aliases=row["aliases"],
        lat=degrees(row["lat"]),
        lng=degrees(row["lng"]),
        actor=actor,
        now=now,
    )


def degrees(written: str) -> float:
    """Read a coordinate with a decimal point or comma."""
    try:
        return float(written.replace(",", "."))
    except (AttributeError, ValueError) as error:
        raise DomainError("bad_centre", _("latitude and longitude must be numbers.")) from error
