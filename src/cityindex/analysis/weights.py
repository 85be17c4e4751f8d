"""Which weights a recipe ends with, and how each was chosen."""

from cityindex.build import begin, follow
from cityindex.dataset import Dataset
from cityindex.recipe import Recipe
from cityindex.steps import Weigh
from cityindex.steps.weights.record import Weights


def chosen_weights(recipe: Recipe, dataset: Dataset) -> Weights:
    """Follow a recipe up to its weights and list them, with shares and methods.

    A recipe without *weigh* uses the framework's own. RecipeError where a step cannot be carried out.
    """
    state, last = begin(recipe, dataset), Weigh()
    before = state
    for step in recipe.steps[:-1]:
        if isinstance(step, Weigh):
            before, last = state, step
        state = follow(step, state)
    return last.record(before)
