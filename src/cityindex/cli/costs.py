"""What improvements cost, from a table with a column of codes and one of costs."""

from pathlib import Path

from cityindex.cli.inputs import UsageError
from cityindex.framework import Framework
from cityindex.framework.types import ValueType
from cityindex.reading import read
from cityindex.tabular import read_csv

CODES = ("code", "kode", "indicator", "indikator", "kode_indikator")
COSTS = ("cost", "biaya", "costs", "harga")


def open_costs(path: str, framework: Framework) -> dict[str, float | None]:
    """Read costs by indicator code; an empty cell is a cost that is not known. UsageError names row and column."""
    table = read_csv(Path(path).read_bytes())
    code_at, cost_at = table.find(*CODES), table.find(*COSTS)
    if code_at is None or cost_at is None:
        raise UsageError(f"{path}: needs a column code and a column cost; it has {', '.join(table.columns)}")
    if table.problems:
        raise UsageError(f"{path}: {table.problems[0].sentence('en')}")
    decimal = table.decimals if table.decimals in (",", ".") else "auto"
    known = {i.code for i in framework.indicators}
    costs: dict[str, float | None] = {}
    for row in table.rows:
        code, written = row.cells[code_at], row.cells[cost_at]
        if code not in known:
            raise UsageError(f"{path}, row {row.number}: {code!r} is no indicator of {framework.id}")
        if code in costs:
            raise UsageError(f"{path}, row {row.number}: {code} has a cost already")
        found = read(written, ValueType.CURRENCY, decimal=decimal)
        if found.refused or (found.value is not None and found.value < 0):
            raise UsageError(
                f"{path}, row {row.number}: the cost of {code} is {written!r}; write a number from 0 up"
            )
        costs[code] = found.value
    return costs
