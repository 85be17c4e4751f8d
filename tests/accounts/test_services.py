from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError
from tests.factories import LONG_AGO, PASSWORD, make_agency, make_city, make_kelurahan, make_person

from warga.accounts.domain import DEMO_PASSWORD, INVITATION_LASTS, Role
from warga.accounts.models import Invitation, Membership, Person
from warga.accounts.selectors import (
    actor_for,
    demo_people,
    hash_of,
    may,
    open_invitations,
    person_id_of,
    token_actor,
    token_from,
    token_may,
)
from warga.accounts.services import agencies, invitations, people, roles, tokens
from warga.common.models import JournalEntry
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError

NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)
TODAY = date(2026, 6, 15)
CLI = Actor("cli", None, "command line")
pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def invite(actors, email="baru@example.org", role=Role.ANALYST, now=NOW, **fields):
    return invitations.invite(
        email=email,
        name="Baru",
        city=actors.city,
        role=role,
        actor=actors.actor("administrator"),
        now=now,
        **fields,
    )


class TestInvitations:
    def test_a_newcomer_takes_it_up_once(self, actors):
        invitation, secret = invite(actors, email=" Baru@Example.org ")
        assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())
        person = invitations.accept(secret=secret, name="Baru Sekali", password=PASSWORD, now=NOW)
        assert (person.email, person.name, person.joined_at) == ("baru@example.org", "Baru Sekali", NOW)
        assert person.check_password(PASSWORD)
        assert may(person, "observations.enter", city=actors.city, on=TODAY)
        with refused("link"):
            invitations.accept(secret=secret, name="Dua", password=PASSWORD, now=NOW)
        assert list(JournalEntry.objects.values_list("verb", flat=True)) == [
            "people.invited",
            "invitations.accepted",
        ]
        assert secret not in str(list(JournalEntry.objects.values()))

    def test_it_lasts_a_week(self, actors):
        _, secret = invite(actors)
        with refused("link"):
            invitations.accept(secret=secret, name="B", password=PASSWORD, now=NOW + INVITATION_LASTS)
        assert invitations.accept(
            secret=secret, name="B", password=PASSWORD, now=NOW + INVITATION_LASTS - timedelta(seconds=1)
        )

    def test_it_can_be_taken_back(self, actors):
        invitation, secret = invite(actors)
        invitations.revoke(
            invitation_id=invitation.pk, city=actors.city, actor=actors.actor("administrator"), now=NOW
        )
        with refused("link"):
            invitations.accept(secret=secret, name="B", password=PASSWORD, now=NOW)
        with refused("closed"):
            invitations.revoke(
                invitation_id=invitation.pk, city=actors.city, actor=actors.actor("administrator"), now=NOW
            )

    def test_nobody_takes_back_another_citys(self, actors):
        invitation, _ = invite(actors)
        with pytest.raises(Invitation.DoesNotExist):
            invitations.revoke(
                invitation_id=invitation.pk,
                city=actors.other_city,
                actor=actors.actor("other_analyst"),
                now=NOW,
            )

    def test_a_second_one_replaces_the_first(self, actors):
        _, first = invite(actors)
        _, second = invite(actors, role=Role.PUBLISHER)
        assert open_invitations(actors.city, now=NOW).count() == 1
        with refused("link"):
            invitations.accept(secret=first, name="B", password=PASSWORD, now=NOW)
        assert invitations.accept(secret=second, name="B", password=PASSWORD, now=NOW)

    def test_somebody_known_must_be_logged_in_and_keeps_the_password(self, actors):
        _, secret = invite(actors, email=actors.other_analyst.email)
        for somebody in (None, actors.stranger):
            with refused("log_in"):
                invitations.accept(
                    secret=secret, name="X", password="another-Pass-9", person=somebody, now=NOW
                )
        person = invitations.accept(secret=secret, person=actors.other_analyst, now=NOW)
        assert person.check_password(PASSWORD)
        assert person.name == "Oka Analis"
        assert may(person, "observations.enter", city=actors.city, on=TODAY)

    @pytest.mark.parametrize("password", ["", "123", "password", "baru@example.org", DEMO_PASSWORD])
    def test_a_weak_password_leaves_the_invitation_open(self, actors, password):
        _, secret = invite(actors)
        with refused("weak_password"):
            invitations.accept(secret=secret, name="B", password=password, now=NOW)
        assert not Person.objects.filter(email="baru@example.org").exists()
        assert invitations.accept(secret=secret, name="B", password=PASSWORD, now=NOW)

    @pytest.mark.parametrize("email", ["", "baru", "baru@", "a b@example.org", "a@b.org\nBcc: c@d.org"])
    def test_a_broken_address_is_refused(self, actors, email):
        with refused("bad_email"):
            invite(actors, email=email)

    def test_it_opens_a_closed_account_again_without_its_old_roles(self, actors):
        people.deactivate(
            person_id=actors.analyst.pk, city=actors.city, actor=actors.actor("administrator"), now=NOW
        )
        _, secret = invite(actors, email=actors.analyst.email, role=Role.PUBLISHER)
        person = invitations.accept(secret=secret, name="Ana", password=PASSWORD, now=NOW)
        assert person.pk == actors.analyst.pk
        assert may(person, "periods.publish", city=actors.city, on=TODAY)
        assert not may(person, "observations.enter", city=actors.city, on=TODAY)


