"""The one place that reads the clock; everything below it is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime, time_zone: str) -> date:
    """The calendar day of a moment where the city lies: a role begins at midnight there, not in Greenwich."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
