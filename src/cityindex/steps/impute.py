"""Handbook step 3: fill missing values, and say that they were filled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar

import numpy as np

from cityindex.dataset import Floats, Mask, Status
from cityindex.reasons import Reason
from cityindex.steps.centres import centre
from cityindex.steps.fills import FILLS, Cells, Way
from cityindex.steps.imputation import Imputation
from cityindex.steps.imputers import Imputer, imputer
from cityindex.steps.state import RecipeError, State

METHODS = ("none", *FILLS, "function")
ENDS = ("none", "nearest")
OPTIONS = (*(option.name for option in fields(Way)), "function")

__all__ = ["Impute", "centre"]


@dataclass(frozen=True, slots=True)
class Impute:
    """Fill gaps from other units, from the unit's other indicators, or from its own years.

    ``method``: *none* (default; a gap stays a gap); *mean*, *median* of the same period's other units, those of
    the unit's own label where ``group`` names a grouping; *row_mean*, *row_median* of the unit's other indicators
    below the same parent (or the same node of ``level``), which must be comparable: place the step after
    *normalise*, or before it set ``rescale`` to compare and give back shares of each indicator's own range; *latest*, the
    newest earlier value; *linear* between the nearest earlier and later value by their years; *constant*, the
    nearest earlier value where there is a later one too; *function*, one's own (a callable or a registered name).
    ``limit``: no value further away than so many years is used (0 = any). ``ends``: *none* leaves gaps outside a
    unit's first and last value to linear and constant, *nearest* carries that value on.
    ``overrides`` by indicator code: any of these options.

    Only gaps are filled: a value that lost its denominator is one; a suspect one, or an answer of the wrong kind,
    is not. What is filled has the status IMPUTED, is listed in ``changes``, and never serves to fill another gap of
    the same step. ``details["impute"]`` counts by indicator what was filled and what stays a gap.
    """

    name: ClassVar[str] = "impute"
    method: str = "none"
    group: str = ""
    limit: float = 0.0
    ends: str = "none"
    level: str = ""
    rescale: bool = False
    function: str | Imputer = ""
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with gaps filled."""
        self.check(state)
        if not state.values.size:
            return state
        if state.reasons.ndim > 3 or (state.values.ndim > 3 and self._uses_function()):
            return _one_by_one(self, state)
        cells = self.cells(state)
        filled = self.filled(state, cells)
        known = ~np.isnan(filled[(0,) * (filled.ndim - 1)])
        after = with_values(state, cells.some(known), filled[..., known])
        if state.values.ndim > 3:
            return after
        methods = tuple(self._option(code, "method") for code in state.tree.indicators)
        done, found = cells.some(known), Imputation.of(state, cells, known, methods)
        how = np.array([METHODS.index(method) for method in methods], dtype=np.uint8)[done.indicator]
        at = done.unit, done.period, done.indicator
        changes = state.changes.added(
            "impute", at, done.of(state.values), done.of(after.values), how, METHODS
        )
        return replace(after, changes=changes).explained("impute", found)

    def cells(self, state: State) -> Cells:
        """Return the gaps this step looks at: of every indicator whose method is not *none*."""
        gaps = (state.reasons == Reason.MISSING) | (state.reasons == Reason.NO_DENOMINATOR)
        off = [self._option(code, "method") == "none" for code in state.tree.indicators]
        gaps[..., off] = False
        return Cells.where(gaps)

    def filled(self, state: State, cells: Cells) -> Floats:
        """Return what each cell is filled with (…, cells), NaN where there is nothing to fill it with."""
        filled = np.full((*state.values.shape[:-3], len(cells)), np.nan)
        for way, function, columns in self.ways(state):
            at = np.flatnonzero(columns[cells.indicator])
            if not len(at):
                continue
            some = cells.some(at)
            if way.method == "function":
                filled[..., at] = some.of(_called(imputer(function), state))
            else:
                filled[..., at] = FILLS[way.method](state, some, way)
        return filled

    def ways(self, state: State) -> Iterator[tuple[Way, str | Imputer, Mask]]:
        """The different ways of filling, each with the indicators (I) it serves."""
        codes = state.tree.indicators
        chosen = [tuple(self._option(code, key) for key in OPTIONS) for code in codes]
        for options in dict.fromkeys(chosen):
            *way, function = options
            yield Way(*way), function, np.array([own == options for own in chosen])

    def check(self, state: State) -> None:
        """Raise RecipeError for an option that cannot be followed."""
        if unknown := set(self.overrides) - set(state.tree.indicators):
            raise RecipeError(f"impute: {min(unknown)!r} is no indicator of {state.framework.id}")
        for code, options in (("", {}), *self.overrides.items()):
            of = f" of {code}" if code else ""
            if unknown := set(options) - set(OPTIONS):
                raise RecipeError(
                    f"impute: no option {min(unknown)!r}{of}; choose among {', '.join(OPTIONS)}"
                )
            _check_options({key: options.get(key, getattr(self, key)) for key in OPTIONS}, of, state)

    def _option(self, code: str, key: str) -> Any:
        return self.overrides.get(code, {}).get(key, getattr(self, key))

    def _uses_function(self) -> bool:
        return "function" in (self.method, *(o.get("method") for o in self.overrides.values()))


