"""What can be said about a built index beyond its scores: how sure, why, what would move it, where it goes."""

from cityindex.analysis.budget import BestSet, best_set
from cityindex.analysis.compare import Comparison, compare
from cityindex.analysis.contributions import (
    Contributions,
    Difference,
    Side,
    change,
    contributions,
    difference,
)
from cityindex.analysis.convergence import Convergence, convergence
from cityindex.analysis.correlation import Correlations, correlations, denominator_correlations
from cityindex.analysis.effective import EffectiveWeights, effective_weights
from cityindex.analysis.leverage import Leverage, leverage
from cityindex.analysis.principal import PrincipalComponents, principal_components
from cityindex.analysis.profile import Profile, profile
from cityindex.analysis.reliability import Reliability, reliability
from cityindex.analysis.removal import Removal, removal
from cityindex.analysis.sensitivity import Sensitivity, sensitivity
from cityindex.analysis.statistics import Availability, Statistics, availability, statistics
from cityindex.analysis.trend import Trend, trend
from cityindex.analysis.uncertainty import (
    Choice,
    ImputationDraws,
    LeaveOut,
    Margin,
    Margins,
    Uncertainty,
    WeightDirichlet,
    WeightNoise,
    replay,
    uncertainty,
    weight_sets,
)
from cityindex.analysis.weights import chosen_weights
from cityindex.analysis.whatif import Scored, WhatIf
from cityindex.steps.weights.record import Weights

__all__ = [
    "Availability",
    "BestSet",
    "Choice",
    "Comparison",
    "Contributions",
    "Convergence",
    "Correlations",
    "Difference",
    "EffectiveWeights",
    "ImputationDraws",
    "LeaveOut",
    "Leverage",
    "Margin",
    "Margins",
    "PrincipalComponents",
    "Profile",
    "Reliability",
    "Removal",
    "Scored",
    "Sensitivity",
    "Side",
    "Statistics",
    "Trend",
    "Uncertainty",
    "WeightDirichlet",
    "WeightNoise",
    "Weights",
    "WhatIf",
    "availability",
    "best_set",
    "change",
    "chosen_weights",
    "compare",
    "contributions",
    "convergence",
    "correlations",
    "denominator_correlations",
    "difference",
    "effective_weights",
    "leverage",
    "principal_components",
    "profile",
    "reliability",
    "removal",
    "replay",
    "sensitivity",
    "statistics",
    "trend",
    "uncertainty",
    "weight_sets",
]
