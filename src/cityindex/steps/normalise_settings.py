"""From the options of a normalisation and its framework to what a method needs to know of its columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from cityindex.dataset import Floats
from cityindex.framework.types import Goalposts, Indicator, Provenance
from cityindex.steps.scales import Settings
from cityindex.steps.state import State

if TYPE_CHECKING:
    from cityindex.steps.normalise import Normalise


def settings(
    step: "Normalise", method: str, state: State, columns: Sequence[int], looked: Floats
) -> Settings:
    """Collect what ``method`` may need; ``looked`` (…, units, periods, k) are the values it looks at."""
    indicators = [state.framework.indicators[i] for i in columns]
    codes = [i.code for i in indicators]
    directions = state.tree.directions[columns]
    nothing: list[Any] = [None] * len(codes)

    def each(key: str, default: Any = None) -> list[Any]:
        common = getattr(step, key, default)
        if not step.overrides:
            return [common] * len(codes)
        return [step.overrides[c].get(key, common) if c in step.overrides else common for c in codes]

    def numbers(key: str) -> Floats:
        return np.array(each(key), dtype=np.float64)

    return Settings(
        codes=codes,
        directions=directions,
        goalposts=_goalposts(each("goalposts"), indicators) if method == "goalposts" else nothing,
        bands=[_bands(state, i) for i in indicators] if method == "bands" else nothing,
        targets=np.array(_targets(step, indicators) if method == "target" else nothing, dtype=np.float64),
        ranges=numbers("range").T,
        low=numbers("low"),
        high=numbers("high"),
        mean=numbers("mean"),
        sd=numbers("sd"),
        cap=each("cap"),
        scores=each("scores", {}),
        reference=_reference(step, state, each("reference"), looked, directions),
    )


def _goalposts(given: Sequence[Any], indicators: Sequence[Indicator]) -> list[Goalposts | None]:
    """The recipe's own goalposts ([worst, best] or [worst, best, "log"]), else the framework's."""
    return [
        Goalposts(own[0], own[1], Provenance.PROJECT, "recipe", "log" in own[2:]) if own else i.goalposts
        for own, i in zip(given, indicators, strict=True)
    ]


def _bands(state: State, indicator: Indicator) -> Any:
    return state.framework.band_scale(indicator.bands) if indicator.bands else None


def _targets(step: "Normalise", indicators: Sequence[Indicator]) -> list[float | None]:
    """The target of each: from its overrides, the step's targets or the framework."""
    found = []
    for i in indicators:
        own = step.option(i.code, "target")
        found.append(step.targets.get(i.code, i.target) if own is None else own)
    return found


def _reference(
    step: "Normalise", state: State, named: Sequence[str], looked: Floats, directions: Floats
) -> Floats:
    """Value of each column's reference unit: its best over the periods looked at, or that of each period."""
    found = np.full((*looked.shape[:-3], *looked.shape[-2:]), np.nan)
    for k, unit in enumerate(named):
        if unit:
            found[..., k] = looked[..., state.units.index(unit), :, k]
    if step.within == "period":
        return found[..., :, None, :]
    best: Floats = np.fmax.reduce(found * directions, axis=-2, keepdims=True) * directions
    return best
