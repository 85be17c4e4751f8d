"""Scores and ranks of all cities with the same framework and period, rebuilt whole by the engine."""

import numpy as np
from django.db import transaction

from cityindex.build import Index, build
from warga.assessments.models import CityScore, Ranking
from warga.assessments.selectors.inputs import cohort_inputs

ROWS_AT_ONCE = 2_000


@transaction.atomic
def rank_cities(*, framework_id: str, period: int) -> int:
    """Rebuild every published city's scores and ranks; returns how many cities have values.

    A city alone keeps its scores and gets no rank. Part of publishing, which journals it.
    """
    inputs = cohort_inputs(framework_id, period)
    CityScore.objects.filter(framework_id=framework_id, period=period).delete()
    Ranking.objects.update_or_create(
        framework_id=framework_id, period=period, defaults={"inputs": inputs.digest}
    )
    if not inputs.dataset.units:
        return 0
    index = build(inputs.recipe, inputs.dataset)
    CityScore.objects.bulk_create(_rows(index, framework_id, period), batch_size=ROWS_AT_ONCE)
    return len(inputs.dataset.units)


def _rows(index: Index, framework_id: str, period: int) -> list[CityScore]:
    known = ~np.isnan(index.scores[:, 0, :])
    cohort = known.sum(axis=0)
    return [
        CityScore(
            city_id=int(unit),
            framework_id=framework_id,
            period=period,
            node=node,
            score=round(float(index.scores[u, 0, n]), 9) if known[u, n] else None,
            rank=int(index.ranks[u, 0, n]) or None,
            cities=int(cohort[n]),
        )
        for u, unit in enumerate(index.units)
        for n, node in enumerate(index.nodes)
    ]
