"""Outlines from a GeoJSON FeatureCollection (RFC 7946), read as if the sender meant harm.

Every outline is joined to a known place by code, lies near that place, and has rings that are closed, do not
cross themselves and enclose something. One wrong feature refuses the whole file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from warga.places.domain.codes import normal_code
from warga.places.domain.errors import OutlineError

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]

CODE_PROPERTIES = ("code", "kode", "kelurahan_code", "kecamatan_code", "KDEPUM", "KDCPUM", "id")
DECIMALS = 6  # about 0.1 m
BEYOND = 10**9  # what is larger, or no number at all, is not even a mistake in the units


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold; beyond, it is refused before it is understood."""

    bytes: int = 30_000_000
    features: int = 5_000
    polygons: int = 2_000
    positions: int = 400_000
    ring: int = 8_000
    degrees_off: float = 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one place as polygons of rings of (longitude, latitude), each ring closed."""

    code: str
    polygons: list[Polygon]

    def as_geometry(self) -> dict[str, Any]:
        """Return the GeoJSON geometry, always a MultiPolygon, so that readers know one shape only."""
        rings = [[[list(spot) for spot in ring] for ring in polygon] for polygon in self.polygons]
        return {"type": "MultiPolygon", "coordinates": rings}


def read_outlines(
    data: bytes,
    places: Mapping[str, Position],
    *,
    code_property: str | None = None,
    limits: Limits = Limits(),
) -> list[Outline]:
    """Return the outlines of a file, in its order; ``places`` gives (longitude, latitude) of every known code.

    Raises OutlineError with a code of ``places.texts`` and where in the file it is.
    """
    features = features_of(data, limits)
    found: dict[str, Outline] = {}
    budget = limits.positions
    for number, feature in enumerate(features, 1):
        code = code_of(feature, number, code_property)
        if code not in places:
            raise OutlineError("unknown_code", number=number, value=code)
        if code in found:
            raise OutlineError("code_twice", number=number, value=code)
        polygons = [
            [ring_of(ring, number, code, limits) for ring in polygon]
            for polygon in polygons_of(feature, number, code, limits)
        ]
        budget -= sum(len(ring) for polygon in polygons for ring in polygon)
        if budget < 0:
            raise OutlineError("too_many_positions", limit=limits.positions)
        require_near(polygons, places[code], number, code, limits.degrees_off)
        found[code] = Outline(code, polygons)
    return list(found.values())


def features_of(data: bytes, limits: Limits) -> list[Any]:
    """Return the features of a collection; sizes are checked first."""
    if len(data) > limits.bytes:
        raise OutlineError("too_large", limit=limits.bytes // 1_000_000)
    content = json_of(data)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise OutlineError("not_a_collection")
    if "crs" in content and not any(name in str(content["crs"]) for name in ("CRS84", "4326")):
        raise OutlineError("other_crs", value=str(content["crs"])[:80])
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise OutlineError("no_features")
    if len(features) > limits.features:
        raise OutlineError("too_many_features", limit=limits.features)
    return features


def json_of(data: bytes) -> Any:
    """Read JSON text; whatever stops Python's reader becomes one of our refusals."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=refuse_constant)
    except UnicodeDecodeError:
        raise OutlineError("not_utf8") from None
    except RecursionError:
        raise OutlineError("too_deep") from None
    except json.JSONDecodeError as error:
        raise OutlineError("not_json", line=error.lineno, column=error.colno) from None
    except OutlineError:
        raise
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise OutlineError("endless_number") from None


def refuse_constant(written: str) -> float:
    """JSON knows no NaN and no Infinity, though Python's reader does."""
    raise OutlineError("not_a_number", number=0, code="", value=written)


def code_of(feature: Any, number: int, code_property: str | None) -> str:
    """Return the code a feature carries; a name alone never decides."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise OutlineError("no_properties", number=number)
    keys = (code_property,) if code_property else CODE_PROPERTIES
    for key in keys:
        if isinstance(value := properties.get(key), str | int) and str(value).strip():
            return normal_code(str(value))
    raise OutlineError("no_code", number=number, value=", ".join(keys))


def polygons_of(feature: Mapping[str, Any], number: int, code: str, limits: Limits) -> Iterator[list[Any]]:
    """Yield the polygons of a feature as they are written."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise OutlineError("not_an_area", number=number, code=code, value=str(kind)[:40])
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons or len(polygons) > limits.polygons:
        raise OutlineError("not_an_area", number=number, code=code, value=str(kind))
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon or len(polygon) > limits.polygons:
            raise OutlineError("not_an_area", number=number, code=code, value=str(kind))
        yield polygon


