"""What a study knows about one unit and period, put together as an assessment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.assessment.judging import judgement_of
from cityindex.assessment.measures import Class, Count, Coverage, Readiness, TwoWays
from cityindex.assessment.results import Assessment, GroupResult, IndicatorResult, NodeResult, SourceValue
from cityindex.build import Index
from cityindex.dataset import Dataset, Observation, read_observation
from cityindex.framework.types import Framework, Indicator, Node, Provenance, Statement
from cityindex.quality import Flag, suspects
from cityindex.reading import read_answer
from cityindex.reasons import TEXTS, Reason
from cityindex.recipe import Recipe
from cityindex.steps import Normalise
from cityindex.text import Text

WEAKER = (
    Provenance.OFFICIAL,
    Provenance.EXPERT,
    Provenance.PROJECT,
    Provenance.UNOFFICIAL,
    Provenance.ASSUMED,
)
"""Provenances from the firmest to the weakest; a score is marked with the weakest it rests on."""


@dataclass(frozen=True, slots=True, eq=False)
class Reporter:
    """One unit (position ``u``) and period (``p``) of a dataset, its indices without and with suspects, its flags."""

    framework: Framework
    dataset: Dataset
    index: Index
    with_suspects: Index
    u: int
    p: int
    observations: Sequence[Observation]
    statements: Sequence[Statement]
    flags: Sequence[Flag]

    def report(self) -> Assessment:
        framework = self.framework
        results = {i.code: self._indicator(n, i) for n, i in enumerate(framework.indicators)}
        groups = [
            (g, m, [r for r in results.values() if r.indicator.groups.get(g.code) == m.code])
            for g in framework.groupings
            for m in g.members
        ]
        return Assessment(
            framework=framework,
            recipe=self.index.recipe.to_dict(),
            unit=self.dataset.units[self.u],
            period=self.dataset.periods[self.p],
            nodes=tuple(self._node(n, node, results) for n, node in enumerate(framework.nodes)),
            groups=tuple(
                GroupResult(g, m.code, m.title, _coverage(below), _readiness(framework, below))
                for g, m, below in groups
            ),
            indicators=tuple(results.values()),
            flags=tuple(self.flags),
        )

    def _indicator(self, n: int, indicator: Indicator) -> IndicatorResult:
        cell = (self.u, self.p, n)
        written = self.dataset.provenance.get(cell)
        reading = read_observation(indicator, written) if written else None
        found = [f for f in self.flags if f.indicator == indicator.code]
        scale = {s.code: s for s in self.framework.band_scales}.get(indicator.bands or "")
        value = reading.value if reading else None
        stored = reading is not None and reading.read_as == indicator.value_type
        band = scale.band(value) if scale and value is not None and stored else None
        normalised = _known(self.index.normalised[cell])
        return IndicatorResult(
            indicator=indicator,
            raw_value=written.raw_value if written else None,
            value=value,
            read_as=str(reading.read_as) if reading and reading.read_as else None,
            flags=tuple(dict.fromkeys(f.code for f in found)),
            judgement=judgement_of(self.framework, written.judgement if written else None),
            band=Class(band, scale) if band and scale else None,
            normalised=normalised,
            mark=_mark(self.index.recipe, [indicator]) if normalised is not None else None,
            suspect=indicator.code in suspects(self.flags),
            reason=_why(self.index.indicator_reasons[cell]),
            sources=tuple(self._sources(indicator)),
        )

    def _sources(self, indicator: Indicator) -> Iterable[SourceValue]:
        for o in self.observations:
            if o.source and o.indicator == indicator.code:
                reading = read_observation(indicator, o)
                read_as = str(reading.read_as) if reading.read_as else None
                yield SourceValue(o.source, o.raw_value, reading.value, read_as, o.year)
        for s in self.statements:
            if s.subject == indicator.code and s.period in (None, self.dataset.periods[self.p]):
                reading = read_answer(s.raw_value, indicator)
                read_as = str(reading.read_as) if reading.read_as else None
                yield SourceValue(s.source, s.raw_value, reading.value, read_as, s.year)

    def _node(self, n: int, node: Node, results: Mapping[str, IndicatorResult]) -> NodeResult:
        cell = (self.u, self.p, n)
        below = [results[leaf.code] for leaf in self.framework.leaves(node.code)]
        score = _known(self.index.scores[cell])
        scale = self.framework.band_scale(node.bands) if node.bands else None
        band = scale.band(score) if scale and score is not None else None
        scored = [r.indicator for r in below if r.normalised is not None]
        return NodeResult(
            node=node,
            score=score,
            score_with_suspects=_known(self.with_suspects.scores[cell]),
            rank=int(self.index.ranks[cell]) or None,
            coverage=_coverage(below),
            readiness=_readiness(self.framework, below),
            mark=_mark(self.index.recipe, scored) if score is not None else None,
            reason=_why(self.index.reasons[cell]),
            band=Class(band, scale) if band and scale else None,
        )


def _coverage(below: Sequence[IndicatorResult]) -> Coverage:
    return Coverage(
        with_value=sum(r.value is not None and r.read_as == r.indicator.value_type for r in below),
        indicators=len(below),
        interpreted=sum(r.judgement is not None for r in below),
        scored=sum(r.normalised is not None for r in below),
    )


def _readiness(framework: Framework, below: Sequence[IndicatorResult]) -> TwoWays:
    kept = [r for r in below if not r.suspect]
    return TwoWays(_counts(framework, below, len(below)), _counts(framework, kept, len(below)))


def _counts(framework: Framework, below: Sequence[IndicatorResult], indicators: int) -> Readiness:
    judged = [r.judgement.code for r in below if r.judgement]
    levels = tuple(Count(level, judged.count(level.code)) for level in reversed(framework.judgements))
    return Readiness(levels, len(judged), indicators)


def _mark(recipe: Recipe, scored: Sequence[Indicator]) -> str | None:
    """The weakest provenance a score rests on: its goalposts and the framework itself; None if official.

    What a recipe sets for an indicator instead of the framework is the project's own.
    """
    step = next((s for s in recipe.steps if isinstance(s, Normalise)), Normalise("none"))
    found = [recipe.framework.provenance]
    for indicator in scored:
        if indicator.code in step.overrides or indicator.code in step.targets:
            found.append(Provenance.PROJECT)
        elif step.method == "goalposts" and indicator.goalposts:
            found.append(indicator.goalposts.provenance)
    weakest = max(found, key=WEAKER.index)
    return None if weakest == Provenance.OFFICIAL else str(weakest)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _why(code: int) -> Text | None:
    return TEXTS.get(Reason(code))
