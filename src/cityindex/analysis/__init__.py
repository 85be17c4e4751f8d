"""What can be said about a built index beyond its scores: how sure, why, what would move it, where it goes."""

from cityindex.analysis.sensitivity import Sensitivity, sensitivity
from cityindex.analysis.whatif import Scored, WhatIf

__all__ = ["Scored", "Sensitivity", "WhatIf", "sensitivity"]
