"""From observations to assessments: read, check, build without and with suspects, and report each unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cityindex.assessment.reporting import Reporter
from cityindex.assessment.results import Assessment
from cityindex.assessment.study_tables import flags_table, standings_table
from cityindex.build import Index, build
from cityindex.dataset import Dataset, Floats, Mask, Observation
from cityindex.framework.types import Framework, Statement
from cityindex.quality import Flag, check, suspects
from cityindex.recipe import Recipe, default_recipe
from cityindex.steps import Screen
from cityindex.tables import Table, Tabled

Key = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Study(Tabled):
    """Observations of any number of units and periods, checked and built; ask it for assessments."""

    framework: Framework
    dataset: Dataset
    observations: Mapping[Key, tuple[Observation, ...]]
    statements: Mapping[str, tuple[Statement, ...]]
    flags: Mapping[Key, tuple[Flag, ...]]
    index: Index
    with_suspects: Index

    def tables(self) -> tuple[Table, ...]:
        """Return ``standings`` (period, rank, unit, score, band, reason), ``flags`` and the tables of the index."""
        return standings_table(self.index, self.observations), flags_table(self.flags), *self.index.tables()

    def assessment(self, unit: str, period: int) -> Assessment:
        """Return the assessment of one unit in one period; KeyError where there is no observation."""
        if (unit, period) not in self.observations:
            raise KeyError(f"no observation of {unit!r} for {period}")
        return Reporter(
            framework=self.framework,
            dataset=self.dataset,
            index=self.index,
            with_suspects=self.with_suspects,
            u=self.dataset.units.index(unit),
            p=self.dataset.periods.index(period),
            observations=self.observations[unit, period],
            statements=[s for s in self.statements[unit] if s.period in (None, period)],
            flags=self.flags[unit, period],
        ).report()


def study(
    framework: Framework,
    observations: Iterable[Observation],
    *,
    context: Mapping[str, Mapping[str, float]] | None = None,
    recipe: Recipe | None = None,
    statements: Sequence[Statement] | None = None,
) -> Study:
    """Read and check observations, and build the index without and with suspect values.

    ``context`` gives further numbers by unit, e.g. ``{"53.71": {"kelurahan_count": 51}}``; rules and
    denominators use them. ``recipe`` is the framework's default unless given. Observations with a ``source``
    are a second source: rules compare them with the main table, scores never use them. So are ``statements``,
    what the study's prose says of its city: the framework's own unless given, ``()`` for none.
    Raises KeyError for unknown indicators, DuplicateObservationError, RecipeError.
    """
    by_key: dict[Key, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_key[observation.unit, observation.period].append(observation)
    numbers = context or {}
    said = {
        unit: _about(unit, framework.statements if statements is None else statements) for unit, _ in by_key
    }
    flags = {
        key: check(framework, found, numbers.get(key[0]), statements=said[key[0]])
        for key, found in by_key.items()
    }
    dataset = Dataset.from_observations(framework, (o for found in by_key.values() for o in found))
    dataset = replace(dataset, context=_series(dataset, numbers)).with_suspects(_suspects(dataset, flags))
    chosen = recipe or default_recipe(framework)
    screen = next((s for s in chosen.steps if isinstance(s, Screen)), None)
    index = build(chosen, dataset)
    return Study(
        framework=framework,
        dataset=dataset,
        observations={key: tuple(found) for key, found in by_key.items()},
        statements=said,
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
    statements: Sequence[Statement] | None = None,
) -> Assessment:
    """Assess ONE unit in ONE period. ValueError when the observations are of several, or there are none."""
    keys = {(o.unit, o.period) for o in observations}
    if len(keys) != 1:
        raise ValueError(
            f"assess takes one unit and period, these observations are of {len(keys)}; use study()"
        )
    ((unit, period),) = keys
    contexts = {unit: context} if context else None
    made = study(framework, observations, context=contexts, recipe=recipe, statements=statements)
    return made.assessment(unit, period)


def same_unit(one: str, other: str) -> bool:
    """Compare region codes: 53.71 (Kemendagri) and 5371 (BPS) are the same city; names must be equal."""
    return one.replace(".", "") == other.replace(".", "")


def _about(unit: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(statement for statement in statements if same_unit(statement.unit, unit))


def _suspects(dataset: Dataset, flags: Mapping[Key, tuple[Flag, ...]]) -> Mask:
    unit_at = {u: i for i, u in enumerate(dataset.units)}
    period_at = {p: i for i, p in enumerate(dataset.periods)}
    at = {code: i for i, code in enumerate(dataset.indicators)}
    mask = np.zeros(dataset.values.shape, dtype=np.bool_)
    for (unit, period), found in flags.items():
        for code in suspects(found):
            if unit in unit_at and period in period_at:
                mask[unit_at[unit], period_at[period], at[code]] = True
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
