"""Roles: given from a day, ended on a day. A row is never removed, so that it stays known who might what, when."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from warga.accounts.domain import Role
from warga.accounts.models import Agency, Membership, Person
from warga.accounts.selectors import administrators, people_of, unended_memberships
from warga.common import journal
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City, Kelurahan


def grant(
    *,
    person_id: int,
    city: "City",
    role: str,
    starts_on: date,
    actor: Actor,
    now: datetime,
    ends_on: date | None = None,
    agency: Agency | None = None,
    kelurahan: "Kelurahan | None" = None,
) -> Membership:
    """Give a further role to somebody who has or had one in this city; others are invited."""
    with transaction.atomic():
        person = people_of(city).select_for_update().get(pk=person_id)
        if not person.is_active:
            raise DomainError("closed", _("This account is closed. Invite the person again to open it."))
        membership = add(person, city, role, agency, kelurahan, starts_on=starts_on, ends_on=ends_on)
        journal.record(
            verb="roles.granted",
            actor=actor,
            now=now,
            object_kind="person",
            object_id=person.pk,
            city_id=city.pk,
            data=_described(membership),
        )
    return membership


def end(*, membership_id: int, city: "City", ends_on: date, actor: Actor, now: datetime) -> Membership:
    """End a role: ``ends_on`` is the first day without it. The last administrator's role cannot be ended."""
    with transaction.atomic():
        lock_administrators(city)
        membership = Membership.objects.select_for_update().get(pk=membership_id, city=city)
        if membership.ends_on is not None and membership.ends_on <= ends_on:
            raise DomainError("ended", _("This role has already ended by then."))
        membership.ends_on = max(ends_on, membership.starts_on)
        membership.save(update_fields=["ends_on"])
        if membership.role == Role.ADMINISTRATOR:
            refuse_without_administrator(city, membership.ends_on)
        journal.record(
            verb="roles.ended",
            actor=actor,
            now=now,
            object_kind="person",
            object_id=membership.person_id,
            city_id=city.pk,
            data=_described(membership),
        )
    return membership


def add(
    person: Person,
    city: "City",
    role: str,
    agency: Agency | None = None,
    kelurahan: "Kelurahan | None" = None,
    *,
    starts_on: date,
    ends_on: date | None = None,
) -> Membership:
    """Write the row of a role, as part of a verb that journals it."""
    check_scope(city, role, agency, kelurahan)
    if ends_on is not None and ends_on <= starts_on:
        raise DomainError("dates", _("A role ends after the day it begins."))
    for held in unended_memberships(person, starts_on).filter(city_id=city.pk):
        if (held.role, held.agency_id, held.kelurahan_id) == (
            role,
            agency.pk if agency else None,
            kelurahan.pk if kelurahan else None,
        ):
            raise DomainError("has_role", _("%s already has this role.") % person.name)
    return Membership.objects.create(
        person=person,
        city=city,
        role=role,
        agency=agency,
        kelurahan=kelurahan,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def check_scope(city: "City", role: str, agency: Agency | None, kelurahan: "Kelurahan | None") -> None:
    """Refuse an unknown role, a place of another city, and a narrowed role that would be worth nothing."""
    if role not in list(Role):
        raise DomainError("unknown_role", _("“%s” is not a role.") % role)
    if agency is not None and (agency.city_id != city.pk or not agency.is_active):
        raise DomainError("agency", _("This agency does not work in %s.") % city.name)
    if kelurahan is not None and kelurahan.kecamatan.city_id != city.pk:
        raise DomainError("kelurahan", _("This kelurahan does not lie in %s.") % city.name)
    if role != Role.ANALYST and (agency or kelurahan):
        raise DomainError("narrowed", _("Only analysts may be limited to an agency or a kelurahan."))


def lock_administrators(city: "City") -> None:
    """Let two administrators who remove each other at once wait for one another (SQLite does so anyway)."""
    list(Membership.objects.select_for_update().filter(city=city, role=Role.ADMINISTRATOR).order_by("pk"))


def refuse_without_administrator(city: "City", on: date) -> None:
    """Roll back what left a city without an administrator on that day."""
    if not administrators(city, on).exists():
        raise DomainError(
            "last_administrator",
            _("%s would have no administrator left. Make somebody else administrator first.") % city.name,
        )


def _described(membership: Membership) -> dict[str, str | None]:
    return {
        "role": membership.role,
        "agency": membership.agency.code if membership.agency else None,
        "kelurahan": membership.kelurahan.code if membership.kelurahan else None,
        "starts_on": membership.starts_on.isoformat(),
        "ends_on": membership.ends_on.isoformat() if membership.ends_on else None,
    }
