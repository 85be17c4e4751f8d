import io
import re

import pytest
from django.core.management import CommandError, call_command
from tests.factories import PASSWORD, make_agency, make_city, make_person

from warga.accounts.domain import Role
from warga.accounts.models import Invitation, Person
from warga.accounts.selectors import usable_invitation
from warga.common.models import JournalEntry
from warga.kernel import clock
from warga.places.models import City

pytestmark = pytest.mark.django_db


def run(*arguments, typed=None, monkeypatch=None):
    if typed is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


class TestCity:
    def test_created_through_the_service_in_one_entry(self):
        run("city", "create", "--code", "53.71", "--name", "Kota Kupang", "--slug", "kupang", "--hosted")
        city = City.objects.get()
        assert (city.code, city.name, city.slug, city.is_hosted, city.is_demo) == (
            "53.71", "Kota Kupang", "kupang", True, False,
        )  # fmt: skip
        entry = JournalEntry.objects.get()
        assert (entry.actor_kind, entry.city_id) == ("cli", city.pk)

    def test_a_peer_and_a_word_made_from_the_name(self):
        run("city", "create", "--code", "53.72", "--name", "Kota Uji Coba", "--no-hosted")
        assert City.objects.get().slug == "kota-uji-coba"
        assert not City.objects.get().is_hosted

    @pytest.mark.parametrize("code", ["", "Kupang", "53.71.01"])
    def test_a_wrong_code_is_refused_in_one_sentence(self, code):
        with pytest.raises(CommandError):
            run("city", "create", "--code", code, "--name", "Kota Kupang", "--slug", "kupang")
        assert not City.objects.exists()


class TestUser:
    CREATE = ("user", "create", "--email", "rina@example.org", "--name", "Rina", "--role", "analyst")

    def test_with_a_password_handed_over(self, monkeypatch):
        city = make_city()
        agency = make_agency(city, code="kominfo")
        run(*self.CREATE, "--agency", "kominfo", typed=PASSWORD, monkeypatch=monkeypatch)
        person = Person.objects.get()
        assert person.check_password(PASSWORD)
        role = person.memberships.get()
        assert (role.city, role.role, role.agency) == (city, Role.ANALYST, agency)
        assert JournalEntry.objects.count() == 1

    def test_with_a_link(self):
        make_city()
        link = run(*self.CREATE, "--invite", "--site", "https://data.kupang.example/")
        secret = re.search(r"https://data\.kupang\.example/accounts/invitation/([^/]+)/", link)[1]
        assert usable_invitation(secret, now=clock.now()) == Invitation.objects.get()
        assert not Person.objects.exists()

    @pytest.mark.parametrize("typed", ["", "123", "rina@example.org"])
    def test_a_weak_password_creates_nobody(self, monkeypatch, typed):
        make_city()
        with pytest.raises(CommandError):
            run(*self.CREATE, typed=typed, monkeypatch=monkeypatch)
        assert not Person.objects.exists()
        assert not JournalEntry.objects.exists()

    def test_the_city_is_named_where_there_are_several(self):
        make_city()
        other = make_city(slug="denpasar", code="51.71")
        for named in ((), ("--city", "atlantis")):
            with pytest.raises(CommandError, match="--city"):
                run(*self.CREATE, "--invite", *named)
        for named in ("denpasar", "51.71"):
            run(*self.CREATE, "--invite", "--city", named)
        assert {row.city for row in Invitation.objects.all()} == {other}

    def test_an_unknown_agency_is_refused(self):
        make_city()
        with pytest.raises(CommandError, match="kominfo"):
            run(*self.CREATE, "--invite", "--agency", "kominfo")

    def test_an_account_is_closed(self):
        city = make_city()
        person = make_person(Role.ANALYST, city)
        run("user", "close", "--email", person.email.upper())
        person.refresh_from_db()
        assert not person.is_active
        with pytest.raises(CommandError, match="nobody@"):
            run("user", "close", "--email", "nobody@example.org")

    def test_the_last_administrator_gets_back_in(self):
        city = make_city()
        person = make_person(Role.ADMINISTRATOR, city)
        with pytest.raises(CommandError):
            run("user", "close", "--email", person.email)
        run("user", "reset-second-step", "--email", person.email)
        assert JournalEntry.objects.get().verb == "people.second_step_removed"

    def test_demo_log_ins_are_closed(self):
        demo = make_person(Role.ANALYST, make_city(is_demo=True), is_demo=True)
        real = make_person(Role.ANALYST)
        run("user", "close-demo")
        demo.refresh_from_db()
        real.refresh_from_db()
        assert (demo.is_active, demo.has_usable_password(), real.is_active) == (False, False, True)
