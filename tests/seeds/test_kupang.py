"""The demo city: loaded through the services, twice without harm, its facts those of the study."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.factories import make_city

from warga.accounts.domain import DEMO_PASSWORD
from warga.accounts.models import Agency, Person
from warga.assessments.models import CityScore, Judgement, Publication
from warga.common.models import JournalEntry
from warga.indicators.models import Observation
from warga.places.models import City, Kecamatan, Kelurahan
from warga.web import seeding

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "seeds" / "kupang"
TABLES = (Agency, City, JournalEntry, Judgement, Kecamatan, Kelurahan, Observation, Person, Publication)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def loaded() -> City:
    return seeding.load(seeding.find_seeds("kupang"), lambda line: None)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_places(loaded: City) -> None:
    wards = Kelurahan.objects.filter(kecamatan__city=loaded)
    assert (Kecamatan.objects.count(), wards.count()) == (6, 51)
    assert all(-10.293 <= ward.lat <= -10.123 and 123.527 <= ward.lng <= 123.693 for ward in wards)
    assert wards.filter(name="Alak").get().kecamatan.name == "Alak"


def test_study_is_published_as_printed(loaded: City) -> None:
    values = Observation.objects.filter(city=loaded, framework_id="kupang-buku1-2023", source="")
    assert values.filter(is_public=True).count() == 41
    assert values.get(indicator="B1.T1.05").raw_value == "1.192"
    assert Judgement.objects.filter(is_public=True).count() == 12
    assert set(Judgement.objects.values_list("author", flat=True)) == {"Buku 1 – Kupang Smart City, 2024"}


def test_analyst_enters_and_publisher_publishes(loaded: City) -> None:
    analyst, publisher = (Person.objects.get(email=f"{who}@kupang.example") for who in ("analis", "penerbit"))
    assert set(Observation.objects.values_list("entered_by", flat=True)) == {analyst.pk}
    assert set(Publication.objects.values_list("published_by", flat=True)) == {publisher.pk}


def test_peers_are_compared_and_not_hosted(loaded: City) -> None:
    assert list(City.objects.filter(is_hosted=True)) == [loaded]
    scores = CityScore.objects.filter(framework_id="ipm-2010", node="ipm", period=2023)
    assert scores.count() == 21
    ours = scores.get(city=loaded)
    assert (round(ours.score or 0, 2), ours.rank) == (80.62, 8)


def test_every_computed_ipm_is_the_published_one(loaded: City) -> None:
    for row in rows(FOLDER / "ipm-2020-2023.csv"):
        score = CityScore.objects.get(
            framework_id="ipm-2010", node="ipm", period=row["tahun"], city__name=row["kota"]
        )
        assert f"{score.score:.2f}".replace(".", ",") == row["ipm_terbit"], row["kota"]


def test_loading_again_changes_nothing(loaded: City) -> None:
    before = counts()
    seeding.load(seeding.find_seeds("kupang"), lambda line: None)
    assert counts() == before


def test_loading_goes_on_after_an_interruption() -> None:
    seeds = seeding.find_seeds("kupang")
    city = seeding.load_city(seeds.contents["city"])
    seeding.load_peers(seeds)
    seeding.load_staff(seeds, city)
    assert not Kelurahan.objects.exists()
    seeding.load(seeds, lambda line: None)
    assert (City.objects.filter(is_hosted=True).count(), Publication.objects.filter(city=city).count()) == (
        1,
        5,
    )


def test_what_the_user_changed_stays(loaded: City) -> None:
    Person.objects.filter(email="admin@kupang.example").update(is_active=False, name="Somebody")
    seeding.load(seeding.find_seeds("kupang"), lambda line: None)
    admin = Person.objects.get(email="admin@kupang.example")
    assert (admin.is_active, admin.name) == (False, "Somebody")


def test_demo_and_real_city_never_mix() -> None:
    make_city(code="53.01", slug="kabupaten-kupang")
    with pytest.raises(CommandError):
        call_command("demo", "load")
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)  # the worker takes and drops connections of its own
def test_command_prints_the_log_ins(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo", "load")
    printed = capsys.readouterr().out
    assert DEMO_PASSWORD in printed
    assert "penerbit@kupang.example" in printed
    with pytest.raises(CommandError):
        call_command("demo", "load", "--seeds", "atlantis")


def test_demo_has_pages(loaded: City, client: Client) -> None:
    for path in ("/", "/en/", "/kupang/places/", "/kupang/readiness/", "/kupang/comparison/"):
        assert client.get(path).status_code == 200, path


def test_seeds_are_the_rows_of_the_study(shared: Path) -> None:
    printed = rows(shared / "domain" / "kupang_buku1_2023.csv")
    ours = rows(FOLDER / "buku1-2023.csv")
    kept = ("code", "component_id", "raw_value", "interpretation_id", "year")
    assert [[row[k] for k in kept] for row in ours] == [[row[k] for k in kept] for row in printed]
    assert not {"parsed_value", "quality_flags"} & set(ours[0])


def test_seeds_are_the_known_kelurahan(shared: Path) -> None:
    known = rows(shared / "domain" / "kupang_kelurahan.csv")
    ours = rows(FOLDER / "kelurahan.csv")
    assert [list(row.values()) for row in ours] == [[row[k] for k in ours[0]] for row in known]


def test_the_trend_of_four_years_writes_scores_as_they_are_published(loaded: City, client: Client) -> None:
    page = client.get("/en/kupang/trend/?framework=ipm-2010&period=2023").content.decode()
    assert "It rises by about 0.37 points a year" in page
    assert ">79.71</text>" in page
    assert ">80.62</text>" in page
