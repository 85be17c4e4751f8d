"""Scores and ranks of all cities with the same framework and period, rebuilt whole by the engine."""

from collections.abc import Iterable

import numpy as np
from django.db import transaction

from cityindex.build import Index, build
from cityindex.dataset import Dataset
from cityindex.framework import Framework
from cityindex.recipe import default_recipe
from warga.assessments.models import CityScore, Publication
from warga.indicators.selectors.across import Cell, public_cells
from warga.indicators.selectors.editions import current_framework

ROWS_AT_ONCE = 2_000


@transaction.atomic
def rank_cities(*, framework_id: str, period: int) -> int:
    """Rebuild every published city's scores and ranks; returns how many cities have values.

    Values of the wrong kind and suspect values (as of each city's publication) are left out. A city alone keeps its
    scores and gets no rank. Part of publishing, which journals it.
    """
    framework = current_framework(framework_id)
    cells = public_cells(framework_id, period)
    dataset = _dataset(framework, cells, _suspects(framework_id, period))
    CityScore.objects.filter(framework_id=framework_id, period=period).delete()
    if not dataset.units:
        return 0
    index = build(default_recipe(framework), dataset)
    CityScore.objects.bulk_create(_rows(index, framework_id, period), batch_size=ROWS_AT_ONCE)
    return len(dataset.units)


def _suspects(framework_id: str, period: int) -> set[tuple[int, str]]:
    headlines = Publication.objects.filter(framework_id=framework_id, period=period, is_current=True)
    return {
        (city, code)
        for city, headline in headlines.values_list("city_id", "headline")
        for code in headline.get("suspects", ())
    }


def _dataset(framework: Framework, cells: Iterable[Cell], suspects: set[tuple[int, str]]) -> Dataset:
    """Put the cells into an array of cities × indicators, suspects and wrong kinds as missing."""
    kept = list(cells)
    cities = sorted({cell.city_id for cell in kept})
    city_at = {city: place for place, city in enumerate(cities)}
    types = {i.code: (place, i.value_type) for place, i in enumerate(framework.indicators)}
    array = np.full((len(cities), len(types)), np.nan)
    for cell in kept:
        place, kind = types.get(cell.indicator, (None, None))
        if place is not None and cell.read_as == kind and (cell.city_id, cell.indicator) not in suspects:
            array[city_at[cell.city_id], place] = np.nan if cell.value is None else cell.value
    return Dataset.from_array(array, units=[str(city) for city in cities], indicators=tuple(types))


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
