"""From the scores of children to the score of their node.

Every mean takes the children first: x (k, …) with NaN for missing, weights (k, …) ≥ 0 that broadcast against x.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cityindex.dataset import Floats
from cityindex.reasons import Reason
from cityindex.steps.means.frontier import benefit_of_the_doubt
from cityindex.steps.means.middle import median
from cityindex.steps.means.outranking import copeland
from cityindex.steps.means.power import arithmetic, generalised, geometric, harmonic
from cityindex.steps.means.spread import mazziotta_pareto


@dataclass(frozen=True, slots=True)
class Mean:
    """One way to make a node. ``options`` are the parameters it takes beside values and weights.

    ``undefined`` is the reason where children with weight are present and there is no result all the same. A mean
    that looks ``across`` the units takes one period, x (k, units), of at least two units that have a child with a score
    and weight, and gives shares 0–1 of the framework's scale.
    """

    compute: Callable[..., Floats]
    options: tuple[str, ...] = ()
    undefined: Reason = Reason.NEGATIVE
    across: bool = False


MEANS: dict[str, Mean] = {
    "arithmetic": Mean(arithmetic),
    "geometric": Mean(geometric),
    "harmonic": Mean(harmonic),
    "median": Mean(median),
    "generalised": Mean(generalised, ("power",)),
    "mazziotta_pareto": Mean(mazziotta_pareto, ("penalty",)),
    "copeland": Mean(copeland, across=True),
    "benefit_of_the_doubt": Mean(benefit_of_the_doubt, ("low", "high"), across=True),
}
