"""How sure, what would help, what if: public pages and data on computed scores, in few queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from tests.actors import Actors
from tests.assessments.conftest import BUKU1, IPM, LATER, enter, publish
from tests.assessments.test_uncertainty import cohort, computed, release
from tests.dashboards.test_views import html

from warga.assessments.models import CityInterval, Publication
from warga.dashboards.asking import numbers
from warga.dashboards.selectors.certainty import around

__all__ = ["cohort"]

YEAR = f"?framework={IPM}&period=2023"
SURE = f"/en/kupang/certainty/{YEAR}"
HELP = f"/en/kupang/leverage/{YEAR}"
WHAT_IF = f"/en/kupang/what-if/{YEAR}"
API = "/api/v1/assessments"


class TestCertainty:
    def test_before_anything_is_computed_it_says_so(self, cohort: Actors) -> None:
        assert "Nobody has calculated yet" in html(SURE)
        assert "Place could be" not in html("/en/kupang/comparison/")

    def test_place_score_and_parts_have_their_interval(self, cohort: Actors) -> None:
        computed()
        row = CityInterval.objects.get(city=cohort.city, node="ipm")
        CityInterval.objects.filter(pk=row.pk).update(place_low=3, place_high=5)
        page = html(SURE)

        assert "Kota Kupang is between place 3 and place 5." in page
        assert f"Its score lies between {row.low:.2f} and {row.high:.2f}" in page
        assert "always the same" in page, "a part made of one row"
        assert page.count('class="bar interval"') == 4
        assert 'id="answer"' in page
        compared = html("/en/kupang/comparison/")
        assert "Place could be" in compared
        assert "between place 3 and place 5" in compared

    def test_out_of_date_is_said(self, cohort: Actors) -> None:
        computed()
        assert "Values have changed" not in html(SURE)
        enter(cohort.city, {"UHH": "71"}, actor=cohort.actor("analyst"), framework=IPM, now=LATER)
        release([cohort.city], cohort)
        assert "Values have changed since this was calculated." in html(SURE)

    def test_without_a_score_there_is_no_place_and_it_says_why(self, published: Publication) -> None:
        computed()
        page = html("/en/kupang/certainty/")

        assert "has no score for the whole city, so it has no place" in page
        assert "Too few of its parts have a score." in page

    def test_few_queries_however_many_cities(
        self, cohort: Actors, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        computed()
        html(SURE)
        with django_assert_max_num_queries(8):
            html(SURE)


class TestHelp:
    def test_the_largest_gain_is_on_top_with_the_best_city_by_name(self, cohort: Actors) -> None:
        page = html(HELP)

        assert "The most would come from “Life expectancy at birth”: from 60 years to 85 years." in page
        assert "the best of the cities compared" in page
        assert page.index("Life expectancy at birth") < page.index("Expected years of schooling")

    def test_a_budget_buys_the_best_set(self, cohort: Actors) -> None:
        page = html(f"{HELP}&budget=12&c.UHH=10&c.HLS=5")

        assert "The best choice costs 10" in page
        assert "No other choice does better." in page
        assert "too small" in html(f"{HELP}&budget=1&c.UHH=10")
        assert "Give a budget" in html(f"{HELP}&budget=-1&c.UHH=10")

    def test_a_part_speaks_for_a_city_without_a_score(self, published: Publication) -> None:
        page = html("/en/kupang/leverage/")

        assert "no score for the whole city yet" in page or "No part of these figures has a score" in page

    def test_few_queries(self, cohort: Actors, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        html(HELP)
        with django_assert_max_num_queries(8):
            html(HELP)


class TestWhatIf:
    def test_values_and_weights_change_score_place_and_interval(self, cohort: Actors) -> None:
        computed()
        page = html(f"{WHAT_IF}&v.UHH=85,0&w.kesehatan=2")

        assert "with your changes" in page
        assert "Kota Kupang goes from place 5 to place 1." in page
        assert "If we count in other reasonable ways:" in page
        assert 'value="85,0"' in page, "what was typed stays"

    def test_nothing_asked_nothing_said(self, cohort: Actors) -> None:
        page = html(WHAT_IF)

        assert "Change a value or a weight" in page
        assert "published: 60 years" in page

    @pytest.mark.parametrize("wrong", ["v.UHH=abc", "v.UHH=nan", "v.UHH=1e99", "w.kesehatan=-1"])
    def test_what_is_no_number_is_left_out_aloud(self, cohort: Actors, wrong: str) -> None:
        assert "left out" in html(f"{WHAT_IF}&{wrong}")

    def test_weights_of_nothing_are_answered_not_broken(self, cohort: Actors) -> None:
        page = html(f"{WHAT_IF}&w.kesehatan=0&w.pendidikan=0&w.standar_hidup=0")

        assert "not computable" in page or "cannot be" in page

    def test_it_follows_newly_published_values(self, cohort: Actors) -> None:
        assert "published: 60 years" in html(WHAT_IF)
        enter(cohort.city, {"UHH": "71"}, actor=cohort.actor("analyst"), framework=IPM, now=LATER)
        release([cohort.city], cohort)
        page = html(f"{WHAT_IF}&v.UHH=71")

        assert "published: 71 years" in page
        assert "0.00" in page

    def test_few_queries(self, cohort: Actors, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        computed()
        html(f"{WHAT_IF}&v.UHH=80")
        with django_assert_max_num_queries(8):
            html(f"{WHAT_IF}&v.UHH=80")


class TestTrend:
    def test_with_too_few_years_it_says_so(self, cohort: Actors) -> None:
        page = html(f"/en/kupang/trend/{YEAR}")

        assert "Human development index" in page
        assert "year" in page
        assert 'class="trend"' not in page, "one year is no line"

    def test_years_make_a_pace_and_a_line(self, cohort: Actors) -> None:
        for year, life in enumerate(("58", "58.5", "59.2"), start=2020):
            values = {"UHH": life, "HLS": "14", "RLS": "10", "PENGELUARAN": "12.000.000"}
            enter(cohort.city, values, actor=cohort.actor("analyst"), framework=IPM, period=year)
            publish(cohort, framework=IPM, period=year)
        page = html(f"/en/kupang/trend/{YEAR}")

        assert 'class="trend"' in page
        assert "points a year" in page
        assert all(f'<td class="number" data-label="{year}">' in page for year in range(2020, 2024))


class TestData:
    def test_intervals_as_data(self, cohort: Actors) -> None:
        assert Client().get(f"{API}/uncertainty?city=kupang&framework={IPM}").status_code == 404
        run = computed()
        found = Client().get(f"{API}/uncertainty?city=kupang&framework={IPM}").json()

        assert (found["draws"], found["seed"], found["outdated"], found["inputs"]) == (
            1000,
            1,
            False,
            run.inputs,
        )
        assert {node["node"] for node in found["nodes"]} == {
            "ipm",
            "kesehatan",
            "pendidikan",
            "standar_hidup",
        }

    def test_gains_as_data(self, cohort: Actors) -> None:
        found = Client().get(f"{API}/leverage?city=53.71&framework={IPM}").json()

        assert found["gains"][0]["indicator"] == "UHH"
        assert found["gains"][0]["gain"] == max(gain["gain"] for gain in found["gains"])
        assert Client().get(f"{API}/leverage?city=53.71&framework={IPM}&node=x").status_code == 404

    def test_a_part_without_a_score_says_why(self, published: Publication) -> None:
        found = Client().get(f"{API}/leverage?city=kupang&framework={BUKU1}").json()

        assert (found["score"], found["gains"]) == (None, [])
        assert all(left["reason"]["id"] for left in found["left_out"])

    def test_few_queries(self, cohort: Actors) -> None:
        Client().get(f"{API}/leverage?city=53.71&framework={IPM}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().get(f"{API}/leverage?city=53.71&framework={IPM}")
        assert len(queries) <= 4


def test_typed_numbers_are_read_or_named() -> None:
    asked = {"v.a": " 1,5 ", "v.b": "x", "v.c": "", "v.d": "-1", "w.a": "3"}
    found = numbers(asked, "v.", ("a", "b", "c", "d"), least=0)

    assert (found.numbers, found.wrong) == ({"a": 1.5}, ("b", "d"))


@pytest.mark.parametrize(
    ("held", "ends"),
    [
        ([79.7, 80.8], (79, 81)),
        ([77.1, 85.5], (70, 90)),
        ([80, 80], (80, 81)),
        ([], (0, 100)),
        ([0, 100], (0, 100)),
    ],
)
def test_drawings_run_between_round_numbers(held: list[float], ends: tuple[float, float]) -> None:
    assert around(held) == ends
