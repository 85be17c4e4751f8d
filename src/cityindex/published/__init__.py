"""Published indices whose last step is no plain tree, rebuilt from their public inputs to the printed digit.

Each takes a ``Dataset`` whose columns are called as UNDP's own file calls them and returns a ``Published``.
What the engine's steps can express (HDI, IPM, SPBE, …) is a framework file instead.
"""

from cityindex.published.gender import gender_development, gender_inequality
from cityindex.published.inequality import inequality_adjusted
from cityindex.published.result import Published

__all__ = ["Published", "gender_development", "gender_inequality", "inequality_adjusted"]
