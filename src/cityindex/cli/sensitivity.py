"""``cityindex sensitivity DATA.csv --framework ID``: which choice moves the ranking most."""

import argparse
from typing import Any

from cityindex.analysis.sensitivity import Sensitivity, sensitivity
from cityindex.analysis.sensitivity.run import TARGETS
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, write_output
from cityindex.cli.progress import shown
from cityindex.cli.source import add_source, open_source, period_of
from cityindex.cli.varying import add_varying, open_varying
from cityindex.report.shares import figure
from cityindex.report.tables import Document
from cityindex.text import Text
from cityindex.wording import fill

TITLE = Text("Kepekaan", "Sensitivity")
SHIFT = Text(
    "Rata-rata sebuah kota berjarak {places} tempat dari peringkat nominalnya ({compared} kota, {runs} hitungan).",
    "On average a city lies {places} places from its nominal rank ({compared} cities, {runs} runs).",
)
INTERVALS = Text(
    "Rentang {confidence} % (bootstrap). Galat acak dapat membawa bagian sedikit di bawah 0 atau di atas 1.",
    "{confidence} % intervals (bootstrap). Random error can take a share slightly below 0 or above 1.",
)


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "sensitivity", help="which choice of the recipe moves the ranks most"
    )
    add_source(parser)
    add_varying(parser, draws=1024, sampling="sobol")
    parser.add_argument(
        "--target", choices=TARGETS, default="rank", help="explain ranks (default) or scores of the cities"
    )
    parser.add_argument("--node", metavar="CODE", help="of this part of the index (default: the whole)")
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, analyse and write."""
    check_output(chosen)
    source = open_source(chosen)
    recipe, vary = open_varying(chosen, source.recipe)
    try:
        with shown("sensitivity") as progress:
            found = sensitivity(
                recipe,
                source.dataset,
                vary,
                draws=chosen.draws,
                seed=chosen.seed,
                sampling=chosen.sampling,
                period=period_of(chosen, source.dataset),
                target=chosen.target,
                node=chosen.node,
                progress=progress,
            )
    except ValueError as error:
        raise UsageError(str(error)) from error
    write_output(chosen, document(found, chosen.seed), source.dataset.names)
    return 0


def document(found: Sensitivity, seed: int) -> Document:
    """Put a result under its heading, with what it was made with."""
    return Document(
        title=TITLE,
        kind="sensitivity",
        result=found,
        parameters={
            "framework": found.nominal.recipe.framework.id,
            "period": found.period,
            "node": found.node,
            "target": found.target,
            "factors": list(found.factors),
            "draws": found.draws,
            "runs": found.runs,
            "sampling": found.sampling,
            "seed": seed,
            "confidence": found.confidence,
        },
        notes=_notes(found),
        figures=[drawn] if (drawn := figure(found)) else [],
    )


def _notes(found: Sensitivity) -> list[Text]:
    intervals = fill(INTERVALS, {"confidence": 100 * found.confidence})
    if not found.compared.any():
        return [intervals]
    facts = {"places": found.mean_shift, "compared": int(found.compared.sum()), "runs": found.runs}
    return [fill(SHIFT, facts), intervals]
