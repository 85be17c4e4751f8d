"""What a subcommand is given: the file of values, a mapping, a recipe, weights, further numbers."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cityindex.framework import Framework
from cityindex.recipe import Recipe
from cityindex.steps import RecipeError
from cityindex.tabular import Imported, Problem, import_table, load_mapping, read_csv

SHOWN = 20
"""Problems printed before the rest is only counted."""


class UsageError(ValueError):
    """Arguments that do not fit the file."""


class RefusedError(ValueError):
    """A file that cannot be used; ``problems`` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems

    def lines(self, language: str) -> list[str]:
        """Return the first problems as sentences; the rest is counted."""
        rest = len(self.problems) - SHOWN
        shown = [problem.sentence(language) for problem in self.problems[:SHOWN]]
        return [*shown, f"… +{rest}"] if rest > 0 else shown


def weighed(framework: Framework, weights: str) -> Framework:
    """Return the framework with one of its weight sets."""
    known = [chosen.code for chosen in framework.weight_sets]
    if weights not in known:
        raise UsageError(
            f"{framework.id} has no weight set {weights!r}; it has: {', '.join(known) or 'none'}"
        )
    return framework.with_weights(weights)


def text_of(path: str) -> str:
    """Read a file of text. UsageError names a file that is none."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: this is no text in UTF-8; save it as UTF-8") from error


def open_recipe(path: str | None, framework: Framework) -> Recipe | None:
    """Read a recipe, or the one an assessment's JSON carries."""
    if path is None:
        return None
    text = text_of(path)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise RecipeError(f"{path}: not valid JSON: {error}") from error
    carried = found.get("recipe") if isinstance(found, dict) else None
    return Recipe.from_dict(carried or found, framework)


def import_file(chosen: argparse.Namespace, framework: Framework) -> Imported:
    """Read the file of values and say on the error stream how it was read."""
    data = sys.stdin.buffer.read() if chosen.data == "-" else Path(chosen.data).read_bytes()
    today = datetime.now(UTC).year
    began = framework.valid_from.year if framework.valid_from else today
    wanted = chosen.period if chosen.period and chosen.period != "all" else ""
    if wanted and not (wanted.isdigit() and len(wanted) == 4):
        raise UsageError(f"--period is {wanted!r}; give a year such as 2023, or all")
    if wanted and int(wanted) > today:
        raise UsageError(f"--period is {wanted}, which has not come yet")
    table = read_csv(data)
    imported = import_table(
        table,
        framework,
        unit=getattr(chosen, "unit", None) or _home(framework, chosen.data),
        period=int(wanted) if wanted else min(began, today),
        latest=today,
        mapping=load_mapping(Path(chosen.map), framework) if chosen.map else None,
    )
    decimals = f", decimals {table.decimals}" if table.decimals else ""
    delimiter = "tab" if table.delimiter == "\t" else table.delimiter
    print(f"{chosen.data}: {table.encoding}, delimiter {delimiter}{decimals}", file=sys.stderr)
    if "period" in imported.assumed and not wanted:
        print(f"no year in the file: taken as {min(began, today)} (--period YEAR)", file=sys.stderr)
    if imported.unread:
        print(f"columns that are no indicator, not read: {', '.join(imported.unread)}", file=sys.stderr)
    _say_if_not_in_force(framework, sorted({o.period for o in imported.observations}))
    return imported


def _say_if_not_in_force(framework: Framework, periods: Sequence[int]) -> None:
    began = framework.valid_from.year if framework.valid_from else 0
    ended = framework.valid_to.year if framework.valid_to else 9999
    outside = [str(period) for period in periods if not began <= period <= ended]
    if outside:
        held = f"{began or '…'} – {ended if framework.valid_to else '…'}"
        print(f"{framework.id} is in force {held}; the file has {', '.join(outside)}", file=sys.stderr)


def _home(framework: Framework, data: str) -> str:
    """The city of a file that names none: the one the framework's statements are about, else the file's name."""
    return framework.statements[0].unit if framework.statements else Path(data).stem


def context_of(pairs: Sequence[str]) -> dict[str, float]:
    """Read ``NAME=NUMBER`` pairs."""
    found = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        try:
            found[name.strip()] = value = float(number)
        except ValueError:
            value = math.nan
        if not (name.strip() and math.isfinite(value)):
            raise UsageError(f"--context is {pair!r}; write NAME=NUMBER")
    return found
