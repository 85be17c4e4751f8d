"""Where a result goes: shared options of every subcommand that prints tables."""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cityindex.cli.common import add_language
from cityindex.cli.inputs import UsageError
from cityindex.optional import need
from cityindex.report.tables import Document, as_csv, as_html, as_json, as_text, as_xlsx
from cityindex.tables import Named

FORMATS = ("table", "csv", "json", "html", "xlsx")


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add ``--format``, ``--out``, ``--table`` and ``--lang``."""
    parser.add_argument(
        "--format", choices=FORMATS, help="form of the output (default: by the ending of --out, else table)"
    )
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of standard output")
    parser.add_argument(
        "--table", metavar="NAME", help="this table of the result (table, csv: default the main one)"
    )
    add_language(parser)


def check_output(chosen: argparse.Namespace) -> None:
    """Refuse, before any work is done, what could not be written. UsageError, MissingExtraError."""
    if format_of(chosen) == "xlsx":
        need("openpyxl", why="--format xlsx")
        if not chosen.out:
            raise UsageError("xlsx is no text for a terminal; name a file with --out FILE")
    if chosen.out and not Path(chosen.out).parent.is_dir():
        raise UsageError(f"--out: there is no folder {str(Path(chosen.out).parent)!r}")
    if chosen.out and Path(chosen.out).is_dir():
        raise UsageError(f"--out: {chosen.out!r} is a folder; name a file")


def write_output(
    chosen: argparse.Namespace, document: Document, called: Mapping[str, str] | None = None
) -> None:
    """Write a document as the options say, with what units are ``called``. UsageError for a table it does not have."""
    check_output(chosen)
    if called:
        document = replace(document, result=Named(document.result, called))
    names = [table.name for table in document.tables()]
    if chosen.table and chosen.table not in names:
        raise UsageError(f"--table: no table {chosen.table!r}; there are {', '.join(names)}")
    made = _made(format_of(chosen), document, chosen.lang, chosen.table)
    if chosen.out:
        replace_file(Path(chosen.out), made if isinstance(made, bytes) else made.encode("utf-8"))
    else:
        sys.stdout.write(str(made))


def format_of(chosen: argparse.Namespace) -> str:
    """Return the form of the output: the one asked for, else by the ending of ``--out``, else a table."""
    ending = Path(chosen.out or "").suffix.lower().removeprefix(".")
    return chosen.format or (ending if ending in FORMATS else "table")


def _made(form: str, document: Document, language: str, table: str | None) -> str | bytes:
    if form == "csv":
        return as_csv(document, language, table)
    if form == "json":
        return as_json(document, table)
    if form == "html":
        return as_html(document, language, table)
    if form == "xlsx":
        return as_xlsx(document, language, table)
    return as_text(document, language, table)


def replace_file(path: Path, content: bytes) -> None:
    """Put a whole file in place of an old one, or leave the old one as it was; devices and pipes are written to."""
    path = path.resolve()  # through a link, which stays
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:  # say the name that was asked for, not that of the part
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        part.unlink(missing_ok=True)
