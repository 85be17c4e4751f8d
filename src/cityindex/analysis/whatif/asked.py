"""What is asked for: checked, and put into a recipe and a dataset."""

import math
from collections.abc import Mapping
from dataclasses import replace

from cityindex.dataset import Dataset, Status
from cityindex.framework.types import Framework, Indicator
from cityindex.recipe import Recipe
from cityindex.steps import Weigh

Numbers = Mapping[str, float]


def check(framework: Framework, weights: Numbers, values: Numbers) -> None:
    """Refuse unknown codes and impossible numbers; ValueError names them."""
    items = {item.code: item for item in framework.items}
    for code, value in values.items():
        if not isinstance(items.get(code), Indicator):
            raise ValueError(f"{code!r} is no indicator of {framework.id}")
        if math.isinf(value):
            raise ValueError(f"the value of {code} is {value}; give a number, or NaN to take it away")
    for code, weight in weights.items():
        if code not in items:
            raise ValueError(f"{code!r} is neither an indicator nor a node of {framework.id}")
        if not (math.isfinite(weight) and weight >= 0):
            raise ValueError(f"the weight of {code} is {weight}; give a number from 0 up")


def with_weights(recipe: Recipe, weights: Numbers) -> Recipe:
    """Return the recipe with single weights set in its last step *weigh*, or in one of its own."""
    if not weights:
        return recipe
    steps = list(recipe.steps)
    for n, step in reversed(list(enumerate(steps))):
        if isinstance(step, Weigh):
            steps[n] = replace(step, weights={**step.weights, **weights})
            return replace(recipe, steps=tuple(steps))
    return replace(recipe, steps=(*steps[:-1], Weigh(weights=weights), steps[-1]))


def with_values(data: Dataset, unit: int, period: int, values: Numbers) -> Dataset:
    """Return the dataset with one city's values of one period set; NaN takes one away."""
    new, status = data.values.copy(), data.status.copy()
    for code, value in values.items():
        cell = (unit, period, data.indicators.index(code))
        new[cell] = value
        status[cell] = Status.MISSING if math.isnan(value) else Status.OBSERVED
    return replace(data, values=new, status=status)
