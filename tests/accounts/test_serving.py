"""Where the site may be served, with and without the demonstration's log-ins."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from http import HTTPStatus

import pytest
from django.test import Client
from tests.factories import make_city, make_person

from warga.accounts import serving
from warga.accounts.domain import DEMO_PASSWORD, Role
from warga.accounts.middleware import comes_from_here
from warga.accounts.services import people
from warga.kernel import clock
from warga.kernel.actor import Actor

CLI = Actor("cli", None, "cli")
LOGIN = "/accounts/login/"


@pytest.fixture
def demo(db):
    return people.create_demo(
        email="analis@contoh.example", name="Demo", role=Role.ANALYST, city=make_city(is_demo=True),
        actor=CLI, now=clock.now(),
    )  # fmt: skip


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(autouse=True)
def named(settings):
    settings.ALLOWED_HOSTS = ["kupang.example"]


class TestServe:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.53"])
    def test_the_demo_is_served_on_this_machine(self, demo, host):
        assert serving.on_loopback(host)

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "kupang.example", ""])
    def test_the_demo_is_served_nowhere_else(self, demo, host, port):
        assert not serving.on_loopback(host)
        assert "close-demo" in serving.refusal(host, port)

    def test_without_its_log_ins_it_may(self, demo, port):
        assert people.close_demo(actor=CLI, now=clock.now()) == 1
        assert serving.refusal("0.0.0.0", port) is None

    def test_a_real_city_may_once_it_has_a_name(self, db, port, settings):
        make_person(Role.ANALYST)
        assert serving.refusal("0.0.0.0", port) is None
        settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
        assert "WARGA_HOSTS" in serving.refusal("0.0.0.0", port)
        assert serving.refusal("127.0.0.1", port) is None

    def test_a_port_in_use_is_said(self, db, port):
        with socket.socket() as other:
            other.bind(("127.0.0.1", port))
            other.listen()
            assert str(port) in serving.refusal("127.0.0.1", port)

    def test_the_greeting_names_the_demo_log_ins_in_the_demo_alone(self, demo):
        lines = "\n".join(serving.greeting("127.0.0.1", 8000))
        assert "http://127.0.0.1:8000/" in lines
        assert demo.email in lines
        assert DEMO_PASSWORD in lines
        people.close_demo(actor=CLI, now=clock.now())
        assert DEMO_PASSWORD not in "\n".join(serving.greeting("127.0.0.1", 8000))

    def test_passwords_in_the_open_are_warned_of(self, db):
        assert any("HTTPS" in line for line in serving.greeting("0.0.0.0", 80))
        assert not any("HTTPS" in line for line in serving.greeting("127.0.0.1", 80))


class TestDemoStaysHome:
    """However the site was started: no request from elsewhere reaches the demo."""

    FROM_ELSEWHERE = (
        {"HTTP_HOST": "kupang.example"},
        {"HTTP_HOST": "localhost.kupang.example"},
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    )

    @pytest.fixture(autouse=True)
    def any_host(self, settings):
        settings.ALLOWED_HOSTS = ["*"]

    @pytest.mark.parametrize("meta", FROM_ELSEWHERE)
    def test_requests_from_elsewhere_are_refused(self, demo, meta):
        response = Client().get(LOGIN, **meta)
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert DEMO_PASSWORD not in response.content.decode()

    @pytest.mark.parametrize(
        "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"]
    )
    def test_this_machine_is_answered(self, demo, host):
        assert Client().get(LOGIN, HTTP_HOST=host).status_code == HTTPStatus.OK

    @pytest.mark.parametrize("meta", FROM_ELSEWHERE)
    def test_a_real_city_answers_everybody(self, db, meta):
        assert Client().get(LOGIN, **meta).status_code == HTTPStatus.OK

    def test_asking_costs_this_machine_no_query(self, demo, rf, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert comes_from_here(rf.get("/"))


def test_the_command_serves_the_site(tmp_path, port):
    """From an empty folder: migrate, serve, answer, stop."""
    environment = os.environ | {
        "WARGA_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "warga.settings.base", "WARGA_DATABASE": "",
        "WARGA_SECRET_KEY": "",
    }  # fmt: skip
    environment.pop("WARGA_DATABASE")
    warga = [sys.executable, "-m", "warga"]
    subprocess.run([*warga, "migrate", "-v0"], env=environment, check=True)
    with subprocess.Popen(
        [*warga, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE
    ) as server:
        try:
            assert f"http://127.0.0.1:{port}/".encode() in server.stdout.readline()
            assert answer_of(f"http://127.0.0.1:{port}{LOGIN}") == HTTPStatus.OK
        finally:
            server.terminate()


def answer_of(url):
    """Ask until the server listens, for at most ten seconds."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url) as response:
                return response.status
        except ConnectionError:
            time.sleep(0.1)
        except OSError:
            time.sleep(0.1)
    return None
