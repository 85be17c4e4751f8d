"""The verbs of this module; one journal entry each."""

from warga.places.services.boundaries import import_boundaries
from warga.places.services.cities import add_peers, create_city
from warga.places.services.wards import PLACE_COLUMNS, add_kecamatan, add_kelurahan, add_places

__all__ = [
    "PLACE_COLUMNS",
    "add_kecamatan",
    "add_kelurahan",
    "add_peers",
    "add_places",
    "create_city",
    "import_boundaries",
]
