"""Judging, publishing, ranking: appended versions, a second person, everything or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.actors import Actors
from tests.assessments.conftest import BUKU1, IPM, LATER, NOW, enter, judged, publish
from tests.factories import make_city, make_person

from warga.accounts.domain import Role
from warga.accounts.selectors import actor_for
from warga.assessments.models import CityScore, Judgement, Publication
from warga.assessments.selectors import judgements, scores
from warga.assessments.selectors.drafts import preview
from warga.assessments.services.judgements import JudgementError, Row, judge, withdraw
from warga.assessments.services.publishing import (
    NothingToPublishError,
    OwnHandError,
    publish_cities,
    publish_period,
)
from warga.assessments.services.ranking import rank_cities
from warga.common.models import JournalEntry, OutboxEvent
from warga.indicators.models import Observation
from warga.places.models import City

WIFI = Row(BUKU1, 2023, "B1.T3.01")


def test_a_judgement_is_a_new_version_each_time_with_one_journal_entry(drafts: Actors) -> None:
    before = JournalEntry.objects.count()

    judged(drafts.city, "B1.T3.01", "kurang", actor=drafts.actor("analyst"), reason="no signal in Naioni")

    assert [j.level for j in judgements.history(drafts.city.pk, *_key(WIFI), with_drafts=True)] == [
        "kurang",
        "baik",
    ]
    assert judgements.latest(drafts.city.pk, BUKU1, 2023)["B1.T3.01"].level == "kurang"
    assert JournalEntry.objects.count() == before + 1
    assert JournalEntry.objects.latest("pk").verb == "judgements.entered"


def _key(row: Row) -> tuple[str, int, str]:
    return row.framework_id, row.period, row.indicator


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"row": Row(BUKU1, 2023, "B1.T9.99")}, "UNKNOWN_ROW"),
        ({"level": "sempurna"}, "UNKNOWN_LEVEL"),
        ({"level": ""}, "UNKNOWN_LEVEL"),
        ({"author": "  "}, "AUTHOR_MISSING"),
        ({"reason": " "}, "REASON_MISSING"),
        ({"judged_on": NOW.date() + timedelta(days=2)}, "FUTURE_DATE"),
    ],
)
def test_a_judgement_that_cannot_be_kept_says_why_and_writes_nothing(
    drafts: Actors, change: dict[str, object], code: str
) -> None:
    count = Judgement.objects.count()
    said = {"row": WIFI, "level": "baik", "author": "Ana", "judged_on": date(2026, 1, 1), "reason": "seen"}

    with pytest.raises(JudgementError) as refused:
        judge(city=drafts.city, actor=drafts.actor("analyst"), now=NOW, **said | change)

    assert refused.value.code == code
    assert Judgement.objects.count() == count


def test_the_day_of_a_judgement_is_the_day_where_the_city_lies(drafts: Actors) -> None:
    """In Kupang (UTC+8) the 24th has begun while it is still the 23rd in Greenwich."""
    evening = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    made = judge(
        city=drafts.city,
        row=WIFI,
        level="baik",
        author="Ana",
        judged_on=date(2026, 11, 24),
        reason="seen",
        actor=drafts.actor("analyst"),
        now=evening,
    )
    assert made.judged_on == date(2026, 11, 24)


def test_a_withdrawn_judgement_leaves_the_row_not_judged_and_needs_one_to_stand(drafts: Actors) -> None:
    analyst = drafts.actor("analyst")
    withdraw(city=drafts.city, row=WIFI, reason="wrong row", actor=analyst, now=LATER)

    assert "B1.T3.01" not in judgements.latest(drafts.city.pk, BUKU1, 2023)
    with pytest.raises(JudgementError, match=r"nothing to take back|tidak ada"):
        withdraw(city=drafts.city, row=WIFI, reason="again", actor=analyst, now=LATER)


def test_publishing_shows_all_drafts_and_stores_the_assessment(drafts: Actors) -> None:
    publication = publish(drafts)

    headline = publication.headline
    assert (headline["interpreted"], headline["indicators"]) == (5, 41)
    assert headline["levels"][0]["count"] == 4
    assert headline["without_suspects"]["levels"][0]["count"] == 2
    assert headline["suspects"] == ["B1.T4.01", "B1.T4.02"]
    assert publication.number == 1
    assert publication.changes == {"against": None, "items": []}
    assert not Observation.objects.filter(is_latest=True, is_public=False).exists()
    assert not Judgement.objects.filter(is_latest=True, is_public=False).exists()


def test_the_stored_assessment_names_author_reason_and_source(published: Publication) -> None:
    row = next(r for r in published.result["indicators"] if r["code"] == "B1.T3.01")

    assert row["judgement"]["author"] == "Buku 1 – Kupang Smart City, 2024"
    assert row["judgement"]["judged_on"] == "2024-05-02"
    assert row["judgement"]["reason"] == "as printed"
    assert row["citation"] == "Buku 1 – Kupang Smart City, 2024"
    assert published.result["publication"]["number"] == 1
    assert published.result["sources"]


def test_publishing_is_one_journal_entry_and_one_event(drafts: Actors) -> None:
    before = JournalEntry.objects.count()

    publication = publish(drafts)

    entry = JournalEntry.objects.latest("pk")
    assert JournalEntry.objects.count() == before + 1
    assert (entry.verb, entry.object_id) == ("periods.published", str(publication.pk))
    assert entry.data["values"] == 10
    assert entry.data["judgements"] == 5
    assert OutboxEvent.objects.get().kind == "period.published"


def test_nobody_publishes_a_period_in_which_they_entered_a_value(drafts: Actors) -> None:
    publisher = drafts.actor("publisher")
    enter(drafts.city, {"B1.T1.01": "50"}, actor=publisher)

    with pytest.raises(OwnHandError):
        publish(drafts)

    assert not Publication.objects.exists()
    assert not Observation.objects.filter(is_public=True).exists()


def test_nobody_publishes_a_period_in_which_they_judged(drafts: Actors) -> None:
    judged(drafts.city, "B1.T3.01", "kurang", actor=drafts.actor("publisher"))

    with pytest.raises(OwnHandError):
        publish(drafts)


def test_there_must_be_a_draft_to_publish(published: Publication, actors: Actors) -> None:
    with pytest.raises(NothingToPublishError):
        publish(actors)


def test_a_correction_stays_a_draft_until_it_is_published_and_is_told_as_a_change(
    published: Publication, actors: Actors
) -> None:
    enter(actors.city, {"B1.T4.01": "80"}, actor=actors.actor("analyst"), now=LATER)
    judged(actors.city, "B1.T4.02", "sedang", actor=actors.actor("analyst"), now=LATER)

    assert Publication.objects.get(is_current=True).pk == published.pk
    again = publish(actors, now=LATER)

    assert again.number == 2
    assert Publication.objects.get(is_current=True).pk == again.pk
    assert again.changes["against"]["number"] == 1
    corrected, rejudged = again.changes["items"]
    assert (corrected["code"], corrected["before"], corrected["after"]) == ("B1.T4.01", "97,00%", "80")
    assert (corrected["kind"], rejudged["kind"]) == ("value_corrected", "judgement_changed")
    assert "B1.T4.01" not in again.headline["suspects"], "the corrected value is no copy any more"
    published.refresh_from_db()
    assert "B1.T4.01" in published.headline["suspects"], "the old publication stays as it was"


def test_a_later_year_is_compared_with_the_year_before(published: Publication, actors: Actors) -> None:
    enter(actors.city, {"B1.T1.05": "1.300"}, actor=actors.actor("analyst"), now=LATER, period=2024)

    next_year = publish(actors, now=LATER, period=2024)

    assert next_year.number == 1
    assert next_year.changes["against"]["period"] == 2023


def test_the_preview_shows_what_would_change_and_whose_work_it_is(
    published: Publication, actors: Actors
) -> None:
    enter(actors.city, {"B1.T4.01": "80"}, actor=actors.actor("analyst"), now=LATER)

    shown = preview(actors.city, BUKU1, 2023)

    assert [row.indicator for row in shown.values] == ["B1.T4.01"]
    assert [change["kind"] for change in shown.changes] == ["value_corrected"]
    assert shown.entered_by(actors.analyst.pk)
    assert not shown.entered_by(actors.publisher.pk)
    assert Publication.objects.count() == 1, "looking publishes nothing"


IPM_VALUES = {
    "kota-a": ("71,0", "15,0", "11,0", "13.000.000"),
    "kota-b": ("69,0", "13,0", "9,0", "11.000.000"),
}


@pytest.fixture
def peers(drafts: Actors) -> list[City]:
    """Two peers and Kupang with IPM values as drafts."""
    codes = ("UHH", "HLS", "RLS", "PENGELUARAN")
    cities = [make_city(slug=slug, name=slug, is_hosted=False) for slug in IPM_VALUES]
    for city in cities:
        values = dict(zip(codes, IPM_VALUES[city.slug], strict=True))
        enter(city, values, actor=drafts.actor("analyst"), framework=IPM)
    enter(
        drafts.city,
        dict(zip(codes, ("70,0", "14,0", "10,0", "12.000.000"), strict=True)),
        actor=drafts.actor("analyst"),
        framework=IPM,
    )
    return [*cities, drafts.city]


def test_a_city_alone_has_scores_and_no_rank(peers: list[City], actors: Actors) -> None:
    publish(actors, framework=IPM)

    found = CityScore.objects.filter(framework_id=IPM)
    assert found.filter(score__isnull=False).exists()
    assert not found.filter(rank__isnull=False).exists()


def test_many_cities_are_published_and_ranked_at_once(peers: list[City], actors: Actors) -> None:
    done = publish_cities(
        cities=peers, framework_id=IPM, period=2023, actor=actors.actor("publisher"), now=NOW
    )

    assert len(done) == 3
    root = done[0].result["nodes"][0]["code"]
    places = {s.city.slug: s.rank for s in scores.cohort(IPM, 2023, root)}
    assert places == {"kota-a": 1, "kupang": 2, "kota-b": 3}
    standing = scores.standing(actors.city.pk, IPM, 2023, root)
    assert standing is not None
    assert standing.cities == 3
    assert standing.score == pytest.approx(done[2].headline["score"])


def test_suspect_values_take_no_part_in_ranks(peers: list[City], actors: Actors) -> None:
    done = publish_cities(
        cities=peers, framework_id=IPM, period=2023, actor=actors.actor("publisher"), now=NOW
    )
    doubtful = done[0]
    doubtful.headline["suspects"] = ["UHH"]
    doubtful.save()

    rank_cities(framework_id=IPM, period=2023)

    health = {s.city_id: (s.score is None, s.rank, s.cities) for s in scores.cohort(IPM, 2023, "kesehatan")}
    assert health[doubtful.city_id] == (True, None, 2)
    assert health[actors.city.pk][1] == 1, "the others are ranked among themselves"


def test_publishing_many_is_all_or_nothing(peers: list[City], actors: Actors) -> None:
    enter(peers[1], {"UHH": "70,0"}, actor=actors.actor("publisher"), framework=IPM, now=LATER)

    with pytest.raises(OwnHandError):
        publish_cities(
            cities=peers, framework_id=IPM, period=2023, actor=actors.actor("publisher"), now=LATER
        )

    assert not Publication.objects.exists()
    assert not CityScore.objects.exists()


def test_cities_of_another_framework_or_year_are_not_compared(peers: list[City], actors: Actors) -> None:
    publisher = actors.actor("publisher")
    publish_cities(cities=peers[:1], framework_id=IPM, period=2023, actor=publisher, now=NOW)
    enter(peers[1], {"UHH": "70"}, actor=actors.actor("analyst"), framework=IPM, period=2022)
    publish_period(city=peers[1], framework_id=IPM, period=2022, actor=publisher, now=NOW)

    assert scores.compared(peers[0].pk) == []
    assert scores.compared(peers[1].pk) == []


def test_a_second_person_of_any_city_counts_as_a_second_person(drafts: Actors) -> None:
    """Who may publish is the caller's question; that it is another person is the verb's own."""
    other = actor_for(make_person(Role.PUBLISHER, drafts.city, name="Dua"))

    publication = publish_period(city=drafts.city, framework_id=BUKU1, period=2023, actor=other, now=NOW)

    assert publication.published_by_id == other.id
