"""People: added at the command line, closed, given a second chance with the second step."""

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from warga.accounts.domain import DEMO_PASSWORD
from warga.accounts.models import Agency, ApiToken, Person
from warga.accounts.selectors import (
    administrators,
    cities_elsewhere,
    demo_people,
    people_of,
    unended_memberships,
)
from warga.accounts.services import roles
from warga.common import journal
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

if TYPE_CHECKING:
    from warga.places.models import City, Kelurahan


def create(
    *,
    email: str,
    name: str,
    password: str,
    role: str,
    city: "City",
    actor: Actor,
    now: datetime,
    agency: Agency | None = None,
    kelurahan: "Kelurahan | None" = None,
) -> Person:
    """Add a person with a first role. For the command line; in the pages people come by invitation."""
    with transaction.atomic():
        person = _new(email, name, joined_at=now)
        person.set_password(checked_password(password, person))
        _join(person, city, role, agency, kelurahan, actor=actor, now=now)
    return person


def create_demo(*, email: str, name: str, role: str, city: "City", actor: Actor, now: datetime) -> Person:
    """Add a log-in of the demo, with the password everybody knows. It works in a demo city alone."""
    if not city.is_demo:
        raise DomainError("not_a_demo", _("Demo log-ins exist in a demo city only."))
    with transaction.atomic():
        person = _new(email, name, joined_at=now, is_demo=True)
        person.set_password(DEMO_PASSWORD)
        _join(person, city, role, actor=actor, now=now)
    return person


def update_self(*, person_id: int, name: str, language: str, actor: Actor, now: datetime) -> None:
    """Let somebody change their own name and language."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person_id)
        person.name, person.language = name.strip(), language
        person.save(update_fields=["name", "language"])
        journal.record(
            verb="people.updated",
            actor=actor,
            now=now,
            object_kind="person",
            object_id=person.pk,
            data={"name": person.name, "language": language},
        )


def deactivate(*, person_id: int, city: "City", actor: Actor, now: datetime) -> None:
    """Close an account at once: sessions, keys and roles end with it. An invitation opens it again.

    Refused while the person works in another city too, and for the last administrator of a city.
    """
    with transaction.atomic():
        roles.lock_administrators(city)
        person = people_of(city).select_for_update().get(pk=person_id)
        _refuse_if_elsewhere(person, city, now)
        today = clock.day_of(now, city.time_zone)
        was_administrator = administrators(city, today).filter(person=person).exists()
        for membership in unended_memberships(person, today):
            membership.ends_on = max(today, membership.starts_on)
            membership.save(update_fields=["ends_on"])
        person.is_active = False
        # Sessions are signed with the password: without one, none of them opens again.
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        ApiToken.objects.filter(owner=person, revoked_at=None).update(revoked_at=now)
        if was_administrator:
            roles.refuse_without_administrator(city, today)
        journal.record(
            verb="people.deactivated",
            actor=actor,
            now=now,
            object_kind="person",
            object_id=person.pk,
            city_id=city.pk,
            data={"email": person.email},
        )


def remove_second_step(*, person_id: int, city: "City", actor: Actor, now: datetime) -> None:
    """Forget the authenticator app and recovery codes of somebody who lost both; they set up new ones."""
    with transaction.atomic():
        person = people_of(city).select_for_update().get(pk=person_id)
        _refuse_if_elsewhere(person, city, now)
        Authenticator.objects.filter(user=person).delete()
        journal.record(
            verb="people.second_step_removed",
            actor=actor,
            now=now,
            object_kind="person",
            object_id=person.pk,
            city_id=city.pk,
            data={"email": person.email},
        )


def close_demo(*, actor: Actor, now: datetime) -> int:
    """Close every log-in with the password everybody knows, so that the site may be served to others."""
    with transaction.atomic():
        demo = demo_people().select_for_update()
        for person in demo:
            person.is_active = False
            person.set_unusable_password()
            person.save(update_fields=["is_active", "password"])
        journal.record(
            verb="people.demo_closed",
            actor=actor,
            now=now,
            object_kind="person",
            object_id="",
            data={"closed": [person.email for person in demo]},
        )
    return len(demo)


def checked_password(password: str, person: Person) -> str:
    """Return the password, or raise DomainError with every reason why it is too weak."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise DomainError("weak_password", " ".join(error.messages)) from error
    return password


def checked_email(email: str) -> str:
    """Return the address in the one form it is stored in."""
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise DomainError("bad_email", _("“%s” is not an e-mail address.") % email) from error
    return email.strip().lower()


def _new(email: str, name: str, *, joined_at: datetime, is_demo: bool = False) -> Person:
    email = checked_email(email)
    if not name.strip():
        raise DomainError("no_name", _("Please give a name."))
    if Person.objects.filter(email=email).exists():
        raise DomainError("email_taken", _("Somebody with the address %s is already here.") % email)
    return Person(email=email, name=name.strip(), joined_at=joined_at, is_demo=is_demo)


def _join(
    person: Person,
    city: "City",
    role: str,
    agency: Agency | None = None,
    kelurahan: "Kelurahan | None" = None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep a new person with a first role, and write it down."""
    person.save()
    roles.add(person, city, role, agency, kelurahan, starts_on=clock.day_of(now, city.time_zone))
    journal.record(
        verb="people.created",
        actor=actor,
        now=now,
        object_kind="person",
        object_id=person.pk,
        city_id=city.pk,
        data={"email": person.email, "role": role} | ({"demo": True} if person.is_demo else {}),
    )


def _refuse_if_elsewhere(person: Person, city: "City", now: datetime) -> None:
    elsewhere = cities_elsewhere(person, city, clock.day_of(now, city.time_zone))
    if elsewhere:
        raise DomainError(
            "works_elsewhere",
            _("%(name)s also works in %(cities)s. End the roles here instead; the account stays.")
            % {"name": person.name, "cities": ", ".join(elsewhere)},
        )
