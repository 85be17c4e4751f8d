"""``cityindex trend DATA.csv --framework ID``: where scores go, and when the next band is reached."""

import argparse
from dataclasses import dataclass
from typing import Any

from cityindex.analysis.trend import Trend, trend
from cityindex.analysis.trend.breaks import Breaks
from cityindex.build import build
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, write_output
from cityindex.cli.source import add_source, open_source, period_of
from cityindex.report.tables import Document
from cityindex.tables import Table, Tabled
from cityindex.text import Text
from cityindex.wording import fill

TITLE = Text("Arah skor", "Trend")
OF_CITY = Text("Arah skor {unit}", "Trend of {unit}")
SHORT = (
    "unit",
    "title",
    "year",
    "level",
    "pace",
    "pace_low",
    "pace_high",
    "acceleration",
    "band",
    "first",
    "last",
)


@dataclass(frozen=True, slots=True, eq=False)
class Course(Tabled):
    """A trend as people read it: of one city every part, of many the whole index; then the full table."""

    trend: Trend

    def tables(self) -> tuple[Table, ...]:
        """Return ``course``, then the tables of the result."""
        full = self.trend.table()
        only = None if len(self.trend.units) == 1 else self.trend.codes[0]
        rows = [n for n, code in enumerate(full.columns["code"]) if only in (None, code)]
        columns = {name: [full.columns[name][n] for n in rows] for name in SHORT}
        return Table("course", full.title, columns, {name: full.titles[name] for name in SHORT}), full


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "trend", help="where scores go: level, pace, acceleration, and the year of the next band"
    )
    add_source(parser)
    parser.add_argument("--unit", metavar="CITY", help="this city, with all its parts (default: every city)")
    parser.add_argument("--node", metavar="CODE", help="this part or indicator alone")
    parser.add_argument(
        "--break",
        dest="breaks",
        metavar="[CODE=]YEAR",
        action="append",
        default=[],
        help="from this year on figures are made another way, all or those of an indicator; may be repeated",
    )
    parser.add_argument(
        "--horizon", metavar="YEARS", type=int, default=10, help="how far to look ahead (default: 10)"
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, build, look for trends and write."""
    check_output(chosen)
    source = open_source(chosen)
    try:
        found = trend(
            build(source.recipe, source.dataset),
            chosen.unit,
            node=chosen.node,
            period=period_of(chosen, source.dataset),
            breaks=_breaks(chosen.breaks, source.framework.root.code),
            horizon=chosen.horizon,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error
    write_output(chosen, document(found, chosen.breaks), source.dataset.names)
    return 0


def _breaks(given: list[str], root: str) -> Breaks:
    found: dict[str, list[int]] = {}
    for one in given:
        code, _, year = one.rpartition("=")
        if not (year.isdigit() and len(year) == 4):
            raise UsageError(f"--break is {one!r}; write YEAR, or CODE=YEAR, such as UHH=2020")
        found.setdefault(code or root, []).append(int(year))
    return found


def document(found: Trend, breaks: list[str]) -> Document:
    """Put a result under its heading, with what it was made with; of one city also in sentences."""
    alone = found.units[0] if len(found.units) == 1 else None
    return Document(
        title=fill(OF_CITY, {"unit": alone}) if alone else TITLE,
        kind="trend",
        result=Course(found),
        parameters={
            "framework": found.framework.id,
            "unit": alone,
            "breaks": breaks,
            "horizon": found.horizon,
        },
        notes=[Text(found.sentence("id"), found.sentence("en"))] if alone else [],
    )
