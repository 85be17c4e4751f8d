"""Which choice moves a score or the ranking most: variance-based sensitivity (Handbook, step 7)."""

from cityindex.analysis.sensitivity.estimators import first_order, total_order
from cityindex.analysis.sensitivity.intervals import bootstrap

__all__ = ["bootstrap", "first_order", "total_order"]
