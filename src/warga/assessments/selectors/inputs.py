"""What scores of all cities are computed from: the published values, the framework, its recipe."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from cityindex.dataset import Dataset
from cityindex.framework import Framework
from cityindex.recipe import Recipe, default_recipe
from warga.assessments.models import Publication
from warga.indicators.selectors.across import Cell, public_cells
from warga.indicators.selectors.editions import current_edition, framework_of


@dataclass(frozen=True)
class Inputs:
    """Values of all cities in one period with the recipe; the units are the cities' keys as text.

    Equal ``digest``, equal inputs: values and framework edition, from which the recipe follows.
    """

    recipe: Recipe
    dataset: Dataset
    digest: str

    @property
    def framework(self) -> Framework:
        return self.recipe.framework


def cohort_inputs(framework_id: str, period: int) -> Inputs:
    """Return the published values of every city in one period; raises UnknownFrameworkError.

    Values of the wrong kind and suspect values (as of each city's publication) are missing.
    """
    edition = current_edition(framework_id)
    framework = framework_of(edition)
    dataset = _dataset(framework, public_cells(framework_id, period), _suspects(framework_id, period))
    said = "\n".join((edition.digest, *dataset.units)).encode()
    digest = blake2b(said + dataset.values.tobytes(), digest_size=16).hexdigest()
    return Inputs(default_recipe(framework), dataset, digest)


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
