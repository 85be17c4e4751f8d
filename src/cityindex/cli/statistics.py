"""``cityindex statistics DATA.csv --framework ID --about …``: what the values, the parts and a city's score are like."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from cityindex.analysis import (
    availability,
    contributions,
    correlations,
    effective_weights,
    principal_components,
    profile,
    reliability,
    statistics,
)
from cityindex.analysis.columns import DATA
from cityindex.build import build
from cityindex.cli.inputs import UsageError
from cityindex.cli.output import add_output, check_output, write_output
from cityindex.cli.source import Source, add_source, open_source, period_of
from cityindex.report.tables import Document
from cityindex.tables import Tabled
from cityindex.text import Text
from cityindex.wording import fill

TITLE = Text("{title}: {about}", "{title}: {about}")


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "statistics", help="describe the values, how the parts hang together, and what scores are made of"
    )
    add_source(parser)
    parser.add_argument(
        "--about", choices=tuple(ABOUT), default="values", help="what is described (default: values)"
    )
    parser.add_argument("--after", metavar="STEP", help="values, correlations: as they stand after this step")
    parser.add_argument(
        "--method", choices=("pearson", "spearman", "kendall"), help="correlations (default: pearson)"
    )
    parser.add_argument(
        "--node", metavar="CODE", help="weights, contributions: of this part (default: the whole)"
    )
    parser.add_argument("--unit", metavar="CITY", help="profile: of this city, named exactly")
    add_output(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, describe and write."""
    check_output(chosen)
    _check_options(chosen)
    if chosen.about == "profile" and not chosen.unit:
        raise UsageError("--about profile describes one city; name it with --unit")
    source = open_source(chosen)
    title, made = ABOUT[chosen.about]
    period = period_of(chosen, source.dataset)
    try:
        found = made(chosen, source, period)
    except ValueError as error:
        raise UsageError(str(error)) from error
    heading = fill(TITLE, {"title": source.framework.title, "about": title})
    parameters = {"about": chosen.about, "period": period, "recipe": source.recipe.to_dict()}
    write_output(chosen, Document(heading, chosen.about, found, parameters))
    return 0


OPTIONS: Mapping[str, tuple[str, ...]] = {
    "after": ("values", "correlations"),
    "method": ("correlations",),
    "node": ("weights", "contributions"),
}
"""What each of these options is for."""


def _check_options(chosen: argparse.Namespace) -> None:
    """Refuse an option that would change nothing."""
    for option, subjects in OPTIONS.items():
        if getattr(chosen, option) is not None and chosen.about not in subjects:
            raise UsageError(
                f"--{option} goes with --about {' or '.join(subjects)}, not with {chosen.about}; leave it out"
            )


Maker = Callable[[argparse.Namespace, Source, int], Tabled]


def _values(chosen: argparse.Namespace, source: Source, period: int) -> Tabled:
    return statistics(source.recipe, source.dataset, after=chosen.after or DATA)


def _correlations(chosen: argparse.Namespace, source: Source, period: int) -> Tabled:
    after, method = chosen.after or "aggregate", chosen.method or "pearson"
    return correlations(source.recipe, source.dataset, after=after, method=method, period=period)


def _contributions(chosen: argparse.Namespace, source: Source, period: int) -> Tabled:
    return contributions(build(source.recipe, source.dataset), node=chosen.node, period=period)


def _weights(chosen: argparse.Namespace, source: Source, period: int) -> Tabled:
    return effective_weights(build(source.recipe, source.dataset), node=chosen.node, period=period)


def _profile(chosen: argparse.Namespace, source: Source, period: int) -> Tabled:
    return profile(build(source.recipe, source.dataset), chosen.unit, period=period)


ABOUT: Mapping[str, tuple[Text, Maker]] = {
    "values": (Text("nilai", "values"), _values),
    "availability": (
        Text("ketersediaan data", "data availability"),
        lambda c, s, p: availability(s.recipe, s.dataset),
    ),
    "correlations": (Text("korelasi", "correlations"), _correlations),
    "reliability": (
        Text("keandalan", "reliability"),
        lambda c, s, p: reliability(s.recipe, s.dataset, period=p),
    ),
    "components": (
        Text("komponen utama", "principal components"),
        lambda c, s, p: principal_components(s.recipe, s.dataset, period=p),
    ),
    "weights": (Text("bobot efektif", "effective weights"), _weights),
    "contributions": (Text("sumbangan", "contributions"), _contributions),
    "profile": (Text("kekuatan dan kelemahan", "strengths and weaknesses"), _profile),
}
