"""z-scores: how many standard deviations a value lies from the mean."""

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.reasons import Reason
from cityindex.steps.scales.settings import Settings, blocks, count, largest, reason, smallest


def zscore(x: Floats, seen: Floats, s: Settings) -> tuple[Floats, Codes]:
    """(x − mean) / sd of the values seen, with n − 1, times direction; then mean + sd·z of the settings."""
    number = count(seen)
    centre = np.nansum(seen, axis=-2, keepdims=True) / np.maximum(number, 1)
    spread = np.sqrt(np.nansum((seen - centre) ** 2, axis=-2, keepdims=True) / np.maximum(number - 1, 1))
    flat = (smallest(seen) == largest(seen)) | (spread == 0)  # or differences too small to be squared
    spread = np.where(flat | (number < 2), np.nan, spread)
    out = np.empty(x.shape)
    for rows in blocks(x):
        part = out[..., rows, :]
        np.subtract(x[..., rows, :], centre, out=part)
        part *= s.directions
        part /= spread
        part *= s.sd
        part += s.mean
    return out, reason(x.shape, (number < 2, Reason.SINGLE), (flat, Reason.ZERO_RANGE))
