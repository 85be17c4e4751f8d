"""``cityindex frameworks``: what is shipped."""

import argparse
from typing import Any

from cityindex.cli.common import add_language
from cityindex.framework import every
from cityindex.framework.words import PROVENANCES
from cityindex.text import Text

INDICATORS = Text("indikator", "indicators")


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser("frameworks", help="list the shipped frameworks")
    add_language(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print one line for each framework: id, validity, size, provenance, title."""
    for framework in every():
        years = f"{framework.valid_from or '…'} – {framework.valid_to or '…'}"
        size = f"{len(framework.indicators):>3} {INDICATORS.in_language(chosen.lang)}"
        mark = PROVENANCES[framework.provenance].in_language(chosen.lang)
        print(f"{framework.id:<22} {years:<24} {size}  {mark:<13} {framework.title.in_language(chosen.lang)}")
    return 0
