"""Every read asks for one city, framework and period, and finds nothing of the others."""

import pytest
from tests.actors import Actors
from tests.assessments.conftest import BUKU1, IPM, LATER, NOW, enter, judged, publish

from warga.assessments.models import CityScore, Publication
from warga.assessments.selectors import judgements, publications, scores
from warga.assessments.selectors.drafts import enterers, open_periods, preview, waiting
from warga.assessments.selectors.table import judging_table
from warga.assessments.services.publishing import publish_period

IPM_VALUES = {"UHH": "70", "HLS": "14", "RLS": "10", "PENGELUARAN": "12.000.000"}


@pytest.fixture
def noise(published: Publication, actors: Actors) -> Publication:
    """What must not be found: another city, another year, another framework, and drafts on top of what is public."""
    oka, analyst = actors.actor("other_analyst"), actors.actor("analyst")
    enter(actors.other_city, {"B1.T1.01": "99", "B1.T3.01": "11%"}, actor=oka)
    judged(actors.other_city, "B1.T3.01", "kurang", actor=oka)
    publish_period(
        city=actors.other_city, framework_id=BUKU1, period=2023, actor=actors.actor("publisher"), now=NOW
    )
    enter(actors.city, {"B1.T1.01": "48"}, actor=analyst, period=2022)
    enter(actors.city, IPM_VALUES, actor=analyst, framework=IPM)
    publish(actors, framework=IPM)
    enter(actors.city, {"B1.T1.05": "9.999"}, actor=analyst, now=LATER)
    judged(actors.city, "B1.T3.01", "kurang", actor=analyst, now=LATER)
    return published


def test_a_city_lists_its_own_publications_the_judged_one_first(noise: Publication, actors: Actors) -> None:
    listed = publications.current(actors.city.pk)

    assert [(p.framework_id, p.period) for p in listed] == [(BUKU1, 2023), (IPM, 2023)]
    assert {p.city_id for p in listed} == {actors.city.pk}
    assert "result" in listed[0].get_deferred_fields(), "lists leave the big row in the database"


def test_what_a_reader_asks_for_is_chosen(noise: Publication, actors: Actors) -> None:
    listed = publications.current(actors.city.pk)

    assert publications.chosen(listed, "", "") == noise
    assert publications.chosen(listed, IPM, "") == listed[1]
    assert publications.chosen(listed, BUKU1, "2022") is None
    assert publications.chosen(listed, "nonsense", "") is None


def test_the_main_publication_of_several_cities_takes_one_query(
    noise: Publication, actors: Actors, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = publications.current_of([actors.city.pk, actors.other_city.pk])

    assert found[actors.city.pk] == noise
    assert found[actors.other_city.pk].city_id == actors.other_city.pk


def test_a_replaced_publication_is_not_current(noise: Publication, actors: Actors) -> None:
    again = publish(actors, now=LATER)

    assert again in publications.current(actors.city.pk)
    assert noise not in publications.current(actors.city.pk)
    assert publications.before(actors.city.pk, BUKU1, 2023) == again
    assert publications.before(actors.city.pk, BUKU1, 2022) is None


def test_everywhere_lists_all_cities_or_one(noise: Publication, actors: Actors) -> None:
    def found(**asked: str) -> set[tuple[str, str]]:
        return {(code, p.framework_id) for code, p in publications.everywhere(**asked)}

    assert found() == {("53.71", BUKU1), ("53.71", IPM), ("51.71", BUKU1)}
    assert found(city_code="51.71") == {("51.71", BUKU1)}
    assert found(framework_id=IPM) == {("53.71", IPM)}


def test_public_judgements_are_the_published_ones_of_this_city(noise: Publication, actors: Actors) -> None:
    public = judgements.levels_of(city_id=actors.city.pk, framework_id=BUKU1, period=2023, drafts=False)
    newest = judgements.levels_of(city_id=actors.city.pk, framework_id=BUKU1, period=2023, drafts=True)

    assert public["B1.T3.01"] == "baik"
    assert newest["B1.T3.01"] == "kurang"
    assert judgements.public(actors.city.pk, BUKU1, 2022) == {}
    assert [j.level for j in judgements.history(actors.city.pk, BUKU1, 2023, "B1.T3.01")] == ["baik"]


def test_drafts_are_those_of_this_city_and_year(noise: Publication, actors: Actors) -> None:
    shown = preview(actors.city, BUKU1, 2023)

    assert [row.raw_value for row in shown.values] == ["9.999"]
    assert [draft.indicator for draft in shown.judgements] == ["B1.T3.01"]
    assert enterers(actors.city.pk, BUKU1, 2023) == {actors.analyst.pk}
    assert enterers(actors.other_city.pk, BUKU1, 2023) == frozenset()
    assert waiting(actors.city.pk, BUKU1, 2023) == shown.digest != preview(actors.city, BUKU1, 2022).digest


def test_periods_say_how_many_drafts_wait(noise: Publication, actors: Actors) -> None:
    found = {(p.framework_id, p.period): (p.drafts, p.judges) for p in open_periods(actors.city.pk)}

    assert found == {(BUKU1, 2023): (2, True), (BUKU1, 2022): (1, True), (IPM, 2023): (0, False)}


def test_the_judging_table_has_every_row_once(noise: Publication, actors: Actors) -> None:
    table = judging_table(actors.city, BUKU1, 2023)
    line = table.line("B1.T1.05")

    assert len(table.lines) == 41
    assert table.judged == 5
    assert line is not None
    assert line.value is not None
    assert line.value.raw_value == "9.999", "those who judge see the newest value"
    assert table.line("B9") is None


def test_ranks_are_of_one_framework_and_year(noise: Publication, actors: Actors) -> None:
    CityScore.objects.all().delete()
    for city, period, rank in ((actors.city, 2023, 2), (actors.other_city, 2023, 1), (actors.city, 2022, 1)):
        CityScore.objects.create(
            city=city, framework_id=IPM, period=period, node="ipm", score=70 - rank, rank=rank, cities=2
        )
    CityScore.objects.create(city=actors.city, framework_id=BUKU1, period=2023, node="kesiapan", cities=0)

    standing = scores.standing(actors.city.pk, IPM, 2023, "ipm")

    assert standing is not None
    assert (standing.rank, standing.period) == (2, 2023)
    assert scores.standing(actors.city.pk, BUKU1, 2023, "kesiapan") is None
    assert scores.compared(actors.city.pk) == [(IPM, 2023), (IPM, 2022)]
    assert [s.city_id for s in scores.cohort(IPM, 2023, "ipm")] == [actors.other_city.pk, actors.city.pk]
