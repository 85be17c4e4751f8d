"""A file becomes a plan, waits for a yes, and is carried out whole."""

from datetime import datetime
from hashlib import sha256

from warga.indicators.domain.columns import entries_of
from warga.indicators.domain.plan import Plan
from warga.indicators.domain.problems import file_problem
from warga.indicators.domain.sheets import WEB, Limits, Sheet, read_csv
from warga.indicators.services.planning import Scope, plan_entries


def plan_import(
    *, data: bytes, filename: str, scope: Scope, now: datetime, mapping: str = "", limits: Limits = WEB
) -> Plan:
    """Say what a file would change; nothing is written.

    ``mapping`` is the text of a TOML mapping file for tables in another shape. Raises ``FileProblemError`` where the
    file as a whole cannot be used, and UnknownFrameworkError.
    """
    sheet = read_sheet(data, limits)
    return plan_entries(
        scope=scope,
        entries=entries_of(sheet),
        now=now,
        found=sheet.found,
        filename=filename,
        sha256=sha256(data).hexdigest(),
    )


def read_sheet(data: bytes, limits: Limits) -> Sheet:
    """Read a CSV or XLSX file, told apart by their first bytes and never by their names."""
    if len(data) > limits.bytes:
        raise file_problem("FILE_TOO_LARGE", found=len(data) / 1e6, limit=limits.bytes / 1e6)
    return read_csv(data, limits)
