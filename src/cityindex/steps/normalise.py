"""Handbook step 5: bring values of different units onto one scale."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from cityindex.dataset import Codes, Floats
from cityindex.framework.types import Goalposts, Provenance
from cityindex.reasons import Reason
from cityindex.steps.scales import SCALES, Settings
from cityindex.steps.state import RecipeError, State

WITHIN = ("all", "period")
OPTIONS = ("method", "low", "high", "mean", "sd", "target", "goalposts", "scores")


@dataclass(frozen=True, slots=True)
class Normalise:
    """Replace every value by its place on a common scale; see ``cityindex.steps.scales`` for each formula.

    ``low`` and ``high`` are the ends for shares (minmax, goalposts, percentile, target, bands), ``mean`` and
    ``sd`` the centre and spread of z-scores. ``within``: the data minmax, zscore, ranks and target look at
    are those of ``all`` periods together (default, so that years compare) or of each ``period`` alone.
    ``targets`` by indicator code (default: the framework's own). ``overrides`` by indicator code: any of method, low, high, mean, sd, target,
    goalposts ([worst, best] or [worst, best, "log"]), scores (by band code).
    Context indicators (direction 0) have no normalised value (CONTEXT).
    """

    name: ClassVar[str] = "normalise"
    method: str = "goalposts"
    low: float = 0.0
    high: float = 100.0
    mean: float = 0.0
    sd: float = 1.0
    within: str = "all"
    targets: Mapping[str, float] = field(default_factory=dict)
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with values on the common scale."""
        self._check(state)
        values = np.full(state.values.shape, np.nan)
        reasons = state.reasons.copy()
        for columns in self._batches(state):
            method = self._option(state.tree.indicators[columns[0]], "method", self.method)
            old = state.values[..., columns]
            new, why = self._scale(method, old, self._settings(state, columns))
            values[..., columns] = new
            lost = np.isnan(new) & ~np.isnan(old)
            reasons[..., columns] = np.where(lost, why, reasons[..., columns])
        context = state.tree.directions == 0
        values[..., context] = np.nan
        reasons[..., context] = Reason.CONTEXT
        return replace(state, values=values, reasons=reasons)

    def _scale(self, method: str, x: Floats, settings: Settings) -> tuple[Floats, Codes]:
        """Apply one method to (units, periods, k); reasons come back as (k) or (periods, k)."""
        scale = SCALES[method]
        if self.within == "all":
            new, why = scale(x.reshape(-1, x.shape[-1]), settings)
            return new.reshape(x.shape), why
        results = [scale(x[:, p], settings) for p in range(x.shape[1])]
        return np.stack([new for new, _ in results], axis=1), np.stack([why for _, why in results])

    def _batches(self, state: State) -> list[list[int]]:
        """Columns that can be done at once: all without overrides, and each overridden one alone."""
        if not state.values.size:
            return []
        scored = [i for i, d in enumerate(state.tree.directions) if d != 0]
        alone = [i for i in scored if state.tree.indicators[i] in self.overrides]
        together = [i for i in scored if i not in set(alone)]
        return [batch for batch in (together, *([i] for i in alone)) if batch]

    def _settings(self, state: State, columns: list[int]) -> Settings:
        picked = [state.framework.indicators[i] for i in columns]
        scales = {scale.code: scale for scale in state.framework.band_scales}
        first = picked[0].code
        return Settings(
            codes=[i.code for i in picked],
            directions=state.tree.directions[columns],
            goalposts=[self._posts(i.code) or i.goalposts for i in picked],
            bands=[scales.get(i.bands or "") for i in picked],
            targets=[self._option(i.code, "target", self.targets.get(i.code, i.target)) for i in picked],
            low=self._option(first, "low", self.low),
            high=self._option(first, "high", self.high),
            mean=self._option(first, "mean", self.mean),
            sd=self._option(first, "sd", self.sd),
            scores=self._option(first, "scores", {}),
        )

    def _posts(self, code: str) -> Goalposts | None:
        given = self._option(code, "goalposts", None)
        return (
            Goalposts(given[0], given[1], Provenance.PROJECT, "recipe", "log" in given[2:]) if given else None
        )

    def _option(self, code: str, key: str, default: Any) -> Any:
        return self.overrides.get(code, {}).get(key, default)

    def _check(self, state: State) -> None:
        for method in (self.method, *(o["method"] for o in self.overrides.values() if "method" in o)):
            if not (isinstance(method, str) and method in SCALES):
                raise RecipeError(f"normalise: no method {method!r}; choose one of {', '.join(SCALES)}")
        if self.within not in WITHIN:
            raise RecipeError(f"normalise: within is {self.within!r}; choose one of {', '.join(WITHIN)}")
        if unknown := {*self.targets, *self.overrides} - set(state.tree.indicators):
            raise RecipeError(f"normalise: {min(unknown)!r} is no indicator of {state.framework.id}")
        if wrong := {key for options in self.overrides.values() for key in options} - set(OPTIONS):
            raise RecipeError(f"normalise: no option {min(wrong)!r}; choose among {', '.join(OPTIONS)}")
        for code, options in (("", {}), *self.overrides.items()):
            self._check_options(code, options)
        for code, target in self.targets.items():
            _finite(f"the target of {code}", target)

    def _check_options(self, code: str, options: Mapping[str, Any]) -> None:
        """Refuse ends the wrong way round, and what is no number: a score must rise with what is better."""
        of = f" of {code}" if code else ""
        ends = {key: options.get(key, getattr(self, key)) for key in ("low", "high", "mean", "sd")}
        given = {"target": options.get("target")} if options.get("target") is not None else {}
        for key, value in (ends | given).items():
            _finite(key + of, value)
        _check_goalposts(code, options.get("goalposts"))
        scores = options.get("scores", {})
        if not isinstance(scores, Mapping):
            raise RecipeError(f"normalise: scores{of} is {scores!r}; give an object by band")
        for band, score in scores.items():
            _finite(f"the score of {band}{of}", score)
        if ends["low"] >= ends["high"]:
            raise RecipeError(
                f"normalise: low{of} is {ends['low']:g}, high {ends['high']:g}; give low below high"
            )
        if ends["sd"] <= 0:
            raise RecipeError(f"normalise: sd{of} is {ends['sd']:g}; give a number above 0")


def _check_goalposts(code: str, posts: object) -> None:
    if posts is None:
        return
    if (
        not isinstance(posts, list | tuple)
        or len(posts) not in (2, 3)
        or list(posts[2:]) not in ([], ["log"])
    ):
        raise RecipeError(
            f'normalise: goalposts of {code} is {posts!r}; give [worst, best] or [worst, best, "log"]'
        )
    for post in posts[:2]:
        _finite(f"a goalpost of {code}", post)


def _finite(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e300 < value < 1e300:
        raise RecipeError(f"normalise: {name} is {value!r}; give a number")
