"""Pure rules of places: codes, outlines of GeoJSON files, cells around centres, the drawing of a map."""

from warga.places.domain.cells import cells
from warga.places.domain.codes import RESERVED_SLUGS, level_of, normal_code, parent_of
from warga.places.domain.errors import OutlineError
from warga.places.domain.outline import Limits, Outline, read_outlines

__all__ = [
    "RESERVED_SLUGS",
    "Limits",
    "Outline",
    "OutlineError",
    "cells",
    "level_of",
    "normal_code",
    "parent_of",
    "read_outlines",
]