class TestRoles:
    def grant(self, actors, person=None, role=Role.PUBLISHER, **fields):
        return roles.grant(
            **{
                "person_id": (person or actors.analyst).pk,
                "city": actors.city,
                "role": role,
                "starts_on": TODAY,
                "actor": actors.actor("administrator"),
                "now": NOW,
            }
            | fields
        )

    def test_granted_from_a_day_to_a_day(self, actors):
        self.grant(actors, ends_on=TODAY + timedelta(days=2))
        allowed = [
            bool(may(actors.analyst, "periods.publish", city=actors.city, on=TODAY + timedelta(days=n)))
            for n in (-1, 0, 1, 2)
        ]
        assert allowed == [False, True, True, False]

    def test_ended_today_is_over_today_and_stays_on_record(self, actors):
        membership = actors.analyst.memberships.get()
        roles.end(
            membership_id=membership.pk,
            city=actors.city,
            ends_on=TODAY,
            actor=actors.actor("administrator"),
            now=NOW,
        )
        assert not may(actors.analyst, "observations.enter", city=actors.city, on=TODAY)
        membership.refresh_from_db()
        assert (membership.starts_on, membership.ends_on) == (LONG_AGO, TODAY)
        with refused("ended"):
            roles.end(
                membership_id=membership.pk,
                city=actors.city,
                ends_on=TODAY,
                actor=actors.actor("administrator"),
                now=NOW,
            )

    def test_not_twice(self, actors):
        with refused("has_role"):
            self.grant(actors, role=Role.ANALYST)

    def test_not_to_people_of_another_city(self, actors):
        with pytest.raises(Person.DoesNotExist):
            self.grant(actors, person=actors.other_analyst)

    def test_not_to_a_closed_account(self, actors):
        Person.objects.filter(pk=actors.analyst.pk).update(is_active=False)
        with refused("closed"):
            self.grant(actors)

    def test_not_backwards(self, actors):
        with refused("dates"):
            self.grant(actors, ends_on=TODAY)

    def test_not_an_invented_one(self, actors):
        with refused("unknown_role"):
            self.grant(actors, role="emperor")

    def test_scope_lies_in_the_city(self, actors):
        with refused("agency"):
            self.grant(actors, role=Role.ANALYST, agency=make_agency(actors.other_city))
        with refused("agency"):
            self.grant(actors, role=Role.ANALYST, agency=make_agency(actors.city, is_active=False))
        with refused("kelurahan"):
            self.grant(actors, role=Role.ANALYST, kelurahan=make_kelurahan(actors.other_city))
        assert self.grant(actors, role=Role.ANALYST, kelurahan=make_kelurahan(actors.city))

    def test_only_analysts_are_limited_to_a_place(self, actors):
        with refused("narrowed"):
            self.grant(actors, role=Role.ADMINISTRATOR, agency=make_agency(actors.city))

    def test_the_database_itself_refuses_nonsense(self, actors):
        with pytest.raises(IntegrityError):
            Membership.objects.create(
                person=actors.analyst, city=actors.city, role="emperor", starts_on=TODAY
            )

    def test_the_last_administrator_stays(self, actors):
        membership = actors.administrator.memberships.get()
        for ends_on in (TODAY, TODAY + timedelta(days=400)):
            with refused("last_administrator"):
                roles.end(membership_id=membership.pk, city=actors.city, ends_on=ends_on, actor=CLI, now=NOW)
        membership.refresh_from_db()
        assert membership.ends_on is None
        self.grant(actors, role=Role.ADMINISTRATOR, starts_on=TODAY)
        roles.end(membership_id=membership.pk, city=actors.city, ends_on=TODAY, actor=CLI, now=NOW)

    def test_an_administrator_whose_account_is_closed_does_not_count(self, actors):
        make_person(Role.ADMINISTRATOR, actors.city, is_active=False)
        make_person(Role.ADMINISTRATOR, actors.city, starts_on=TODAY + timedelta(days=1))
        make_person(Role.ADMINISTRATOR, actors.other_city)
        with refused("last_administrator"):
            people.deactivate(person_id=actors.administrator.pk, city=actors.city, actor=CLI, now=NOW)
        actors.administrator.refresh_from_db()
        assert actors.administrator.is_active
        assert actors.administrator.has_usable_password()