def with_values(state: State, cells: Cells, filled: Floats) -> State:
    """Put values (…, cells) into a state: they count as imputed, and lose their reason."""
    lead = np.broadcast_shapes(filled.shape[:-1], state.values.shape[:-3])
    values = np.broadcast_to(state.values, (*lead, *state.values.shape[-3:])).copy()
    status, reasons = state.status.copy(), state.reasons.copy()
    at = (..., cells.unit, cells.period, cells.indicator)
    values[at], status[at], reasons[at] = filled, Status.IMPUTED, Reason.NONE
    return replace(state, values=values, status=status, reasons=reasons)


def _called(function: Imputer, state: State) -> Floats:
    """Ask one's own function, and hold its answer to what was agreed."""
    found = np.asarray(function(state), dtype=np.float64)
    name = getattr(function, "__name__", "the function")
    if found.shape != state.values.shape:
        raise RecipeError(f"impute: {name} gives the shape {found.shape}; give one of {state.values.shape}")
    if np.isinf(found).any():
        raise RecipeError(f"impute: {name} gives an infinity; give NaN where it knows no value")
    return found


def _one_by_one(step: Impute, state: State) -> State:
    """Where gaps differ between replications, fill each alone and put them together again."""
    lead = np.broadcast_shapes(state.values.shape[:-3], state.status.shape[:-3], state.reasons.shape[:-3])
    whole = (*lead, *state.values.shape[-3:])
    values = np.broadcast_to(state.values, whole).copy()
    status = np.broadcast_to(state.status, whole).copy()
    reasons = np.broadcast_to(state.reasons, whole).copy()
    for at in np.ndindex(*lead):
        done = step.apply(replace(state, values=values[at], status=status[at], reasons=reasons[at]))
        values[at], status[at], reasons[at] = done.values, done.status, done.reasons
    return replace(state, values=values, status=status, reasons=reasons)


def _check_options(options: Mapping[str, Any], of: str, state: State) -> None:
    for key, names in (("method", METHODS), ("ends", ENDS)):
        if options[key] not in names:
            raise RecipeError(f"impute: no {key}{of} {options[key]!r}; choose one of {', '.join(names)}")
    if options["group"] not in ("", *state.groups):
        raise RecipeError(f"impute: the dataset has no grouping {options['group']!r}{of}")
    levels = [level.code for level in state.framework.levels]
    if options["level"] not in ("", *levels):
        raise RecipeError(f"impute: {options['level']!r}{of} is no level; choose one of {', '.join(levels)}")
    limit = options["limit"]
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < 1e300:
        raise RecipeError(f"impute: limit{of} is {limit!r}; give a number of years from 0 (= any) up")
    if not isinstance(options["rescale"], bool):
        raise RecipeError(f"impute: rescale{of} is {options['rescale']!r}; give true or false")
    if options["method"] == "function":
        imputer(options["function"])
