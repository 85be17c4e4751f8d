"""Rules of a Monte Carlo run: what may be asked, when a worker counts as gone, how long it still takes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SILENCE = timedelta(seconds=90)
"""A worker says how far it is every second or two; after this long without a word it is taken for dead."""


class Source(StrEnum):
    """What a run varies."""

    WEIGHTS = "weights"
    """How much each row and each part counts: up to a quarter more or less than in the framework."""
    AGGREGATE = "aggregate"
    """How parts are put together: by the arithmetic or by the geometric mean."""
    NORMALISE = "normalise"
    """How values become scores: the framework's goalposts, or the span between the lowest and the highest city."""


class Failure(StrEnum):
    """Why a run ended without figures, where the engine has no sentence of its own for it."""

    UNFORESEEN = "unforeseen"
    REPLACED = "replaced"
    """Interrupted while a newer run of the same year was waiting."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Fewest, most and usual number of draws, and the largest seed."""

    fewest: int = 100
    most: int = 20_000
    usual: int = 1_000
    largest_seed: int = 2**53 - 1  # the largest whole number that JSON keeps everywhere


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked to do; the same asked twice of the same inputs gives the same figures."""

    draws: int = LIMITS.usual
    seed: int = 1
    varied: tuple[Source, ...] = (Source.WEIGHTS, Source.AGGREGATE)

    @property
    def fits(self) -> bool:
        """Whether the numbers are within their limits and something varies."""
        return (
            LIMITS.fewest <= self.draws <= LIMITS.most
            and 0 <= self.seed <= LIMITS.largest_seed
            and bool(self.varied)
        )


STANDARD = Asked()
"""What a publication asks for."""


def silent(heard_at: datetime | None, now: datetime) -> bool:
    """Whether a worker that should be computing has not been heard of for too long."""
    return heard_at is None or now - heard_at > SILENCE


def time_left(done: int, total: int, started_at: datetime | None, now: datetime) -> timedelta | None:
    """How long the rest takes at the pace so far; None before the first draw is done."""
    if not done or started_at is None:
        return None
    return (now - started_at) / done * max(total - done, 0)
