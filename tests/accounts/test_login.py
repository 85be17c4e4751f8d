"""Log-in, password reset and the second step, as a browser walks them."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from tests.actors import log_in
from tests.factories import PASSWORD, make_city, make_person

from warga.accounts.domain import DEMO_PASSWORD, Role
from warga.accounts.models import Person
from warga.accounts.services import people
from warga.kernel import clock
from warga.kernel.actor import Actor

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def code_now(secret, *, steps=0):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def enter(client, person, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": person.email, "password": password, **extra})


def seed_of(person):
    return totp.TOTP(Authenticator.objects.get(user=person, type="totp")).instance.data["secret"]


@pytest.fixture
def equipped(actors):
    """The analyst with a real authenticator app; its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(actors.analyst, secret)
    return secret


class TestLogIn:
    def test_with_address_and_password_in_any_case(self, actors, client):
        response = client.post(LOGIN, {"login": actors.analyst.email.upper(), "password": PASSWORD})
        assert response["Location"] == "/accounts/"
        assert client.get("/accounts/").status_code == 200

    def test_an_unknown_address_and_a_wrong_password_look_the_same(self, actors, client):
        wrong = enter(client, actors.analyst, "salah-sama-sekali").content.decode()
        unknown = client.post(LOGIN, {"login": "x@example.org", "password": "salah"}).content.decode()
        strip = re.compile(r'value="[^"]*"')
        assert strip.sub("", wrong) == strip.sub("", unknown)

    def test_a_closed_account_looks_like_a_wrong_password(self, actors, client):
        Person.objects.filter(pk=actors.analyst.pk).update(is_active=False)
        response = enter(client, actors.analyst)
        assert "_auth_user_id" not in client.session
        assert response.status_code in (200, 302)

    @pytest.mark.parametrize(
        "goal",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "javascript:alert(1)",
            "http:///evil.example",
        ],
    )
    def test_it_never_sends_anybody_elsewhere(self, actors, client, goal):
        assert enter(client, actors.analyst, next=goal)["Location"] == "/accounts/"

    def test_it_sends_people_back_to_where_they_were(self, actors, client):
        assert (
            enter(client, actors.analyst, next="/en/accounts/kupang/keys/")["Location"]
            == "/en/accounts/kupang/keys/"
        )

    def test_guessing_is_slowed_down(self, actors, client):
        for _ in range(5):
            enter(client, actors.analyst, "tebakan-yang-salah")
        page = enter(client, actors.analyst)
        assert "_auth_user_id" not in client.session
        assert page.status_code in (200, 429)

    def test_too_many_attempts_read_what_to_do(self, actors, client):
        answers = [client.post(LOGIN, {"login": f"x{n}@example.org", "password": "salah"}) for n in range(31)]
        assert answers[-1].status_code == 429
        assert "Tunggu beberapa menit" in answers[-1].content.decode()

    def test_the_cookie_is_closed_to_scripts_and_other_sites(self, actors, client):
        enter(client, actors.analyst)
        cookie = client.cookies["sessionid"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert cookie["expires"] == ""

    def test_logging_out_takes_a_post(self, actors):
        client = actors.client("analyst")
        client.get("/accounts/logout/")
        assert client.get("/accounts/").status_code == 200
        client.post("/accounts/logout/")
        assert client.get("/accounts/").status_code == 302

    @pytest.mark.parametrize("path", ["/accounts/signup/", "/en/accounts/signup/"])
    def test_nobody_signs_up(self, client, path, db):
        form = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
        assert b"<h1>" in client.post(path, form).content
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        "path", ["email/", "password/set/", "confirm-email/", "login/code/", "social/", "3rdparty/"]
    )
    def test_pages_we_do_not_use_are_not_there(self, actors, path):
        assert actors.client("analyst").get(f"/accounts/{path}").status_code == 404


