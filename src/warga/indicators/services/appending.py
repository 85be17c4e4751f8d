"""New versions go into the table by one prepared statement: many rows cost the ORM far more than the database."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from warga.indicators.models import Observation


class NewRow(NamedTuple):
    """One version that becomes the newest one, as a draft; the fields are those of ``Observation``."""

    city_id: int
    framework_id: str
    indicator: str
    period: int
    source: str
    year: int | None
    raw_value: str
    decimal: str
    scale: float
    value: float | None
    read_as: str
    citation: str
    reason: str
    entered_by_id: int | None
    entered_at: datetime
    batch_id: int | None
    is_latest: bool = True
    is_public: bool = False


def append(rows: Iterable[NewRow]) -> None:
    """Insert rows; raises IntegrityError where a newest version stands already."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in NewRow._fields)
    places = ", ".join(["%s"] * len(NewRow._fields))
    table = quote(Observation._meta.db_table)
    adapted: Callable[[datetime], Any] = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - names of ours, values apart
            [row._replace(entered_at=adapted(row.entered_at)) for row in rows],
        )
