"""``cityindex assess DATA.csv --framework ID``: from a table of values to a report."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from cityindex.assessment import Standing, Study, around, same_unit, standings, study
from cityindex.cli.common import add_language, open_framework
from cityindex.cli.inputs import RefusedError, UsageError, context_of, import_file, open_recipe, weighed
from cityindex.framework import Framework
from cityindex.report import (
    assessment_csv,
    assessment_html,
    assessment_json,
    assessment_text,
    standings_csv,
    standings_html,
    standings_json,
    standings_text,
)
from cityindex.report.published import compare
from cityindex.report.words import COMPARED
from cityindex.tabular import Imported
from cityindex.wording import fill


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "assess", help="assess a city, or rank many, from a CSV file of values"
    )
    parser.add_argument("data", metavar="DATA.csv", help="the values, as printed; - reads standard input")
    parser.add_argument(
        "--framework", required=True, help="id of a shipped framework, or a file ending in .toml"
    )
    parser.add_argument("--format", choices=("table", "json", "csv", "html"), default="table")
    add_language(parser)
    parser.add_argument("--map", metavar="MAPPING.toml", help="whose columns are which of our indicators")
    parser.add_argument("--weights", metavar="SET", help="use another weight set of the framework")
    parser.add_argument(
        "--recipe", metavar="RECIPE.json", help="build by this recipe instead of the framework's own"
    )
    parser.add_argument("--period", metavar="YEAR", help="the year to report (default: the latest), or all")
    parser.add_argument("--unit", metavar="CITY", help="report this city; in a file of many, among its peers")
    parser.add_argument(
        "--no-statements", action="store_true", help="do not compare with what the study's prose says"
    )
    parser.add_argument(
        "--context",
        metavar="NAME=NUMBER",
        action="append",
        default=[],
        help="a further number about the city, such as kelurahan_count=51",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, assess and print."""
    framework = open_framework(chosen.framework)
    if chosen.weights:
        framework = weighed(framework, chosen.weights)
    imported = import_file(chosen, framework)
    if imported.problems:
        raise RefusedError(imported.problems)
    print(_report(chosen, framework, imported), end="")
    return 0


def _report(chosen: argparse.Namespace, framework: Framework, imported: Imported) -> str:
    observations = imported.observations
    if not observations:
        raise UsageError("the file holds no value of this framework")
    units = {o.unit for o in observations}
    numbers = context_of(chosen.context)
    about = {s.unit for s in framework.statements}
    if about and not chosen.no_statements and not any(same_unit(a, unit) for a in about for unit in units):
        named = (
            f"the file is about {min(units)!r}" if len(units) == 1 else "no city of the file has this code"
        )
        print(f"not compared with the prose about {', '.join(sorted(about))}: {named}", file=sys.stderr)
    made = study(
        framework,
        observations,
        context=dict.fromkeys(units, numbers) if numbers else None,
        statements=() if chosen.no_statements else None,
        recipe=open_recipe(chosen.recipe, framework),
    )
    if len(units) > 1:
        return _ranking(chosen, made, imported)
    (unit,) = units
    if chosen.unit and chosen.unit != unit:
        raise UsageError(f"no city {chosen.unit!r} in the file; it is about {unit!r}")
    return _single(chosen, made, unit)


def _periods(chosen: argparse.Namespace, made: Study, unit: str | None = None) -> list[int]:
    """The periods to report: the one asked for, all, or the latest."""
    there = sorted({p for u, p in made.observations if unit is None or u == unit})
    if chosen.period == "all":
        return there
    if chosen.period and int(chosen.period) not in there:
        raise UsageError(f"no values for {chosen.period}; the file has {', '.join(map(str, there))}")
    return [int(chosen.period)] if chosen.period else there[-1:]


def _single(chosen: argparse.Namespace, made: Study, unit: str) -> str:
    if chosen.period == "all":
        raise UsageError("--period all ranks many cities; for one city give a year")
    (period,) = _periods(chosen, made, unit)
    others = sorted({str(p) for _, p in made.observations} - {str(period)})
    if others and not chosen.period:
        print(f"shown: {period}; the file also has {', '.join(others)} (--period YEAR)", file=sys.stderr)
    assessment = made.assessment(unit, period)
    if chosen.format == "json":
        return assessment_json(assessment) + "\n"
    if chosen.format == "csv":
        return assessment_csv(assessment, chosen.lang)
    if chosen.format == "html":
        return assessment_html(assessment, chosen.lang)
    return assessment_text(assessment, chosen.lang) + "\n"


def _ranking(chosen: argparse.Namespace, made: Study, imported: Imported) -> str:
    framework = made.framework
    if chosen.unit and chosen.unit not in made.dataset.units:
        raise UsageError(f"no city {chosen.unit!r} in the file; names must match exactly")
    asked = chosen.period or chosen.format in ("table", "html")
    periods = _periods(chosen if asked else _all(chosen), made)
    full = {p: standings(made, p) for p in periods}
    ranked = {p: sum(s.rank is not None for s in found) for p, found in full.items()}
    shown: dict[int, Sequence[Standing]] = dict(full)
    if chosen.unit:
        shown = {
            p: around(found, chosen.unit)
            for p, found in full.items()
            if any(s.unit == chosen.unit for s in found)
        }
    checked = compare(made, imported.published)
    extra: dict[str, Any] = {"published": checked.to_dict()} if imported.published else {}
    if chosen.format == "json":
        if chosen.unit:
            extra["assessments"] = [made.assessment(chosen.unit, p).to_dict() for p in shown]
        return standings_json(framework, shown, ranked, extra) + "\n"
    if chosen.format == "csv":
        return standings_csv(framework, shown)
    if chosen.format == "html":
        return standings_html(framework, shown, chosen.lang, chosen.unit or "")
    texts = [
        standings_text(framework, p, s, ranked[p], chosen.lang, chosen.unit or "") for p, s in shown.items()
    ]
    if imported.published:
        texts.append(fill(COMPARED, checked.counts()).in_language(chosen.lang))
    return "\n\n".join(texts) + "\n"


def _all(chosen: argparse.Namespace) -> argparse.Namespace:
    return argparse.Namespace(**{**vars(chosen), "period": "all"})
