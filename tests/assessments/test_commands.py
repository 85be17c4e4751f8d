"""``warga periods``: many cities at once, by a named second person."""

import pytest
from django.core.management import CommandError, call_command
from tests.actors import Actors
from tests.assessments.conftest import IPM, enter
from tests.factories import make_city

from warga.assessments.models import CityScore, Publication, UncertaintyRun
from warga.places.models import City

VALUES = {"UHH": "70", "HLS": "14", "RLS": "10", "PENGELUARAN": "12.000.000"}


@pytest.fixture
def peers(drafts: Actors) -> list[City]:
    """Two peers with drafts of the analyst."""
    cities = [make_city(code=f"99.0{n}", is_hosted=False) for n in (1, 2)]
    for city in cities:
        enter(city, VALUES, actor=drafts.actor("analyst"), framework=IPM)
    return cities


def run(*arguments: str) -> None:
    call_command("periods", *arguments)


def test_peers_are_published_and_ranked(
    peers: list[City], drafts: Actors, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--framework", IPM, "--period", "2023")

    run("publish", *where, "--city", "99.01", "--city", "99.02", "--by", drafts.publisher.email)

    assert Publication.objects.filter(framework_id=IPM).count() == 2
    assert "2" in capsys.readouterr().out
    CityScore.objects.all().delete()
    UncertaintyRun.objects.all().delete()
    run("rank", *where)
    assert UncertaintyRun.objects.filter(framework_id=IPM, period=2023).count() == 1
    assert CityScore.objects.filter(rank=1, node="ipm").count() == 2, "equal values share a place"


def test_a_hosted_city_needs_its_own_publisher(peers: list[City], drafts: Actors) -> None:
    with pytest.raises(CommandError, match="Oka Analis"):
        run("publish", "--framework", IPM, "--period", "2023", "--all", "--by", drafts.other_analyst.email)

    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--framework", IPM, "--period", "2023", "--city", "99.01", "--by", "nobody@example.org"),
        ("--framework", IPM, "--period", "2023", "--city", "00.00", "--by", "PUBLISHER"),
        ("--framework", "none", "--period", "2023", "--city", "99.01", "--by", "PUBLISHER"),
        ("--framework", IPM, "--period", "1999", "--city", "99.01", "--by", "PUBLISHER"),
        ("--framework", IPM, "--period", "2023", "--city", "99.01", "--by", "ANALYST"),
    ],
)
def test_what_cannot_be_published_is_said(
    peers: list[City], drafts: Actors, arguments: tuple[str, ...]
) -> None:
    names = {"PUBLISHER": drafts.publisher.email, "ANALYST": drafts.analyst.email}

    with pytest.raises(CommandError):
        run("publish", *(names.get(word, word) for word in arguments))

    assert not Publication.objects.exists()
