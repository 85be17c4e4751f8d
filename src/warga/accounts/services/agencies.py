"""Agencies of a city (OPD): created, renamed, closed. A closed one keeps its history and its roles rest."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from warga.accounts.models import Agency
from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City


def create(*, city: "City", code: str, name: str, actor: Actor, now: datetime) -> Agency:
    """Add an agency; its code is unique in the city."""
    try:
        with transaction.atomic():
            agency = Agency.objects.create(city=city, code=code.strip().lower(), name=name.strip())
            _note("agencies.created", agency, actor, now)
    except IntegrityError as error:
        raise DomainError("code_taken", _("The code “%s” is already in use here.") % code) from error
    return agency


def set_active(*, agency_id: int, city: "City", active: bool, actor: Actor, now: datetime) -> Agency:
    """Close an agency or open it again. While it is closed, roles that are limited to it rest."""
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=agency_id, city=city)
        agency.is_active = active
        agency.save(update_fields=["is_active"])
        _note("agencies.opened" if active else "agencies.closed", agency, actor, now)
    return agency


def _note(verb: str, agency: Agency, actor: Actor, now: datetime) -> None:
    journal.record(
        verb=verb,
        actor=actor,
        now=now,
        object_kind="agency",
        object_id=agency.pk,
        city_id=agency.city_id,
        data={"code": agency.code, "name": agency.name},
    )
