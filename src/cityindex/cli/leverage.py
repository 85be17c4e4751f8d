"""``cityindex leverage DATA.csv --framework ID --unit CITY``: what would move a city's score most."""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cityindex.analysis.budget import BestSet, best_set
from cityindex.analysis.leverage import Leverage, leverage
from cityindex.analysis.leverage.results import GOALS
from cityindex.cli.costs import open_costs
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, write_output
from cityindex.cli.source import Source, add_source, open_source, period_of
from cityindex.report.tables import Document
from cityindex.tables import Table, Tabled
from cityindex.text import Text
from cityindex.wording import fill, written

TITLE = Text("Pengungkit skor {unit}", "Leverage of {unit}")
COHORT = Text("Dibandingkan dengan {how} ({count}).", "Compared with {how} ({count}).")
STANDS = Text("{node} {period}: {score}, peringkat {rank}.", "{node} {period}: {score}, rank {rank}.")
ALONE = Text("{node} {period}: {score}.", "{node} {period}: {score}.")
NOTHING = Text("{node} {period}: tidak dapat dihitung.", "{node} {period}: not computable.")
VALUES = ("value", "to_value")
PLANNED = ("indicator", "title", "goal", "value", "to_value", "cost", "alone")
SHORT = ("indicator", "title", "goal", "value", "to_value", "gain", "after", "rank", "exact", "source")


@dataclass(frozen=True, slots=True, eq=False)
class Plan(Tabled):
    """Gains as people read them, the best set where costs are given, then every table in full."""

    leverage: Leverage
    best: BestSet | None

    def tables(self) -> tuple[Table, ...]:
        """Return ``plan`` with a budget, ``leverage``; then the tables of the results in full."""
        short, full = [_readable("leverage", self.leverage.table(), SHORT)], self.leverage.tables()
        if self.best is None:
            return *short, *full
        return _readable("plan", self.best.table(), PLANNED), *short, *full, *self.best.tables()


def _readable(name: str, full: Table, columns: Sequence[str]) -> Table:
    """Return some columns; values of many units stand below each other, so each is written by itself."""
    picked = {
        key: [written(value, 4) for value in full.columns[key]] if key in VALUES else full.columns[key]
        for key in columns
    }
    return Table(name, full.title, picked, {key: full.titles[key] for key in columns})


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "leverage", help="what would move a city's score most, and what a budget buys best"
    )
    add_source(parser)
    parser.add_argument("--unit", metavar="CITY", help="the city; needed where the file has several")
    parser.add_argument(
        "--node", metavar="CODE", help="the score to lift: a part of the index (default: the whole)"
    )
    parser.add_argument(
        "--cohort",
        metavar="NAME",
        help="whom to compare with: a grouping, a size, or cities by commas (default: of its size, or all)",
    )
    parser.add_argument("--costs", metavar="COSTS.csv", help="what bringing each indicator to the goal costs")
    parser.add_argument(
        "--budget", metavar="NUMBER", type=float, help="choose the best set within this budget"
    )
    parser.add_argument(
        "--goal", choices=GOALS, default="target", help="the goal that is paid for (default: target)"
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, look for gains, choose a set and write."""
    check_output(chosen)
    if (chosen.costs is None) != (chosen.budget is None):
        raise UsageError("--costs and --budget go together")
    source = open_source(chosen)
    try:
        found = leverage(
            source.recipe,
            source.dataset,
            unit_of(chosen, source),
            period=period_of(chosen, source.dataset),
            node=chosen.node,
            cohort=_cohort(chosen.cohort, source),
        )
        best = None
        if chosen.costs is not None:
            costs = open_costs(chosen.costs, source.framework)
            best = best_set(found, costs, chosen.budget, goal=chosen.goal)
    except ValueError as error:
        raise UsageError(str(error)) from error
    write_output(chosen, document(found, best))
    return 0


def unit_of(chosen: argparse.Namespace, source: Source) -> str:
    """Return the city asked for, or the only one. UsageError where it has to be named, or is not there."""
    units = source.dataset.units
    if chosen.unit is None and len(units) == 1:
        return units[0]
    if chosen.unit not in units:
        asked = f"no city {chosen.unit!r} in the file" if chosen.unit else "name a city with --unit"
        raise UsageError(f"{asked}; it has {', '.join(units[:5])}{' …' if len(units) > 5 else ''}")
    return str(chosen.unit)


def _cohort(name: str | None, source: Source) -> str | list[str] | None:
    if name is None or name in source.dataset.groups or name in source.dataset.context:
        return name
    return [part.strip() for part in name.split(",")]


def document(found: Leverage, best: BestSet | None) -> Document:
    """Put a result under its heading, with what it was made with and said in sentences."""
    city = found.city
    return Document(
        title=fill(TITLE, {"unit": city.unit}),
        kind="leverage",
        result=Plan(found, best),
        parameters={
            "framework": found.framework.id,
            "unit": city.unit,
            "period": city.period,
            "node": found.node.code,
            "cohort": list(found.cohort.units),
            **(
                {"budget": best.budget, "proven": best.proven, "unpriced": list(best.unpriced)}
                if best
                else {}
            ),
        },
        notes=_notes(found, best),
    )


def _notes(found: Leverage, best: BestSet | None) -> list[Text]:
    facts: dict[str, str | float | Text] = {
        "node": found.node.title,
        "period": str(found.city.period),
        "score": found.score,
        "rank": found.rank,
    }
    stands = NOTHING if math.isnan(found.score) else STANDS if found.rank else ALONE
    compared = fill(COHORT, {"how": found.cohort.how, "count": len(found.cohort.units)})
    notes = [fill(stands, facts if stands is not NOTHING else {**facts, "score": ""}), compared]
    if found.gains:
        first = found.gains[0]
        notes.append(Text(found.sentence(first, "id"), found.sentence(first, "en")))
    if best:
        notes.append(Text(best.sentence("id"), best.sentence("en")))
    return notes
