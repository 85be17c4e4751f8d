"""What would move a city's score most, and what could be reached with a budget."""

from cityindex.analysis.leverage.cohort import Cohort
from cityindex.analysis.leverage.results import Filling, Gain, LeftOut, Leverage, Reach
from cityindex.analysis.leverage.run import leverage, leverage_of

__all__ = ["Cohort", "Filling", "Gain", "LeftOut", "Leverage", "Reach", "leverage", "leverage_of"]
