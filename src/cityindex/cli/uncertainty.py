"""``cityindex uncertainty DATA.csv --framework ID``: how sure every score and every rank is."""

import argparse
from dataclasses import dataclass
from typing import Any

from cityindex.analysis.uncertainty import Uncertainty, uncertainty
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, format_of, write_output
from cityindex.cli.progress import shown
from cityindex.cli.source import add_source, open_source, period_of
from cityindex.cli.varying import add_varying, open_varying
from cityindex.report.intervals import figures
from cityindex.report.tables import Document
from cityindex.tables import Table, Tabled
from cityindex.text import Text
from cityindex.wording import fill

TITLE = Text("Seberapa pasti skor dan peringkat", "How sure scores and ranks are")
INTERVALS = Text(
    "{share} % dari {draws} undian ada di antara batas bawah dan batas atas; yang divariasikan: {sources}.",
    "{share} % of the {draws} draws lie between the lower and the upper end; what varies: {sources}.",
)


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "uncertainty", help="how sure every score and every rank is"
    )
    add_source(parser)
    parser.add_argument("--unit", metavar="CITY", help="only this city")
    add_varying(parser, draws=1000, sampling="latin")
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, draw and write."""
    check_output(chosen)
    source = open_source(chosen)
    if chosen.unit and chosen.unit not in source.dataset.units:
        raise UsageError(f"no city {chosen.unit!r} in the file; names must match exactly")
    recipe, vary = open_varying(chosen, source.recipe)
    try:
        with shown("uncertainty") as progress:
            found = uncertainty(
                recipe,
                source.dataset,
                vary,
                draws=chosen.draws,
                seed=chosen.seed,
                sampling=chosen.sampling,
                period=period_of(chosen, source.dataset),
                progress=progress,
            )
    except ValueError as error:
        raise UsageError(str(error)) from error
    write_output(chosen, document(found, chosen), source.dataset.names)
    return 0


def document(found: Uncertainty, chosen: argparse.Namespace) -> Document:
    """Put a result under its heading, with what it was made with."""
    low, _, high = found.shares
    samples = format_of(chosen) != "html" or chosen.table == "samples"
    facts: dict[str, str | float] = {
        "share": 100 * (high - low),
        "draws": found.draws,
        "sources": ", ".join(s.name for s in found.vary),
    }
    return Document(
        title=TITLE,
        kind="uncertainty",
        result=Shown(found, chosen.unit or "", samples=samples),
        parameters={
            "framework": found.nominal.recipe.framework.id,
            "period": found.period,
            "vary": [source.name for source in found.vary],
            "draws": found.draws,
            "sampling": chosen.sampling,
            "seed": chosen.seed,
            "quantiles": list(found.shares),
        },
        notes=[fill(INTERVALS, facts), *found.warnings],
        figures=figures(found, chosen.unit or ""),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Shown(Tabled):
    """The tables of a run, of one unit if asked, and without the parameters of every draw where they would drown it."""

    found: Uncertainty
    unit: str
    samples: bool

    def tables(self) -> tuple[Table, ...]:
        """Return the tables that are shown."""
        return tuple(self._of_unit(t) for t in self.found.tables() if self.samples or t.name != "samples")

    def _of_unit(self, table: Table) -> Table:
        if not self.unit or "unit" not in table.columns:
            return table
        rows = [n for n, unit in enumerate(table.columns["unit"]) if unit == self.unit]
        columns = {name: [column[row] for row in rows] for name, column in table.columns.items()}
        return Table(table.name, table.title, columns, table.titles)
