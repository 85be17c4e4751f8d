"""How sure a score and a rank are: Monte Carlo over the choices of a recipe (Handbook, step 7)."""

from cityindex.analysis.uncertainty.results import Uncertainty
from cityindex.analysis.uncertainty.run import uncertainty
from cityindex.analysis.uncertainty.sources import Choice, Source, WeightNoise

__all__ = ["Choice", "Source", "Uncertainty", "WeightNoise", "uncertainty"]
