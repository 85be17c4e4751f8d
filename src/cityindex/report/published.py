"""Our scores beside the publisher's: equal to every printed digit, or by how much not."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np

from cityindex.assessment import Study
from cityindex.rounding import round_half_up
from cityindex.tabular import Published


@dataclass(frozen=True, slots=True)
class Difference:
    """One published figure that ours does not equal."""

    published: Published
    computed: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many published figures were compared, how many are equal, and which are not."""

    compared: int
    equal: int
    different: tuple[Difference, ...]

    def counts(self) -> dict[str, str]:
        """Return both numbers for a sentence."""
        return {"compared": str(self.compared), "equal": str(self.equal)}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "compared": self.compared,
            "equal": self.equal,
            "different": [
                {
                    "unit": d.published.unit,
                    "period": d.published.period,
                    "node": d.published.node,
                    "published": d.published.text,
                    "computed": d.computed,
                }
                for d in self.different
            ],
        }


def compare(study: Study, published: Sequence[Published]) -> Comparison:
    """Round our scores half up to the framework's decimals and compare with the printed figures.

    A figure that is printed with fewer digits (80.2) means the same number with zeros (80.20). Empty cells
    and words are not compared.
    """
    index, decimals = study.index, study.framework.decimals
    unit_at = {u: i for i, u in enumerate(index.units)}
    period_at = {p: i for i, p in enumerate(index.periods)}
    node_at = {n: i for i, n in enumerate(index.nodes)}
    different, compared = [], 0
    for figure in published:
        printed = _number(figure.text)
        if printed is None or figure.unit not in unit_at or figure.period not in period_at:
            continue
        compared += 1
        score = index.scores[unit_at[figure.unit], period_at[figure.period], node_at[figure.node]]
        ours = None if np.isnan(score) else round_half_up(float(score), decimals)
        if ours is None or Decimal(repr(ours)) != printed:
            different.append(Difference(figure, ours))
    return Comparison(compared, compared - len(different), tuple(different))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
