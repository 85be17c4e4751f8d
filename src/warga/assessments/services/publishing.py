"""Making a period public: the whole of it at once, by somebody who entered none of it."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cityindex.framework import Framework
from warga.accounts.selectors import person_id_of
from warga.assessments.domain import changes, own_hand
from warga.assessments.models import Publication
from warga.assessments.selectors import judgements, publications
from warga.assessments.selectors.computing import assessed
from warga.assessments.selectors.drafts import enterers, waiting
from warga.assessments.services.judgements import mark_public as mark_judgements_public
from warga.assessments.services.ranking import rank_cities
from warga.assessments.services.uncertainty import request_standard_run
from warga.common import journal, outbox
from warga.indicators.selectors import editions, values
from warga.indicators.services.values import mark_public as mark_values_public
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError, NotAllowedError

if TYPE_CHECKING:
    from warga.places.models import City


class NothingToPublishError(DomainError):
    """The period has no drafts, or no value at all."""

    def __init__(self, city: str, period: int) -> None:
        message = _("%(city)s has no drafts for %(period)s, so there is nothing to publish.")
        super().__init__("NOTHING_TO_PUBLISH", message % {"city": city, "period": period})


class OwnHandError(NotAllowedError):
    """The publisher entered one of the drafts."""

    def __init__(self) -> None:
        message = _(
            "You entered some of these drafts yourself. A second person has to look at them and publish."
        )
        super().__init__("OWN_HAND", message)


class StaleDraftsError(DomainError):
    """The drafts are not the ones the publisher looked at."""

    def __init__(self) -> None:
        message = _("The drafts have changed since you looked at them. Nothing was published; look again.")
        super().__init__("STALE_DRAFTS", message)


@transaction.atomic
def publish_period(
    *,
    city: "City",
    framework_id: str,
    period: int,
    note: str = "",
    seen: str = "",
    actor: Actor,
    now: datetime,
) -> Publication:
    """Publish all drafts of a city's period and store its assessment as of now.

    ``seen`` is the digest of the drafts the publisher looked at, where they did. Raises NothingToPublishError,
    OwnHandError, StaleDraftsError, UnknownFrameworkError. Who may publish is asked by the caller; that
    nobody publishes their own drafts holds whoever calls.
    """
    if seen and seen != waiting(city.pk, framework_id, period):
        raise StaleDraftsError
    drafters = enterers(city.pk, framework_id, period)
    if not drafters:
        raise NothingToPublishError(city.name, period)
    edition = editions.current_edition(framework_id)
    publication = _publish(city, edition, period, note, drafters, actor, now)
    rank_cities(framework_id=framework_id, period=period)
    request_standard_run(framework_id=framework_id, period=period, now=now)
    return publication


@transaction.atomic
def publish_cities(
    *,
    cities: "Sequence[City]",
    framework_id: str,
    period: int,
    note: str = "",
    actor: Actor,
    now: datetime,
    progress: Callable[[int], object] = lambda cities: None,
) -> list[Publication]:
    """Publish one period of many cities, all or none; cities without drafts are passed over.

    Raises OwnHandError if the actor entered a draft of any of them, NothingToPublishError if none has drafts.
    """
    edition = editions.current_edition(framework_id)
    done = []
    for city in cities:
        if drafters := enterers(city.pk, framework_id, period):
            done.append(_publish(city, edition, period, note, drafters, actor, now))
        progress(1)
    if not done:
        raise NothingToPublishError(_("None of these cities"), period)
    rank_cities(framework_id=framework_id, period=period)
    request_standard_run(framework_id=framework_id, period=period, now=now)
    return done


def _publish(
    city: "City",
    edition: Any,
    period: int,
    note: str,
    drafters: Collection[int | None],
    actor: Actor,
    now: datetime,
) -> Publication:
    framework_id: str = edition.framework_id
    person = person_id_of(actor)
    if own_hand(person, drafters):
        raise OwnHandError
    counts = {
        "values": mark_values_public(city=city, framework_id=framework_id, period=period, now=now),
        "judgements": mark_judgements_public(
            city_id=city.pk, framework_id=framework_id, period=period, now=now
        ),
    }
    result = _assessment(city, editions.framework_of(edition), period)
    publication = _store(city, edition, result, note, person, now)
    _tell(publication, city, counts, actor, now)
    return publication


def _assessment(city: "City", framework: Framework, period: int) -> dict[str, Any]:
    rows = values.public(city.pk, framework.id, period)
    result = assessed(framework, city, rows, judgements.public(city.pk, framework.id, period))
    if result is None:
        raise NothingToPublishError(city.name, period)
    return result


def _store(
    city: "City", edition: Any, result: dict[str, Any], note: str, person: int | None, now: datetime
) -> Publication:
    """Append the publication; the one before stays as it was, only no longer current."""
    period = result["period"]
    against = publications.before(city.pk, edition.framework_id, period)
    earlier = Publication.objects.filter(city_id=city.pk, framework_id=edition.framework_id, period=period)
    number = earlier.count() + 1
    earlier.filter(is_current=True).update(is_current=False)
    result["publication"] = {"number": number, "published_at": now.isoformat(), "note": note}
    return Publication.objects.create(
        city_id=city.pk,
        edition_id=edition.pk,
        framework_id=edition.framework_id,
        period=period,
        number=number,
        note=note[:500],
        published_by_id=person,
        published_at=now,
        result=result,
        headline=result["headline"] | {"framework": result["framework"]},
        changes=_changes(against, result),
    )


def _changes(against: Publication | None, result: dict[str, Any]) -> dict[str, Any]:
    if against is None:
        return {"against": None, "items": []}
    stamp = {
        "period": against.period,
        "number": against.number,
        "published_at": against.published_at.isoformat(),
    }
    return {"against": stamp, "items": changes(against.result, result)}


def _tell(
    publication: Publication, city: "City", counts: dict[str, int], actor: Actor, now: datetime
) -> None:
    data = {
        "framework": publication.framework_id,
        "period": publication.period,
        "number": publication.number,
        **counts,
    }
    journal.record(
        verb="periods.published",
        actor=actor,
        now=now,
        object_kind="publication",
        object_id=publication.pk,
        city_id=city.pk,
        data=data,
    )
    outbox.append(kind="period.published", now=now, data={"publication": publication.pk, **data})
