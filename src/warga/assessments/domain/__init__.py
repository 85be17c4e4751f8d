"""Pure rules of assessments: what a stored assessment says, and how a Monte Carlo run is asked for and told of."""

from warga.assessments.domain.published import (
    Change,
    Step,
    Weak,
    Why,
    changes,
    figures,
    lowest_part,
    next_steps,
    own_hand,
    weakest,
)
from warga.assessments.domain.uncertain import LIMITS, STANDARD, Asked, Failure, Source, silent, time_left

__all__ = [
    "LIMITS", "STANDARD", "Asked", "Change", "Failure", "Source", "Step", "Weak", "Why", "changes", "figures", "lowest_part",
    "next_steps", "own_hand", "silent", "time_left", "weakest",
]  # fmt: skip
