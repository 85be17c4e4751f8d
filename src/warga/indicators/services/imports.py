"""A file becomes a plan, waits for a yes, and is carried out whole."""

import tomllib
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from cityindex.tabular import Mapping, MappingError, Table, decode, parse, parse_mapping
from cityindex.tabular.problems import refuse
from warga.accounts.selectors import person_id_of
from warga.indicators.domain.plan import Plan
from warga.indicators.domain.xlsx import read_xlsx
from warga.indicators.models import StoredUpload
from warga.indicators.selectors.editions import current_framework
from warga.indicators.services.planning import Scope, plan_table
from warga.kernel.actor import Actor

if TYPE_CHECKING:
    from warga.places.models import City

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
UPLOADS_LAST = timedelta(hours=6)
BYTES_AT_MOST = 50_000_000
ROWS_ON_THE_WEB = 20_000
ROWS_IN_THE_SHELL = 200_000


def plan_import(
    *, data: bytes, filename: str, scope: Scope, now: datetime, mapping: str = "", rows: int = ROWS_ON_THE_WEB
) -> Plan:
    """Say what a file would change; nothing is written.

    ``mapping`` is the text of a TOML mapping file for tables in another shape. Raises ``TableError`` where the file
    as a whole cannot be used, ``MappingError`` for the mapping, and UnknownFrameworkError.
    """
    table, sheet = read_table(data, rows)
    return plan_table(
        scope=scope,
        table=table,
        mapping=_mapping(mapping, scope) if mapping.strip() else None,
        now=now,
        sheet=sheet,
        filename=filename,
        sha256=sha256(data).hexdigest(),
    )


def read_table(data: bytes, rows: int) -> tuple[Table, str]:
    """Read a CSV or XLSX file, told apart by their first bytes and never by their names; with the sheet's name."""
    if len(data) > BYTES_AT_MOST:
        raise refuse(
            "TOO_LARGE_FILE",
            f"Berkas lebih besar dari {BYTES_AT_MOST / 1e6:g} MB. Bagi menjadi beberapa berkas.",
            f"The file is larger than {BYTES_AT_MOST / 1e6:g} MB. Split it into several files.",
        )
    if data.startswith(b"PK"):
        return read_xlsx(data, max_rows=rows)
    if data.startswith(OLD_EXCEL):
        raise refuse(
            "OLD_EXCEL",
            "Berkas ini memakai format Excel lama (.xls) atau dikunci kata sandi. Simpan sebagai XLSX tanpa kata sandi.",
            "This file has the old Excel format (.xls) or is locked with a password. Save it as XLSX without one.",
        )
    return parse(decode(data), max_rows=rows), ""


def store_upload(
    *,
    scope: Scope,
    data: bytes,
    filename: str,
    mapping: str = "",
    judged_by: str = "",
    actor: Actor,
    now: datetime,
) -> StoredUpload:
    """Keep a file for its preview; expired ones are thrown away. ValueError without a city."""
    if scope.city is None:
        raise ValueError("an upload belongs to a city")
    StoredUpload.objects.filter(expires_at__lt=now).delete()
    return StoredUpload.objects.create(
        city_id=scope.city.pk,
        framework_id=scope.framework_id,
        period=scope.period,
        filename=filename[:200],
        data=data,
        mapping=mapping,
        judged_by=judged_by.strip()[:160],
        by_id=person_id_of(actor),
        expires_at=now + UPLOADS_LAST,
    )


def plan_upload(*, upload: StoredUpload, city: "City", now: datetime) -> Plan:
    """Plan a stored file as of now; raises as ``plan_import``."""
    return plan_import(
        data=bytes(upload.data),
        filename=upload.filename,
        scope=Scope(upload.framework_id, city, upload.period),
        mapping=upload.mapping,
        now=now,
    )


def discard_upload(*, upload: StoredUpload) -> None:
    """Throw a stored file away: it was carried out, or cannot be used."""
    upload.delete()


def _mapping(text: str, scope: Scope) -> Mapping:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError(f"mapping: not valid TOML: {error}") from error
    return parse_mapping(document, current_framework(scope.framework_id))
