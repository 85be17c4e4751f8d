"""The shell: many cities in one transaction, with a mapping file, published at once if asked."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.factories import make_city, make_person
from tests.indicators.conftest import BUKU1

from warga.accounts.domain import Role
from warga.assessments.models import CityScore, Judgement, Publication
from warga.indicators.models import FrameworkEdition, ImportBatch, Observation
from warga.places.models import City

pytestmark = pytest.mark.django_db

IPM = """
framework = "ipm-2010"
unit = "wilayah"
period = "tahun"
decimal = "."
[columns]
UHH = "UHH"
HLS = "HLS"
RLS = "RLS"
Pengeluaran_ribu = { indicator = "PENGELUARAN", scale = 1000 }
"""
TABLE = """tahun,wilayah,UHH,HLS,RLS,Pengeluaran_ribu,IPM
2023,KOTA CONTOH,70.00,12.00,9.00,10000.0,70.00
2023,KOTA LAIN,71.00,13.00,8.00,9000.0,70.00
"""


def run(*words: str) -> str:
    out = StringIO()
    call_command("observations", "import", *words, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ipm.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(IPM, encoding="utf-8")
    return path


def test_a_wide_table_goes_in_by_its_mapping(file: Path, mapping: Path) -> None:
    run(str(file), "--framework", "ipm-2010", "--map", str(mapping), "--create-cities")
    assert Observation.objects.count() == 8
    row = Observation.objects.get(city__name="Kota Contoh", indicator="PENGELUARAN")
    assert (row.raw_value, row.scale, row.value) == ("10000.0", 1000, 10_000_000)
    assert not City.objects.get(name="Kota Contoh").is_hosted
    again = run(str(file), "--framework", "ipm-2010", "--map", str(mapping))
    assert "8" in again
    assert Observation.objects.count() == 8


def test_unknown_cities_are_refused_unless_asked_for(file: Path, mapping: Path) -> None:
    with pytest.raises(CommandError):
        run(str(file), "--framework", "ipm-2010", "--map", str(mapping))
    assert Observation.objects.count() == 0
    assert FrameworkEdition.objects.count() == 0, "nothing is half-written, not even the framework"


def test_published_at_once_cities_are_ranked(file: Path, mapping: Path) -> None:
    run(str(file), "--framework", "ipm-2010", "--map", str(mapping), "--create-cities", "--publish")
    assert Publication.objects.count() == 2
    assert sorted(CityScore.objects.filter(node="ipm").values_list("rank", flat=True)) == [1, 2]


def test_a_hosted_city_waits_for_its_own_publisher(file: Path, mapping: Path) -> None:
    city = make_city(name="Kota Contoh")
    words = (str(file), "--framework", "ipm-2010", "--map", str(mapping), "--create-cities", "--publish")
    with pytest.raises(CommandError, match="nobody@"):
        run(*words, "--by", "nobody@example.org")
    assert Observation.objects.count() == 0

    said = run(*words)
    assert "Kota Contoh" in said
    assert not Publication.objects.filter(city=city).exists()
    assert Publication.objects.count() == 1


def test_a_named_publisher_publishes_a_hosted_city(file: Path, mapping: Path) -> None:
    city = make_city(name="Kota Contoh")
    publisher = make_person(Role.PUBLISHER, city)
    words = (str(file), "--framework", "ipm-2010", "--map", str(mapping), "--create-cities", "--publish")
    run(*words, "--by", publisher.email)
    assert Publication.objects.get(city=city).published_by_id == publisher.pk
    assert CityScore.objects.get(city=city, node="ipm").cities == 2


def test_a_trial_run_writes_nothing(file: Path, mapping: Path) -> None:
    said = run(str(file), "--framework", "ipm-2010", "--map", str(mapping), "--create-cities", "--check")
    assert "8" in said
    assert (Observation.objects.count(), City.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)


def test_printed_interpretations_become_judgements(tmp_path: Path) -> None:
    make_city(slug="kupang", name="Kota Kupang")
    path = tmp_path / "k.csv"
    path.write_text("kode;nilai;tahun;interpretasi\nB1.T3.01;97,00%;2023;Baik\n", encoding="utf-8")
    run(str(path), "--framework", BUKU1, "--judged-by", "Buku 1")
    judgement = Judgement.objects.get()
    assert (judgement.level, judgement.author, judgement.is_public) == ("baik", "Buku 1", False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--framework", "nope"), "nope"),
        (("--framework", "ipm-2010", "--city", "nowhere"), "nowhere"),
        (("--framework", "ipm-2010", "--map", "absent.toml"), "absent.toml"),
        (("--framework", "absent.toml"), "absent.toml"),
    ],
)
def test_what_is_not_there_is_named(file: Path, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(str(file), *words)


def test_a_mapping_that_does_not_fit_names_its_key(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(IPM.replace('UHH = "UHH"', 'UHH = "UHX"'), encoding="utf-8")
    with pytest.raises(CommandError, match=r"columns\.UHH"):
        run(str(file), "--framework", "ipm-2010", "--map", str(path))


def test_queries_do_not_grow_with_the_rows(
    django_assert_max_num_queries: Any, tmp_path: Path, mapping: Path
) -> None:
    path = tmp_path / "many.csv"
    header, row, _ = TABLE.split("\n", 2)
    rows = [
        row.replace("2023", str(year)).replace("CONTOH", f"CONTOH {n}")
        for n in range(100)
        for year in range(2019, 2024)
    ]
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    with django_assert_max_num_queries(40):
        run(str(path), "--framework", "ipm-2010", "--map", str(mapping), "--create-cities")
    assert Observation.objects.count() == 2_000


def test_a_framework_of_ones_own_is_loaded_and_replaced(tmp_path: Path) -> None:
    call_command("frameworks", "load", "ipm-2010", stdout=StringIO())
    first = FrameworkEdition.objects.get()
    path = tmp_path / "mine.toml"
    path.write_text(first.toml.replace("decimals = 2", "decimals = 1", 1), encoding="utf-8")
    call_command("frameworks", "load", str(path), stdout=StringIO())
    call_command("frameworks", "load", str(path), stdout=StringIO())
    assert list(FrameworkEdition.objects.order_by("pk").values_list("is_current", flat=True)) == [False, True]
    with pytest.raises(CommandError, match="no framework"):
        call_command("frameworks", "load", "ipm-1990")
