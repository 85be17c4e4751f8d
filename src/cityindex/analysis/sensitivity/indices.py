"""Sensitivity indices of many outputs at once, and why an output has none."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from cityindex.analysis.sampling import Seed
from cityindex.analysis.sensitivity.estimators import first_order, total_order
from cityindex.analysis.sensitivity.intervals import bootstrap
from cityindex.dataset import Floats
from cityindex.text import Text
from cityindex.wording import fill

NO_SCORE = Text("Tidak punya skor pada satu pun hitungan.", "Has no score in any of the runs.")
GAPS = Text(
    "Tidak punya skor pada {gaps} dari {runs} hitungan; bagian ragamnya tidak dapat dibandingkan.",
    "Has no score in {gaps} of {runs} runs; shares of its variance cannot be told.",
)
STILL = Text(
    "Tidak pernah berubah: pilihan mana pun memberi hasil yang sama.",
    "Never changes: every choice gives the same result.",
)
RARE = Text(
    "Berubah pada terlalu sedikit hitungan; perbanyak undian.",
    "Changes in too few of the runs to tell; take more draws.",
)
NOBODY = Text(
    "Tidak ada kota yang punya peringkat pada semua hitungan.", "No city is ranked in every one of the runs."
)


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Sensitivity indices of M outputs to k factors, each (M, k), with the ends of their intervals.

    ``first``: the share of the output's variance a factor explains alone; ``total``: with all its interactions.
    NaN where the output does not vary, or is not there in every run.
    """

    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats

    def rows(self, part: slice) -> "Indices":
        """Return the indices of some of the outputs."""
        return Indices(*(getattr(self, field.name)[part] for field in fields(self)))

    @property
    def interactions(self) -> Floats:
        """Share of the variance that only factors together explain, (M): 1 − Σ first; error may take it below 0."""
        share: Floats = 1 - self.first.sum(axis=-1)
        return share


def indices(
    outputs: Floats, reasons: Sequence[Text | None], *, seed: Seed, resamples: int, confidence: float
) -> Indices:
    """Estimate indices of outputs (M, k + 2, N) in the order of ``sampling.saltelli``; NaN where there is a reason."""
    told = np.array([why is None for why in reasons])
    a, b, ab = outputs[told, 0], outputs[told, 1], outputs[told, 2:]
    first, total = bootstrap(a, b, ab, seed=seed, resamples=resamples, confidence=confidence)
    a, b = a[:, None], b[:, None]
    found = np.full((6, len(outputs), outputs.shape[1] - 2), np.nan)
    found[:, told] = first_order(a, b, ab), *first, total_order(a, b, ab), *total
    return Indices(*found)


def reason(output: Floats) -> Text | None:
    """Say why an output (k + 2, N) has no index; None where it has one."""
    gaps = int(np.isnan(output).sum())
    if gaps == output.size:
        return NO_SCORE
    if gaps:
        return fill(GAPS, {"gaps": gaps, "runs": output.size})
    rounding = 1e-12 * np.abs(output).max()
    if np.ptp(output) <= rounding:
        return STILL
    return RARE if np.ptp(output[:2]) <= rounding else None