class TestPeople:
    def test_created_with_a_role_in_one_entry(self, actors):
        person = people.create(
            email="Rina@example.org", name="Rina", password=PASSWORD, role=Role.ANALYST,
            city=actors.city, agency=make_agency(actors.city), actor=CLI, now=NOW,
        )  # fmt: skip
        assert person.email == "rina@example.org"
        entry = JournalEntry.objects.get()
        assert (entry.verb, entry.actor_kind, entry.city_id) == ("people.created", "cli", actors.city.pk)
        assert PASSWORD not in str(entry.data)

    def test_not_twice_and_not_halfway(self, actors):
        fields = {"name": "R", "password": PASSWORD, "city": actors.city, "actor": CLI, "now": NOW}
        with refused("email_taken"):
            people.create(email=actors.analyst.email.upper(), role=Role.ANALYST, **fields)
        with refused("unknown_role"):
            people.create(email="r@example.org", role="emperor", **fields)
        assert not Person.objects.filter(email="r@example.org").exists()

    def test_closing_an_account_ends_sessions_keys_and_roles(self, actors):
        client = actors.client("analyst")
        _, secret = tokens.create(
            owner=actors.analyst, city=actors.city, name="skrip", actor=actors.actor("analyst"), now=NOW
        )
        people.deactivate(
            person_id=actors.analyst.pk, city=actors.city, actor=actors.actor("administrator"), now=NOW
        )
        assert token_from(f"Bearer {secret}", now=NOW) is None
        assert not client.login(email=actors.analyst.email, password=PASSWORD)
        # Even opened again, no old session, key or role comes back to life.
        Person.objects.filter(pk=actors.analyst.pk).update(is_active=True)
        person = Person.objects.get(pk=actors.analyst.pk)
        assert "_auth_user_id" not in client.get("/accounts/login/").wsgi_request.session
        assert token_from(f"Bearer {secret}", now=NOW) is None
        assert not may(person, "observations.enter", city=actors.city, on=TODAY)

    def test_an_administrators_hands_end_at_the_city(self, actors):
        with pytest.raises(Person.DoesNotExist):
            people.deactivate(
                person_id=actors.other_analyst.pk,
                city=actors.city,
                actor=actors.actor("administrator"),
                now=NOW,
            )
        Membership.objects.create(
            person=actors.other_analyst, city=actors.city, role=Role.ANALYST, starts_on=LONG_AGO
        )
        for verb in (people.deactivate, people.remove_second_step):
            with refused("works_elsewhere"):
                verb(
                    person_id=actors.other_analyst.pk,
                    city=actors.city,
                    actor=actors.actor("administrator"),
                    now=NOW,
                )

    def test_a_lost_second_step_is_removed_with_its_codes(self, actors):
        for kind in Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES:
            Authenticator.objects.create(user=actors.analyst, type=kind, data={})
        people.remove_second_step(
            person_id=actors.analyst.pk, city=actors.city, actor=actors.actor("administrator"), now=NOW
        )
        assert not Authenticator.objects.exists()

    def test_demo_log_ins_exist_in_a_demo_city_alone(self, actors):
        fields = {"email": "d@example.org", "name": "D", "role": Role.ANALYST, "actor": CLI, "now": NOW}
        with refused("not_a_demo"):
            people.create_demo(city=actors.city, **fields)
        person = people.create_demo(city=make_city(is_demo=True), **fields)
        assert person.check_password(DEMO_PASSWORD)
        assert list(demo_people()) == [person]


