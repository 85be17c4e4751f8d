"""What a score, a change of it and a difference between two are made of: parts that add up exactly."""

from cityindex.analysis.contributions.difference import Difference, Side, change, difference
from cityindex.analysis.contributions.score import Contributions, contributions

__all__ = ["Contributions", "Difference", "Side", "change", "contributions", "difference"]
