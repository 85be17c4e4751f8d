"""The rows of a period as those who judge them see them: newest values, drafts included."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityindex.framework import Framework, Indicator
from warga.assessments.models import Judgement
from warga.assessments.selectors import judgements
from warga.indicators.selectors import values
from warga.indicators.selectors.editions import current_framework

if TYPE_CHECKING:
    from warga.indicators.models import Observation
    from warga.places.models import City


@dataclass(frozen=True)
class Line:
    """One row: what is asked, what is written, what somebody thinks of it."""

    indicator: Indicator
    value: "Observation | None"
    judgement: Judgement | None


@dataclass(frozen=True)
class Table:
    """All rows of a framework in one period of one city."""

    framework: Framework
    period: int
    lines: tuple[Line, ...]

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.indicator.code == code), None)

    @property
    def judged(self) -> int:
        return sum(line.judgement is not None for line in self.lines)


def judging_table(city: "City", framework_id: str, period: int) -> Table:
    """Return the rows of a period; raises UnknownFrameworkError."""
    framework = current_framework(framework_id)
    written = {row.indicator: row for row in values.latest(city.pk, framework_id, period) if not row.source}
    judged = judgements.latest(city.pk, framework_id, period)
    lines = (Line(i, written.get(i.code), judged.get(i.code)) for i in framework.indicators)
    return Table(framework, period, tuple(lines))
