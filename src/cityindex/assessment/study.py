"""From observations to assessments: read, check, build without and with suspects, and report each unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cityindex.assessment.results import (
    Assessment,
    Class,
    Count,
    Coverage,
    GroupResult,
    IndicatorResult,
    NodeResult,
    Readiness,
    SourceValue,
    TwoWays,
)
from cityindex.build import Index, build
from cityindex.dataset import Dataset, Floats, Observation, Status, read_observation
from cityindex.framework.types import Framework, Indicator, Judgement, Node, Normalise, Provenance
from cityindex.quality import Flag, Severity, check
from cityindex.reasons import TEXTS, Reason
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Screen
from cityindex.text import Text

WEAKER = (
    Provenance.OFFICIAL,
    Provenance.EXPERT,
    Provenance.PROJECT,
    Provenance.UNOFFICIAL,
    Provenance.ASSUMED,
)
"""Provenances from the firmest to the weakest; a score is marked with the weakest it rests on."""

Key = tuple[str, int]


class UnknownJudgementError(ValueError):
    """A judgement that is none of the framework's words."""


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Observations of any number of units and periods, checked and built; ask it for assessments."""

    framework: Framework
    dataset: Dataset
    observations: Mapping[Key, tuple[Observation, ...]]
    flags: Mapping[Key, tuple[Flag, ...]]
    index: Index
    with_suspects: Index

    def assessment(self, unit: str, period: int) -> Assessment:
        """Return the assessment of one unit in one period; KeyError where there is no observation."""
        if (unit, period) not in self.observations:
            raise KeyError(f"no observation of {unit!r} for {period}")
        return _Reporter(self, unit, period).report()


def study(
    framework: Framework,
    observations: Iterable[Observation],
    *,
    context: Mapping[str, Mapping[str, float]] | None = None,
    recipe: Recipe | None = None,
) -> Study:
    """Read and check observations, and build the index without and with suspect values.

    ``context`` gives further numbers by unit, e.g. ``{"53.71": {"kelurahan_count": 51}}``; rules and
    denominators use them. ``recipe`` is the framework's default unless given. Observations with a ``source``
    are a second source: rules compare them with the main table, scores never use them.
    Raises KeyError for unknown indicators, DuplicateObservationError, RecipeError.
    """
    by_key: dict[Key, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_key[observation.unit, observation.period].append(observation)
    numbers = context or {}
    flags = {key: check(framework, found, numbers.get(key[0])) for key, found in by_key.items()}
    dataset = Dataset.from_observations(framework, (o for found in by_key.values() for o in found))
    dataset = replace(dataset, context=_series(dataset, numbers)).with_suspects(_suspects(dataset, flags))
    chosen = recipe or default_recipe(framework)
    screen = next((s for s in chosen.steps if isinstance(s, Screen)), None)
    index = build(chosen, dataset)
    return Study(
        framework=framework,
        dataset=dataset,
        observations={key: tuple(found) for key, found in by_key.items()},
        flags=flags,
        index=index,
        with_suspects=build(chosen.with_step(replace(screen, suspects=True)), dataset) if screen else index,
    )


def assess(
    framework: Framework,
    observations: Sequence[Observation],
    *,
    context: Mapping[str, float] | None = None,
    recipe: Recipe | None = None,
) -> Assessment:
    """Assess ONE unit in ONE period. ValueError when the observations are of several, or there are none."""
    keys = {(o.unit, o.period) for o in observations}
    if len(keys) != 1:
        raise ValueError(
            f"assess takes one unit and period, these observations are of {len(keys)}; use study()"
        )
    ((unit, period),) = keys
    contexts = {unit: context} if context else None
    return study(framework, observations, context=contexts, recipe=recipe).assessment(unit, period)


def judgement_of(framework: Framework, word: str | None) -> Judgement | None:
    """Find a judgement by code or title in either language, whatever the case; None for an empty word.

    Raises UnknownJudgementError naming the words that are allowed.
    """
    wanted = (word or "").strip().casefold()
    if not wanted:
        return None
    for judgement in framework.judgements:
        if wanted in {w.casefold() for w in (judgement.code, *judgement.title)}:
            return judgement
    allowed = ", ".join(j.title.id for j in framework.judgements) or "none in this framework"
    raise UnknownJudgementError(f"{word!r} is no judgement of {framework.id}; allowed: {allowed}")


def _suspects(dataset: Dataset, flags: Mapping[Key, tuple[Flag, ...]]) -> np.ndarray:
    unit_at = {u: i for i, u in enumerate(dataset.units)}
    period_at = {p: i for i, p in enumerate(dataset.periods)}
    at = {code: i for i, code in enumerate(dataset.indicators)}
    mask = np.zeros(dataset.values.shape, dtype=np.bool_)
    for (unit, period), found in flags.items():
        for flag in found:
            if flag.severity == Severity.SUSPECT and flag.indicator in at and unit in unit_at:
                mask[unit_at[unit], period_at[period], at[flag.indicator]] = True
    return mask


def _series(dataset: Dataset, numbers: Mapping[str, Mapping[str, float]]) -> dict[str, Floats]:
    names = {name for values in numbers.values() for name in values}
    shape = (len(dataset.units), len(dataset.periods))
    return {
        name: np.broadcast_to(
            np.array([[numbers.get(unit, {}).get(name, np.nan)] for unit in dataset.units]), shape
        )
        for name in sorted(names)
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Reporter:
    """Collects what a study knows about one unit and period."""

    study: Study
    unit: str
    period: int
    u: int = field(init=False)
    p: int = field(init=False)

    def __post_init__(self) -> None:
        dataset = self.study.dataset
        object.__setattr__(self, "u", dataset.units.index(self.unit))
        object.__setattr__(self, "p", dataset.periods.index(self.period))

    def report(self) -> Assessment:
        framework = self.study.framework
        results = {i.code: self._indicator(n, i) for n, i in enumerate(framework.indicators)}
        groups = [
            (g, m, [r for r in results.values() if r.indicator.groups.get(g.code) == m.code])
            for g in framework.groupings
            for m in g.members
        ]
        return Assessment(
            framework=framework,
            unit=self.unit,
            period=self.period,
            nodes=tuple(self._node(n, node, results) for n, node in enumerate(framework.nodes)),
            groups=tuple(
                GroupResult(g, m.code, m.title, _coverage(below), _readiness(framework, below))
                for g, m, below in groups
            ),
            indicators=tuple(results.values()),
            flags=self.study.flags[self.unit, self.period],
        )

    def _indicator(self, n: int, indicator: Indicator) -> IndicatorResult:
        study, cell = self.study, (self.u, self.p, n)
        written = study.dataset.provenance.get(cell)
        reading = read_observation(indicator, written) if written else None
        found = [f for f in study.flags[self.unit, self.period] if f.indicator == indicator.code]
        scale = {s.code: s for s in study.framework.band_scales}.get(indicator.bands or "")
        value = reading.value if reading else None
        band = scale.band(value) if scale and value is not None else None
        normalised = _known(study.index.normalised[cell])
        return IndicatorResult(
            indicator=indicator,
            raw_value=written.raw_value if written else None,
            value=value,
            read_as=str(reading.read_as) if reading and reading.read_as else None,
            flags=tuple(dict.fromkeys(f.code for f in found)),
            judgement=judgement_of(study.framework, written.judgement if written else None),
            band=Class(band, scale) if band and scale else None,
            normalised=normalised,
            mark=_mark(study.framework, [indicator]) if normalised is not None else None,
            suspect=study.dataset.status[cell] == Status.SUSPECT
            or any(f.severity == Severity.SUSPECT for f in found),
            reason=_why(study.index.indicator_reasons[cell]),
            sources=tuple(self._sources(indicator)),
        )

    def _sources(self, indicator: Indicator) -> Iterable[SourceValue]:
        for o in self.study.observations[self.unit, self.period]:
            if o.source and o.indicator == indicator.code:
                reading = read_observation(indicator, o)
                read_as = str(reading.read_as) if reading.read_as else None
                yield SourceValue(o.source, o.raw_value, reading.value, read_as, o.year)

    def _node(self, n: int, node: Node, results: Mapping[str, IndicatorResult]) -> NodeResult:
        study, cell = self.study, (self.u, self.p, n)
        below = [results[leaf.code] for leaf in study.framework.leaves(node.code)]
        score = _known(study.index.scores[cell])
        scale = study.framework.band_scale(node.bands) if node.bands else None
        band = scale.band(score) if scale and score is not None else None
        scored = [r.indicator for r in below if r.normalised is not None]
        return NodeResult(
            node=node,
            score=score,
            score_with_suspects=_known(study.with_suspects.scores[cell]),
            rank=int(study.index.ranks[cell]) or None,
            coverage=_coverage(below),
            readiness=_readiness(study.framework, below),
            mark=_mark(study.framework, scored) if score is not None else None,
            reason=_why(study.index.reasons[cell]),
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


def _mark(framework: Framework, scored: Sequence[Indicator]) -> str | None:
    """The weakest provenance a score rests on: its goalposts and the framework itself; None if official."""
    posts = (
        [i.goalposts.provenance for i in scored if i.goalposts]
        if framework.normalise == Normalise.GOALPOSTS
        else []
    )
    weakest = max((framework.provenance, *posts), key=WEAKER.index)
    return None if weakest == Provenance.OFFICIAL else str(weakest)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _why(code: int) -> Text | None:
    return TEXTS.get(Reason(code))
