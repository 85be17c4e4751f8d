"""From outlines or centres to the shapes of an SVG map: flat, in whole pixels, with the north above."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from warga.places.domain.cells import cells
from warga.places.domain.outline import Polygon

Point = tuple[float, float]
WIDTH = 720
EDGE = 8


class Ward(NamedTuple):
    """A kelurahan as the map needs it; ``polygons`` is empty where no outline is loaded."""

    code: str
    name: str
    kecamatan: str
    longitude: float
    latitude: float
    polygons: Sequence[Polygon] = ()


class Shape(NamedTuple):
    """A kelurahan on the map: the path of its outline and the number of its kecamatan, from 1."""

    code: str
    name: str
    kecamatan: str
    group: int
    path: str


class Label(NamedTuple):
    """The name of a kecamatan and where it stands on the map."""

    name: str
    group: int
    x: int
    y: int


class Drawing(NamedTuple):
    """A map; ``schematic`` where the shapes are cells around centres instead of borders."""

    width: int
    height: int
    shapes: list[Shape]
    labels: list[Label]
    schematic: bool


def draw(wards: Sequence[Ward]) -> Drawing:
    """Draw all wards: their borders if every one has an outline, else cells around their centres.

    One mixed map would let a cell look like a border, so one missing outline makes the whole map schematic.
    """
    schematic = not all(ward.polygons for ward in wards)
    flat = flattening(wards)
    centres = [flat((ward.longitude, ward.latitude)) for ward in wards]
    areas = [[cell] for cell in cells(centres)] if schematic else [borders(ward, flat) for ward in wards]
    to_pixel, height = fitting([spot for area in areas for ring in area for spot in ring])
    groups = {name: place for place, name in enumerate(dict.fromkeys(ward.kecamatan for ward in wards), 1)}
    shapes = [
        Shape(ward.code, ward.name, ward.kecamatan, groups[ward.kecamatan], path_of(area, to_pixel))
        for ward, area in zip(wards, areas, strict=True)
    ]
    labels = [
        Label(
            name,
            group,
            *middle_of([to_pixel(c) for c, w in zip(centres, wards, strict=True) if w.kecamatan == name]),
        )
        for name, group in groups.items()
    ]
    return Drawing(WIDTH, height, shapes, labels, schematic)


def borders(ward: Ward, flat: Callable[[Point], Point]) -> list[list[Point]]:
    return [[flat(spot) for spot in ring] for polygon in ward.polygons for ring in polygon]


def flattening(wards: Sequence[Ward]) -> Callable[[Point], Point]:
    """Return what puts (longitude, latitude) on a plane: degrees, longitude shrunk by the middle latitude.

    Equirectangular; across a city below 0.1 % off.
    """
    middle = sum(ward.latitude for ward in wards) / len(wards) if wards else 0.0
    shrink = math.cos(math.radians(middle))
    return lambda spot: (spot[0] * shrink, spot[1])


def fitting(spots: Sequence[Point]) -> tuple[Callable[[Point], tuple[int, int]], int]:
    """Return what puts the plane on the paper, and the paper's height; as wide as WIDTH, at most as tall."""
    if not spots:
        return lambda _: (0, 0), 0
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    room = WIDTH - 2 * EDGE
    scale = room / max(east - west, north - south, 1e-9)
    left = EDGE + (room - scale * (east - west)) / 2
    return (
        lambda spot: (round(left + scale * (spot[0] - west)), round(EDGE + scale * (north - spot[1]))),
        round(2 * EDGE + scale * (north - south)),
    )


def path_of(area: Sequence[Sequence[Point]], to_pixel: Callable[[Point], tuple[int, int]]) -> str:
    """Return the ``d`` of a path. Spots on one pixel become one: neighbours round alike, so borders still meet."""
    pieces = []
    for ring in area:
        pixels = [to_pixel(spot) for spot in ring]
        corners = [pixel for i, pixel in enumerate(pixels) if pixel != pixels[i - 1]]
        if len(corners) > 2:
            pieces.append("M" + "L".join(f"{x} {y}" for x, y in corners) + "Z")
    return "".join(pieces)


def middle_of(pixels: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return round(sum(x for x, _ in pixels) / len(pixels)), round(sum(y for _, y in pixels) / len(pixels))
