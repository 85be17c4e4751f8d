"""Many units side by side: who stands where, in one period."""

from dataclasses import dataclass

import numpy as np

from cityindex.assessment.measures import Class, Json, number, text
from cityindex.assessment.study import Study
from cityindex.reasons import TEXTS, Reason
from cityindex.text import Text


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in one period. ``nodes`` holds every node's score by code; ``rank`` None = not ranked."""

    unit: str
    period: int
    rank: int | None
    score: float | None
    band: Class | None
    nodes: dict[str, float | None]
    reason: Text | None

    def to_dict(self) -> Json:
        """Return the JSON shape."""
        return {
            "rank": self.rank,
            "unit": self.unit,
            "score": number(self.score),
            "band": self.band.to_dict() if self.band else None,
            "nodes": {code: number(score) for code, score in self.nodes.items()},
            "reason": text(self.reason),
        }


def standings(study: Study, period: int) -> tuple[Standing, ...]:
    """Return the units that have observations in a period, best first; those without a score come last."""
    index, framework = study.index, study.framework
    p, root = index.periods.index(period), index.nodes.index(framework.root.code)
    scale = framework.band_scale(framework.root.bands) if framework.root.bands else None
    found = []
    for u, unit in enumerate(index.units):
        if (unit, period) not in study.observations:
            continue
        scores = [None if np.isnan(s) else float(s) for s in index.scores[u, p]]
        score = scores[root]
        band = scale.band(score) if scale and score is not None else None
        found.append(
            Standing(
                unit=unit,
                period=period,
                rank=int(index.ranks[u, p, root]) or None,
                score=score,
                band=Class(band, scale) if band and scale else None,
                nodes=dict(zip(index.nodes, scores, strict=True)),
                reason=TEXTS.get(Reason(index.reasons[u, p, root])),
            )
        )
    return tuple(sorted(found, key=lambda s: (s.score is None, s.rank or 0, s.unit)))


def around(found: tuple[Standing, ...], unit: str, neighbours: int = 5) -> tuple[Standing, ...]:
    """Return a unit's standing with up to ``neighbours`` above and below it; KeyError if it is not there."""
    at = next((n for n, standing in enumerate(found) if standing.unit == unit), None)
    if at is None:
        raise KeyError(unit)
    return found[max(0, at - neighbours) : at + neighbours + 1]
