"""Handbook step 4: outliers. Test skewness and kurtosis, winsorise, and if that does not help transform."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.moments import moments
from cityindex.steps.outliers import METHODS, NotTransformableError, Options, Outcome, Rows, treat_rows
from cityindex.steps.state import RecipeError, State
from cityindex.steps.transforms import TRANSFORMS
from cityindex.steps.treatment import Record
from cityindex.steps.winsorise import Limits

WITHIN = ("all", "period")
OPTIONS = ("skew", "kurtosis", "points", "method", "transform", "power", "combine")
BLOCK = 2**17
"""Cells treated at once: what the processor's own memory holds with its copies."""

__all__ = ["Treat", "moments"]


@dataclass(frozen=True, slots=True)
class Treat:
    """Pull in outliers of indicators that fail the test |skewness| < ``skew`` or kurtosis < ``kurtosis``.

    ``method``: *test* (default) winsorises what fails, up to ``points`` values, and if it still fails applies
    ``transform`` to the original values (to the winsorised ones with ``combine``); *winsorise* moves ``points``
    values and *transform* transforms, whatever the test says; *none* leaves alone. ``transform``: see
    ``cityindex.steps.transforms``; ``power`` is the λ of *boxcox*. ``indicators`` limits the step to these codes
    (default: every scored one); ``overrides`` by indicator code: any of skew, kurtosis, points, method, transform,
    power, combine. ``within``: the values of ``all`` periods together (default) or of each ``period`` alone.

    Every change is listed in ``changes``, every test in ``details["treat"]`` (``Treatment``). Fewer than four
    values, or equal ones, have no skewness and pass. RecipeError where a transformation cannot take the values.
    """

    name: ClassVar[str] = "treat"
    skew: float = 2.0
    kurtosis: float = 3.5
    points: int = 5
    indicators: tuple[str, ...] = ()
    method: str = "test"
    transform: str = "log_ct"
    power: float = 0.0
    combine: bool = False
    within: str = "all"
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def apply(self, state: State) -> State:
        """Return the state with treated values."""
        self._check(state)
        if not state.values.size:
            return state
        values, columns = state.values.copy(), self._columns(state)
        codes = [state.tree.indicators[i] for i in columns]
        options = self._options(codes)
        record = Record(codes, state.periods if self.within == "period" else ())
        for period, lanes in _lanes(values, self.within):
            for lane, some in _blocks(lanes, len(columns)):
                found = _treat(lanes, lane, columns[some], options.of(some), codes[some])
                if values.ndim == 3:
                    record.add(period, some, found, options.of(some))
        after = replace(state, values=values)
        return after if values.ndim > 3 else record.kept(state, after, columns)

    def _columns(self, state: State) -> Rows:
        """Positions of the indicators to treat: scored, named if any are named, and not left alone."""
        chosen = [
            state.tree.directions[i] != 0
            and (not self.indicators or code in self.indicators)
            and self._option(code, "method") != "none"
            for i, code in enumerate(state.tree.indicators)
        ]
        return np.flatnonzero(chosen)

    def _options(self, codes: list[str]) -> Options:
        def column(key: str, kind: type) -> Any:
            return np.array([self._option(code, key) for code in codes], dtype=kind)

        method = column("method", str)
        points = np.where(method == "transform", 0, column("points", int))
        return Options(
            limits=Limits(column("skew", float), column("kurtosis", float), points, method == "winsorise"),
            method=method,
            transform=column("transform", str),
            power=column("power", float),
            combine=column("combine", bool),
        )

    def _option(self, code: str, key: str) -> Any:
        return self.overrides.get(code, {}).get(key, getattr(self, key))

    def _check(self, state: State) -> None:
        if self.within not in WITHIN:
            raise RecipeError(f"treat: within is {self.within!r}; choose one of {', '.join(WITHIN)}")
        if unknown := {*self.indicators, *self.overrides} - set(state.tree.indicators):
            raise RecipeError(f"treat: {min(unknown)!r} is no indicator of {state.framework.id}")
        for code, options in (("", {}), *self.overrides.items()):
            of = f" of {code}" if code else ""
            if unknown := set(options) - set(OPTIONS):
                raise RecipeError(f"treat: no option {min(unknown)!r}{of}; choose among {', '.join(OPTIONS)}")
            for key in OPTIONS:
                _check_option(key, key + of, options.get(key, getattr(self, key)))


def _check_option(key: str, name: str, value: Any) -> None:
    names = {"method": METHODS, "transform": tuple(TRANSFORMS)}.get(key)
    if names and value not in names:
        raise RecipeError(f"treat: no {name} {value!r}; choose one of {', '.join(names)}")
    if key == "combine" and not isinstance(value, bool):
        raise RecipeError(f"treat: {name} is {value!r}; give true or false")
    if key == "points" and (type(value) is not int or value < 0):
        raise RecipeError(f"treat: {name} is {value!r}; give a whole number from 0 up")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if key in ("skew", "kurtosis", "power") and not (number and abs(value) < 1e300):
        raise RecipeError(f"treat: {name} is {value!r}; give a number")


def _treat(lanes: Floats, lane: slice, columns: Rows, options: Options, codes: list[str]) -> Outcome:
    """Treat one block of columns in place; ``lanes`` is a view (replications, indicators, values)."""
    block = np.ascontiguousarray(lanes[lane][:, columns])
    rows = block.reshape(-1, block.shape[-1])
    try:
        found = treat_rows(rows, options.of(np.tile(np.arange(len(columns)), len(block))))
    except NotTransformableError as error:
        raise RecipeError(f"treat: {codes[error.row % len(columns)]} {error}") from error
    lanes[lane.start + found.rows // len(columns), columns[found.rows % len(columns)]] = found.values
    return found


def _lanes(values: Floats, within: str) -> Iterator[tuple[int, Floats]]:
    """Views (replications, indicators, values) of what is tested together, with the period (0 for all)."""
    units, periods, indicators = values.shape[-3:]
    if within == "all":
        yield 0, values.reshape(-1, units * periods, indicators).swapaxes(1, 2)
        return
    each = values.reshape(-1, units, periods, indicators)
    yield from ((p, each[:, :, p].swapaxes(1, 2)) for p in range(periods))


def _blocks(lanes: Floats, columns: int) -> Iterator[tuple[slice, slice]]:
    """Slices of replications and of columns that hold about ``BLOCK`` cells together, at least eight columns."""
    many = min(columns, max(8, BLOCK // max(lanes.shape[2], 1)))
    deep = max(1, BLOCK // max(lanes.shape[2] * columns, 1)) if many == columns else 1
    for lane in range(0, len(lanes), deep):
        for first in range(0, columns, max(many, 1)):
            yield slice(lane, lane + deep), slice(first, first + many)
