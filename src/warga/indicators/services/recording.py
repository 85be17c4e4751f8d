"""Values typed one by one, on a page or by a program, go the same way as those of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cityindex.tabular import Problem, grid
from warga.indicators.domain.grid import Typed
from warga.indicators.domain.plan import Plan
from warga.indicators.models import Observation
from warga.indicators.services.planning import Scope, plan_table
from warga.indicators.services.values import Committed, RefusedRowsError, commit_plan
from warga.kernel.actor import Actor

HEADER = ("code", "raw_value")
FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What goes for all values of one save: the source they come from, and why published ones are corrected."""

    citation: str = ""
    reason: str = ""


def record_values(
    *, scope: Scope, values: Sequence[Typed], said: Said, actor: Actor, now: datetime
) -> Committed:
    """Record values as new versions, all or none; line n of the plan is value n − 2, under a header.

    A ``seen`` of None does not ask which version stood there. Raises RefusedRowsError, ReasonMissingError,
    StalePlanError, UnknownFrameworkError.
    """
    if not values:
        return Committed(0, 0)
    plan = plan_values(scope=scope, values=values, citation=said.citation, now=now)
    return commit_plan(plan=plan, reason=said.reason, actor=actor, now=now)


def record_typed(
    *, scope: Scope, typed: Iterable[Typed], said: Said, actor: Actor, now: datetime
) -> Committed:
    """Record what was changed in a form; what still says what its reader saw is left alone.

    Raises as ``record_values``; ``problems_of`` tells which indicators a RefusedRowsError is about.
    """
    return record_values(scope=scope, values=changed(scope, typed), said=said, actor=actor, now=now)


def changed(scope: Scope, typed: Iterable[Typed]) -> list[Typed]:
    """Return the typed values that differ from the version their reader saw."""
    values = list(typed)
    place = {"framework_id": scope.framework_id, "period": scope.period, "city": scope.city}
    seen = Observation.objects.filter(pk__in=[value.seen for value in values if value.seen], **place)
    before = dict(seen.values_list("pk", "raw_value"))
    return [value for value in values if value.raw_value != before.get(value.seen or 0, "")]


def plan_values(*, scope: Scope, values: Sequence[Typed], citation: str, now: datetime) -> Plan:
    """Plan values as if they stood in a file, one below the other."""
    table = grid([HEADER, *((value.indicator, value.raw_value) for value in values)])
    seen = {line: value.seen for line, value in enumerate(values, start=FIRST_LINE)}
    return plan_table(scope=scope, table=table, now=now, citation=citation, seen=seen)


def problems_of(error: RefusedRowsError, values: Sequence[Typed]) -> dict[str, tuple[Problem, ...]]:
    """Return the problems of a refusal by indicator."""
    return {
        values[row.line - FIRST_LINE].indicator: row.problems
        for row in error.plan.refused
        if row.line is not None
    }
