"""The people of a city, their roles, its agencies."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from warga.accounts.domain import VERBS, Role
from warga.accounts.models import Agency, Membership, Person
from warga.accounts.selectors.access import HasPk

if TYPE_CHECKING:
    from warga.places.models import City


def people_of(city: HasPk) -> QuerySet[Person]:
    """Everybody who has, had or will have a role in a city; an administrator's hands reach no further."""
    role_here = Membership.objects.filter(person=OuterRef("pk"), city_id=city.pk)
    return Person.objects.filter(Exists(role_here)).order_by("name", "pk")


def people_with_roles(city: HasPk) -> QuerySet[Person]:
    """The people of a city, each with ``roles_here``: two queries."""
    return people_of(city).prefetch_related(
        Prefetch("memberships", memberships_in(city), to_attr="roles_here")
    )


def person_with(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def memberships_in(city: HasPk, person: Person | None = None) -> QuerySet[Membership]:
    rows = Membership.objects.filter(city_id=city.pk).select_related("agency", "kelurahan", "person")
    return rows.filter(person=person) if person else rows


def roles_of(person: Person) -> QuerySet[Membership]:
    """Every role somebody has or had, with its city."""
    return person.memberships.select_related("city", "agency", "kelurahan")


def unended_memberships(person: Person, on: date) -> QuerySet[Membership]:
    """Roles in force on a day or still to come."""
    return Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), person=person)


def cities_elsewhere(person: Person, city: HasPk, on: date) -> list[str]:
    """Names of the other cities in which somebody has a role on a day or later."""
    rows = unended_memberships(person, on).exclude(city_id=city.pk)
    return sorted(set(rows.values_list("city__name", flat=True)))


def cities_with_keys(person: Person) -> list["City"]:
    """Cities in which somebody's roles have to do with keys, now or soon."""
    roles = [role for role, verbs in VERBS.items() if verbs & {"tokens.create", "tokens.manage"}]
    return sorted(
        {row.city for row in roles_of(person) if row.role in roles and row.ends_on is None}, key=str
    )


def administrators(city: HasPk, on: date) -> QuerySet[Membership]:
    """Roles of administrators that work on a day."""
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        city_id=city.pk,
        role=Role.ADMINISTRATOR,
        starts_on__lte=on,
        person__is_active=True,
    )


def agencies_of(city: HasPk) -> QuerySet[Agency]:
    return Agency.objects.filter(city_id=city.pk)


def demo_people() -> QuerySet[Person]:
    """Log-ins of the demo that still open; while there is one, the site serves this machine alone."""
    return Person.objects.filter(is_demo=True, is_active=True).order_by("pk")


def has_demo_people() -> bool:
    return demo_people().exists()


def demo_log_ins() -> list[tuple[str, str]]:
    """Address and role of every log-in the demo offers; empty where there is no demo."""
    rows = demo_people().filter(memberships__isnull=False)
    return list(rows.values_list("email", "memberships__role"))
