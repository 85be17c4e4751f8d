"""One city, one change: its scores again at once, without building everybody's."""

from cityindex.analysis.whatif.scored import Scored
from cityindex.analysis.whatif.whatif import WhatIf

__all__ = ["Scored", "WhatIf"]
