"""What a sensitivity analysis found."""

import math
from dataclasses import dataclass

import numpy as np

from cityindex.analysis.sensitivity.indices import Indices
from cityindex.analysis.uncertainty import Source
from cityindex.build import Index
from cityindex.dataset import Floats
from cityindex.tables import Table, Tabled
from cityindex.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity(Tabled):
    """Which factor moves the ranks or scores of a node. U units, k factors, N draws, N·(k + 2) runs.

    ``cities``: indices (U, k) of each unit's rank or score (``target``); ``shift``: indices (1, k) of the mean
    absolute rank shift: how many places the ``compared`` units lie from their nominal rank on average. ``compared``
    (U) are those ranked nominally and in every run. ``outputs`` (U, k + 2, N) and ``shifts`` (k + 2, N): the runs, in
    the order of ``sampling.saltelli``. ``city_reasons`` (U) and ``shift_reason``: why there is no index, else None.
    ``numbers`` (N·(k + 2), dimensions of ``vary``): what was sampled, run by run; ``uncertainty.replay`` takes them.
    """

    nominal: Index
    period: int
    node: str
    target: str
    vary: tuple[Source, ...]
    numbers: Floats
    sampling: str
    confidence: float
    cities: Indices
    shift: Indices
    city_reasons: tuple[Text | None, ...]
    shift_reason: Text | None
    compared: np.ndarray
    outputs: Floats
    shifts: Floats

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of what varied, (k)."""
        return tuple(source.name for source in self.vary)

    @property
    def draws(self) -> int:
        """N, the rows of the design's matrices."""
        return int(self.shifts.shape[-1])

    @property
    def mean_shift(self) -> float:
        """How many places a compared unit lies from its nominal rank, on average of all runs; NaN for none."""
        return float(self.shifts.mean())

    @property
    def runs(self) -> int:
        """How often the index was built: N·(k + 2)."""
        return self.shifts.size

    def tables(self) -> tuple[Table, ...]:
        """``shift``: factors of the mean rank shift; ``cities``: of each city; ``spread``: what there was to explain."""
        units, count = self.nominal.units, len(self.factors)
        return (
            Table(
                "shift",
                Text("Apa yang menggeser peringkat", "What shifts the ranks"),
                {"factor": self.factors, **_columns(self.shift), "reason": [self.shift_reason] * count},
                _TITLES,
            ),
            Table(
                "cities",
                Text("Apa yang menggeser tiap kota", "What moves each city"),
                {
                    "unit": np.repeat(units, count),
                    "factor": np.tile(self.factors, len(units)),
                    **_columns(self.cities),
                    "reason": [why for why in self.city_reasons for _ in self.factors],
                },
                _TITLES | {"unit": Text("Kota", "City")},
            ),
            self._spread(),
        )

    def _spread(self) -> Table:
        p, n = self.nominal.periods.index(self.period), self.nominal.nodes.index(self.node)
        ranks = self.nominal.ranks[:, p, n]
        nominal = (
            np.where(ranks > 0, ranks, np.nan) if self.target == "rank" else self.nominal.scores[:, p, n]
        )
        outputs = self.outputs
        runs = outputs.reshape(len(outputs), math.prod(outputs.shape[1:]))
        return Table(
            "spread",
            Text("Berapa besar yang berubah", "How much there is to explain"),
            {
                "unit": self.nominal.units,
                "nominal": nominal,
                "mean": runs.mean(axis=1),
                "sd": runs.std(axis=1),
                "interactions": self.cities.interactions,
                "reason": self.city_reasons,
            },
            {
                "unit": Text("Kota", "City"),
                "nominal": Text("Nominal; menurut resep", "Nominal; by the recipe"),
                "mean": Text("Rata-rata; semua hitungan", "Mean; of all runs"),
                "sd": Text("Simpangan baku; semua hitungan", "Standard deviation; of all runs"),
                "interactions": Text(
                    "Interaksi; bagian ragam yang hanya dijelaskan beberapa faktor bersama",
                    "Interactions; share of the variance that only factors together explain",
                ),
                "reason": _TITLES["reason"],
            },
        )


def _columns(found: Indices) -> dict[str, Floats]:
    names = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    return {name: getattr(found, name).ravel() for name in names}


_TITLES = {
    "factor": Text("Faktor", "Factor"),
    "first": Text(
        "Sendiri; bagian ragam yang dijelaskan faktor ini sendiri, 0–1",
        "Alone; share of the variance the factor explains alone, 0–1",
    ),
    "first_low": Text("Sendiri, dari", "Alone, from"),
    "first_high": Text("Sendiri, sampai", "Alone, to"),
    "total": Text(
        "Total; bagian ragam dengan semua interaksinya, 0–1",
        "Total; share of the variance with all its interactions, 0–1",
    ),
    "total_low": Text("Total, dari", "Total, from"),
    "total_high": Text("Total, sampai", "Total, to"),
    "reason": Text("Mengapa tidak dapat dihitung", "Why not computable"),
}
