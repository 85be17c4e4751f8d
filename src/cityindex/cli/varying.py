"""What varies in an uncertainty or a sensitivity analysis, as options of the command line or as a file."""

import argparse
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from inspect import signature
from typing import Any

from cityindex.analysis.sampling import METHODS
from cityindex.analysis.uncertainty import (
    Choice,
    ImputationDraws,
    LeaveOut,
    Margins,
    Source,
    WeightDirichlet,
    WeightNoise,
    weight_sets,
)
from cityindex.cli.inputs import UsageError, text_of
from cityindex.framework import Framework
from cityindex.recipe import Recipe
from cityindex.steps import Impute

SOURCES: dict[str, Callable[..., Source]] = {
    "choice": Choice,
    "weight-noise": WeightNoise,
    "weight-dirichlet": WeightDirichlet,
    "leave-out": LeaveOut,
    "margins": Margins,
    "imputation-draws": ImputationDraws,
}
"""Kinds of sources a file may name; the other keys of an entry are the parameters of the kind."""
AFTER_GAPS = ("treat", "normalise", "weigh", "aggregate")
"""Steps that come after gaps are filled."""


def add_varying(parser: argparse.ArgumentParser, *, draws: int, sampling: str) -> None:
    """Add what varies, and how it is sampled."""
    parser.add_argument("--vary", metavar="FILE", help="what varies: a TOML or JSON file of sources")
    parser.add_argument(
        "--normalise", metavar="METHODS", help="vary the scale: 'minmax low=1, zscore mean=100 sd=10'"
    )
    parser.add_argument("--aggregate", metavar="METHODS", help="vary the mean: arithmetic,geometric")
    parser.add_argument("--impute", metavar="METHODS", help="vary how gaps are filled: mean,median,none")
    parser.add_argument(
        "--imputation-draws",
        action="store_true",
        help="draw every filled value from the model of its imputation",
    )
    parser.add_argument(
        "--weights-noise", metavar="SHARE", help="vary every weight by up to this share: 0.25"
    )
    parser.add_argument(
        "--values-noise",
        metavar="SHARE",
        help="vary every observed value: 95 %% within this share of it, 0.05",
    )
    parser.add_argument(
        "--weight-sets",
        action="store_true",
        help="vary among the framework's own weights and its weight sets",
    )
    parser.add_argument("--draws", type=int, default=draws, help=f"how many draws (default {draws})")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same result (default 1)")
    parser.add_argument(
        "--sampling", choices=METHODS, default=sampling, help=f"how points are drawn (default {sampling})"
    )


def open_varying(chosen: argparse.Namespace, recipe: Recipe) -> tuple[Recipe, tuple[Source, ...]]:
    """Return what varies: the sources of the file, then those of the options. UsageError says what to change.

    The recipe comes back with what does not vary: a single method of an option, and a step for ``--impute`` it lacks.
    """
    if chosen.draws < 1 or chosen.seed < 0:
        raise UsageError("--draws is a number from 1 up, --seed one from 0 up")
    found = _file(chosen.vary) if chosen.vary else []
    if chosen.impute:
        recipe = _with_impute(recipe)
    for choice in _choices(chosen, recipe.framework):
        if len(choice.alternatives) > 1:
            found.append(choice)
        else:
            recipe = choice.applied(recipe, 0)
    if chosen.imputation_draws:
        found.append(ImputationDraws())
    if chosen.weights_noise is not None:
        found.append(_made("--weights-noise", WeightNoise, {"spread": _number(chosen.weights_noise)}))
    if chosen.values_noise is not None:
        margin = {"half_width": _number(chosen.values_noise), "relative": True}
        found.append(_made("--values-noise", Margins, {"default": margin}))
    if chosen.weight_sets:
        found.append(_weight_sets(recipe.framework))
    if not found:
        raise UsageError(
            "nothing varies; give --vary FILE, --weights-noise, --values-noise, --weight-sets, --imputation-draws, "
            "or two methods for --normalise, --aggregate or --impute"
        )
    return recipe, tuple(found)


