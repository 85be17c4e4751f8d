"""Reads, each among noise: other cities, frameworks, periods, drafts, replaced versions and second sources."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.actors import Actors
from tests.factories import make_kelurahan
from tests.indicators.conftest import BUKU1, CLI, NOW

from warga.indicators.domain.entries import CityRef, Key
from warga.indicators.domain.grid import Typed
from warga.indicators.models import Observation
from warga.indicators.selectors import across, released, values
from warga.indicators.selectors.editions import UnknownFrameworkError, current_editions, current_framework
from warga.indicators.selectors.uploads import waiting_upload
from warga.indicators.services.editions import load_edition, load_shipped
from warga.indicators.services.imports import store_upload
from warga.indicators.services.periods import start_period
from warga.indicators.services.planning import Scope
from warga.indicators.services.recording import Said, record_values
from warga.indicators.services.values import mark_public
from warga.places.models import City


def enter(city: City, period: int, **raws: str) -> None:
    """Enter values; ``B1_T1_01="50"`` is the indicator B1.T1.01."""
    typed = [Typed(code.replace("_", "."), raw) for code, raw in raws.items()]
    record_values(scope=Scope(BUKU1, city, period), values=typed, said=Said(reason="x"), actor=CLI, now=NOW)


def publish(city: City, period: int) -> None:
    with transaction.atomic():
        mark_public(city=city, framework_id=BUKU1, period=period, now=NOW)


@pytest.fixture(autouse=True)
def noise(actors: Actors, scope: Scope) -> None:
    """The other city, another year, an older framework, and a second source."""
    enter(actors.other_city, 2023, B1_T1_01="1")
    enter(actors.other_city, 2022, B1_T1_01="2")
    publish(actors.other_city, 2022)
    enter(actors.city, 2021, B1_T1_01="3")
    publish(actors.city, 2021)
    Observation.objects.create(
        city=actors.city,
        framework_id="older",
        indicator="B1.T1.01",
        period=2023,
        raw_value="4",
        entered_at=NOW,
        is_public=True,
    )
    Observation.objects.create(
        city=actors.city,
        framework_id=BUKU1,
        indicator="B1.T1.02",
        period=2023,
        source="prosa",
        raw_value="5",
        entered_at=NOW,
    )


@pytest.fixture
def kupang(actors: Actors) -> City:
    """Two public values of 2023, one of them corrected as a draft."""
    enter(actors.city, 2023, B1_T1_01="50", B1_T3_01="97,00%")
    publish(actors.city, 2023)
    enter(actors.city, 2023, B1_T1_01="51")
    return actors.city


def raws(rows: Any) -> list[str]:
    return [row.raw_value for row in rows]


def test_staff_see_the_newest_versions_the_public_the_published(kupang: City) -> None:
    assert raws(values.latest(kupang.pk, BUKU1, 2023)) == ["51", "5", "97,00%"]
    assert raws(values.public(kupang.pk, BUKU1, 2023)) == ["50", "5", "97,00%"]


def test_the_history_of_a_value_has_its_drafts_for_staff_only(kupang: City) -> None:
    assert raws(values.history(kupang.pk, BUKU1, 2023, "B1.T1.01", drafts=True)) == ["51", "50"]
    assert raws(values.history(kupang.pk, BUKU1, 2023, "B1.T1.01")) == ["50"]


def test_periods_are_those_with_public_values_or_for_staff_with_any(kupang: City) -> None:
    enter(kupang, 2020, B1_T1_01="9")
    start_period(city=kupang, framework_id=BUKU1, period=2024, actor=CLI, now=NOW)
    assert values.periods(kupang.pk, BUKU1) == [2023, 2021]
    assert values.periods(kupang.pk, BUKU1, drafts=True) == [2024, 2023, 2021, 2020]


def test_who_entered_the_drafts(actors: Actors, kupang: City, scope: Scope) -> None:
    assert values.draft_enterers(kupang.pk, BUKU1, 2023) == {None}
    record_values(
        scope=scope, values=[Typed("B1.T1.03", "6")], said=Said(), actor=actors.actor("analyst"), now=NOW
    )
    assert values.draft_enterers(kupang.pk, BUKU1, 2023) == {None, actors.analyst.pk}


def test_the_usual_framework_is_the_one_with_most_values(kupang: City) -> None:
    assert values.usual_framework(kupang.pk) == BUKU1
    assert values.usual_framework(0) is None


def test_versions_are_the_newest_of_these_cities_and_years(kupang: City) -> None:
    refs = {"53.71": CityRef(kupang.pk, "53.71", "Kota Kupang"), "new:x": CityRef(None, "new:x", "X")}
    found = values.versions(BUKU1, refs, {2023})
    assert {key: version.raw_value for key, version in found.items()} == {
        Key("53.71", 2023, "B1.T1.01"): "51",
        Key("53.71", 2023, "B1.T3.01"): "97,00%",
        Key("53.71", 2023, "B1.T1.02", "prosa"): "5",
    }


def test_the_engine_gets_values_with_their_judgements(kupang: City) -> None:
    rows = values.latest(kupang.pk, BUKU1, 2023)
    found = values.as_engine_observations("53.71", rows, {"B1.T3.01": "baik", "B1.T1.02": "baik"})
    assert [(o.indicator, o.source, o.judgement) for o in found] == [
        ("B1.T1.01", "", None), ("B1.T1.02", "prosa", None), ("B1.T3.01", "", "baik"),
    ]  # fmt: skip


def test_flags_are_raised_from_the_values_as_they_are(actors: Actors, kupang: City) -> None:
    make_kelurahan(kupang)
    make_kelurahan(actors.other_city)
    enter(kupang, 2023, B1_T4_03="167")
    framework = current_framework(BUKU1)
    assert values.context_of(kupang)["kelurahan_count"] == 1

    def codes() -> set[str]:
        return {
            flag.code for flag in values.flags_of(framework, kupang, values.latest(kupang.pk, BUKU1, 2023))
        }

    assert "EXCEEDS_KELURAHAN_COUNT" in codes()
    enter(kupang, 2023, B1_T4_03="1")
    assert "EXCEEDS_KELURAHAN_COUNT" not in codes()


def test_values_across_cities_and_years_are_public_ones(actors: Actors, kupang: City) -> None:
    assert [(c.city_id, c.indicator, c.value) for c in across.public_cells(BUKU1, 2023)] == [
        (kupang.pk, "B1.T1.01", 50), (kupang.pk, "B1.T3.01", 97),
    ]  # fmt: skip
    assert [(y.period, y.raw_value) for y in across.over_years(kupang.pk, BUKU1, "B1.T1.01")] == [
        (2021, "3"),
        (2023, "50"),
    ]


def test_open_data_are_public_values_that_match(kupang: City) -> None:
    asked = released.Asked(city="kupang", framework=BUKU1, period=2023)
    assert raws(released.released(asked)) == ["5", "50", "97,00%"]
    assert released.stamp(asked) == (3, NOW)


def test_an_upload_is_found_by_its_city_and_sender_until_it_expires(actors: Actors, scope: Scope) -> None:
    kept = store_upload(scope=scope, data=b"x", filename="x.csv", actor=actors.actor("analyst"), now=NOW)
    mine = actors.analyst.pk
    assert waiting_upload(kept.pk, actors.city.pk, by=mine, now=NOW) == kept
    assert waiting_upload(kept.pk, actors.city.pk, by=actors.publisher.pk, now=NOW) is None
    assert waiting_upload(kept.pk, actors.city.pk, by=None, now=NOW) is None
    assert waiting_upload(kept.pk, actors.other_city.pk, by=mine, now=NOW) is None
    assert waiting_upload(kept.pk, actors.city.pk, by=mine, now=NOW + timedelta(days=1)) is None
    store_upload(scope=scope, data=b"y", filename="y.csv", actor=CLI, now=NOW + timedelta(days=1))
    assert not type(kept).objects.filter(pk=kept.pk).exists(), "an expired file is thrown away"


def test_the_newest_edition_counts(scope: Scope) -> None:
    first = load_shipped(framework_id="ipm-2010", actor=CLI, now=NOW)
    newer = load_edition(toml=first.toml.replace("decimals = 2", "decimals = 1", 1), actor=CLI, now=NOW)
    assert current_framework("ipm-2010").decimals == 1
    assert [edition.framework_id for edition in current_editions()] == ["ipm-2010", BUKU1]
    assert load_shipped(framework_id="ipm-2010", actor=CLI, now=NOW).digest == first.digest != newer.digest
    assert current_framework("ipm-2010").decimals == 2
    with pytest.raises(UnknownFrameworkError):
        current_framework("ipm-1990")
