"""Writing places: rules, journal, whole or not at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.factories import make_city, make_kelurahan

from warga.common.models import JournalEntry
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places import services
from warga.places.models import Boundary, City, Kelurahan

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"actor": Actor("cli", None, "test"), "now": datetime(2026, 11, 23, tzinfo=UTC)}
KUPANG = {"code": "53.71", "slug": "kupang", "name": "Kota Kupang"}
RING = [[123.54, -10.18], [123.56, -10.18], [123.56, -10.16], [123.54, -10.16], [123.54, -10.18]]


def outlines(*codes: str) -> bytes:
    features = [
        {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
        for code in codes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_city_with_its_places() -> None:
    city = services.create_city(**KUPANG, **WHO)
    alak = services.add_kecamatan(city=city, code="53.71.01", name=" Alak ", **WHO)
    ward = services.add_kelurahan(
        kecamatan=alak, code="53.71.01.1001", name="Namosain", lat=-10.18, lng=123.55, **WHO
    )
    assert (city.is_hosted, alak.name, ward.kecamatan) == (True, "Alak", alak)
    verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", "city_id"))
    assert verbs == [
        ("places.city_created", city.pk),
        ("places.kecamatan_added", city.pk),
        ("places.kelurahan_added", city.pk),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "5371"}, "bad_code"),
        ({"slug": "Kota Kupang"}, "bad_slug"),
        ({"slug": "api"}, "bad_slug"),
        ({"slug": "k" * 61}, "bad_slug"),
        ({"name": "  "}, "bad_text"),
        ({"name": "K" * 121}, "bad_text"),
        ({"province": "N" * 81}, "bad_text"),
        ({"lat": 123.6, "lng": -10.2}, "bad_centre"),
        ({"lat": -10.2}, "bad_centre"),
        ({"accent": "red"}, "bad_accent"),
        ({"time_zone": "Asia/Kupang"}, "bad_time_zone"),
        ({"time_zone": "../etc/passwd"}, "bad_time_zone"),
        ({"emblem_svg": "<html/>"}, "bad_emblem"),
        ({"emblem_svg": "<svg>" + "a" * 20_001 + "</svg>"}, "bad_emblem"),
        ({"emblem_svg": '<!DOCTYPE a [<!ENTITY b "c">]><svg>&b;</svg>'}, "bad_emblem"),
    ],
)
def test_a_city_that_cannot_be(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as caught:
        services.create_city(**KUPANG | changes, **WHO)
    assert caught.value.code == code
    assert not City.objects.exists()


def test_code_and_address_belong_to_one_city() -> None:
    services.create_city(**KUPANG, **WHO)
    for changes, code in (({"slug": "other"}, "city_exists"), ({"code": "53.72"}, "slug_taken")):
        with pytest.raises(DomainError) as caught:
            services.create_city(**KUPANG | changes, **WHO)
        assert caught.value.code == code


def test_places_lie_in_the_place_of_their_code() -> None:
    city = make_city(code="53.71")
    with pytest.raises(DomainError) as caught:
        services.add_kecamatan(city=city, code="53.01.01", name="Semau", **WHO)
    assert caught.value.code == "other_parent"
    alak = services.add_kecamatan(city=city, code="53.71.01", name="Alak", **WHO)
    ward: dict[str, Any] = {
        "kecamatan": alak,
        "code": "53.71.01.1001",
        "name": "Alak",
        "lat": -10.2,
        "lng": 123.5,
    }
    services.add_kelurahan(**ward, **WHO)
    for changes, code in (
        ({}, "place_exists"),
        ({"code": "53.71.02.1001"}, "other_parent"),
        ({"code": "53.71.01.1002", "lat": 123.5, "lng": -10.2}, "bad_centre"),
        ({"code": "53.71.01.1002", "lat": float("nan")}, "bad_centre"),
        ({"code": "53.71.01.1002", "name": "A" * 81}, "bad_text"),
        ({"code": "53.71.01.1002", "aliases": "A" * 201}, "bad_text"),
    ):
        with pytest.raises(DomainError) as caught:
            services.add_kelurahan(**ward | changes, **WHO)
        assert caught.value.code == code


def test_peers_are_added_once() -> None:
    make_city(slug="kupang", name="Kota Kupang")
    first = services.add_peers(names=["Kupang", "KABUPATEN ENDE", "KABUPATEN ENDE"], **WHO)
    again = services.add_peers(names=["Kabupaten Ende"], **WHO)
    assert first["Kupang"].slug == "kupang-2"
    assert first["KABUPATEN ENDE"].name == "Kabupaten Ende"
    assert not first["Kupang"].is_hosted
    assert again["Kabupaten Ende"] == first["KABUPATEN ENDE"]
    assert City.objects.count() == 3
    assert JournalEntry.objects.count() == 1
    assert services.add_peers(names=[], **WHO) == {}


def test_boundaries_replace_earlier_ones() -> None:
    city = make_city(code="53.71")
    ward = make_kelurahan(city)
    for source in ("BIG", "BIG 2025"):
        services.import_boundaries(
            city=city, data=outlines(ward.code), source=source, licence="ODbL-1.0", **WHO
        )
    assert Boundary.objects.get().source == "BIG 2025"
    assert JournalEntry.objects.filter(verb="places.boundaries_imported").count() == 2


def test_one_wrong_feature_stores_nothing() -> None:
    city = make_city(code="53.71")
    ward = make_kelurahan(city)
    with pytest.raises(DomainError, match=r"53\.71\.99\.1001"):
        services.import_boundaries(
            city=city, data=outlines(ward.code, "53.71.99.1001"), source="BIG", licence="x", **WHO
        )
    assert not Boundary.objects.exists()
    assert not JournalEntry.objects.exists()


def test_codes_of_another_city_are_unknown() -> None:
    city, other = make_city(code="53.71"), make_city(code="53.01")
    ward = make_kelurahan(other)
    make_kelurahan(city)
    with pytest.raises(DomainError) as caught:
        services.import_boundaries(city=city, data=outlines(ward.code), source="BIG", licence="x", **WHO)
    assert caught.value.code == "unknown_code"


@pytest.mark.parametrize("missing", ["source", "licence"])
def test_source_and_licence_are_asked_for(missing: str) -> None:
    given = {"source": "BIG", "licence": "ODbL-1.0", missing: " "}
    with pytest.raises(DomainError) as caught:
        services.import_boundaries(city=make_city(), data=outlines("x"), **given, **WHO)
    assert caught.value.code == "source_missing"


@pytest.mark.parametrize("words", [{"source": "B" * 301}, {"licence": "O" * 81}, {"source": "B\x00"}])
def test_source_and_licence_fit_their_columns(words: dict[str, str]) -> None:
    with pytest.raises(DomainError) as caught:
        services.import_boundaries(
            city=make_city(), data=b"", **{"source": "BIG", "licence": "x"} | words, **WHO
        )
    assert caught.value.code == "bad_text"


def test_command_imports_and_refuses(tmp_path: Any, capsys: Any) -> None:
    ward = make_kelurahan(make_city(code="53.71"))
    file = tmp_path / "outlines.geojson"
    file.write_bytes(outlines(ward.code))
    call_command("boundaries", "import", str(file), "--source", "BIG", "--licence", "ODbL-1.0")
    assert Boundary.objects.count() == 1
    assert "1" in capsys.readouterr().out
    file.write_text("{}")
    with pytest.raises(CommandError):
        call_command("boundaries", "import", str(file), "--source", "BIG", "--licence", "ODbL-1.0")
    with pytest.raises(CommandError):
        call_command("boundaries", "import", str(tmp_path / "none"), "--source", "BIG", "--licence", "x")
    make_city()
    with pytest.raises(CommandError):
        call_command("boundaries", "import", str(file), "--source", "BIG", "--licence", "x")
    assert Kelurahan.objects.count() == 1


HEAD = "kecamatan_code,kecamatan,kelurahan_code,kelurahan,aliases,lat,lng\n"
NAMOSAIN = "53.71.01,Alak,53.71.01.1001,Namosain,,-10.175664,123.553351\n"


def load_places(tmp_path: Any, text: str) -> None:
    file = tmp_path / "kelurahan.csv"
    file.write_text(text, encoding="utf-8-sig")
    call_command("places", "import", str(file))


def test_places_come_from_a_file_and_a_second_time_changes_nothing(tmp_path: Any, capsys: Any) -> None:
    make_city(code="53.71")
    for _time in range(2):
        load_places(
            tmp_path, HEAD + NAMOSAIN + "53.71.01,Alak,53.71.01.1002,Nunbaun Sabu,NBS,-10.18,123.57\n"
        )
    assert list(Kelurahan.objects.order_by("code").values_list("name", flat=True)) == [
        "Namosain",
        "Nunbaun Sabu",
    ]
    assert JournalEntry.objects.count() == 3
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["2", "0"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("53.71.01,Alak,53.72.01.1002,X,,-10,123\n", "3"),
        ("53.71.01,Alak,53.71.01.1002,X,,utara,123\n", "3"),
        ("53.71.01,Alak,53.71.01.1002,X\n", "3"),
    ],
)
def test_a_wrong_row_is_named_and_no_place_is_added(tmp_path: Any, row: str, said: str) -> None:
    make_city(code="53.71")
    with pytest.raises(CommandError, match=said):
        load_places(tmp_path, HEAD + NAMOSAIN + row)
    assert not Kelurahan.objects.exists()


def test_a_file_of_places_needs_its_columns(tmp_path: Any) -> None:
    make_city(code="53.71")
    with pytest.raises(CommandError, match="kelurahan_code"):
        load_places(tmp_path, "kode,nama\n1,2\n")


TABLE = """kecamatan_code;kecamatan;kelurahan_code;kelurahan;aliases;lat;lng
53.71.01;Alak;53.71.01.1001;Namosain;;-10,175664;123,553351
53.71.01;Alak;53.71.01.1002;Nunbaun Sabu;NBS;-10,178625;123,565367
"""


def test_table_from_a_spreadsheet_is_read(tmp_path: Any) -> None:
    """Semicolons, decimal commas, UTF-16: as a spreadsheet in Indonesia saves it."""
    make_city(code="53.71")
    file = tmp_path / "kelurahan.csv"
    file.write_bytes(TABLE.encode("utf-16"))
    call_command("places", "import", str(file))
    assert Kelurahan.objects.get(code="53.71.01.1001").lat == -10.175664


@pytest.mark.parametrize(
    "change",
    [("-10,175664", "north"), ("Nunbaun Sabu", "=A1+B2"), ("kelurahan_code", "code"), ("Namosain", "")],
)
def test_wrong_table_adds_nothing(tmp_path: Any, change: tuple[str, str]) -> None:
    make_city(code="53.71")
    file = tmp_path / "kelurahan.csv"
    file.write_text(TABLE.replace(*change))
    with pytest.raises(CommandError):
        call_command("places", "import", str(file))
    assert not Kelurahan.objects.exists()
    assert not JournalEntry.objects.exists()
