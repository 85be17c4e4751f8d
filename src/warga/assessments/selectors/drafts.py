"""What a publication would change: for the second person who looks before the public does."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warga.assessments.domain import changes, own_hand
from warga.assessments.selectors import judgements, publications
from warga.assessments.selectors.computing import assessed
from warga.indicators.selectors import values
from warga.indicators.selectors.editions import current_framework

if TYPE_CHECKING:
    from warga.assessments.models import Judgement, Publication
    from warga.indicators.models import Observation
    from warga.places.models import City


@dataclass(frozen=True)
class Preview:
    """The assessment as it would be published, what would change, and whose work it is."""

    framework_id: str
    period: int
    result: dict[str, Any] | None
    against: "Publication | None"
    changes: list[dict[str, Any]]
    values: "list[Observation]"
    judgements: "list[Judgement]"
    enterers: frozenset[int | None]

    @property
    def empty(self) -> bool:
        return not self.values and not self.judgements

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
    return Preview(
        framework_id,
        period,
        result,
        against,
        changes(against.result if against else None, result) if result else [],
        draft_values,
        draft_judgements,
        enterers(city.pk, framework_id, period),
    )


def enterers(city_id: int, framework_id: str, period: int) -> frozenset[int | None]:
    """Return who entered the drafts of a period, values and judgements."""
    typed = values.draft_enterers(city_id, framework_id, period)
    judged = {draft.entered_by_id for draft in judgements.drafts(city_id, framework_id, period)}
    return frozenset(typed | judged)
