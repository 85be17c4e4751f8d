"""The map: schematic unless every outline is there, north above, as wide as the paper."""

from warga.places.domain.drawing import WIDTH, Ward, draw

SQUARE = [[[(123.5, -10.2), (123.6, -10.2), (123.6, -10.1), (123.5, -10.1), (123.5, -10.2)]]]
NORTH = Ward("1", "Utara", "A", 123.55, -10.1)
SOUTH = Ward("2", "Selatan", "B", 123.55, -10.2)


def test_no_wards_no_map() -> None:
    assert draw([]).shapes == []


def test_cells_where_an_outline_is_missing() -> None:
    drawing = draw([NORTH._replace(polygons=SQUARE), SOUTH])
    assert drawing.schematic
    assert all(shape.path.startswith("M") for shape in drawing.shapes)


def test_borders_where_all_are_there() -> None:
    drawing = draw([NORTH._replace(polygons=SQUARE)])
    assert not drawing.schematic
    assert drawing.shapes[0].path.count("L") == 3


def test_north_is_above_and_groups_follow_the_kecamatan() -> None:
    drawing = draw([NORTH, SOUTH])
    above, below = drawing.labels
    assert above.y < below.y
    assert [shape.group for shape in drawing.shapes] == [1, 2]
    numbers = [int(n) for shape in drawing.shapes for n in shape.path.strip("MZ").replace("L", " ").split()]
    assert min(numbers) >= 0
    assert max(numbers) <= WIDTH


def test_same_input_same_map() -> None:
    assert draw([NORTH, SOUTH]) == draw([NORTH, SOUTH])
