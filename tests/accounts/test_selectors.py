"""Reads, each among noise: rows of another city, of the past, of the future, closed ones."""

from datetime import timedelta

import pytest
from tests.factories import make_agency, make_city, make_kelurahan, make_person

from warga.accounts import selectors
from warga.accounts.domain import Role
from warga.accounts.models import Invitation, Membership
from warga.accounts.services import invitations, tokens
from warga.kernel import clock

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.day_of(NOW, "Asia/Makassar")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def noise(actors):
    """Somebody of every kind who must not turn up, in the other city and in none."""
    other = actors.other_city
    agency, kelurahan = make_agency(other), make_kelurahan(other)
    for role in Role:
        make_person(role, other)
        make_person(role, other, ends_on=TODAY)
        make_person(role, other, starts_on=TODAY + DAY, is_active=False)
    make_person(Role.ANALYST, other, agency=agency, kelurahan=kelurahan)
    make_person()
    by = {"actor": actors.actor("other_analyst"), "now": NOW}
    invitations.invite(email="a@example.org", name="A", city=other, role=Role.ANALYST, **by)
    tokens.create(owner=actors.other_analyst, city=other, name="noise", **by)


def test_people_of_a_city_are_all_who_ever_had_a_role_there(actors):
    former = make_person(Role.ANALYST, actors.city, ends_on=TODAY - DAY, name="Aa Mantan")
    closed = make_person(Role.ANALYST, actors.city, is_active=False, name="Ab Tutup")
    expected = [former, closed, actors.analyst, actors.administrator, actors.publisher]
    assert list(selectors.people_of(actors.city)) == expected
    assert [len(person.roles_here) for person in selectors.people_with_roles(actors.city)] == [1] * 5


def test_somebody_with_two_roles_is_listed_once(actors):
    Membership.objects.create(person=actors.analyst, city=actors.city, role=Role.PUBLISHER, starts_on=TODAY)
    Membership.objects.create(
        person=actors.analyst, city=actors.other_city, role=Role.PUBLISHER, starts_on=TODAY
    )
    listed = [person for person in selectors.people_with_roles(actors.city) if person == actors.analyst]
    assert [len(person.roles_here) for person in listed] == [2]
    assert selectors.roles_of(actors.analyst).count() == 3


def test_administrators_are_those_whose_role_works_today(actors):
    for fields in ({"ends_on": TODAY}, {"starts_on": TODAY + DAY}, {"is_active": False}):
        make_person(Role.ADMINISTRATOR, actors.city, **fields)
    assert [row.person for row in selectors.administrators(actors.city, TODAY)] == [actors.administrator]


def test_cities_elsewhere_are_those_with_a_role_now_or_later(actors):
    person = actors.analyst
    for name, fields in (
        ("Lama", {"ends_on": TODAY}), ("Nanti", {"starts_on": TODAY + DAY}), ("Kini", {}),
    ):  # fmt: skip
        Membership.objects.create(
            person=person, city=make_city(name=name), role=Role.ANALYST, **{"starts_on": TODAY - DAY} | fields
        )
    assert selectors.cities_elsewhere(person, actors.city, TODAY) == ["Kini", "Nanti"]
    assert [city.name for city in selectors.cities_with_keys(person)] == ["Kini", "Kota Kupang", "Nanti"]
    assert selectors.cities_with_keys(actors.publisher) == []


def test_agencies_open_invitations_and_keys_stay_in_their_city(actors):
    by = {"city": actors.city, "actor": actors.actor("administrator"), "now": NOW}
    agency = make_agency(actors.city)
    waiting = invitations.invite(email="b@example.org", name="B", role=Role.ANALYST, **by).invitation
    expired = invitations.invite(email="c@example.org", name="C", role=Role.ANALYST, **by).invitation
    Invitation.objects.filter(pk=expired.pk).update(expires_at=NOW)
    mine = tokens.create(owner=actors.analyst, name="mine", **by).token
    theirs = tokens.create(owner=actors.publisher, name="theirs", **by).token
    assert list(selectors.agencies_of(actors.city)) == [agency]
    assert list(selectors.open_invitations(actors.city, now=NOW)) == [waiting]
    assert set(selectors.tokens_in(actors.city)) == {mine, theirs}
    assert list(selectors.tokens_in(actors.city, actors.analyst)) == [mine]


def test_the_demo_names_its_own_log_ins_only(actors):
    assert not selectors.has_demo_people()
    city = make_city(is_demo=True)
    demo = make_person(Role.PUBLISHER, city, is_demo=True)
    make_person(Role.ANALYST, city, is_demo=True, is_active=False)
    make_person(Role.ANALYST, city)
    assert selectors.demo_log_ins() == [(demo.email, "publisher")]
    assert selectors.has_demo_people()


def test_somebody_is_found_by_the_address_in_any_case(actors):
    assert selectors.person_with(f" {actors.analyst.email.upper()} ") == actors.analyst
    assert selectors.person_with("nobody@example.org") is None