class TestDemoLogIn:
    def test_the_page_names_the_demo_log_ins_only_in_the_demo(self, actors, client):
        assert DEMO_PASSWORD not in client.get(LOGIN).content.decode()
        demo = people.create_demo(
            email="analis@contoh.example", name="Demo", role=Role.ANALYST, city=make_city(is_demo=True),
            actor=Actor("cli", None, "cli"), now=clock.now(),
        )  # fmt: skip
        page = client.get(LOGIN).content.decode()
        assert demo.email in page
        assert DEMO_PASSWORD in page
        assert actors.analyst.email not in page
        assert enter(client, demo, DEMO_PASSWORD)["Location"] == "/accounts/"


class TestPasswordReset:
    def ask(self, client, email):
        return client.post("/accounts/password/reset/", {"email": email}, follow=True)

    def test_by_the_link_in_a_letter(self, actors, client):
        old = Client()
        log_in(old, actors.analyst, second_step=False)
        self.ask(client, actors.analyst.email)
        link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
        page = client.get(link, follow=True)
        form = {"password1": "empat-kata-yang-lain", "password2": "empat-kata-yang-lain"}
        client.post(page.request["PATH_INFO"], form)
        assert "_auth_user_id" not in client.session
        assert old.get("/accounts/").status_code == 302
        assert enter(client, actors.analyst, "empat-kata-yang-lain")["Location"] == "/accounts/"
        assert "tidak berlaku lagi" in Client().get(link, follow=True).content.decode()

    def test_an_unknown_address_reads_the_same_and_gets_no_letter(self, actors, client):
        known = self.ask(client, actors.analyst.email).content
        mail.outbox.clear()
        assert self.ask(client, "x@example.org").content == known
        assert mail.outbox == []

    def test_a_closed_account_gets_no_letter(self, actors, client):
        Person.objects.filter(pk=actors.analyst.pk).update(is_active=False)
        self.ask(client, actors.analyst.email)
        assert mail.outbox == []

    def test_nobody_takes_the_demo_password(self, actors, client):
        self.ask(client, actors.analyst.email)
        link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
        page = client.get(link, follow=True)
        client.post(page.request["PATH_INFO"], {"password1": DEMO_PASSWORD, "password2": DEMO_PASSWORD})
        actors.analyst.refresh_from_db()
        assert actors.analyst.check_password(PASSWORD)


