"""Which value an indicator would have to reach: the next band, the target, the best peer."""

import math
from dataclasses import dataclass, replace

import numpy as np

from cityindex.analysis.leverage import words
from cityindex.analysis.leverage.cohort import Cohort
from cityindex.analysis.whatif import WhatIf
from cityindex.build import follow
from cityindex.dataset import Floats
from cityindex.framework.types import Band, BandScale, Framework, Indicator, RuleKind, ValueType
from cityindex.steps import Denominate, Normalise, Screen, State
from cityindex.text import Text


@dataclass(frozen=True, slots=True)
class Goal:
    """A value to reach, in the indicator's own unit, and where it comes from."""

    value: float
    source: Text
    band: Band | None = None
    peer: str = ""


class Goals:
    """The goals of one city's indicators in one period."""

    def __init__(self, city: WhatIf, cohort: Cohort) -> None:
        self.city = city
        self.framework = city.index.recipe.framework
        self.whole = whole(self.framework)
        self.factors = _factors(city)
        self._u, p = city.at
        self._compared = _compared(city)[:, p]
        self._peers = [city.index.units.index(name) for name in cohort.units]
        self._everybody = [u for u in range(len(city.index.units)) if u != self._u]

    def value(self, i: int) -> float:
        """Return the indicator's value as it came in."""
        return float(self.city.first.values[self.city.at][i])

    def band(self, i: int) -> Goal | Text:
        """Return where the next better band begins, or why there is none."""
        indicator = self.framework.indicators[i]
        scale = band_scale(self.framework, indicator.bands)
        if scale is None:
            return words.NO_BANDS
        value = self.value(i)
        now = scale.band(value)
        if now is None and not value < scale.bands[0].start:
            return words.OUTSIDE
        place = -1 if now is None else scale.bands.index(now)
        if indicator.direction < 0:
            if place < 1:
                return words.TOP_BAND
            return Goal(self._below(i, scale), scale.bands[place - 1].title, scale.bands[place - 1])
        if place == len(scale.bands) - 1:
            return words.TOP_BAND
        band = scale.bands[place + 1]
        return Goal(self._fit(i, band.start), band.title, band)

    def target(self, i: int) -> Goal | Text:
        """Return the best value there is: of the recipe, of the goalposts, or the end of the scale of answers."""
        found = self.best(i)
        if not isinstance(found, Goal):
            return found
        return found if self._better(i, found.value) else words.AT_TARGET

    def best(self, i: int) -> Goal | Text:
        """Return the target whether or not it is reached already."""
        ends = self.ends(i)
        if ends is None:
            return words.NO_TARGET
        return ends[1] if math.isfinite(ends[1].value) else words.NO_FACTOR

    def ends(self, i: int) -> tuple[float, Goal] | None:
        """Return the worst value (NaN: not known) and the best one of an indicator."""
        indicator = self.framework.indicators[i]
        step = next((s for s in self.city.index.recipe.steps if isinstance(s, Normalise)), None)
        options = step.overrides.get(indicator.code, {}) if step else {}
        target = options.get("target", step.targets.get(indicator.code) if step else None)
        if target is not None:
            return math.nan, self._goal(i, float(target), words.FROM_RECIPE)
        if indicator.target is not None:
            scored_by_it = step is not None and step.option(indicator.code, "method") == "target"
            reached = self._own(i, indicator.target) if scored_by_it else indicator.target
            return math.nan, Goal(self._fit(i, reached), words.FROM_FRAMEWORK)
        down = indicator.direction < 0
        if given := options.get("goalposts"):
            worst, best = _turned(given[0], given[1], down=down)
            return self._own(i, worst), self._goal(i, best, words.FROM_RECIPE)
        if posts := indicator.goalposts:
            worst, best = _turned(posts.low, posts.high, down=down)
            return self._own(i, worst), self._goal(i, best, words.FROM_POSTS)
        worst_end, best_end = (
            (indicator.maximum, indicator.minimum) if down else (indicator.minimum, indicator.maximum)
        )
        if best_end is None:
            return None
        first = band_scale(self.framework, indicator.bands)
        lowest = first.bands[0].start if first and worst_end is None else worst_end
        return math.nan if lowest is None else lowest, Goal(best_end, words.FROM_SCALE)

    def peer(self, i: int) -> Goal | Text:
        """Return the best value among the peers, as this city would have to have it."""
        best = self._best_of(self._peers, i)
        if best is None:
            return words.NO_PEER
        goal = self._goal(i, float(self._compared[best, i]), _name(self.city.index.units[best]))
        if not math.isfinite(goal.value):
            return words.NO_FACTOR
        goal = replace(goal, peer=self.city.index.units[best])
        return goal if self._better(i, goal.value) else words.BEST_PEER

    def range(self, i: int) -> tuple[float, float] | None:
        """Return the worst and the best value an indicator may have: declared, else seen among all cities."""
        ends = self.ends(i)
        worst, best = (ends[0], ends[1].value) if ends else (math.nan, math.nan)
        direction = self.framework.indicators[i].direction
        seen = self._compared[self._everybody, i] * direction
        if np.isnan(seen).all():
            return (worst, best) if math.isfinite(worst) and math.isfinite(best) else None
        if not math.isfinite(worst):
            worst = self._own(i, float(np.nanmin(seen)) * direction)
        if not math.isfinite(best):
            best = self._own(i, float(np.nanmax(seen)) * direction)
        return (worst, best) if math.isfinite(worst) and math.isfinite(best) else None

    def _best_of(self, units: list[int], i: int) -> int | None:
        seen = self._compared[units, i] * self.framework.indicators[i].direction
        return None if not units or np.isnan(seen).all() else units[int(np.nanargmax(seen))]

    def _better(self, i: int, value: float) -> bool:
        return (value - self.value(i)) * self.framework.indicators[i].direction > 0

    def _own(self, i: int, compared: float) -> float:
        """Take a value after division back to the unit it is entered in."""
        factor = float(self.factors[i])
        return compared / factor if factor > 0 else math.nan

    def _goal(self, i: int, compared: float, source: Text) -> Goal:
        return Goal(self._fit(i, self._own(i, compared)), source)

    def _fit(self, i: int, value: float) -> float:
        """Round a value of a whole-numbered indicator to the first whole number that is as good."""
        if i not in self.whole or not math.isfinite(value):
            return value
        up = self.framework.indicators[i].direction > 0
        return float(math.ceil(value - 1e-9) if up else math.floor(value + 1e-9))

    def _below(self, i: int, scale: BandScale) -> float:
        """Return the largest value that is still below the present band: less is better here."""
        now = scale.band(self.value(i))
        start = now.start if now else math.nan
        if i in self.whole:
            return float(math.ceil(start) - 1)
        if scale.decimals is not None:
            return round(start - 10.0**-scale.decimals, scale.decimals)
        return math.nextafter(start, -math.inf)