def ring_of(ring: Any, number: int, code: str, limits: Limits) -> Ring:
    """Return a ring whose every rule holds: numbers, range, closed, an area, no crossing of itself."""
    if not isinstance(ring, list) or len(ring) < 4:
        raise OutlineError("ring_short", number=number, code=code)
    if len(ring) > limits.ring:
        raise OutlineError("ring_long", number=number, code=code, limit=limits.ring)
    spots = [position_of(position, number, code) for position in ring]
    if spots[0] != spots[-1]:
        raise OutlineError("ring_open", number=number, code=code)
    spots = [spot for i, spot in enumerate(spots) if i == 0 or spot != spots[i - 1]]
    if len(spots) < 4 or area(spots) == 0:
        raise OutlineError("ring_flat", number=number, code=code)
    if crosses_itself(spots):
        raise OutlineError("ring_crossing", number=number, code=code)
    return spots


def position_of(position: Any, number: int, code: str) -> Position:
    """Return (longitude, latitude); a height after them is dropped."""
    if not isinstance(position, list) or not 2 <= len(position) <= 4:
        raise OutlineError("not_a_position", number=number, code=code, value=str(position)[:40])
    for part in position[:2]:
        if isinstance(part, bool) or not isinstance(part, int | float) or not abs(part) < BEYOND:
            raise OutlineError("not_a_number", number=number, code=code, value=repr(part)[:40])
    longitude, latitude = position[:2]
    if abs(longitude) > 180 or abs(latitude) > 90:
        swapped = abs(longitude) <= 90 and abs(latitude) <= 180
        raise OutlineError(
            "swapped" if swapped else "out_of_range",
            number=number,
            code=code,
            value=f"[{longitude}, {latitude}]",
        )
    return round(float(longitude), DECIMALS), round(float(latitude), DECIMALS)


def area(ring: Sequence[Position]) -> float:
    """Return the signed area of a closed ring in square degrees (shoelace formula)."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def crosses_itself(ring: Sequence[Position]) -> bool:
    """Tell whether two edges of a closed ring properly cross; touching at a corner is allowed, as in real data."""
    points = np.asarray(ring)
    start, end = points[:-1], points[1:]
    for i in range(len(start) - 2):
        a, b = start[i], end[i]
        c, d = start[i + 2 :], end[i + 2 :]
        sides_of_edge = turn(a, b, c) * turn(a, b, d) < 0
        sides_of_others = turn(c, d, a) * turn(c, d, b) < 0
        if bool(np.any(sides_of_edge & sides_of_others)):
            return True
    return False


def turn(origin: Any, towards: Any, point: Any) -> Any:
    """Return > 0 where ``point`` lies left of the line from ``origin`` to ``towards``, < 0 right of it; vectorised."""
    return (towards[..., 0] - origin[..., 0]) * (point[..., 1] - origin[..., 1]) - (
        towards[..., 1] - origin[..., 1]
    ) * (point[..., 0] - origin[..., 0])


def require_near(
    polygons: Sequence[Polygon], centre: Position, number: int, code: str, degrees: float
) -> None:
    """Refuse an outline that lies elsewhere than its place; say so if swapping the two numbers would mend it."""
    spots = [spot for polygon in polygons for spot in polygon[0]]
    if all(is_near(x, y, centre, degrees) for x, y in spots):
        return
    swapped = all(is_near(y, x, centre, degrees) for x, y in spots)
    x, y = spots[0]
    raise OutlineError("swapped" if swapped else "elsewhere", number=number, code=code, value=f"[{x}, {y}]")


def is_near(longitude: float, latitude: float, centre: Position, degrees: float) -> bool:
    return abs(longitude - centre[0]) <= degrees and abs(latitude - centre[1]) <= degrees
