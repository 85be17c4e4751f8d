"""The standing test actors: the same people in every test, so that "who may" is asked everywhere alike."""

from dataclasses import dataclass
from typing import Literal

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from tests.factories import make_city, make_person

from warga.accounts.domain import Role
from warga.accounts.models import Person
from warga.accounts.selectors import MFA_SET_HERE, actor_for
from warga.kernel.actor import Actor
from warga.places.models import City

Name = Literal["resident", "stranger", "analyst", "publisher", "administrator", "other_analyst"]


@dataclass(frozen=True)
class Actors:
    """Everyone who comes by. The resident has no account; the stranger has one but no role."""

    city: City
    other_city: City
    analyst: Person
    publisher: Person
    administrator: Person
    stranger: Person
    other_analyst: Person

    def client(self, name: Name) -> Client:
        """Return a browser in which that actor is logged in with the second step."""
        client = Client()
        if name != "resident":
            log_in(client, getattr(self, name))
        return client

    def actor(self, name: Name) -> Actor:
        """Return that person as services want them."""
        person: Person = getattr(self, name)
        return actor_for(person)


def log_in(client: Client, person: Person, *, second_step: bool = True) -> None:
    """Log a person in; without ``second_step`` they have not set one up."""
    client.force_login(person)
    if second_step:
        Authenticator.objects.get_or_create(
            user=person,
            type=Authenticator.Type.TOTP,
            defaults={"data": {"secret": get_adapter().encrypt("JBSWY3DPEHPK3PXP")}},
        )
        session = client.session
        session[MFA_SET_HERE] = person.pk
        session.save()


@pytest.fixture
def actors(db: None) -> Actors:
    """Kupang with its staff, another city with an analyst of its own, and a stranger."""
    city = make_city(code="53.71", slug="kupang", name="Kota Kupang")
    other = make_city(code="51.71", slug="denpasar", name="Kota Denpasar")
    return Actors(
        city=city,
        other_city=other,
        analyst=make_person(Role.ANALYST, city, name="Ana Analis"),
        publisher=make_person(Role.PUBLISHER, city, name="Paul Penerbit"),
        administrator=make_person(Role.ADMINISTRATOR, city, name="Ida Admin"),
        stranger=make_person(name="Tamu"),
        other_analyst=make_person(Role.ANALYST, other, name="Oka Analis"),
    )


@pytest.fixture(autouse=True)
def fresh_start() -> None:
    """Let no test inherit another's rate limits or language."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
