"""Cells around centres, for places whose outlines nobody has loaded: every spot belongs to the nearest centre.

The cells are Voronoi polygons cut out of a rounded hull of all centres by half-planes (Sutherland & Hodgman 1974,
"Reentrant polygon clipping"). They show who lies beside whom; they are no borders, and the page says so.
"""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def cells(centres: Sequence[Point], margin: float | None = None) -> list[list[Point]]:
    """Return one convex polygon for each centre, in the order given; a flat plane with one unit on both axes.

    ``margin`` is how far the land reaches beyond the outermost centres; without it, the typical distance between
    neighbours. Centres on the very same spot share one cell. Empty input gives an empty list.
    """
    if not centres:
        return []
    land = rounded_hull(centres, margin if margin is not None else typical_distance(centres))
    return [cell(centre, centres, land) for centre in centres]


def cell(centre: Point, centres: Sequence[Point], land: Sequence[Point]) -> list[Point]:
    """Cut from ``land`` what is nearer to another centre, nearest rivals first, until none can reach."""
    polygon = list(land)
    for rival in sorted(centres, key=lambda other: math.dist(centre, other)):
        distance = math.dist(centre, rival)
        if distance == 0:
            continue
        if distance > 2 * max(math.dist(centre, corner) for corner in polygon):
            break
        polygon = nearer_half(polygon, centre, rival)
    return polygon


def nearer_half(polygon: Sequence[Point], centre: Point, rival: Point) -> list[Point]:
    """Keep the part of a convex polygon that is nearer to ``centre`` than to ``rival``."""
    nx, ny = rival[0] - centre[0], rival[1] - centre[1]
    edge = (rival[0] ** 2 + rival[1] ** 2 - centre[0] ** 2 - centre[1] ** 2) / 2
    beyond = [nx * x + ny * y - edge for x, y in polygon]
    kept: list[Point] = []
    for i, (x, y) in enumerate(polygon):
        before, (px, py) = beyond[i - 1], polygon[i - 1]
        if (beyond[i] > 0) != (before > 0):
            share = before / (before - beyond[i])
            kept.append((px + share * (x - px), py + share * (y - py)))
        if beyond[i] <= 0:
            kept.append((x, y))
    return kept


def typical_distance(centres: Sequence[Point]) -> float:
    """Return the median distance from a centre to its nearest neighbour elsewhere; 1 if there is none."""
    nearest = sorted(
        min(apart)
        for centre in centres
        if (apart := [gap for other in centres if (gap := math.dist(centre, other)) > 0])
    )
    return nearest[len(nearest) // 2] if nearest else 1.0


def rounded_hull(centres: Sequence[Point], margin: float, corners: int = 16) -> list[Point]:
    """Return the convex hull of circles of radius ``margin`` around all centres, counter-clockwise."""
    angles = [2 * math.pi * k / corners for k in range(corners)]
    return hull([(x + margin * math.cos(a), y + margin * math.sin(a)) for x, y in centres for a in angles])


def hull(points: Sequence[Point]) -> list[Point]:
    """Return the convex hull, counter-clockwise (Andrew's monotone chain, 1979)."""
    ordered = sorted(set(points))

    def chain(points: Sequence[Point]) -> list[Point]:
        line: list[Point] = []
        for point in points:
            while len(line) > 1 and not left_turn(line[-2], line[-1], point):
                line.pop()
            line.append(point)
        return line[:-1]

    return chain(ordered) + chain(ordered[::-1])


def left_turn(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0
