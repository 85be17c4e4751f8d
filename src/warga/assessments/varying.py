"""What a run varies, as the engine wants it."""

from collections.abc import Iterable

from cityindex.analysis.uncertainty import Choice, WeightNoise
from cityindex.analysis.uncertainty import Source as Varied
from cityindex.framework import Framework
from cityindex.recipe import Recipe
from warga.assessments.domain import Source

SPREAD = 0.25


def sources(recipe: Recipe, keys: Iterable[str]) -> tuple[Varied, ...]:
    """Return the engine's sources for the keys of a run, in the order of ``Source``."""
    chosen = set(keys)
    return tuple(_source(recipe, key) for key in Source if key in chosen)


def _source(recipe: Recipe, key: Source) -> Varied:
    match key:
        case Source.WEIGHTS:
            return WeightNoise(spread=SPREAD)
        case Source.AGGREGATE:
            return Choice("aggregate", means(recipe.framework))
        case Source.NORMALISE:
            return Choice("normalise", ({}, {"method": "minmax"}))


def means(framework: Framework) -> tuple[dict[str, dict[str, str]], ...]:
    """The top made by the framework's own mean and by the other of arithmetic and geometric; the rest stays as it is."""
    level = framework.level(framework.root.level)
    other = "arithmetic" if level.aggregate == "geometric" else "geometric"
    return ({}, {"levels": {level.code: other}})
