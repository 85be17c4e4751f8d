"""What several subcommands share."""

import argparse

from cityindex.framework import Framework, get, load


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add ``--lang``; Indonesian is the first language here."""
    parser.add_argument(
        "--lang", choices=("id", "en"), default="id", help="language of the output (default: id)"
    )


def open_framework(name: str) -> Framework:
    """Return a shipped framework by id, or the one in a file whose name ends in ``.toml``."""
    return load(name) if name.endswith(".toml") else get(name)


def number(value: float) -> str:
    """Return a number without needless zeros: 10, 2.75, 1007436."""
    return f"{value:.10g}"
