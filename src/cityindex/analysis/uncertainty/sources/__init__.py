"""What may vary in a Monte Carlo run: choices of the recipe, weights, and the observed values themselves."""

from cityindex.analysis.uncertainty.sources.choices import Choice, weight_sets
from cityindex.analysis.uncertainty.sources.imputing import ImputationDraws
from cityindex.analysis.uncertainty.sources.margins import Margin
from cityindex.analysis.uncertainty.sources.source import Source, ValueSource, WeightSource, dimensions, split
from cityindex.analysis.uncertainty.sources.values import Margins
from cityindex.analysis.uncertainty.sources.weights import LeaveOut, WeightDirichlet, WeightNoise

__all__ = [
    "Choice",
    "ImputationDraws",
    "LeaveOut",
    "Margin",
    "Margins",
    "Source",
    "ValueSource",
    "WeightDirichlet",
    "WeightNoise",
    "WeightSource",
    "dimensions",
    "split",
    "weight_sets",
]