class TestAgencies:
    def test_created_closed_and_opened(self, actors):
        by = {"city": actors.city, "actor": actors.actor("administrator"), "now": NOW}
        agency = agencies.create(code="Kominfo", name="Dinas Kominfo", **by)
        assert agency.code == "kominfo"
        with refused("code_taken"):
            agencies.create(code="kominfo", name="Lain", **by)
        assert not agencies.set_active(agency_id=agency.pk, active=False, **by).is_active
        assert agencies.set_active(agency_id=agency.pk, active=True, **by).is_active
        verbs = list(JournalEntry.objects.values_list("verb", flat=True))
        assert verbs == ["agencies.created", "agencies.closed", "agencies.opened"]


class TestTokens:
    def issue(self, actors, **fields):
        return tokens.create(
            **{
                "owner": actors.analyst, "city": actors.city, "name": "skrip",
                "actor": actors.actor("analyst"), "now": NOW,
            } | fields
        )  # fmt: skip

    def test_shown_once_and_stored_as_a_hash(self, actors):
        token, secret = self.issue(actors)
        assert token.token_hash == hash_of(secret)
        assert secret.startswith("warga_")
        assert secret not in str(list(JournalEntry.objects.values()))
        assert token_from(f"Bearer {secret}", now=NOW) == token
        assert token_from(f"bearer  {secret} ", now=NOW) == token

    @pytest.mark.parametrize(
        "header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer warga_no", "warga_no"]
    )
    def test_anything_else_opens_nothing(self, actors, header):
        self.issue(actors)
        assert token_from(header, now=NOW) is None

    def test_the_hash_itself_is_no_key(self, actors):
        token, _ = self.issue(actors)
        assert token_from(f"Bearer {token.token_hash}", now=NOW) is None

    def test_it_expires_and_is_withdrawn(self, actors):
        later = NOW + timedelta(hours=1)
        token, secret = self.issue(actors, expires_at=later)
        assert token_from(f"Bearer {secret}", now=NOW)
        assert token_from(f"Bearer {secret}", now=later) is None
        tokens.revoke(token_id=token.pk, city=actors.city, actor=actors.actor("analyst"), now=NOW)
        assert token_from(f"Bearer {secret}", now=NOW) is None
        with refused("revoked"):
            tokens.revoke(token_id=token.pk, city=actors.city, actor=actors.actor("analyst"), now=NOW)
        with refused("expires"):
            self.issue(actors, expires_at=NOW)

    def test_it_may_what_its_owner_may_but_never_publish(self, actors):
        token, _ = self.issue(actors)
        assert token_may(token, "observations.enter", city=actors.city, on=TODAY)
        assert not token_may(token, "observations.enter", city=actors.other_city, on=TODAY)
        assert not token_may(None, "observations.enter", city=actors.city, on=TODAY)
        publishing, _ = self.issue(actors, owner=actors.publisher)
        assert not token_may(publishing, "periods.publish", city=actors.city, on=TODAY)
        assert not token_may(publishing, "observations.enter", city=actors.city, on=TODAY)
        actors.analyst.memberships.update(ends_on=TODAY)
        assert not token_may(token, "observations.enter", city=actors.city, on=TODAY)

    def test_its_owner_answers_for_it(self, actors):
        token, _ = self.issue(actors)
        assert person_id_of(token_actor(token)) == actors.analyst.pk
        assert person_id_of(actor_for(actors.analyst)) == actors.analyst.pk
        assert person_id_of(CLI) is None
