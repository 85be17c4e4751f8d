"""How sure a score and a rank are: Monte Carlo over the choices of a recipe (Handbook, step 7)."""

from cityindex.analysis.uncertainty.results import Uncertainty
from cityindex.analysis.uncertainty.run import evaluate, replay, uncertainty
from cityindex.analysis.uncertainty.scoring import Draws
from cityindex.analysis.uncertainty.sources import (
    Choice,
    ImputationDraws,
    LeaveOut,
    Margin,
    Margins,
    Source,
    WeightDirichlet,
    WeightNoise,
    dimensions,
    weight_sets,
)
from cityindex.analysis.uncertainty.tasks import Progress

__all__ = [
    "Choice",
    "Draws",
    "ImputationDraws",
    "LeaveOut",
    "Margin",
    "Margins",
    "Progress",
    "Source",
    "Uncertainty",
    "WeightDirichlet",
    "WeightNoise",
    "dimensions",
    "evaluate",
    "replay",
    "uncertainty",
    "weight_sets",
]
