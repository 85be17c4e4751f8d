"""Observed values that vary: every value may be off by a declared margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from cityindex.framework.types import Indicator, ValueType

SHAPES = ("normal", "uniform")
FROM_ZERO = (ValueType.COUNT, ValueType.HOURS)
"""Kinds of values that are never below 0, whatever the margin."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How far the true value may lie from the one that was given.

    ``half_width`` in the indicator's unit, or with ``relative`` as a share of the value (0.1: a tenth). ``shape``:
    ``normal``, whose share ``level`` lies within the half-width (0.95: the usual margin of error of a survey), or
    ``uniform``, which never leaves it.
    """

    half_width: float
    relative: bool = False
    shape: str = "normal"
    level: float = 0.95

    def __post_init__(self) -> None:
        """Refuse what is no margin."""
        if not 0 <= self.half_width < float("inf"):
            raise ValueError(f"a margin has the half-width {self.half_width}; give a number from 0 up")
        if self.shape not in SHAPES:
            raise ValueError(f"no shape {self.shape!r} of a margin; choose one of {', '.join(SHAPES)}")
        if not 0 < self.level < 1:
            raise ValueError(
                f"the level of a margin is {self.level}; give a share between 0 and 1, such as 0.95"
            )

    @classmethod
    def printed(cls, decimals: int) -> "Margin":
        """Return what rounding to so many printed decimals hides: uniform, half a unit of the last digit."""
        return cls(0.5 * 10.0**-decimals, shape="uniform")

    @property
    def scale(self) -> float:
        """The half-width of a uniform margin, the standard deviation of a normal one."""
        if self.shape == "uniform":
            return self.half_width
        return self.half_width / NormalDist().inv_cdf((1 + self.level) / 2)


Given = Margin | Mapping[str, object]
"""A margin, or its parameters as plain values."""


def margin(given: Given) -> Margin:
    """Return a margin as it is, or made from plain values: ``{"half_width": 2}`` or ``{"printed": 1}``."""
    if isinstance(given, Margin):
        return given
    if set(given) == {"printed"}:
        return Margin.printed(int(given["printed"]))  # type: ignore[call-overload] # refused by int itself
    return Margin(**given)  # type: ignore[arg-type] # refused by the margin itself


def bounds(indicator: Indicator) -> tuple[float, float]:
    """The least and the most an indicator's value can be, as its framework says; counts and hours begin at 0."""
    least = 0.0 if indicator.value_type in FROM_ZERO else -float("inf")
    return (
        least if indicator.minimum is None else max(least, float(indicator.minimum)),
        float("inf") if indicator.maximum is None else float(indicator.maximum),
    )
