"""Framework editions: which files are loaded, and the framework a file describes."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cityindex.framework import Framework, load
from cityindex.framework.catalogue import every
from warga.indicators.models import FrameworkEdition
from warga.kernel.errors import DomainError


class UnknownFrameworkError(DomainError):
    """No framework with this id has been loaded."""

    def __init__(self, framework_id: str) -> None:
        message = _("There is no framework “%(id)s” here. Load it first, or check its name.") % {
            "id": framework_id[:60]
        }
        super().__init__("UNKNOWN_FRAMEWORK", message)


def current_editions() -> list[FrameworkEdition]:
    """Return the newest edition of every framework, by id, without their texts."""
    return list(FrameworkEdition.objects.filter(is_current=True).order_by("framework_id").defer("toml"))


def offered() -> list[tuple[str, str]]:
    """Return (id, title) of every framework one can begin with: the loaded ones, then those that come with Warga."""
    loaded = {edition.framework_id: edition.title for edition in current_editions()}
    language = get_language() or "id"
    shipped = {framework.id: framework.title.in_language(language) for framework in every()}
    return list((loaded | {key: title for key, title in shipped.items() if key not in loaded}).items())


def current_edition(framework_id: str) -> FrameworkEdition:
    """Return the newest edition without its text; raises UnknownFrameworkError."""
    edition = (
        FrameworkEdition.objects.filter(framework_id=framework_id, is_current=True).defer("toml").first()
    )
    if edition is None:
        raise UnknownFrameworkError(framework_id)
    return edition


def framework_of(edition: FrameworkEdition) -> Framework:
    """Return the framework of an edition; a text is parsed once per process."""
    return _parsed(edition.digest)


def current_framework(framework_id: str) -> Framework:
    """Return the newest framework with this id; raises UnknownFrameworkError."""
    return framework_of(current_edition(framework_id))


@lru_cache(maxsize=64)
def _parsed(digest: str) -> Framework:
    # The line break keeps a text that ends in ".toml" from being taken for a file name.
    return load(FrameworkEdition.objects.values_list("toml", flat=True).get(digest=digest) + "\n")
