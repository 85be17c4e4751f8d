"""The columns of a long table – one value per row – become entries."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from warga.indicators.domain.entries import Entry
from warga.indicators.domain.problems import Problem, file_problem, row_problem
from warga.indicators.domain.sheets import Sheet

# The names a column may have; the first is the one messages use. Any other column is left aside –
# also ``parsed_value`` and ``quality_flags``, for values are read and flags raised here, never taken over.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "indicator": ("code", "kode", "indicator", "indikator"),
        "raw_value": ("raw_value", "nilai"),
        "city": ("city", "kota"),
        "period": ("period", "periode", "time_period"),
        "year": ("year", "tahun"),
        "source": ("source_key",),
        "citation": ("source", "sumber", "citation"),
        "judgement": ("interpretation", "interpretation_id", "interpretasi"),
    }
)
NEEDED = ("indicator", "raw_value")


def entries_of(sheet: Sheet) -> Iterator[Entry]:
    """Yield one entry per row; a missing or doubled column refuses the file, a ragged row only itself."""
    places = _places(sheet.header)
    value_at = places.pop("raw_value")
    for line, cells in sheet.rows:
        faults = ragged(line, cells, sheet.header)
        cells = [*cells, *[""] * len(sheet.header)]
        words = {field: cells[at].strip() for field, at in places.items()}
        yield Entry(
            line=line,
            column=sheet.header[value_at],
            raw_value=cells[value_at],
            decimal=sheet.found.decimal or "auto",
            faults=faults,
            **words,  # type: ignore[arg-type]
        )


def ragged(line: int, cells: Sequence[str], header: Sequence[str]) -> tuple[Problem, ...]:
    """Return the problem of a row with more or fewer cells than the header; empty ones at the end do not count."""
    filled = len(cells)
    while filled > len(header) and not cells[filled - 1].strip():
        filled -= 1
    if filled == len(header):
        return ()
    return (row_problem("RAGGED_ROW", line, None, found=filled, limit=len(header)),)


def _places(header: tuple[str, ...]) -> dict[str, int]:
    """Return where each field stands in the header."""
    folded = [name.casefold() for name in header]
    for name in folded:
        if name and folded.count(name) > 1:
            raise file_problem("TWICE_IN_HEADER", 1, name, found=name)
    places = {
        field: folded.index(name)
        for field, names in COLUMNS.items()
        for name in reversed(names)
        if name in folded
    }
    for field in NEEDED:
        if field not in places:
            needed = ", ".join(COLUMNS[field][0] for field in NEEDED)
            raise file_problem("NO_HEADER", 1, None, missing=COLUMNS[field][0], needed=needed)
    return places
