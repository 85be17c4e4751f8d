"""Monte Carlo: the index built again under every reasonable choice, and what its scores and ranks amount to."""

from collections.abc import Sequence

from cityindex.analysis.sampling import draw
from cityindex.analysis.uncertainty.results import QUANTILES, Uncertainty
from cityindex.analysis.uncertainty.scoring import Draws, Scoring
from cityindex.analysis.uncertainty.sources import Source, dimensions
from cityindex.analysis.uncertainty.summary import Summary
from cityindex.analysis.uncertainty.tasks import Progress
from cityindex.build import build
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.tree import compile_tree


def uncertainty(
    recipe: Recipe,
    dataset: Dataset,
    vary: Sequence[Source],
    *,
    draws: int = 1000,
    seed: int = 1,
    sampling: str = "latin",
    period: int | None = None,
    quantiles: tuple[float, float, float] = QUANTILES,
    progress: Progress | None = None,
) -> Uncertainty:
    """Draw recipes, weights and values, build each, and return intervals for every score and every rank.

    ``vary``: the sources (``Choice``, ``WeightNoise``…), each under a name of its own. ``sampling``: latin (every
    source evenly covered, alternatives as often as their probabilities say, to one draw), random or sobol.
    ``period``: the one reported, the last unless given; steps see all periods. ``quantiles``: lower end, middle and
    upper end of the intervals. ``progress`` is called with the work done and the work there is.
    RecipeError names the alternatives that cannot be built; ValueError for arguments that do not fit.
    """
    count = dimensions(vary, compile_tree(recipe.framework))
    numbers = draw(draws, count, seed=seed, method=sampling)
    return replay(recipe, dataset, vary, numbers, period=period, quantiles=quantiles, progress=progress)


def replay(
    recipe: Recipe,
    dataset: Dataset,
    vary: Sequence[Source],
    numbers: Floats,
    *,
    period: int | None = None,
    quantiles: tuple[float, float, float] = QUANTILES,
    progress: Progress | None = None,
) -> Uncertainty:
    """Do as ``uncertainty`` with given ``numbers`` (R, dimensions of all sources) in [0, 1).

    The numbers decide everything: those of an earlier run (``Uncertainty.numbers``) give the same bytes again.
    """
    nominal = build(recipe, dataset)
    with Scoring(recipe, dataset, vary, numbers, period) as scoring:
        summary = Summary(nominal, len(numbers), quantiles)
        found = scoring.scored(progress, summary.take)
        return Uncertainty(
            nominal=nominal,
            period=dataset.periods[scoring.period],
            vary=tuple(vary),
            numbers=numbers,
            shares=quantiles,
            mean=summary.mean,
            quantiles=summary.quantiles,
            computable=summary.computable,
            band_counts=summary.bands,
            root=scoring.root,
            root_scores=found.scores,
            root_ranks=found.ranks,
            weights=scoring.weights(),
            warnings=scoring.tally.warnings(),
        )


def evaluate(
    recipe: Recipe,
    dataset: Dataset,
    vary: Sequence[Source],
    numbers: Floats,
    *,
    period: int | None = None,
    node: str | None = None,
    progress: Progress | None = None,
) -> Draws:
    """Return the scores and ranks of one node (the index) for given ``numbers``: what ``replay`` finds, sooner."""
    only = recipe.framework.root.code if node is None else node
    with Scoring(recipe, dataset, vary, numbers, period, only=only) as scoring:
        return scoring.scored(progress)
