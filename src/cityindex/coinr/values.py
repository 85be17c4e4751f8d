"""iData → the values: units and periods, indicators, denominators and groups."""

import warnings

import numpy as np

from cityindex.coinr.checks import OWN
from cityindex.coinr.meta import Columns
from cityindex.coinr.sources import Findings, Sheet, problem
from cityindex.dataset import Dataset, Floats
from cityindex.rows import Rows
from cityindex.tabular import Problem


class CoinrNote(UserWarning):
    """Something that is no fault but good to know; ``problem`` says where, in both languages."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.sentence("en"))


def read_values(sheet: Sheet, columns: Columns, findings: Findings) -> Dataset | None:
    """Return the dataset, None where either table has a fault."""
    _check_headings(sheet, columns, findings)
    if "uCode" not in sheet.columns:
        return None
    rows = _rows(sheet, findings)
    series = {name: _series(sheet, name, findings) for name in (*columns.indicators, *columns.denominators)}
    groups = {name: _labels(sheet, name, rows, findings) for name in columns.groups}
    if findings.problems:
        return None
    for name in columns.indicators:
        _note_constant(sheet, name, series[name])
    others = {name: _plain(sheet, name) for name in columns.others}
    context = {name: series[name] for name in columns.denominators}
    context |= {name: column for name, column in others.items() if column is not None}
    return Dataset.from_array(
        np.stack([rows.series(series[name]) for name in columns.indicators], axis=-1),
        units=rows.units,
        periods=rows.periods,
        indicators=columns.indicators,
        context={name: rows.series(column) for name, column in context.items()},
        groups=groups,
        names=_names(sheet),
    )


def _check_headings(sheet: Sheet, columns: Columns, findings: Findings) -> None:
    sheet.require(("uCode", *columns.every), findings)
    for name in sheet.columns:
        if columns.every and name not in (*OWN, *columns.every):
            findings.add("NOT_DESCRIBED", sheet.place(name))


def _rows(sheet: Sheet, findings: Findings) -> Rows:
    """Place every row; note units without a code, and rows that are there already."""
    codes, times = sheet.column("uCode"), _times(sheet, findings)
    for row, code in zip(sheet.rows, codes, strict=True):
        if not code:
            findings.add("NO_CODE", sheet.place("uCode", row))
    rows = Rows.of(codes, times)
    fault = "UNIT_TWICE" if "Time" in sheet.columns else "NO_TIME"
    for again, first in rows.twice():
        facts = {"code": codes[again], "time": str(times[again]), "first": str(sheet.rows[first])}
        findings.add(fault, sheet.place("uCode", sheet.rows[again]), **facts)
    return rows


def _times(sheet: Sheet, findings: Findings) -> list[int]:
    found = []
    for row, cell in zip(sheet.rows, sheet.column("Time"), strict=True):
        value = sheet.number(cell)
        whole = value is not None and value == value and value == int(value) and abs(value) < 1e9
        if not whole and "Time" in sheet.columns:
            findings.add("WRONG_TIME", sheet.place("Time", row))
        found.append(int(value) if whole and value is not None else 0)
    return found


def _series(sheet: Sheet, name: str, findings: Findings) -> Floats:
    column = np.full(len(sheet.rows), np.nan)
    for n, (row, cell) in enumerate(zip(sheet.rows, sheet.column(name), strict=True)):
        value = sheet.number(cell)
        if value is None:
            findings.add("NOT_A_NUMBER", sheet.place(name, row), cell=cell)
        else:
            column[n] = value
    return column


def _plain(sheet: Sheet, name: str) -> Floats | None:
    """A further column as numbers, None where it holds words."""
    found = [sheet.number(cell) for cell in sheet.column(name)]
    return None if None in found else np.array(found, dtype=np.float64)


def _labels(sheet: Sheet, name: str, rows: Rows, findings: Findings) -> list[str]:
    column, codes = sheet.column(name), sheet.column("uCode")
    for row, before in rows.wandering(column):
        facts = {"code": codes[row], "before": before, "after": column[row]}
        findings.add("GROUP_CHANGES", sheet.place(name, sheet.rows[row]), **facts)
    return rows.labels(column)


def _names(sheet: Sheet) -> dict[str, str]:
    """Return the name of every unit that has one, the last where they differ."""
    pairs = zip(sheet.column("uCode"), sheet.column("uName"), strict=True)
    return {code: name for code, name in pairs if name}


def _note_constant(sheet: Sheet, name: str, column: Floats) -> None:
    known = column[~np.isnan(column)]
    if len(known) > 1 and (known == known[0]).all():
        found = problem("CONSTANT", sheet.place(name), value=f"{known[0]:g}")
        warnings.warn(CoinrNote(found), stacklevel=4)
