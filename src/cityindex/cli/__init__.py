"""The ``cityindex`` command: one module of this package for each subcommand.

A subcommand is a module with ``add(commands)``, which declares its arguments and sets ``run`` to a
function that takes the parsed arguments and returns the exit code: 0 done, 1 the work failed on its
input, 2 wrong usage.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from cityindex.cli import (
    assess,
    build,
    compare,
    describe,
    frameworks,
    leverage,
    sensitivity,
    statistics,
    trend,
    uncertainty,
)
from cityindex.cli.inputs import RefusedError, UsageError
from cityindex.framework import FrameworkError, UnknownFrameworkError
from cityindex.optional import MissingExtraError
from cityindex.steps import RecipeError
from cityindex.tabular import MappingError, TableError

COMMANDS: Sequence[ModuleType] = (
    frameworks,
    describe,
    assess,
    build,
    statistics,
    compare,
    uncertainty,
    sensitivity,
    leverage,
    trend,
)
WRONG_USAGE = (
    FrameworkError,
    UnknownFrameworkError,
    MappingError,
    RecipeError,
    UsageError,
    MissingExtraError,
    UnicodeDecodeError,
    OSError,
)
"""What a person can mend by calling the command differently."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser("cityindex", description="Composite indicators for cities.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        command.add(commands)
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # "≥" and "–" on every machine
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # closing it must not fail again
        return 0
    except KeyboardInterrupt:  # what Ctrl-C stops is no fault to report; 130 is what shells expect
        print("\ncityindex: stopped", file=sys.stderr)
        return 130
    except RefusedError as error:
        print("\n".join(error.lines(chosen.lang)), file=sys.stderr)
        return 1
    except TableError as error:
        print(f"cityindex: {error.problem.sentence(chosen.lang)}", file=sys.stderr)
        return 1
    except WRONG_USAGE as error:
        print(f"cityindex: {error}", file=sys.stderr)
        return 2
    return code
