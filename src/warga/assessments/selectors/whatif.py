"""One city made ready for what-ifs: the engine's own, kept in memory as long as the values stay as they are."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from cityindex.analysis import WhatIf, uncertainty
from cityindex.build import build
from cityindex.dataset import Status
from cityindex.steps import RecipeError, Weigh
from warga.assessments.models import Ranking, UncertaintyRun
from warga.assessments.selectors.inputs import Inputs, cohort_inputs
from warga.assessments.varying import sources

DRAWS = 200
"""Draws of an interval that a page computes while somebody waits."""


def ready(framework_id: str, period: int, city_id: int) -> WhatIf | None:
    """Return a city among all with published values in a period; None where it has none. One query once it is known."""
    ranking = Ranking.objects.filter(framework_id=framework_id, period=period).first()
    if ranking is None:
        return None
    return _ready(framework_id, period, ranking.inputs, city_id)


@lru_cache(maxsize=64)
def _ready(framework_id: str, period: int, inputs: str, city_id: int) -> WhatIf | None:
    found = _inputs(framework_id, period, inputs)
    if str(city_id) not in found.dataset.units:
        return None
    return WhatIf(build(found.recipe, found.dataset), str(city_id))


@lru_cache(maxsize=8)
def _inputs(framework_id: str, period: int, inputs: str) -> Inputs:
    """Read the values; ``inputs`` names them, so that changed ones are read anew."""
    return cohort_inputs(framework_id, period)


def spread(
    city: WhatIf, run: UncertaintyRun, *, values: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[float, float, int, int] | None:
    """Return (score from, to, place from, to) of the city with these changes, varied as ``run`` was; None without score.

    Of fewer draws than the run, because somebody waits.
    """
    recipe, dataset = city.index.recipe, city.index.dataset
    weigh = next(step for step in recipe.steps if isinstance(step, Weigh))
    recipe = recipe.with_step(replace(weigh, weights={**weigh.weights, **weights}))
    array, status = dataset.values.copy(), dataset.status.copy()
    for code, value in values.items():
        at = (*city.at, dataset.indicators.index(code))
        array[at], status[at] = value, Status.OBSERVED
    changed = replace(dataset, values=array, status=status)
    try:
        found = uncertainty(
            recipe, changed, sources(recipe, run.varied), draws=min(run.draws, DRAWS), seed=run.seed
        )
    except RecipeError:
        return None
    u = city.at[0]
    low, high = float(found.low[u, found.root]), float(found.high[u, found.root])
    if np.isnan(low):
        return None
    return low, high, int(found.rank_low[u]), int(found.rank_high[u])
