"""The study's prose as a second source of observations."""

from cityindex.dataset import Observation
from cityindex.framework.types import Framework


def statements_of(framework: Framework, unit: str, period: int) -> tuple[Observation, ...]:
    """Return what the framework's statements say about a unit, as observations beside those of ``period``.

    Statements belong to one city; for any other there are none. A statement about a fact that is no indicator
    keeps its subject in ``indicator``: rules may use it, a dataset never sees it.
    """
    return tuple(
        Observation(
            unit=unit,
            indicator=statement.subject,
            period=period,
            raw_value=statement.raw_value,
            source=statement.source,
            year=statement.year,
        )
        for statement in framework.statements
        if same_unit(statement.unit, unit)
    )


def same_unit(one: str, other: str) -> bool:
    """Compare region codes: 53.71 (Kemendagri) and 5371 (BPS) are the same city; names must be equal."""
    return one.replace(".", "") == other.replace(".", "")
