"""Scores of all cities over the years, counted in one way: what says where a city goes."""

from functools import lru_cache

import numpy as np

from cityindex.analysis import Trend, trend
from cityindex.build import Index, build
from cityindex.dataset import Dataset
from warga.assessments.models import Ranking
from warga.assessments.selectors.inputs import cohort_inputs

Stamps = tuple[tuple[int, str], ...]


def over_years(framework_id: str, city_id: int) -> tuple[Index, Trend] | None:
    """Return all years of a framework as one index, and where a city's scores go; None where it has no values.

    One query once the years are known.
    """
    rankings = Ranking.objects.filter(framework_id=framework_id).order_by("period")
    index = _index(framework_id, tuple(rankings.values_list("period", "inputs")))
    if index is None or str(city_id) not in index.units:
        return None
    return index, trend(index, str(city_id))


@lru_cache(maxsize=8)
def _index(framework_id: str, stamps: Stamps) -> Index | None:
    """Build every year at once, with the newest edition of the framework; ``stamps`` name the years and their values."""
    years = [(period, cohort_inputs(framework_id, period)) for period, _inputs in stamps]
    years = [(period, inputs) for period, inputs in years if inputs.dataset.units]
    if not years:
        return None
    units = sorted({unit for _, inputs in years for unit in inputs.dataset.units}, key=int)
    at = {unit: place for place, unit in enumerate(units)}
    recipe, indicators = years[0][1].recipe, years[0][1].dataset.indicators
    array = np.full((len(units), len(years), len(indicators)), np.nan)
    for place, (_, inputs) in enumerate(years):
        array[[at[unit] for unit in inputs.dataset.units], place] = inputs.dataset.values[:, 0]
    periods = [period for period, _ in years]
    return build(recipe, Dataset.from_array(array, units=units, periods=periods, indicators=indicators))