def _choices(chosen: argparse.Namespace, framework: Framework) -> Iterator[Choice]:
    for step in ("impute", "normalise"):
        if given := getattr(chosen, step):
            yield _choice(step, given)
    if chosen.aggregate:
        yield _means(chosen.aggregate, framework)


def _with_impute(recipe: Recipe) -> Recipe:
    names = [step.name for step in recipe.steps]
    if "impute" in names:
        return recipe
    at = next((n for n, name in enumerate(names) if name in AFTER_GAPS), len(names))
    return replace(recipe, steps=(*recipe.steps[:at], Impute("none"), *recipe.steps[at:]))


def read_sources(entries: object, place: str) -> list[Source]:
    """Read plain values: a list of objects with ``source`` and its parameters, or an object whose ``vary`` is one."""
    listed = entries.get("vary") if isinstance(entries, Mapping) else entries
    if not isinstance(listed, list) or not listed:
        raise UsageError(f"{place}: write a list of sources under the key vary")
    return [_source(entry, f"{place}: source {number}") for number, entry in enumerate(listed, start=1)]


def _file(path: str) -> list[Source]:
    text = text_of(path)
    try:
        data = tomllib.loads(text) if path.lower().endswith(".toml") else json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path}: neither valid TOML (named .toml) nor JSON: {error}") from error
    return read_sources(data, path)


def _source(entry: object, place: str) -> Source:
    parameters = dict(entry) if isinstance(entry, Mapping) else {}
    kind = parameters.pop("source", None)
    if not isinstance(kind, str) or kind not in SOURCES:
        raise UsageError(f"{place} is {kind!r}; give source = one of {', '.join(SOURCES)}")
    return _made(place, SOURCES[kind], parameters)


def _made(place: str, kind: Callable[..., Source], parameters: Mapping[str, Any]) -> Source:
    """Make a source of the parameters it knows; its own words say what is wrong with them."""
    known = list(signature(kind).parameters)
    if unknown := set(parameters) - set(known):
        raise UsageError(f"{place}: no parameter {min(unknown)!r}; choose among {', '.join(known)}")
    tuples = {key: tuple(value) if isinstance(value, list) else value for key, value in parameters.items()}
    try:
        return kind(**tuples)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{place}: {error}") from error


def _choice(step: str, given: str) -> Choice:
    """Read ``METHOD [KEY=VALUE…], …`` as a choice among methods of a step."""
    alternatives = [_alternative(f"--{step}", words.split()) for words in given.split(",")]
    labels = tuple(" ".join(words.split()) for words in given.split(","))
    return Choice(step, tuple(alternatives), labels=labels)


def _alternative(option: str, words: Sequence[str]) -> dict[str, Any]:
    if not words:
        raise UsageError(f"{option} holds an empty method; separate methods by commas")
    method, *settings = words
    return {"method": method} | dict(_setting(option, setting) for setting in settings)


def _setting(option: str, setting: str) -> tuple[str, str | float]:
    """Read ``KEY=VALUE``; what is no number is a word, such as the name of a grouping."""
    key, _, value = setting.partition("=")
    if not (key and value):
        raise UsageError(f"{option}: {setting!r} is no setting; write KEY=VALUE")
    try:
        return key, float(value)
    except ValueError:
        return key, value


def _means(given: str, framework: Framework) -> Choice:
    methods = [method.strip() for method in given.split(",")]
    levels = [level.code for level in framework.levels]
    alternatives = tuple({"levels": dict.fromkeys(levels, method)} for method in methods)
    return Choice("aggregate", alternatives, labels=tuple(methods))


def _weight_sets(framework: Framework) -> Source:
    if not framework.weight_sets:
        raise UsageError(f"--weight-sets: {framework.id} has no weight sets beside its own weights")
    return weight_sets(framework)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text!r} is no number") from None
