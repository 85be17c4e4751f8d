"""What a publication would change: for the second person who looks before the public does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from cityindex.framework import Framework
from warga.assessments.domain import changes, figures, own_hand
from warga.assessments.selectors import judgements, publications
from warga.assessments.selectors.computing import assessed
from warga.indicators.selectors import values
from warga.indicators.selectors.editions import current_editions, current_framework, framework_of

if TYPE_CHECKING:
    from warga.assessments.models import Judgement, Publication
    from warga.indicators.models import Observation
    from warga.places.models import City


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """A period with values, and how many drafts wait in it."""

    framework_id: str
    title: str
    period: int
    judges: bool
    drafts: int


@dataclass(frozen=True)
class Preview:
    """The assessment as it would be published, what would change, and whose work it is."""

    framework: Framework
    period: int
    result: dict[str, Any] | None
    against: "Publication | None"
    changes: list[dict[str, Any]]
    values: "list[Observation]"
    judgements: "list[Judgement]"
    enterers: frozenset[int | None]
    public: Mapping[tuple[str, str], str]
    """What the public reads now, by indicator and source."""

    @property
    def empty(self) -> bool:
        return not self.values and not self.judgements

    @property
    def headlines(self) -> list[dict[str, Any]]:
        """The figures the public would read, as they are and as they would become; unchanged ones too."""
        now = figures(self.against.headline if self.against and self.against.period == self.period else None)
        then = figures(self.result["headline"] if self.result else None)
        return [{"kind": kind, "now": now.get(kind), "then": then.get(kind)} for kind in then]

    @property
    def digest(self) -> str:
        """The same as long as the same versions wait to be published."""
        return digest(self.values, self.judgements)

    def entered_by(self, person_id: int | None) -> bool:
        """Whether this person entered one of the drafts, so that somebody else must publish them."""
        return own_hand(person_id, self.enterers)


def preview(city: "City", framework_id: str, period: int) -> Preview:
    """Compute what the public would see; raises UnknownFrameworkError."""
    framework = current_framework(framework_id)
    rows = values.latest(city.pk, framework_id, period)
    judged = judgements.latest(city.pk, framework_id, period)
    result = assessed(framework, city, rows, judged)
    against = publications.before(city.pk, framework_id, period)
    draft_values = [row for row in rows if not row.is_public]
    draft_judgements = judgements.drafts(city.pk, framework_id, period)
    prefetch_related_objects(draft_values, "entered_by")
    return Preview(
        framework,
        period,
        result,
        against,
        changes(against.result if against else None, result) if result else [],
        draft_values,
        draft_judgements,
        enterers(city.pk, framework_id, period),
        {(row.indicator, row.source): row.raw_value for row in values.public(city.pk, framework_id, period)},
    )


def enterers(city_id: int, framework_id: str, period: int) -> frozenset[int | None]:
    """Return who entered the drafts of a period, values and judgements."""
    typed = values.draft_enterers(city_id, framework_id, period)
    return frozenset(typed | judgements.draft_enterers(city_id, framework_id, period))


def digest(drafts: "Iterable[Observation]", judged: "Iterable[Judgement]") -> str:
    """Name a set of drafts by their versions."""
    versions = f"{sorted(row.pk for row in drafts)}{sorted(row.pk for row in judged)}"
    return blake2b(versions.encode(), digest_size=12).hexdigest()


def waiting(city_id: int, framework_id: str, period: int) -> str:
    """Return the digest of the drafts that wait now."""
    rows = values.latest(city_id, framework_id, period)
    return digest(
        [row for row in rows if not row.is_public], judgements.drafts(city_id, framework_id, period)
    )


def open_periods(city_id: int) -> list[OpenPeriod]:
    """Return every period a city has values for, those of newer years first within a framework."""
    return [
        OpenPeriod(
            edition.framework_id,
            edition.title,
            period,
            bool(framework_of(edition).judgements),
            _count(city_id, edition.framework_id, period),
        )
        for edition in current_editions()
        for period in values.periods(city_id, edition.framework_id, drafts=True)
    ]


def _count(city_id: int, framework_id: str, period: int) -> int:
    rows = values.latest(city_id, framework_id, period)
    return sum(not row.is_public for row in rows) + len(judgements.drafts(city_id, framework_id, period))
