from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from tests.actors import log_in
from tests.factories import LONG_AGO, make_agency, make_city, make_person

from warga.accounts import guards
from warga.accounts.domain import Reason, Role
from warga.accounts.models import Membership
from warga.accounts.selectors import actor_of, may
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import NotAllowedError
from warga.places.models import City
from warga.urls import urlpatterns as real


def enter(request, slug):
    actor = guards.require(request, "observations.enter", city=City.objects.get(slug=slug))
    return HttpResponse(actor.label)


handler403 = "warga.web.views.not_allowed"
urlpatterns = [*real, path("test/<slug:slug>/enter/", enter)]
URL = "/test/kupang/enter/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def routes():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_the_analyst_enters_and_is_named(actors):
    response = actors.client("analyst").get(URL)
    assert response.content.decode() == f"Ana Analis <{actors.analyst.email}>"


def test_the_resident_is_sent_to_the_log_in_and_back(actors):
    response = actors.client("resident").get(URL + "?period=2023")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/test/kupang/enter/%3Fperiod%3D2023"


def test_after_the_log_in_a_form_is_opened_again_not_sent(actors):
    response = actors.client("resident").post(URL + "?step=2", {"value": "4,08%"})
    assert response["Location"] == "/accounts/login/?next=/test/kupang/enter/"


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(actors):
    response = actors.client("resident").get(URL, headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["stranger", "publisher", "administrator", "other_analyst"])
def test_everybody_else_reads_why_not(actors, name):
    response = actors.client(name).get(URL)
    assert response.status_code == 403
    assert b"<h1>" in response.content


def test_without_a_second_step_staff_are_sent_to_set_one_up(actors, client):
    log_in(client, actors.analyst, second_step=False)
    response = client.get(URL)
    assert response["Location"] == f"/accounts/2fa/totp/activate/?next={URL}"


def test_a_session_that_did_not_use_the_second_step_is_asked_for_it(actors, client):
    log_in(client, actors.analyst)
    client.force_login(actors.analyst)
    session = client.session
    session.clear()
    session.save()
    client.force_login(actors.analyst)
    assert client.get(URL)["Location"] == f"/accounts/2fa/reauthenticate/?next={URL}"


@pytest.mark.parametrize(
    ("person", "city", "passes"), [(1, 1, True), (1, 0, False), (0, 1, False), (0, 0, False)]
)
def test_only_people_of_the_demo_in_the_demo_city_need_no_second_step(client, person, city, passes):
    place = make_city(slug="kupang", is_demo=bool(city))
    log_in(client, make_person(Role.ANALYST, place, is_demo=bool(person)), second_step=False)
    assert (client.get(URL).status_code == 200) is passes


def test_deactivation_takes_effect_with_the_next_click(actors):
    client = actors.client("analyst")
    assert client.get(URL).status_code == 200
    actors.analyst.is_active = False
    actors.analyst.save()
    assert client.get(URL)["Location"].startswith("/accounts/login/")


def test_a_role_lives_on_the_days_of_the_city():
    city = make_city(slug="kupang", time_zone="Pacific/Kiritimati")
    today_there = clock.day_of(clock.now(), city.time_zone)
    person = make_person(Role.ANALYST, city, starts_on=today_there)
    assert may(person, "observations.enter", city=city, on=today_there)
    yesterday = may(person, "observations.enter", city=city, on=today_there - timedelta(days=1))
    assert yesterday.reason is Reason.NOT_YET


def test_a_role_for_an_agency_rests_while_the_agency_is_closed():
    city = make_city()
    agency = make_agency(city)
    person = make_person(Role.ANALYST, city, agency=agency)
    day = datetime.now(UTC).date()
    assert may(person, "observations.enter", city=city, agency=agency, on=day)
    agency.is_active = False
    agency.save()
    assert not may(person, "observations.enter", city=city, agency=agency, on=day)


def test_superuser_is_not_a_role(actors):
    actors.stranger.is_superuser = True
    actors.stranger.save()
    assert actors.client("stranger").get(URL).status_code == 403


def test_services_are_told_the_person(actors):
    request = RequestFactory().get("/")
    request.user = actors.analyst
    request.session = SessionStore()
    assert actor_of(request) == Actor("person", actors.analyst.pk, f"Ana Analis <{actors.analyst.email}>")


def test_an_unknown_verb_is_refused_even_to_somebody_with_every_role(actors):
    for role in Role:
        Membership.objects.create(person=actors.stranger, city=actors.city, role=role, starts_on=LONG_AGO)
    request = RequestFactory().get("/")
    request.user = actors.stranger
    request.session = SessionStore()
    with pytest.raises(NotAllowedError) as error:
        guards.require(request, "city.burn", city=actors.city)
    assert error.value.code == Reason.UNKNOWN_VERB
