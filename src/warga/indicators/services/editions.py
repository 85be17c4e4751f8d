"""Framework files become editions."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from cityindex.framework import Framework, UnknownFrameworkError, load
from cityindex.framework.catalogue import FOLDER, ids
from warga.common import journal
from warga.indicators.models import FrameworkEdition
from warga.kernel.actor import Actor


@transaction.atomic
def load_edition(*, toml: str, actor: Actor, now: datetime) -> FrameworkEdition:
    """Make a framework file the current edition of its framework; the same text again changes nothing.

    Raises ``cityindex.framework.FrameworkError`` with every fault of the file.
    """
    framework = load(toml + "\n")
    digest = sha256(toml.encode()).hexdigest()
    known = FrameworkEdition.objects.filter(digest=digest).first()
    if known and known.is_current:
        return known
    FrameworkEdition.objects.filter(framework_id=framework.id, is_current=True).update(is_current=False)
    edition = _again(known) if known else _new(framework, digest, toml, now)
    journal.record(
        verb="frameworks.loaded",
        actor=actor,
        now=now,
        object_kind="framework",
        object_id=framework.id,
        data={"digest": digest},
    )
    return edition


def load_shipped(*, framework_id: str, actor: Actor, now: datetime) -> FrameworkEdition:
    """Load a framework that comes with the engine; raises ``cityindex.framework.UnknownFrameworkError``."""
    if framework_id not in ids():
        raise UnknownFrameworkError(framework_id)
    toml = (FOLDER / f"{framework_id}.toml").read_text(encoding="utf-8")
    return load_edition(toml=toml, actor=actor, now=now)


def load_if_needed(*, framework_id: str, actor: Actor, now: datetime) -> None:
    """Load a framework that comes with Warga where nobody has yet; an edition that is loaded stays as it is."""
    if not FrameworkEdition.objects.filter(framework_id=framework_id, is_current=True).exists():
        load_shipped(framework_id=framework_id, actor=actor, now=now)


def load_named(*, name: str, actor: Actor, now: datetime) -> FrameworkEdition:
    """Load a framework by the name of its TOML file, else by the id of one that comes with the engine."""
    if name.endswith(".toml"):
        return load_edition(toml=Path(name).read_text(encoding="utf-8-sig"), actor=actor, now=now)
    return load_shipped(framework_id=name, actor=actor, now=now)


def _new(framework: Framework, digest: str, toml: str, now: datetime) -> FrameworkEdition:
    return FrameworkEdition.objects.create(
        framework_id=framework.id,
        digest=digest,
        toml=toml,
        title_id=framework.title.id[:200],
        title_en=framework.title.en[:200],
        loaded_at=now,
    )


def _again(edition: FrameworkEdition) -> FrameworkEdition:
    edition.is_current = True
    edition.save(update_fields=["is_current"])
    return edition
