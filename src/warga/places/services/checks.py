"""What every verb of this module asks of the texts and numbers it is given."""

from xml.etree.ElementTree import ParseError
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from warga.kernel.errors import DomainError
from warga.places.domain import level_of, parent_of

EMBLEM_BYTES = 20_000


def require_text(what: str, text: str, limit: int, *, empty: bool = False) -> str:
    """Return a text without blanks around it; DomainError if it is too long for its column, or empty."""
    text = text.strip()
    if len(text) > limit or "\x00" in text or not (text or empty):
        raise DomainError(
            "bad_text",
            _("%(what)s: write 1 to %(limit)s characters.") % {"what": what, "limit": limit},
        )
    return text


def require_centre(code: str, lat: float | None, lng: float | None) -> None:
    if lat is None or lng is None or not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise DomainError(
            "bad_centre",
            _("%(code)s: latitude lies between −90 and 90, longitude between −180 and 180.") % {"code": code},
        )


def require_level(code: str, level: str) -> None:
    if level_of(code) != level:
        raise DomainError(
            "bad_code",
            _("“%(code)s” is not a code of a %(level)s, which looks like %(example)s.")
            % {
                "code": code,
                "level": level,
                "example": {"city": "53.71", "kecamatan": "53.71.01", "kelurahan": "53.71.01.1001"}[level],
            },
        )


def require_inside(code: str, parent: str) -> None:
    if parent_of(code) != parent:
        raise DomainError(
            "other_parent",
            _("The code %(code)s does not lie in %(parent)s.") % {"code": code, "parent": parent},
        )


def require_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise DomainError(
            "bad_time_zone", _("“%(name)s” is no time zone, for example Asia/Makassar.") % {"name": name}
        ) from error


def require_emblem(svg: str) -> None:
    """An emblem is a small SVG file; it is shown as an image, where nothing in it can run."""
    if not svg:
        return
    try:
        root = fromstring(svg) if len(svg.encode()) <= EMBLEM_BYTES else None
    except (ParseError, DefusedXmlException):
        root = None
    if root is None or root.tag.rpartition("}")[2] != "svg":
        raise DomainError(
            "bad_emblem",
            _("The emblem must be an SVG file of at most %(size)s kB.") % {"size": EMBLEM_BYTES // 1000},
        )
