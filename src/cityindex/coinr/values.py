"""iData → the values: units and periods, indicators, denominators and groups."""

import warnings
from collections.abc import Sequence

import numpy as np

from cityindex.coinr.checks import OWN
from cityindex.coinr.meta import Columns
from cityindex.coinr.sources import Findings, Sheet, problem
from cityindex.dataset import Dataset, Floats
from cityindex.tabular import Problem

Cell = tuple[int, int]
"""A row's unit and period by position."""


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
    units, periods, places = _rows(sheet, findings)
    series = {name: _series(sheet, name, findings) for name in (*columns.indicators, *columns.denominators)}
    groups = {name: _labels(sheet, name, units, places, findings) for name in columns.groups}
    if findings.problems:
        return None
    shape = (len(units), len(periods))
    for name in columns.indicators:
        _note_constant(sheet, name, series[name])
    others = {name: _plain(sheet, name) for name in columns.others}
    context = {name: series[name] for name in columns.denominators}
    context |= {name: column for name, column in others.items() if column is not None}
    values = [_arrange(series[name], places, shape) for name in columns.indicators]
    return Dataset.from_array(
        np.stack(values, axis=-1),
        units=units,
        periods=periods,
        indicators=columns.indicators,
        context={name: _arrange(column, places, shape) for name, column in context.items()},
        groups=groups,
        names=_names(sheet, units, places),
    )


def _check_headings(sheet: Sheet, columns: Columns, findings: Findings) -> None:
    sheet.require(("uCode", *columns.every), findings)
    for name in sheet.columns:
        if columns.every and name not in (*OWN, *columns.every):
            findings.add("NOT_DESCRIBED", sheet.place(name))


def _rows(sheet: Sheet, findings: Findings) -> tuple[list[str], list[int], list[Cell]]:
    """Return units in order of appearance, periods ascending, and where each row belongs."""
    codes, times = sheet.column("uCode"), _times(sheet, findings)
    units = {code: n for n, code in enumerate(dict.fromkeys(codes))}
    periods = {time: n for n, time in enumerate(sorted(set(times)))}
    places = [(units[code], periods[time]) for code, time in zip(codes, times, strict=True)]
    first: dict[Cell, int] = {}
    for row, code, time, place in zip(sheet.rows, codes, times, places, strict=True):
        if not code:
            findings.add("NO_CODE", sheet.place("uCode", row))
        elif place in first and "Time" not in sheet.columns:
            findings.add("NO_TIME", sheet.place("uCode", row), code=code, first=str(first[place]))
        elif place in first:
            facts = {"code": code, "time": str(time), "first": str(first[place])}
            findings.add("UNIT_TWICE", sheet.place("uCode", row), **facts)
        first.setdefault(place, row)
    return list(units), list(periods), places


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


def _labels(
    sheet: Sheet, name: str, units: Sequence[str], places: Sequence[Cell], findings: Findings
) -> list[str]:
    labels: list[str | None] = [None] * len(units)
    for row, (unit, _), label in zip(sheet.rows, places, sheet.column(name), strict=True):
        before = labels[unit]
        if before not in (None, label):
            facts = {"code": units[unit], "before": before, "after": label}
            findings.add("GROUP_CHANGES", sheet.place(name, row), **facts)
        labels[unit] = label
    return [label or "" for label in labels]


def _names(sheet: Sheet, units: Sequence[str], places: Sequence[Cell]) -> dict[str, str]:
    names = zip(places, sheet.column("uName"), strict=True)
    return {units[unit]: name for (unit, _), name in names if name}


def _arrange(column: Floats, places: Sequence[Cell], shape: tuple[int, int]) -> Floats:
    """Put a column's rows to their unit and period; what has no row is missing."""
    out = np.full(shape, np.nan)
    out[tuple(np.array(places).T)] = column
    return out


def _note_constant(sheet: Sheet, name: str, column: Floats) -> None:
    known = column[~np.isnan(column)]
    if len(known) > 1 and (known == known[0]).all():
        found = problem("CONSTANT", sheet.place(name), value=f"{known[0]:g}")
        warnings.warn(CoinrNote(found), stacklevel=4)
