"""What varies in an uncertainty or a sensitivity analysis, as options of the command line or as a file."""

import argparse
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from cityindex.analysis.sampling import METHODS
from cityindex.analysis.uncertainty.sources import Choice, Source, WeightNoise
from cityindex.cli.inputs import UsageError
from cityindex.framework import Framework

SOURCES: dict[str, Callable[..., Source]] = {"choice": Choice, "weight-noise": WeightNoise}
"""Kinds of sources a file may name; the other keys of an entry are the parameters of the kind."""


def add_varying(parser: argparse.ArgumentParser, *, draws: int, sampling: str) -> None:
    """Add what varies, and how it is sampled."""
    parser.add_argument("--vary", metavar="FILE", help="what varies: a TOML or JSON file of sources")
    parser.add_argument(
        "--normalise", metavar="METHODS", help="vary the scale: 'minmax low=1, zscore mean=100 sd=10'"
    )
    parser.add_argument("--aggregate", metavar="METHODS", help="vary the mean: arithmetic,geometric")
    parser.add_argument("--impute", metavar="METHODS", help="vary how gaps are filled: mean,median,none")
    parser.add_argument(
        "--weights-noise", metavar="SHARE", help="vary every weight by up to this share: 0.25"
    )
    parser.add_argument("--draws", type=int, default=draws, help=f"how many draws (default {draws})")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same result (default 1)")
    parser.add_argument(
        "--sampling", choices=METHODS, default=sampling, help=f"how points are drawn (default {sampling})"
    )


def open_varying(chosen: argparse.Namespace, framework: Framework) -> tuple[Source, ...]:
    """Return the sources: those of the file, then those of the options. UsageError says what to change."""
    if chosen.draws < 1 or chosen.seed < 0:
        raise UsageError("--draws is a number from 1 up, --seed one from 0 up")
    found = [*_file(chosen.vary)] if chosen.vary else []
    for step in ("impute", "normalise"):
        if given := getattr(chosen, step):
            found.append(_choice(step, given))
    if chosen.aggregate:
        found.append(_means(chosen.aggregate, framework))
    if chosen.weights_noise is not None:
        found.append(_made("--weights-noise", WeightNoise, {"spread": _number(chosen.weights_noise)}))
    if not found:
        raise UsageError(
            "nothing varies; give --vary FILE, or --normalise, --aggregate, --impute, --weights-noise"
        )
    return tuple(found)


def read_sources(entries: object, place: str) -> list[Source]:
    """Read plain values: a list of objects with ``source`` and its parameters, or an object whose ``vary`` is one."""
    listed = entries.get("vary") if isinstance(entries, Mapping) else entries
    if not isinstance(listed, list) or not listed:
        raise UsageError(f"{place}: write a list of sources under the key vary")
    return [_source(entry, f"{place}: source {number}") for number, entry in enumerate(listed, start=1)]


def _file(path: str) -> list[Source]:
    text = Path(path).read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text) if path.lower().endswith(".toml") else json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path}: neither valid TOML (named .toml) nor JSON: {error}") from error
    return read_sources(data, path)


def _source(entry: object, place: str) -> Source:
    parameters = dict(entry) if isinstance(entry, Mapping) else {}
    kind = parameters.pop("source", None)
    if kind not in SOURCES:
        raise UsageError(f"{place} is {kind!r}; give source = one of {', '.join(SOURCES)}")
    return _made(place, SOURCES[kind], parameters)


def _made(place: str, kind: Callable[..., Source], parameters: Mapping[str, Any]) -> Source:
    """Make a source of the parameters it knows; its own words say what is wrong with them."""
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type] # a dataclass
    if unknown := set(parameters) - set(known):
        raise UsageError(f"{place}: no parameter {min(unknown)!r}; choose among {', '.join(known)}")
    tuples = {key: tuple(value) if isinstance(value, list) else value for key, value in parameters.items()}
    try:
        return kind(**tuples)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{place}: {error}") from error


def _choice(step: str, given: str) -> Source:
    """Read ``METHOD [KEY=NUMBER…], …`` as a choice among methods of a step."""
    alternatives = [_alternative(f"--{step}", words.split()) for words in given.split(",")]
    labels = tuple(" ".join(words.split()) for words in given.split(","))
    return Choice(step, tuple(alternatives), labels=labels)


def _alternative(option: str, words: Sequence[str]) -> dict[str, Any]:
    if not words:
        raise UsageError(f"{option} holds an empty method; separate methods by commas")
    method, *settings = words
    pairs = [setting.partition("=") for setting in settings]
    return {"method": method} | {key: _number(value) for key, _, value in pairs}


def _means(given: str, framework: Framework) -> Source:
    methods = [method.strip() for method in given.split(",")]
    levels = [level.code for level in framework.levels]
    alternatives = tuple({"levels": dict.fromkeys(levels, method)} for method in methods)
    return Choice("aggregate", alternatives, labels=tuple(methods))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text!r} is no number") from None
