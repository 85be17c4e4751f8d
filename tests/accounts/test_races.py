"""Two at the same moment: run with real threads and real transactions, on whichever database the tests use."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.factories import PASSWORD, make_city, make_person

from warga.accounts.domain import Role
from warga.accounts.models import Membership, Person
from warga.accounts.services import invitations, people
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)
CLI = Actor("cli", None, "command line")
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs):
    """Run every verb in a thread of its own, started together; return the code of each refusal, None for success."""
    barrier, outcomes = Barrier(len(verbs)), []

    def run(verb):
        barrier.wait()
        try:
            verb()
            outcomes.append(None)
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=str)


def test_an_invitation_taken_up_twice_lets_one_in():
    city = make_city()
    _, secret = invitations.invite(
        email="baru@example.org", name="B", city=city, role=Role.ANALYST, actor=CLI, now=NOW
    )

    def accept():
        invitations.accept(secret=secret, name="B", password=PASSWORD, now=NOW)

    assert at_once(accept, accept, accept) == [None, "link", "link"]
    assert Person.objects.count() == 1
    assert Membership.objects.count() == 1


def test_one_address_invited_by_two_cities_becomes_one_person():
    links = [
        invitations.invite(
            email="b@example.org", name="B", city=make_city(), role=Role.ANALYST, actor=CLI, now=NOW
        )
        for _ in range(2)
    ]

    def accept(secret):
        return lambda: invitations.accept(secret=secret, name="B", password=PASSWORD, now=NOW)

    outcome = at_once(*(accept(link.secret) for link in links))
    assert outcome in ([None, "again"], [None, "log_in"])
    assert Person.objects.count() == 1


def test_two_administrators_who_close_each_other_leave_one():
    city = make_city()
    ida, adi = (make_person(Role.ADMINISTRATOR, city) for _ in range(2))

    def close(person):
        return lambda: people.deactivate(person_id=person.pk, city=city, actor=CLI, now=NOW)

    assert at_once(close(ida), close(adi)) == [None, "last_administrator"]
    assert Person.objects.filter(is_active=True).count() == 1


def test_two_invitations_at_once_leave_one_open():
    city = make_city()

    def invite():
        invitations.invite(email="b@example.org", name="B", city=city, role=Role.ANALYST, actor=CLI, now=NOW)

    outcome = at_once(invite, invite)
    assert set(outcome) <= {None, "again"}
    assert None in outcome
    assert city.invitation_set.filter(revoked_at=None).count() == 1