def band_scale(framework: Framework, code: str | None) -> BandScale | None:
    """Return a band scale by its code, None where there is none."""
    return next((scale for scale in framework.band_scales if scale.code == code), None)


def whole(framework: Framework) -> frozenset[int]:
    """Return the positions of indicators that only whole numbers answer."""
    ruled = {code for rule in framework.rules if rule.kind is RuleKind.WHOLE for code in rule.indicators}
    return frozenset(n for n, i in enumerate(framework.indicators) if i.code in ruled or _counted(i))


def _counted(indicator: Indicator) -> bool:
    return indicator.value_type in (ValueType.COUNT, ValueType.BOOLEAN)


def _turned(low: float, high: float, *, down: bool) -> tuple[float, float]:
    """Return the worst and the best goalpost: where less is better and low < high, low is the best."""
    return (high, low) if down and low < high else (low, high)


def _name(unit: str) -> Text:
    return Text(unit, unit)


def _compared(city: WhatIf) -> Floats:
    """Return values (U, P, I) of all cities as they are compared: suspects out, divided by their sizes."""
    state: State = city.first
    for step in city.index.recipe.steps:
        if isinstance(step, Screen | Denominate):
            state = follow(step, state)
    return state.values


def _factors(city: WhatIf) -> Floats:
    """Return what one unit of each indicator counts after division, NaN where the divisor is missing."""
    u, p = city.at
    first, factors = city.first, np.ones(len(city.first.tree.indicators))
    steps = [s for s in city.index.recipe.steps if isinstance(s, Denominate)]
    own = {i.code: i.denominator for i in first.framework.indicators}
    for n, code in enumerate(first.tree.indicators):
        if not any(step.by.get(code, own[code]) for step in steps):
            continue
        values = first.values.copy()
        values[u, p, n] = 1.0
        state = replace(first, values=values)
        for step in steps:
            state = follow(step, state)
        factors[n] = state.values[u, p, n]
    return factors
