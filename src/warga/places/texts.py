"""The words for what is wrong with a file of outlines: where it is and what to do."""

from django.utils.translation import gettext_lazy as _

from warga.places.domain import OutlineError

OUTLINES = {
    "too_large": _("The file is larger than %(limit)s MB. Simplify the outlines first."),
    "not_utf8": _("The file is not UTF-8 text. Export it again as GeoJSON."),
    "not_json": _("The file is not JSON: line %(line)s, column %(column)s."),
    "endless_number": _("The file holds a number that never ends."),
    "too_deep": _("The file is nested too deeply to be GeoJSON."),
    "not_a_collection": _("The file is not a GeoJSON FeatureCollection."),
    "other_crs": _("The file uses another coordinate system (%(value)s). Export it in WGS 84 (EPSG:4326)."),
    "no_features": _("The file holds no features."),
    "too_many_features": _("The file holds more than %(limit)s features."),
    "too_many_positions": _("The file holds more than %(limit)s corners. Simplify the outlines first."),
    "no_properties": _("Feature %(number)s has no properties, so its place is unknown."),
    "no_code": _("Feature %(number)s carries no code; looked in %(value)s. A name alone is not enough."),
    "unknown_code": _("Feature %(number)s: the code %(value)s is no place of this city."),
    "code_twice": _("Feature %(number)s: the code %(value)s comes a second time."),
    "not_an_area": _(
        "Feature %(number)s (%(code)s): only Polygon and MultiPolygon are areas, found %(value)s."
    ),
    "ring_short": _("Feature %(number)s (%(code)s): a ring needs at least four positions."),
    "ring_long": _(
        "Feature %(number)s (%(code)s): a ring has more than %(limit)s positions. Simplify it first."
    ),
    "ring_open": _("Feature %(number)s (%(code)s): a ring does not end where it begins."),
    "ring_flat": _("Feature %(number)s (%(code)s): a ring encloses nothing."),
    "ring_crossing": _("Feature %(number)s (%(code)s): a ring crosses itself."),
    "not_a_position": _("Feature %(number)s (%(code)s): %(value)s is no position [longitude, latitude]."),
    "not_a_number": _("Feature %(number)s (%(code)s): %(value)s is no number a map knows."),
    "out_of_range": _("Feature %(number)s (%(code)s): %(value)s lies beyond the globe."),
    "swapped": _(
        "Feature %(number)s (%(code)s): %(value)s looks like [latitude, longitude]; GeoJSON wants [longitude, latitude]."
    ),
    "elsewhere": _("Feature %(number)s (%(code)s): %(value)s lies far from that place."),
}


def sentence(error: OutlineError) -> str:
    """Say in the reader's language what was refused."""
    return str(OUTLINES[error.code]) % error.details