class TestSecondStep:
    def activate(self, client, person):
        """Walk from the log-in to the recovery codes; return them."""
        enter(client, person)
        page = client.get("/accounts/2fa/totp/activate/", follow=True)
        page = client.post(
            page.request["PATH_INFO"] + "?next=/accounts/2fa/totp/activate/",
            {"password": PASSWORD},
            follow=True,
        )
        secret = re.search(r"<code>([A-Z2-7=]+)</code>", page.content.decode())[1]
        page = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)}, follow=True)
        return secret, re.findall(r"<li><code>(\d+)</code>", page.content.decode())

    @pytest.mark.django_db(transaction=True)
    def test_set_up_opens_the_staff_pages_and_is_told_by_letter(self, actors, client):
        _, codes = self.activate(client, actors.administrator)
        assert len(codes) == 10
        assert client.get("/accounts/kupang/people/").status_code == 200
        assert "langkah kedua" in mail.outbox[0].body

    @pytest.mark.django_db(transaction=True)
    def test_a_mail_server_that_is_down_does_not_break_it(self, actors, client, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 8149
        _, codes = self.activate(client, actors.administrator)
        assert len(codes) == 10

    def test_it_lies_encrypted_in_the_database(self, actors, client):
        secret, _ = self.activate(client, actors.administrator)
        assert secret not in str(list(Authenticator.objects.values()))

    def test_the_log_in_asks_for_the_code(self, actors, client, equipped):
        assert enter(client, actors.analyst)["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/accounts/").status_code == 302
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        assert client.get("/accounts/").status_code == 302
        client.post("/accounts/2fa/authenticate/", {"code": code_now(equipped)})
        assert client.get("/accounts/kupang/keys/").status_code == 200

    def test_a_code_works_once(self, actors, client, equipped):
        code = code_now(equipped)
        for browser in (client, Client()):
            enter(browser, actors.analyst)
            browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert client.get("/accounts/").status_code == 200
        assert browser.get("/accounts/").status_code == 302

    def test_a_recovery_code_replaces_a_lost_phone_once(self, actors, client):
        _, codes = self.activate(client, actors.administrator)
        opened = []
        for _ in range(2):
            browser = Client()
            enter(browser, actors.administrator)
            browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
            opened.append(browser.get("/accounts/kupang/people/").status_code)
        assert opened == [200, 302]

    def test_a_session_from_before_cannot_undo_it(self, actors, client, equipped):
        thief = Client()
        log_in(thief, actors.analyst, second_step=False)
        for path in (
            "totp/deactivate/",
            "recovery-codes/",
            "recovery-codes/generate/",
            "recovery-codes/download/",
        ):
            response = thief.get(f"/accounts/2fa/{path}")
            assert response["Location"].startswith("/accounts/2fa/reauthenticate/"), path
            assert thief.post(f"/accounts/2fa/{path}")["Location"].startswith("/accounts/2fa/reauthenticate/")
        form = {
            "oldpassword": PASSWORD,
            "password1": "empat-kata-lain-lagi",
            "password2": "empat-kata-lain-lagi",
        }
        assert thief.post("/accounts/password/change/", form)["Location"].startswith("/accounts/2fa/reauth")
        assert Authenticator.objects.filter(user=actors.analyst).exists()
        actors.analyst.refresh_from_db()
        assert actors.analyst.check_password(PASSWORD)

    def test_a_session_from_before_goes_on_with_a_code(self, actors, client, equipped):
        log_in(client, actors.analyst, second_step=False)
        page = client.get("/accounts/kupang/keys/")
        assert page["Location"] == "/accounts/2fa/reauthenticate/?next=/accounts/kupang/keys/"
        response = client.post(
            page["Location"], {"code": code_now(equipped), "next": "/accounts/kupang/keys/"}
        )
        assert response["Location"] == "/accounts/kupang/keys/"
        assert client.get("/accounts/kupang/keys/").status_code == 200

    def test_another_signing_key_locks_but_does_not_break(self, actors, client, equipped, settings):
        settings.SECRET_KEY = "another"
        enter(client, actors.analyst)
        assert client.post("/accounts/2fa/authenticate/", {"code": code_now(equipped)}).status_code == 200
        assert client.get("/accounts/").status_code == 302


ENGLISH_LEFTOVERS = re.compile(
    r"\b(Password|Email|Remember|Sign in|Sign up|Code|Authenticator code|required|Current|New Password|again)\b"
)


@pytest.mark.parametrize(
    "path",
    [
        "login/", "logout/", "signup/", "inactive/", "reauthenticate/", "password/change/", "password/reset/",
        "password/reset/done/", "password/reset/key/done/", "password/reset/key/1-set-x/", "2fa/",
        "2fa/reauthenticate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/",
    ],
)  # fmt: skip
def test_every_page_is_in_the_readers_language(actors, path, equipped):
    anonymous = path in ("login/", "signup/")
    client = Client() if anonymous else actors.client("analyst")
    for prefix, tongue in (("", "id"), ("/en", "en")):
        page = client.get(f"{prefix}/accounts/{path}", follow=True)
        text = re.sub(r"<[^>]+>", " ", page.content.decode())
        assert f'<html lang="{tongue}"' in page.content.decode()
        assert page.content.count(b"<h1>") == 1
        if tongue == "id":
            assert not ENGLISH_LEFTOVERS.search(text), ENGLISH_LEFTOVERS.search(text)


def test_a_person_of_the_demo_needs_no_second_step(client, db):
    city = make_city(slug="kupang", is_demo=True)
    demo = make_person(Role.ADMINISTRATOR, city, is_demo=True)
    log_in(client, demo, second_step=False)
    assert client.get("/accounts/kupang/people/").status_code == 200
