"""``cityindex build DATA.csv --framework ID | --imeta IMETA.csv``: scores and ranks of every part."""

import argparse
from dataclasses import dataclass
from typing import Any

from cityindex.build import Index, build
from cityindex.cli.output import add_output, check_output, write_output
from cityindex.cli.source import add_source, open_source, period_of
from cityindex.index_tables import ranking_table
from cityindex.report.tables import Document
from cityindex.tables import Table, Tabled


@dataclass(frozen=True, slots=True, eq=False)
class Ranking(Tabled):
    """An index as people read it: the ranking of one period before the long tables of all."""

    index: Index
    period: int

    def tables(self) -> tuple[Table, ...]:
        """Return ``ranking``, then the tables of the index."""
        return ranking_table(self.index, self.period), *self.index.tables()


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser("build", help="build an index: scores and ranks")
    add_source(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Build and print."""
    check_output(chosen)
    source = open_source(chosen)
    period = period_of(chosen, source.dataset)
    index = build(source.recipe, source.dataset)
    title = source.framework.title
    write_output(chosen, Document(title, "index", Ranking(index, period), source.recipe.to_dict()))
    return 0
