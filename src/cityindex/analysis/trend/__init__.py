"""Where scores go: level, pace and acceleration, and when the next band would be reached."""

from cityindex.analysis.trend.horizon import Horizon
from cityindex.analysis.trend.results import Trend
from cityindex.analysis.trend.run import trend

__all__ = ["Horizon", "Trend", "trend"]
