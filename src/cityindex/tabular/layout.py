"""Where the columns of a table are: by their headings, or by a mapping."""

from dataclasses import dataclass

from cityindex.framework.types import Framework
from cityindex.tabular.mapping import Column, Mapping
from cityindex.tabular.problems import refuse
from cityindex.tabular.table import VALUE, Table, heading_key

CODE = (
    *("code", "kode", "kode_indikator", "indicator", "indikator"),
    *("component_id", "komponen", "component"),
)
"""Headings of the column that says which indicator a row is about, by its code or its printed title."""
PERIOD = ("period", "periode", "time_period")
YEAR = ("year", "tahun")
"""The year of a value; beside a column of ``PERIOD``, the year its source gives where that is another one."""
UNIT = ("city", "kota", "city_code", "kode_kota", "kota_kabupaten", "kabupaten/kota", "kab_kota", "wilayah")
JUDGEMENT = ("interpretation_id", "interpretation", "interpretasi", "judgement", "penilaian")


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of the columns. ``values`` (position, column, mapped) of a wide file, else code and value."""

    unit: int | None
    period: int | None
    year: int | None
    values: tuple[tuple[int, Column], ...]
    code: int | None
    value: int | None
    judgement: int | None
    decimal: str
    codes: dict[str, str]
    published: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, table: Table, framework: Framework, mapping: Mapping | None) -> "Layout":
        if mapping:
            return cls._mapped(table, mapping)
        code, value = table.find(*CODE), table.find(*VALUE)
        wide = _headings_that_are_codes(table, framework) if code is None else ()
        if code is None and not wide:
            raise _missing(table, CODE[0])
        if code is not None and value is None:
            raise _missing(table, VALUE[0])
        period, year = table.find(*PERIOD), table.find(*YEAR)
        return cls(
            unit=table.find(*UNIT),
            period=year if period is None else period,
            year=None if period is None else year,
            values=wide,
            code=code,
            value=value,
            judgement=table.find(*JUDGEMENT) if code is not None else None,
            decimal="auto",
            codes={},
            published=(),
        )

    def unread(self, table: Table) -> tuple[str, ...]:
        """Return the headings of a wide file that are no place, year or indicator; () for a long file."""
        if not self.values:
            return ()
        known = {self.unit, self.period, self.year, *(at for at, _ in self.values)}
        return tuple(name for at, name in enumerate(table.columns) if name and at not in known)

    @classmethod
    def _mapped(cls, table: Table, mapping: Mapping) -> "Layout":
        def position(name: str) -> int | None:
            if not name:
                return None
            found = table.find(name)
            if found is None:
                raise _missing(table, name)
            return found

        def required(name: str) -> int:
            found = position(name)
            if found is None:
                raise _missing(table, name)
            return found

        return cls(
            unit=position(mapping.unit),
            period=position(mapping.period),
            year=None,
            values=tuple((required(name), column) for name, column in mapping.columns.items()),
            code=position(mapping.code),
            value=position(mapping.value),
            judgement=position(mapping.judgement),
            decimal=mapping.decimal,
            codes=dict(mapping.codes),
            published=tuple((required(name), node) for name, node in mapping.published.items()),
        )


def _headings_that_are_codes(table: Table, framework: Framework) -> tuple[tuple[int, Column], ...]:
    codes = {heading_key(i.code): i.code for i in framework.indicators}
    return tuple(
        (at, Column(codes[heading_key(name)]))
        for at, name in enumerate(table.columns)
        if heading_key(name) in codes
    )


def _missing(table: Table, name: str) -> Exception:
    has = ", ".join(column for column in table.columns if column)[:300]
    return refuse(
        "MISSING_COLUMN",
        f"Kolom “{name}” tidak ada. Kolom dalam berkas: {has}.",
        f"There is no column “{name}”. The file has: {has}.",
        1,
    )
