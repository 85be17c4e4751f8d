"""``cityindex compare DATA.csv --framework ID --with-…``: what another recipe, file, year or weight set changes."""

import argparse
from collections.abc import Iterator
from typing import Any

from cityindex.analysis.compare import Comparison, compare
from cityindex.build import Index, build
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, write_output
from cityindex.cli.source import Source, add_source, open_source, period_of
from cityindex.report.tables import Document
from cityindex.text import Text
from cityindex.wording import fill

TITLE = Text("Perbandingan", "Comparison")
SHIFT = Text(
    "Rata-rata sebuah kota bergeser {places} tempat; {up} naik, {down} turun, {unmoved} tetap.",
    "On average a city moves {places} places; {up} go up, {down} down, {unmoved} stay.",
)
NOBODY = Text("Tidak ada kota yang punya peringkat pada keduanya.", "No city is ranked in both.")
OTHERS = ("data", "recipe", "weights", "imeta")


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "compare", help="two builds side by side: recipes, files, years or weights"
    )
    add_source(parser)
    parser.add_argument("--with-data", metavar="DATA.csv", help="compare with the build of this file")
    parser.add_argument("--with-imeta", metavar="IMETA.csv", help="compare with the build by this iMeta")
    parser.add_argument("--with-recipe", metavar="RECIPE.json", help="compare with the build by this recipe")
    parser.add_argument("--with-weights", metavar="SET", help="compare with the build by this weight set")
    parser.add_argument("--with-period", metavar="YEAR", help="compare with this year")
    parser.add_argument("--node", metavar="CODE", help="of this part of the index (default: the whole)")
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Build twice, compare and write."""
    check_output(chosen)
    if not any(getattr(chosen, f"with_{name}") for name in (*OTHERS, "period")):
        raise UsageError(
            "nothing to compare with; give --with-recipe, --with-data, --with-period or --with-weights"
        )
    first = open_source(chosen)
    second = _second(chosen, first)
    before = build(first.recipe, first.dataset)
    after = before if second is first else build(second.recipe, second.dataset)
    try:
        found = compare(before, after, node=chosen.node, **_periods(chosen, first, second))
    except ValueError as error:
        raise UsageError(str(error)) from error
    write_output(chosen, _document(found, before, after), first.dataset.names)
    return 0


def _second(chosen: argparse.Namespace, first: Source) -> Source:
    """Open what is compared with: as the first, but for the options that say ``--with-…``."""
    other = {name: given for name in OTHERS if (given := getattr(chosen, f"with_{name}"))}
    if not other:
        return first
    return open_source(argparse.Namespace(**{**vars(chosen), **other}))


def _periods(chosen: argparse.Namespace, first: Source, second: Source) -> dict[str, int]:
    later = argparse.Namespace(period=chosen.with_period or chosen.period)
    return {"period": period_of(chosen, first.dataset), "period_after": period_of(later, second.dataset)}


def _document(found: Comparison, before: Index, after: Index) -> Document:
    return Document(
        title=TITLE,
        kind="comparison",
        result=found,
        parameters={
            "node": found.node,
            "period_before": found.period_before,
            "period_after": found.period_after,
            "recipe_before": before.recipe.to_dict(),
            "recipe_after": after.recipe.to_dict(),
        },
        notes=list(_notes(found)),
    )


def _notes(found: Comparison) -> Iterator[Text]:
    (row,) = found.table("summary").rows()
    if row["mean_shift"] is None:
        yield NOBODY
        return
    yield fill(
        SHIFT, {"places": row["mean_shift"], **{name: row[name] for name in ("up", "down", "unmoved")}}
    )
