"""What a rebuilt index is: unrounded scores, the parts they are made of, and the figure as it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cityindex.dataset import Codes, Dataset, Floats
from cityindex.index_tables import TITLES, reasons
from cityindex.ranking import rounded
from cityindex.reasons import Reason
from cityindex.steps import RecipeError
from cityindex.tables import Table, Tabled
from cityindex.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Published(Tabled):
    """An index of U units and P periods. ``scores`` and every one of ``parts`` are (U, P), NaN = not computable.

    ``why`` (U, P) says why there is no score (``Reason``); ``decimals`` is how many its publisher prints.
    """

    title: Text
    units: tuple[str, ...]
    periods: tuple[int, ...]
    scores: Floats
    parts: Mapping[str, Floats]
    why: Codes
    decimals: int

    @property
    def printed(self) -> Floats:
        """The scores as the publisher prints them, rounded half up."""
        return rounded(self.scores, self.decimals)

    def tables(self) -> tuple[Table, ...]:
        """Return ``scores``: unit, period, score, printed, every part, reason."""
        columns: dict[str, Any] = {
            "unit": np.repeat(self.units, len(self.periods)),
            "period": np.tile(self.periods, len(self.units)),
            "score": self.scores.ravel(),
            "printed": self.printed.ravel(),
            **{name: part.ravel() for name, part in self.parts.items()},
            "reason": reasons(self.why),
        }
        titles = {name: TITLES[name] for name in ("unit", "period", "score", "reason")}
        return (Table("scores", self.title, columns, titles),)


def column(dataset: Dataset, code: str) -> Floats:
    """Return an indicator's values (U, P); suspect ones are missing. RecipeError names a column that is not there."""
    if code not in dataset.indicators:
        raise RecipeError(f"the dataset has no column {code!r}; it has {', '.join(dataset.indicators[:12])}")
    return dataset.without_suspects().values[..., dataset.indicators.index(code)]


def published(
    title: Text, dataset: Dataset, scores: Floats, parts: Mapping[str, Floats], inputs: list[Floats]
) -> Published:
    """Make a result of three decimals; without a score a value is missing, or else a divisor is zero."""
    gap = np.any([np.isnan(x) for x in inputs], axis=0)
    why = np.where(np.isnan(scores), np.where(gap, Reason.MISSING, Reason.NO_DENOMINATOR), Reason.NONE)
    return Published(title, dataset.units, dataset.periods, scores, parts, why.astype(np.uint8), decimals=3)
