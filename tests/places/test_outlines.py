"""Outlines from GeoJSON: what is read, and what is refused with which word."""

import json
from typing import Any

import pytest

from warga.places.domain import Limits, OutlineError, normal_code, read_outlines

PLACES = {"53.71.01.1001": (123.55, -10.17), "53.71.01.1002": (123.56, -10.18)}
SQUARE = [[123.54, -10.18], [123.56, -10.18], [123.56, -10.16], [123.54, -10.16], [123.54, -10.18]]


def feature(
    code: Any = "53.71.01.1001", rings: Any = None, kind: str = "Polygon", key: str = "code"
) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [SQUARE] if rings is None else rings}
    return {"type": "Feature", "properties": {key: code, "name": "Namosain"}, "geometry": geometry}


def collection(*features: Any, **extra: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **extra}).encode()


def refusal(data: bytes, **options: Any) -> OutlineError:
    with pytest.raises(OutlineError) as caught:
        read_outlines(data, PLACES, **options)
    return caught.value


def test_polygon_and_multipolygon_become_one_shape() -> None:
    one, two = read_outlines(
        collection(feature(), feature("53.71.01.1002", [[SQUARE], [SQUARE]], "MultiPolygon")), PLACES
    )
    assert one.as_geometry()["type"] == "MultiPolygon"
    assert one.as_geometry()["coordinates"] == [[SQUARE]]
    assert len(two.polygons) == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [("5371011001", "53.71.01.1001"), (5371011001, "53.71.01.1001"), (" 53.71.01.1001 ", "53.71.01.1001")],
)
def test_code_without_dots_is_the_same_place(written: object, code: str) -> None:
    assert read_outlines(collection(feature(written)), PLACES)[0].code == code
    assert normal_code("Alak") == "Alak"


def test_property_of_the_code_may_be_named() -> None:
    assert read_outlines(collection(feature(key="KODE_DESA")), PLACES, code_property="KODE_DESA")
    assert refusal(collection(feature(key="KODE_DESA"))).code == "no_code"


def test_heights_are_dropped_and_repeats_joined() -> None:
    ring = [[*spot, 12.5] for spot in SQUARE]
    ring.insert(1, ring[0])
    assert read_outlines(collection(feature(rings=[ring])), PLACES)[0].polygons[0][0] == [
        tuple(s) for s in SQUARE
    ]


def moved(dx: float, dy: float) -> list[list[float]]:
    return [[x + dx, y + dy] for x, y in SQUARE]


BOW_TIE = [[123.54, -10.18], [123.56, -10.16], [123.56, -10.18], [123.54, -10.165], [123.54, -10.18]]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (feature("Namosain"), "unknown_code"),
        (feature("53.71.09.1001"), "unknown_code"),
        (feature(True), "unknown_code"),
        (feature(""), "no_code"),
        ({"type": "Feature", "geometry": None}, "no_properties"),
        ("a string", "no_properties"),
        (feature(kind="Point", rings=[123.5, -10.1]), "not_an_area"),
        (feature(rings=[]), "not_an_area"),
        (feature(rings={"0": 1}), "not_an_area"),
        (feature(rings=[SQUARE[:3]]), "ring_short"),
        (feature(rings=["nothing"]), "ring_short"),
        (feature(rings=[SQUARE[:-1]]), "ring_open"),
        (feature(rings=[[SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]]), "ring_flat"),
        (feature(rings=[[SQUARE[0]] * 5]), "ring_flat"),
        (feature(rings=[BOW_TIE]), "ring_crossing"),
        (feature(rings=[[[y, x] for x, y in SQUARE]]), "swapped"),
        (feature(rings=[[[123.5], *SQUARE[1:]]]), "not_a_position"),
        (feature(rings=[[["a", "b"], *SQUARE[1:]]]), "not_a_number"),
        (feature(rings=[[[True, False], *SQUARE[1:]]]), "not_a_number"),
        (feature(rings=[[[1e308, -10.1], *SQUARE[1:]]]), "not_a_number"),
        (feature(rings=[[[10**400, -10.1], *SQUARE[1:]]]), "not_a_number"),
        (feature(rings=[[[200, -10.1], *SQUARE[1:]]]), "out_of_range"),
        (feature(rings=[moved(-16.8, 4)]), "elsewhere"),
    ],
)
def test_refused_feature_says_which(given: Any, code: str) -> None:
    error = refusal(collection(feature("53.71.01.1002", [moved(0.01, 0)]), given))
    assert error.code == code
    assert error.details["number"] == 2


def test_swapped_is_found_where_both_orders_are_on_the_globe() -> None:
    places = {"53.71.01.1001": (12.5, 41.9)}
    ring = [[41.8, 12.4], [41.9, 12.4], [41.9, 12.5], [41.8, 12.4]]
    with pytest.raises(OutlineError, match="swapped"):
        read_outlines(collection(feature(rings=[ring])), places)


def test_code_twice() -> None:
    assert refusal(collection(feature(), feature())).code == "code_twice"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe{}", "not_utf8"),
        (b"{", "not_json"),
        (b"", "not_json"),
        (b"[" * 200_000, "too_deep"),
        (b'{"type": "FeatureCollection", "features": [' + b"1" * 5000 + b"]}", "endless_number"),
        (b"[]", "not_a_collection"),
        (b'{"type": "Feature"}', "not_a_collection"),
        (b'{"type": "FeatureCollection", "features": []}', "no_features"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "no_features"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not_a_number"),
        (collection(feature(), crs={"properties": {"name": "EPSG:23835"}}), "other_crs"),
    ],
)
def test_refused_file(data: bytes, code: str) -> None:
    assert refusal(data).code == code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(bytes=10), "too_large"),
        (Limits(features=0), "too_many_features"),
        (Limits(positions=4), "too_many_positions"),
        (Limits(ring=4), "ring_long"),
        (Limits(polygons=0), "not_an_area"),
    ],
)
def test_limits(limits: Limits, code: str) -> None:
    assert refusal(collection(feature()), limits=limits).code == code


def test_byte_order_mark_is_read() -> None:
    assert read_outlines(
        b"\xef\xbb\xbf"
        + collection(feature(), crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
        PLACES,
    )
