"""Which city, year and indicator a written value belongs to, and its words checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from cityindex.framework import Framework
from cityindex.text import Text
from warga.indicators.domain.entries import CityRef, Entry, Key
from warga.indicators.domain.problems import Problem, row_problem

T = TypeVar("T")

EARLIEST_YEAR = 1945
NEW = "new:"
"""Stands before the folded name of a city that is still to be created, in place of its code."""
LENGTHS = {"citation": 300, "source": 40, "judgement": 60, "city": 120}


@dataclass(frozen=True, slots=True)
class Located:
    """A value with the place it belongs to; ``key`` is None as long as a problem hides it."""

    entry: Entry
    key: Key | None = None
    year: int | None = None
    judgement: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class Desk:
    """What a row may leave out or refer to.

    ``cities`` maps every name a city may be called by (see ``folded``) to the city. ``city`` and ``period`` stand
    in where a row says nothing. With ``only_city`` rows of other cities are refused; with ``create`` unknown
    cities are added to ``cities`` as peers.
    """

    framework: Framework
    cities: dict[str, CityRef]
    this_year: int
    city: CityRef | None = None
    period: int | None = None
    only_city: bool = True
    create: bool = False

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        return {indicator.code.casefold(): indicator.code for indicator in self.framework.indicators}

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Every word a judgement is written with → its code."""
        return {
            word.casefold(): level.code
            for level in self.framework.judgements
            for word in (level.code, level.title.id, level.title.en)
        }


def folded(name: str) -> str:
    """Return a name as it is compared: case, spaces and "Kab." for Kabupaten do not matter."""
    words = name.casefold().replace("kab.", "kabupaten ").split()
    return " ".join("kabupaten" if word == "kab" else word for word in words)


def locate(desk: Desk, entry: Entry) -> Located:
    """Place one entry; every problem of its words is reported at once."""
    problems: list[Problem] = [*entry.faults, *_words(entry)]
    city = _kept(_city(desk, entry), problems)
    period = _kept(_period(desk, entry), problems)
    indicator = _kept(_indicator(desk, entry), problems)
    judgement = _kept(_judgement(desk, entry), problems)
    year = _kept(_year(desk, entry, "year", entry.year), problems) if entry.year else None
    if city is None or period is None or indicator is None:
        return Located(entry, problems=tuple(problems))
    key = Key(city.code, period, indicator, entry.source)
    # A source that speaks of the period itself has no year of its own.
    return Located(entry, key, None if year == period else year, judgement or None, tuple(problems))


def _kept(found: T | Problem, problems: list[Problem]) -> T | None:
    if isinstance(found, Problem):
        problems.append(found)
        return None
    return found


def _words(entry: Entry) -> Iterator[Problem]:
    """Check the texts that are stored as they are; a formula in them would run in somebody's spreadsheet."""
    for column, limit in LENGTHS.items():
        text: str = getattr(entry, column)
        if not text:
            continue
        if len(text) > limit:
            yield row_problem("TEXT_TOO_LONG", entry.line, column, limit=str(limit))
        elif text[0] in "=+-@\t\r":
            yield row_problem("FORMULA", entry.line, column, found=text[:40])
        elif not text.isprintable():
            yield row_problem("CONTROL_CHARACTERS", entry.line, column)


def _city(desk: Desk, entry: Entry) -> CityRef | Problem:
    if not entry.city:
        return desk.city or row_problem("NO_CITY", entry.line, "city")
    name = folded(entry.city)
    city = desk.cities.get(name)
    if city is None and desk.create:
        city = desk.cities[name] = CityRef(None, f"{NEW}{name}", " ".join(entry.city.split()))
    if city is None:
        return row_problem("UNKNOWN_CITY", entry.line, "city", found=entry.city[:60])
    if desk.only_city and desk.city and city != desk.city:
        return row_problem("OTHER_CITY", entry.line, "city", found=city.name, city=desk.city.name)
    return city


def _period(desk: Desk, entry: Entry) -> int | Problem:
    if entry.period:
        return _year(desk, entry, "period", entry.period)
    if desk.period is not None:
        return desk.period
    return _year(desk, entry, "year", entry.year) if entry.year else row_problem("NO_PERIOD", entry.line)


def _year(desk: Desk, entry: Entry, column: str, written: str) -> int | Problem:
    """Read a year; a spreadsheet's 2023.0 is one, ٢٠٢٣ and 2e3 are not."""
    digits = written.strip().removesuffix(".0").removesuffix(",0")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        return row_problem("NOT_A_YEAR", entry.line, column, found=written[:40])
    year = int(digits)
    if year > desk.this_year:
        return row_problem("FUTURE_YEAR", entry.line, column, found=digits, limit=str(desk.this_year))
    if year < EARLIEST_YEAR:
        return row_problem("YEAR_TOO_EARLY", entry.line, column, found=digits, limit=str(EARLIEST_YEAR))
    return year


def _indicator(desk: Desk, entry: Entry) -> str | Problem:
    written = entry.indicator.strip()
    if not written:
        return row_problem("NO_INDICATOR", entry.line, "code")
    known = desk.indicators.get(written.casefold())
    if known:
        return known
    near = get_close_matches(written, desk.indicators.values(), n=1)
    hint = Text(f" Maksudnya {near[0]}?", f" Did you mean {near[0]}?") if near else Text("", "")
    return row_problem("UNKNOWN_INDICATOR", entry.line, "code", found=written[:60], hint=hint)


def _judgement(desk: Desk, entry: Entry) -> str | Problem:
    written = entry.judgement.strip()
    if not written:
        return ""
    if not desk.levels:
        return row_problem("NO_JUDGEMENTS", entry.line, "interpretation", found=written[:40])
    known = desk.levels.get(written.casefold())
    if known:
        return known
    allowed = Text(
        ", ".join(level.title.id for level in desk.framework.judgements),
        ", ".join(level.title.en for level in desk.framework.judgements),
    )
    return row_problem("UNKNOWN_JUDGEMENT", entry.line, "interpretation", found=written[:40], allowed=allowed)
