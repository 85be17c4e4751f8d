"""What can be said about a built index beyond its scores: how sure, why, what would move it, where it goes."""

from cityindex.analysis.correlation import Correlations, correlations, denominator_correlations
from cityindex.analysis.principal import PrincipalComponents, principal_components
from cityindex.analysis.reliability import Reliability, reliability
from cityindex.analysis.sensitivity import Sensitivity, sensitivity
from cityindex.analysis.statistics import Availability, Statistics, availability, statistics
from cityindex.analysis.whatif import Scored, WhatIf

__all__ = [
    "Availability",
    "Correlations",
    "PrincipalComponents",
    "Reliability",
    "Scored",
    "Sensitivity",
    "Statistics",
    "WhatIf",
    "availability",
    "correlations",
    "denominator_correlations",
    "principal_components",
    "reliability",
    "sensitivity",
    "statistics",
]
