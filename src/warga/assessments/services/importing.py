"""Committing a file: its values and its printed interpretations, whole or not at all."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from warga.accounts.selectors import person_id_of
from warga.assessments.models import Judgement
from warga.common import journal
from warga.indicators.domain.plan import Plan
from warga.indicators.services.values import Committed, StalePlanError, commit_plan
from warga.kernel.actor import Actor

AT_ONCE = 500


@transaction.atomic
def commit_import(
    *,
    plan: Plan,
    author: str,
    reason: str = "",
    actor: Actor,
    now: datetime,
    progress: Callable[[int], object] = lambda rows: None,
) -> tuple[Committed, int]:
    """Write the values of a plan and the judgements printed beside them, as drafts; returns both counts.

    ``author`` is who judged in print ("Buku 1 – Kupang Smart City, 2024"). A judgement equal to the newest one is not
    written again. Raises what ``commit_plan`` raises; then nothing is written.
    """
    committed = commit_plan(plan=plan, reason=reason, actor=actor, now=now, progress=progress)
    known = {code: city.id for code, city in plan.cities.items()} | dict(committed.city_ids)
    wanted = {
        (city_id, key.period, key.indicator): level
        for key, level in plan.judged
        if not key.source and (city_id := known[key.city]) is not None
    }
    return committed, _append(plan, wanted, author, actor, now)


Wanted = dict[tuple[int, int, str], str]


def _append(plan: Plan, wanted: Wanted, author: str, actor: Actor, now: datetime) -> int:
    standing = {
        (j.city_id, j.period, j.indicator): j
        for j in Judgement.objects.filter(
            framework_id=plan.framework_id,
            is_latest=True,
            city_id__in={key[0] for key in wanted},
            period__in={key[1] for key in wanted},
        )
    }
    new = {
        key: level
        for key, level in wanted.items()
        if key not in standing or (standing[key].level, standing[key].author) != (level, author)
    }
    if not new:
        return 0
    replaced = [standing[key].pk for key in new if key in standing]
    for start in range(0, len(replaced), AT_ONCE):
        Judgement.objects.filter(pk__in=replaced[start : start + AT_ONCE]).update(is_latest=False)
    person = person_id_of(actor)
    rows = [
        Judgement(
            city_id=city_id,
            framework_id=plan.framework_id,
            period=period,
            indicator=indicator,
            level=level,
            author=author[:160],
            entered_by_id=person,
            entered_at=now,
        )
        for (city_id, period, indicator), level in new.items()
    ]
    try:
        Judgement.objects.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError as error:  # somebody judged one of these rows at the same moment
        raise StalePlanError from error
    journal.record(
        verb="judgements.imported",
        actor=actor,
        now=now,
        object_kind="framework",
        object_id=plan.framework_id,
        data={"author": author, "count": len(new), "file": plan.filename},
    )
    return len(new)
