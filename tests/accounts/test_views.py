"""Every staff page of accounts against everybody: who gets in, who does not, and what happens inside."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import resolve, reverse
from tests.actors import log_in
from tests.factories import PASSWORD, make_agency, make_city, make_person

from warga.accounts import urls
from warga.accounts.domain import Role
from warga.accounts.models import Agency, ApiToken, Invitation, Membership, Person
from warga.accounts.selectors import token_from
from warga.accounts.services import invitations, tokens
from warga.common.models import JournalEntry
from warga.kernel import clock

pytestmark = pytest.mark.django_db
POST_ONLY = {
    "revoke_invitation", "grant_role", "deactivate", "remove_second_step", "end_role", "set_agency", "revoke_token",
}  # fmt: skip
STAFF = sorted(pattern.name for pattern in urls.pages)
# Analysts have keys of their own; what they may do with them is tested below.
MAY_USE_KEYS = {"tokens", "revoke_token"}


@pytest.fixture
def places(actors):
    """The address of every staff page, about rows that exist."""
    invitation, _ = invitations.invite(
        email="baru@example.org", name="Baru", city=actors.city, role=Role.ANALYST,
        actor=actors.actor("administrator"), now=clock.now(),
    )  # fmt: skip
    token, _ = tokens.create(
        owner=actors.analyst, city=actors.city, name="skrip", actor=actors.actor("analyst"), now=clock.now()
    )
    about = {
        "revoke_invitation": invitation.pk, "person": actors.analyst.pk, "grant_role": actors.analyst.pk,
        "deactivate": actors.analyst.pk, "remove_second_step": actors.analyst.pk,
        "end_role": actors.analyst.memberships.get().pk, "set_agency": make_agency(actors.city).pk,
        "revoke_token": token.pk,
    }  # fmt: skip
    return {
        name: reverse(
            f"accounts:{name}", kwargs={"slug": "kupang"} | ({"pk": about[name]} if name in about else {})
        )
        for name in STAFF
    }


def knock(client, url, name):
    """Ask for a page the way it is asked for."""
    return client.post(url) if name in POST_ONLY else client.get(url)


def snapshot():
    """Everything a refused request must leave as it was."""
    tables = (Person, Membership, Invitation, Agency, ApiToken)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize(
    ("who", "name"),
    [(who, name) for who in ("stranger", "publisher", "other_analyst") for name in STAFF]
    + [("analyst", name) for name in STAFF if name not in MAY_USE_KEYS],
)
def test_people_without_the_role_are_refused(actors, places, name, who):
    client, before = actors.client(who), snapshot()
    assert knock(client, places[name], name).status_code == 403
    assert client.post(places[name]).status_code in (403, 405)
    after = snapshot()
    assert [[row | {"last_login": None} for row in rows] for rows in after] == [
        [row | {"last_login": None} for row in rows] for rows in before
    ]


@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize(
    "how", ["resident", "deactivated", "ended_yesterday", "ends_today", "not_begun", "no_mfa"]
)
def test_administrators_of_yesterday_tomorrow_and_without_second_step_are_refused(
    actors, places, client, name, how
):
    today = clock.day_of(clock.now(), actors.city.time_zone)
    dates = {
        "ended_yesterday": {"ends_on": today - timedelta(days=1)},
        "ends_today": {"ends_on": today},
        "not_begun": {"starts_on": today + timedelta(days=1)},
    }
    person = make_person(Role.ADMINISTRATOR, actors.city, **dates.get(how, {}))
    if how != "resident":
        log_in(client, person, second_step=how != "no_mfa")
    if how == "deactivated":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    before = snapshot()
    response = knock(client, places[name], name)
    goal = {
        "resident": "/accounts/login/",
        "deactivated": "/accounts/login/",
        "no_mfa": "/accounts/2fa/totp/activate/",
    }
    if how in goal:
        assert response.status_code == 302
        assert response["Location"].startswith(goal[how] + "?next=/accounts/kupang/")
    else:
        assert response.status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("name", STAFF)
def test_an_administrator_of_another_city_is_refused(actors, places, client, name):
    log_in(client, make_person(Role.ADMINISTRATOR, actors.other_city))
    before = snapshot()
    assert knock(client, places[name], name).status_code == 403
    # Rows of Kupang asked for through their own city are not there.
    elsewhere = places[name].replace("/kupang/", "/denpasar/")
    if "pk" in resolve(elsewhere).kwargs:
        assert knock(client, elsewhere, name).status_code == 404
    assert snapshot() == before


@pytest.mark.parametrize("name", sorted(set(STAFF) - POST_ONLY))
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_administrator_reads_every_page_in_both_languages(actors, places, name, prefix):
    response = actors.client("administrator").get(prefix + places[name])
    assert response.status_code == 200
    assert response["Cache-Control"].count("private")
    assert response.content.count(b"<h1>") == 1


def test_where_one_city_lives_its_pages_need_no_slug(actors):
    client = actors.client("administrator")
    assert client.get("/accounts/people/").status_code == 404
    actors.other_city.is_hosted = False
    actors.other_city.save()
    assert client.get("/accounts/people/").status_code == 200
    assert actors.client("analyst").get("/accounts/people/").status_code == 403


@pytest.mark.parametrize(
    ("who", "sees"), [("administrator", True), ("analyst", False), ("publisher", False), ("stranger", False)]
)
def test_the_menu_offers_what_ones_roles_allow(actors, who, sees):
    actors.other_city.is_hosted = False
    actors.other_city.save()
    page = actors.client(who).get("/accounts/").content.decode()
    assert ('href="/accounts/kupang/people/"' in page) is sees


def test_the_menu_asks_nothing_where_no_city_is_meant(actors):
    assert actors.client("administrator").get("/accounts/").status_code == 200


def test_an_unknown_city_is_not_there(actors):
    assert actors.client("administrator").get("/accounts/atlantis/people/").status_code == 404


def test_a_form_without_its_token_is_refused(actors, places):
    client = actors.client("administrator")
    client.handler.enforce_csrf_checks = True
    assert client.post(places["deactivate"]).status_code == 403
    actors.analyst.refresh_from_db()
    assert actors.analyst.is_active


class TestInviting:
    FORM = {"email": "baru@example.org", "name": "Baru", "role": "analyst"}

    def test_from_the_form_to_the_first_log_in(self, actors, client):
        page = actors.client("administrator").post("/accounts/kupang/people/invite/", self.FORM)
        link = re.search(r"http://testserver(/accounts/invitation/[^/<]+/)", page.content.decode())[1]
        letter = mail.outbox[0]
        assert letter.to == ["baru@example.org"]
        assert link in letter.body
        opened = client.get(link)
        assert opened.status_code == 200
        assert "no-store" in opened["Cache-Control"]
        assert opened["Referrer-Policy"] == "same-origin"
        response = client.post(link, {"name": "Baru Sekali", "password": PASSWORD, "again": PASSWORD})
        assert response["Location"] == "/accounts/login/"
        assert client.login(email="baru@example.org", password=PASSWORD)
        assert client.get(link).status_code == 410

    def test_two_different_passwords_do_not_use_the_link_up(self, actors, client):
        _, secret = invitations.invite(
            **self.FORM, city=actors.city, actor=actors.actor("administrator"), now=clock.now()
        )
        link = f"/accounts/invitation/{secret}/"
        for password, again in ((PASSWORD, PASSWORD + "x"), ("123", "123"), ("", "")):
            response = client.post(link, {"name": "B", "password": password, "again": again})
            assert response.status_code == 200
        assert not Person.objects.filter(email="baru@example.org").exists()
        assert client.post(link, {"name": "B", "password": PASSWORD, "again": PASSWORD}).status_code == 302

    def test_somebody_known_logs_in_first(self, actors, client):
        _, secret = invitations.invite(
            email=actors.other_analyst.email, name="Oka", city=actors.city, role=Role.PUBLISHER,
            actor=actors.actor("administrator"), now=clock.now(),
        )  # fmt: skip
        link = f"/accounts/invitation/{secret}/"
        assert client.get(link)["Location"] == f"/accounts/login/?next={link}"
        assert actors.other_analyst.email in actors.client("stranger").post(link).content.decode()
        assert not actors.other_analyst.memberships.filter(city=actors.city).exists()
        assert actors.client("other_analyst").post(link)["Location"] == "/accounts/"
        assert actors.other_analyst.memberships.filter(city=actors.city, role=Role.PUBLISHER).exists()

    @pytest.mark.parametrize("secret", ["x", "..", "%00", "a" * 3000, "é"])
    def test_an_invented_link_is_closed(self, client, secret, db):
        assert client.get(f"/accounts/invitation/{secret}/").status_code in (400, 404, 410)

    def test_a_place_of_another_city_cannot_be_chosen(self, actors):
        form = self.FORM | {"agency": make_agency(actors.other_city).pk}
        assert actors.client("administrator").post("/accounts/kupang/people/invite/", form).status_code == 200
        assert not Invitation.objects.exists()

    def test_a_mail_server_that_is_down_loses_nothing(self, actors, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 8149
        page = actors.client("administrator").post("/en/accounts/kupang/people/invite/", self.FORM)
        assert "No letter could be sent" in page.content.decode()
        assert Invitation.objects.count() == 1

    def test_it_is_taken_back(self, actors, places):
        client = actors.client("administrator")
        assert client.post(places["revoke_invitation"])["Location"] == "/accounts/kupang/people/"
        assert Invitation.objects.get().revoked_at
        assert client.post(places["revoke_invitation"]).status_code == 404


class TestPeople:
    def test_a_role_is_given_and_ended(self, actors, places):
        client = actors.client("administrator")
        client.post(places["grant_role"], {"role": "publisher", "starts_on": "2026-01-01"})
        role = actors.analyst.memberships.get(role=Role.PUBLISHER)
        assert role.starts_on.isoformat() == "2026-01-01"
        client.post(reverse("accounts:end_role", args=["kupang", role.pk]), {"ends_on": "2026-02-01"})
        role.refresh_from_db()
        assert role.ends_on.isoformat() == "2026-02-01"
        assert list(JournalEntry.objects.values_list("verb", flat=True))[-2:] == [
            "roles.granted",
            "roles.ended",
        ]

    def test_a_broken_date_ends_nothing(self, actors, places):
        actors.client("administrator").post(places["end_role"], {"ends_on": "besok"})
        assert actors.analyst.memberships.get().ends_on is None

    def test_the_last_administrator_reads_why_not(self, actors):
        url = reverse("accounts:deactivate", args=["kupang", actors.administrator.pk])
        page = actors.client("administrator").post("/en" + url, follow=True)
        assert "Make somebody else administrator first" in page.content.decode()
        actors.administrator.refresh_from_db()
        assert actors.administrator.is_active

    def test_an_account_is_closed(self, actors, places):
        at_work = actors.client("analyst")
        assert at_work.get("/accounts/").status_code == 200
        actors.client("administrator").post(places["deactivate"])
        assert at_work.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"

    def test_names_are_text_never_markup(self, actors, places):
        evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
        Person.objects.update(name=evil)
        Agency.objects.update(name=evil)
        Invitation.objects.update(name=evil)
        ApiToken.objects.update(name=evil)
        client = actors.client("administrator")
        for name in sorted(set(STAFF) - POST_ONLY):
            page = client.get(places[name]).content.decode()
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "&lt;script&gt;" in page

    def test_the_number_of_queries_does_not_grow_with_people(
        self, actors, places, django_assert_max_num_queries
    ):
        for _ in range(20):
            make_person(Role.ANALYST, actors.city)
        client = actors.client("administrator")
        with django_assert_max_num_queries(12):
            client.get(places["people"])

    def test_ones_own_name_and_language(self, actors):
        client = actors.client("analyst")
        assert client.post("/accounts/", {"name": "Ana B", "language": "en"}).status_code == 302
        actors.analyst.refresh_from_db()
        assert (actors.analyst.name, actors.analyst.language) == ("Ana B", "en")
        assert client.post("/accounts/", {"name": "", "language": "xx"}).status_code == 200


class TestAgencies:
    def test_added_and_closed(self, actors):
        client = actors.client("administrator")
        client.post("/accounts/kupang/agencies/", {"code": "kominfo", "name": "Dinas Kominfo"})
        agency = Agency.objects.get()
        client.post(reverse("accounts:set_agency", args=["kupang", agency.pk]), {"active": "0"})
        agency.refresh_from_db()
        assert not agency.is_active
        again = client.post("/en/accounts/kupang/agencies/", {"code": "kominfo", "name": "Lain"})
        assert "already in use" in again.content.decode()


class TestKeys:
    def test_an_analyst_makes_one_sees_it_once_and_withdraws_it(self, actors):
        client = actors.client("analyst")
        page = client.post("/accounts/kupang/keys/", {"name": "skrip", "expires_at": ""})
        assert "no-store" in page["Cache-Control"]
        secret = re.search(r"<code>(warga_[^<]+)</code>", page.content.decode())[1]
        assert token_from(f"Bearer {secret}", now=clock.now())
        assert secret not in client.get("/accounts/kupang/keys/").content.decode()
        client.post(reverse("accounts:revoke_token", args=["kupang", ApiToken.objects.get().pk]))
        assert token_from(f"Bearer {secret}", now=clock.now()) is None

    def test_an_analyst_sees_and_withdraws_only_their_own(self, actors, places):
        client = actors.client("analyst")
        other, _ = tokens.create(
            owner=make_person(Role.ANALYST, actors.city), city=actors.city, name="rahasia",
            actor=actors.actor("analyst"), now=clock.now(),
        )  # fmt: skip
        assert "rahasia" not in client.get("/accounts/kupang/keys/").content.decode()
        url = reverse("accounts:revoke_token", args=["kupang", other.pk])
        assert client.post(url).status_code == 404
        assert actors.client("administrator").post(url).status_code == 302

    def test_an_administrator_oversees_keys_but_makes_none(self, actors, places):
        client = actors.client("administrator")
        assert "skrip" in client.get("/accounts/kupang/keys/").content.decode()
        client.post("/accounts/kupang/keys/", {"name": "milikku"})
        assert not ApiToken.objects.filter(name="milikku").exists()


def test_ones_own_page_leads_to_the_work_where_several_cities_live_here(actors):
    make_city(is_hosted=True)

    page = actors.client("analyst").get("/accounts/").content.decode()

    assert 'href="/kupang/"' in page
    assert 'href="/kupang/data/"' in page
    assert 'href="/kupang/publish/"' not in page
