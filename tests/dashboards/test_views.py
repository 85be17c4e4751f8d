"""Public pages: the answer on top, published data only, one stored assessment, few and constant queries."""

import gzip
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from tests.actors import Actors
from tests.assessments.conftest import BUKU1, CLI, IPM, LATER, NOW, enter, judged, publish
from tests.factories import make_city

from warga.assessments.models import CityScore, Publication
from warga.assessments.services.publishing import publish_cities, publish_period
from warga.indicators.services.editions import load_shipped
from warga.places.models import City

PAGES = (
    "",
    "readiness/",
    "pillars/",
    "data-quality/",
    "indicators/B1.T4.01/",
    "method/",
    "comparison/",
    "certainty/",
    "leverage/",
    "what-if/",
    "trend/",
)
ALL = pytest.mark.parametrize("path", PAGES)


def html(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def alone(published: Publication, actors: Actors) -> Publication:
    """Kupang is the only hosted city."""
    City.objects.exclude(pk=actors.city.pk).update(is_hosted=False)
    return published


@ALL
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_answers_in_both_languages(alone: Publication, path: str, prefix: str) -> None:
    page = html(f"{prefix}/kupang/{path}")

    assert f'<html lang="{"en" if prefix else "id"}">' in page
    assert page.count("<h1") == 1
    assert "<script" not in page
    assert " style=" not in page


def test_the_only_city_has_its_home_at_the_root(alone: Publication) -> None:
    assert "4 of the 5 things that were judged are already Good." in html("/en/")
    assert "4 dari 5 hal yang dinilai sudah Baik." in html("/")


def test_several_cities_are_listed_with_their_answers(published: Publication) -> None:
    page = html("/en/")

    assert 'href="/en/kupang/"' in page
    assert "4 of 5 judged rows are Good" in page
    assert "nothing published yet" in page


def test_home_says_coverage_doubt_weakness_and_what_comes_next(alone: Publication) -> None:
    page = html("/en/")

    assert "only 5 of 41 things have been judged" in page
    assert "2 rows look doubtful. Without them, it is 2 of 3." in page
    assert "Does not exist" in page
    assert "There is none" in page
    assert "first time these values are published" in page
    assert "Judge the rows that have a value but no judgement." in page


def test_home_tells_what_changed(alone: Publication, actors: Actors) -> None:
    enter(actors.city, {"B1.T4.01": "80"}, actor=actors.actor("analyst"), now=LATER)
    publish(actors, now=LATER)

    page = html("/en/")

    assert "Value corrected" in page
    assert "<del>97,00%</del>" in page
    assert "<ins>80</ins>" in page


def test_every_link_of_every_page_leads_somewhere(alone: Publication) -> None:
    client, seen = Client(), set()
    for path in PAGES:
        seen |= set(re.findall(r'href="(/[^"#]*)', html(f"/kupang/{path}", client)))
    links = {
        link.replace("&amp;", "&") for link in seen if not link.startswith(("/static/", "/theme/", "/api/"))
    }

    assert {link: client.get(link).status_code for link in links if client.get(link).status_code >= 400} == {}


@pytest.mark.parametrize("path", [*PAGES, "indicators/B1.T1.01/"])
def test_no_draft_leaks_into_a_public_page(alone: Publication, actors: Actors, path: str) -> None:
    analyst = actors.actor("analyst")
    enter(actors.city, {"B1.T1.01": "7654", "B1.T4.01": "7,65%"}, actor=analyst, now=LATER)
    judged(actors.city, "B1.T3.01", "kurang", actor=analyst, now=LATER, reason="rahasia sekali")

    page = html(f"/kupang/{path}")

    assert "7654" not in page
    assert "7.654" not in page
    assert "7,65" not in page
    assert "rahasia sekali" not in page


def test_a_city_without_a_publication_says_so(drafts: Actors) -> None:
    for path in ("", "readiness/", "data-quality/", "method/", "comparison/"):
        assert "1.192" not in html(f"/kupang/{path}")
    assert "has published nothing yet" in html("/en/kupang/")
    assert Client().get("/kupang/indicators/B1.T3.01/").status_code == 404


def test_unknown_city_row_or_choice(alone: Publication) -> None:
    client = Client()

    assert client.get("/atlantis/").status_code == 404
    assert client.get("/kupang/indicators/B9/").status_code == 404
    assert "nothing" in html("/en/kupang/?framework=unknown").lower()


def test_peers_have_no_pages_of_their_own(alone: Publication) -> None:
    assert Client().get("/denpasar/").status_code == 404


def test_quality_groups_findings_by_how_serious_they_are(alone: Publication) -> None:
    page = html("/en/kupang/data-quality/")

    assert page.index('id="suspect"') < page.index('id="warning"')
    assert "B1.T4.01" in page
    assert "This row looks pasted from another table." in page


def test_an_indicator_shows_value_judgement_and_doubt(alone: Publication) -> None:
    page = html("/en/kupang/indicators/B1.T4.01/")

    assert "97,00%" in page
    assert "This value is doubtful" in page
    assert "judged by Buku 1 – Kupang Smart City, 2024 on 2 May 2024" in page
    assert "Only 2023 is published" in page


def test_earlier_judgements_stay_visible_once_they_were_public(alone: Publication, actors: Actors) -> None:
    analyst = actors.actor("analyst")
    judged(actors.city, "B1.T3.01", "kurang", actor=analyst, now=LATER, reason="never shown to anybody")
    judged(actors.city, "B1.T3.01", "sedang", actor=analyst, now=LATER, reason="no signal in Naioni")
    assert "no signal in Naioni" not in html("/en/kupang/indicators/B1.T3.01/")
    publish_period(
        city=actors.city,
        framework_id=BUKU1,
        period=2023,
        note="Measured again",
        actor=actors.actor("publisher"),
        now=LATER,
    )

    page = html("/en/kupang/indicators/B1.T3.01/")

    assert "Earlier judgements" in page
    assert "no signal in Naioni" in page
    assert "as printed" in page
    assert "never shown to anybody" not in page, "a draft that was replaced before it was public stays inside"
    assert "The city says: Measured again" in html("/en/")


def test_an_indicator_over_the_years(alone: Publication, actors: Actors) -> None:
    enter(actors.city, {"B1.T1.05": "1.300"}, actor=actors.actor("analyst"), now=LATER, period=2024)
    publish(actors, now=LATER, period=2024)

    page = html("/en/kupang/indicators/B1.T1.05/")

    assert "1.192" in page
    assert "1.300" in page


def test_an_empty_element_says_that_it_holds_no_rows(alone: Publication) -> None:
    assert "This framework holds no rows for this part." in html("/en/kupang/readiness/")


def test_pillars_are_marked_as_this_projects_own(alone: Publication) -> None:
    assert "was decided by this project" in html("/en/kupang/pillars/")


def test_strangers_may_keep_a_page_and_need_not_load_it_twice(alone: Publication, actors: Actors) -> None:
    first = Client().get("/kupang/")
    second = Client().get("/kupang/", headers={"If-None-Match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert second.status_code == 304
    assert "public" not in actors.client("analyst").get("/kupang/")["Cache-Control"]


@ALL
def test_pages_need_few_queries(
    alone: Publication, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.get(f"/kupang/{path}")
    with django_assert_max_num_queries(6):
        client.get(f"/kupang/{path}")


@pytest.mark.parametrize("path", ["", "comparison/"])
def test_the_number_of_queries_does_not_grow_with_the_number_of_cities(
    alone: Publication, actors: Actors, path: str
) -> None:
    enter(actors.city, {"UHH": "70", "HLS": "14", "RLS": "10"}, actor=actors.actor("analyst"), framework=IPM)
    enter(actors.city, {"PENGELUARAN": "12.000.000"}, actor=actors.actor("analyst"), framework=IPM)
    publish(actors, framework=IPM)
    CityScore.objects.filter(framework_id=IPM, city=actors.city).update(rank=1)
    url = f"/kupang/{path}?framework={IPM}"
    few = counted(url)

    cities = City.objects.bulk_create(
        City(code=f"p{n}", slug=f"p{n}", name=f"Peer {n}", province="NTT") for n in range(513)
    )
    CityScore.objects.bulk_create(
        CityScore(city=c, framework_id=IPM, period=2023, node="ipm", score=n / 9, rank=n + 2, cities=514)
        for n, c in enumerate(cities)
    )

    assert counted(url) == few


def counted(url: str) -> int:
    """Count the queries of a second look at a page."""
    client = Client()
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_comparison_shows_the_place_the_neighbours_and_the_province(
    alone: Publication, actors: Actors
) -> None:
    ipm_with_peers(actors)

    page = html("/en/kupang/comparison/")

    assert "Kota Kupang is in place 2 of 3" in page
    assert page.index("Kota A") < page.index("<strong>Kota Kupang</strong>") < page.index("Kota B")
    assert "In the same province: NTT" in page
    assert "Place 2 of 3 cities" in html(f"/en/kupang/?framework={IPM}")


def test_home_of_a_framework_nobody_judges_speaks_of_scores(alone: Publication, actors: Actors) -> None:
    ipm_with_peers(actors)
    enter(actors.city, {"UHH": "71"}, actor=actors.actor("analyst"), framework=IPM, period=2024, now=LATER)
    publish(actors, framework=IPM, period=2024, now=LATER)

    page = html(f"/en/kupang/?framework={IPM}&period=2023")
    later = html(f"/en/kupang/?framework={IPM}&period=2024")

    assert "How does Kota Kupang stand?" in page
    assert "Of the parts, “" in page
    assert "judged" not in page[page.index('id="weakest"') : page.index('id="next"')]
    assert "Another value this year" in later
    assert "<svg" in html(f"/en/kupang/indicators/UHH/?framework={IPM}&period=2024")


def test_comparison_is_sorted_by_a_link(alone: Publication, actors: Actors) -> None:
    ipm_with_peers(actors)

    page = html("/en/kupang/comparison/?sort=name")
    table = page[page.index('id="all"') :]

    assert table.index("Kota A") < table.index("Kota B") < table.index("Kota Kupang")
    assert html("/kupang/comparison/?sort=nonsense&page=99&node=unknown")


def test_a_city_alone_is_compared_with_nobody(alone: Publication) -> None:
    assert "no other city to compare with yet" in html("/en/kupang/comparison/")


def ipm_with_peers(actors: Actors) -> None:
    """Publish an IPM for Kupang and two peers."""
    actors.city.province = "NTT"
    actors.city.save()
    cities = [
        make_city(name="Kota A", province="NTT", is_hosted=False),
        make_city(name="Kota B", is_hosted=False),
    ]
    for city, uhh in zip([*cities, actors.city], ("72", "68", "70"), strict=True):
        values = {"UHH": uhh, "HLS": "14", "RLS": "10", "PENGELUARAN": "12.000.000"}
        enter(city, values, actor=actors.actor("analyst"), framework=IPM)
    publish_cities(
        cities=[*cities, actors.city], framework_id=IPM, period=2023, actor=actors.actor("publisher"), now=NOW
    )


def test_home_with_its_style_sheet_stays_small(alone: Publication) -> None:
    style = Path(__file__).parents[2] / "src/warga/web/static/web/warga.css"

    size = len(gzip.compress(html("/").encode())) + len(gzip.compress(style.read_bytes()))

    assert size <= 40_000


def test_home_asks_no_other_host(alone: Publication) -> None:
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html("/")) == []


def test_the_framework_of_judgements_is_the_main_one(alone: Publication, actors: Actors) -> None:
    ipm_with_peers(actors)

    page = html("/en/kupang/")

    assert "things that were judged are already Good" in page
    assert f"?framework={IPM}&amp;period=2023" in page
    assert BUKU1 in html("/en/kupang/method/")


class TestAFrameworkOfScores:
    """The IPM is computed, nobody judges its rows: its pages speak of parts and scores, not of judgements."""

    @pytest.fixture
    def home(self, alone: Publication, actors: Actors) -> str:
        ipm_with_peers(actors)
        return html(f"/en/kupang/?framework={IPM}&period=2023")

    def test_nothing_is_said_about_judging(self, home: str) -> None:
        assert "judge" not in home.lower()
        assert "judge" not in html(f"/en/kupang/readiness/?framework={IPM}&period=2023").lower()

    def test_levels_averaged_as_they_are_have_no_goalposts(self, alone: Publication, actors: Actors) -> None:
        load_shipped(framework_id="spbe-2020", actor=CLI, now=NOW)
        enter(
            actors.city,
            {f"I{n:02}": "3" for n in range(1, 48)},
            actor=actors.actor("analyst"),
            framework="spbe-2020",
        )
        publish(actors, framework="spbe-2020")
        query = "?framework=spbe-2020&period=2023"

        assert "are averaged as they are" in html(f"/en/kupang/method/{query}")
        assert "lowest and the highest value" not in html(f"/en/kupang/method/{query}")
        assert "lowest and the highest value" not in html(f"/en/kupang/readiness/{query}")


def test_a_part_nobody_judged_is_not_shown_as_zero(alone: Publication) -> None:
    assert "0/29" not in html("/en/")


def test_a_column_of_provinces_needs_provinces(alone: Publication, actors: Actors) -> None:
    ipm_with_peers(actors)
    City.objects.update(province="")

    assert "Province" not in html("/en/kupang/comparison/")
