"""Loading outlines."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places.domain import OutlineError, read_outlines
from warga.places.models import Boundary, City
from warga.places.selectors import positions_of
from warga.places.services.checks import require_text
from warga.places.texts import sentence


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
