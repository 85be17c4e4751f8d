"""What every analysis begins with: a file of values, a framework, a recipe; and the dataset they make."""

import argparse
import sys
import warnings
from dataclasses import dataclass, replace

from cityindex.assessment import study
from cityindex.cli.common import open_framework
from cityindex.cli.inputs import RefusedError, UsageError, context_of, import_file, open_recipe, weighed
from cityindex.coinr import CoinrError, CoinrNote, read_coinr
from cityindex.dataset import Dataset
from cityindex.framework import Framework
from cityindex.recipe import Recipe, default_recipe


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The framework with its weights, the recipe, and the values with suspects marked."""

    framework: Framework
    recipe: Recipe
    dataset: Dataset


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the file and the options that say how it is read and built."""
    parser.add_argument(
        "data", metavar="DATA.csv", help="the values, as printed, or COINr's iData; - reads standard input"
    )
    measured = parser.add_mutually_exclusive_group(required=True)
    measured.add_argument("--framework", help="id of a shipped framework, or a file ending in .toml")
    measured.add_argument("--imeta", metavar="IMETA.csv", help="COINr's iMeta: what the iData holds")
    parser.add_argument("--map", metavar="MAPPING.toml", help="whose columns are which of our indicators")
    parser.add_argument("--weights", metavar="SET", help="use another weight set of the framework")
    parser.add_argument(
        "--recipe", metavar="RECIPE.json", help="build by this recipe instead of the framework's own"
    )
    parser.add_argument(
        "--context",
        metavar="NAME=NUMBER",
        action="append",
        default=[],
        help="a further number about the city, such as kelurahan_count=51",
    )
    parser.add_argument("--period", metavar="YEAR", help="the year to look at (default: the latest)")


def open_source(chosen: argparse.Namespace) -> Source:
    """Read the file as the options say. RefusedError lists its problems; UsageError, RecipeError, TableError."""
    return _coinr(chosen) if chosen.imeta else _table(chosen)


def _table(chosen: argparse.Namespace) -> Source:
    framework = open_framework(chosen.framework)
    if chosen.weights:
        framework = weighed(framework, chosen.weights)
    imported = import_file(chosen, framework)
    if imported.problems:
        raise RefusedError(imported.problems)
    if not imported.observations:
        raise UsageError("the file holds no value of this framework")
    recipe = open_recipe(chosen.recipe, framework) or default_recipe(framework)
    numbers = context_of(chosen.context)
    units = {o.unit for o in imported.observations}
    contexts = dict.fromkeys(units, numbers) if numbers else None
    made = study(framework, imported.observations, context=contexts, recipe=recipe)
    return Source(framework, recipe, made.dataset)


def _coinr(chosen: argparse.Namespace) -> Source:
    """Read iMeta and iData; ranks compare unrounded scores, as COINr's do."""
    for option in ("map", "context", "weights"):
        if getattr(chosen, option):
            raise UsageError(f"--{option} does not go with --imeta, which says everything about the file")
    data = sys.stdin.buffer.read() if chosen.data == "-" else chosen.data
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always", CoinrNote)
        try:
            framework, dataset = read_coinr(chosen.imeta, data)
        except CoinrError as error:
            raise RefusedError(error.problems) from error
    for note in notes:
        if isinstance(note.message, CoinrNote):
            print(note.message.problem.sentence(chosen.lang), file=sys.stderr)
    codes = {name: code for code, name in dataset.names.items()}
    if getattr(chosen, "unit", None) in codes and chosen.unit not in dataset.units:
        chosen.unit = codes[chosen.unit]  # a person may write either
    recipe = open_recipe(chosen.recipe, framework) or replace(default_recipe(framework), rank_decimals=None)
    return Source(framework, recipe, dataset)


def period_of(chosen: argparse.Namespace, dataset: Dataset) -> int:
    """Return the year asked for, or the latest. UsageError names the years there are."""
    if not chosen.period:
        return dataset.periods[-1]
    if not chosen.period.isdigit() or int(chosen.period) not in dataset.periods:
        there = ", ".join(map(str, dataset.periods))
        raise UsageError(f"no values for {chosen.period}; the file has {there}")
    return int(chosen.period)
