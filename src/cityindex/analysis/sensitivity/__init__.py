"""Which choice moves a score or the ranking most: variance-based sensitivity (Handbook, step 7)."""

from cityindex.analysis.sensitivity.estimators import first_order, total_order
from cityindex.analysis.sensitivity.indices import Indices
from cityindex.analysis.sensitivity.intervals import bootstrap
from cityindex.analysis.sensitivity.results import Sensitivity
from cityindex.analysis.sensitivity.run import sensitivity

__all__ = ["Indices", "Sensitivity", "bootstrap", "first_order", "sensitivity", "total_order"]
