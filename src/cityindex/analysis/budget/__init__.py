"""The best set of improvements a budget can buy."""

from cityindex.analysis.budget.best_set import best_set
from cityindex.analysis.budget.results import BestSet, Choice

__all__ = ["BestSet", "Choice", "best_set"]
