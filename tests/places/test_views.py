"""The page of places and what the other modules ask."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.factories import make_city, make_kelurahan

from warga.places import selectors
from warga.places.models import Boundary

pytestmark = pytest.mark.django_db
SQUARE = [[[[123.5, -10.2], [123.7, -10.2], [123.7, -10.1], [123.5, -10.2]]]]


def test_schematic_map_says_so(client: Client) -> None:
    city = make_city(slug="kupang", name="Kota Kupang")
    make_kelurahan(city, name="Namosain", aliases="NS|Namo Sain")
    make_kelurahan(city, lat=-10.2)
    page = client.get("/kupang/places/").content.decode()
    assert "Kota Kupang: 2 kelurahan" in page
    assert "Skema" in page
    assert page.count("<path class=") == 2
    assert "NS, Namo Sain" in page
    assert "Schematic" in client.get("/en/kupang/places/").content.decode()


def test_loaded_outlines_show_source_and_licence(client: Client) -> None:
    ward = make_kelurahan(make_city(slug="kupang"))
    Boundary.objects.create(
        place_code=ward.code,
        geometry={"type": "MultiPolygon", "coordinates": SQUARE},
        source="BIG <2025>",
        licence="ODbL-1.0",
        imported_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    page = client.get("/en/kupang/places/").content.decode()
    assert "Schematic" not in page
    assert "Outlines: BIG &lt;2025&gt;. Licence: ODbL-1.0." in page


def test_city_without_places(client: Client) -> None:
    make_city(slug="kupang")
    assert client.get("/kupang/places/").status_code == 200


def test_only_hosted_cities_have_a_page(client: Client) -> None:
    make_city(slug="kupang", name="Kota Kupang")
    make_city(slug="ende", name="Ende")
    make_city(slug="peer", is_hosted=False)
    assert "Kota Kupang" in client.get("/kupang/places/").content.decode()
    assert client.get("/peer/places/").status_code == 404


def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    city = make_city(slug="kupang")
    for _ in range(12):
        make_kelurahan(city)
    client.get("/kupang/places/")
    with django_assert_num_queries(6):
        client.get("/kupang/places/")


def test_selectors() -> None:
    city, peer = make_city(code="53.71", slug="kupang"), make_city(code="53.01", is_hosted=False)
    for lat in (-10.1, -10.2):
        make_kelurahan(city, lat=lat)
    make_kelurahan(peer)
    assert selectors.kelurahan_count(city.pk) == 2
    assert selectors.city_from(None) == selectors.city_from("kupang") == city
    assert selectors.city_by_code("53.01") == peer
    assert selectors.city_by_code("53.99") is None
    assert selectors.cities_by_code(["53.01", "x"]) == {"53.01": peer}
    assert set(selectors.every_city()) == {city, peer}
    assert selectors.positions_of(city)["53.71"] == pytest.approx((123.6, -10.15))
    assert [d.kelurahan_total for d in selectors.kecamatan_of(city)] == [1, 1]
