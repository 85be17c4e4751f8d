"""``cityindex describe ID``: everything a framework file says, for a person to read."""

import argparse
from collections.abc import Iterator
from typing import Any

from cityindex.cli.common import add_language, number, open_framework
from cityindex.framework import Framework, Indicator, Node
from cityindex.framework.types import Aggregate
from cityindex.framework.words import (
    AGGREGATES,
    DIRECTIONS,
    NORMALISATIONS,
    PROVENANCES,
    VALUE_TYPES,
    unit_text,
)
from cityindex.text import Text

LEGAL_BASIS = Text("Dasar", "Basis")
VALID = Text("Berlaku", "Valid")
NORMALISED = Text("Penyetaraan nilai", "Normalisation")
LEVELS = Text("Tingkat", "Levels")
BANDS = Text("Kelas", "Bands")
GROUPINGS = Text("Pengelompokan lain", "Other groupings")
JUDGEMENTS = Text("Kata penilaian ahli", "Words of judgement")
WEIGHT_SETS = Text("Pilihan bobot", "Weight sets")
RULES = Text("Aturan mutu data", "Quality rules")
SOURCES = Text("Sumber", "Sources")
WEIGHT = Text("bobot", "weight")
GOALPOSTS = Text("batas", "goalposts")
LOGARITHM = Text("logaritma", "logarithmic")
EMPTY = Text("tidak ada baris", "no rows")


def add(commands: Any) -> None:
    """Declare the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser("describe", help="print a framework as a tree")
    parser.add_argument("id", help="the id of a shipped framework, or a file ending in .toml")
    add_language(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the framework."""
    framework = open_framework(chosen.id)
    for line in Description(framework, chosen.lang).lines():
        print(line.rstrip())
    return 0


class Description:
    """A framework in words of one language."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.framework = framework
        self.language = language

    def say(self, text: Text) -> str:
        """Return a text in the chosen language."""
        return text.in_language(self.language)

    def lines(self) -> Iterator[str]:
        """Yield the whole description."""
        yield from self._head()
        yield ""
        yield from self._tree(self.framework.root, 0)
        yield from self._lists()

    def _head(self) -> Iterator[str]:
        framework, say = self.framework, self.say
        yield f"{say(framework.title)}  [{framework.id}, {say(PROVENANCES[framework.provenance])}]"
        yield f"{say(LEGAL_BASIS)}: {say(framework.legal_basis)}"
        yield f"{say(VALID)}: {framework.valid_from or '…'} – {framework.valid_to or '…'}"
        yield f"{say(NORMALISED)}: {say(NORMALISATIONS[framework.normalise])}"
        if framework.note:
            yield say(framework.note)

    def _tree(self, node: Node, depth: int) -> Iterator[str]:
        children = self.framework.children(node.code)
        pad, say = "  " * depth, self.say
        empty = "" if children else f"  ({say(EMPTY)})"
        own = f"  ({self._mean(node.aggregate, node.power)})" if node.aggregate else ""
        yield f"{pad}{say(node.title)}  [{node.code}{self._weight(node)}]{own}{empty}"
        if node.note:
            yield f"{pad}    {say(node.note)}"
        for child in children:
            if isinstance(child, Node):
                yield from self._tree(child, depth + 1)
            else:
                yield f"{pad}  {child.code}  {say(child.title)}  [{self._facts(child)}]"
                if child.note:
                    yield f"{pad}      {say(child.note)}"

    def _mean(self, aggregate: Aggregate, power: float | None) -> str:
        """Return a mean in words, with its power where it has one."""
        return self.say(AGGREGATES[aggregate]) + ("" if power is None else f" (p = {number(power)})")

    def _weight(self, item: Node | Indicator) -> str:
        """Return the weight and its share among the siblings."""
        if item.parent is None:
            return ""
        total = sum(sibling.weight for sibling in self.framework.children(item.parent))
        return f", {self.say(WEIGHT)} {number(item.weight)} = {100 * item.weight / total:.1f} %"

    def _facts(self, indicator: Indicator) -> str:
        say = self.say
        unit = "" if indicator.unit == indicator.value_type else say(unit_text(indicator.unit))
        facts = [say(VALUE_TYPES[indicator.value_type]), unit, say(DIRECTIONS[indicator.direction])]
        posts = indicator.goalposts
        if posts:
            logarithm = f", {say(LOGARITHM)}" if posts.log else ""
            mark = say(PROVENANCES[posts.provenance])
            facts.append(f"{say(GOALPOSTS)} {number(posts.low)}–{number(posts.high)} ({mark}{logarithm})")
        facts += [f"{grouping}: {member}" for grouping, member in indicator.groups.items()]
        if indicator.bands:
            facts.append(f"{say(BANDS).lower()}: {indicator.bands}")
        return ", ".join(fact for fact in facts if fact) + self._weight(indicator)

    def _lists(self) -> Iterator[str]:
        framework, say = self.framework, self.say
        yield from self._section(
            LEVELS,
            (
                f"{say(x.title)}: {self._mean(x.aggregate, x.power)}, ≥ {x.min_share:.0%}"
                for x in framework.levels
            ),
        )
        yield from self._section(
            BANDS, (line for scale in framework.band_scales for line in self._scale(scale.code))
        )
        yield from self._section(
            GROUPINGS,
            (
                f"{say(x.title)} ({say(PROVENANCES[x.provenance])}): {', '.join(say(m.title) for m in x.members)}"
                for x in framework.groupings
            ),
        )
        yield from self._section(JUDGEMENTS, (say(x.title) for x in framework.judgements))
        yield from self._section(
            WEIGHT_SETS,
            (
                f"{x.code} ({say(PROVENANCES[x.provenance])}, {x.valid_from or '…'}): "
                + ", ".join(f"{code} {number(weight)}" for code, weight in x.weights.items())
                for x in framework.weight_sets
            ),
        )
        yield from self._section(RULES, (f"{x.flag} ({x.severity}): {say(x.text)}" for x in framework.rules))
        yield from self._section(
            SOURCES, (f"{x.key}: {x.title} ({x.confidence}) {x.url}" for x in framework.sources)
        )

    def _scale(self, code: str) -> Iterator[str]:
        scale = self.framework.band_scale(code)
        steps = ", ".join(f"≥ {number(band.start)} {self.say(band.title)}" for band in scale.bands)
        yield f"{scale.code} ({self.say(PROVENANCES[scale.provenance])}): {steps}"

    def _section(self, title: Text, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield self.say(title)
            yield from (f"  {line}" for line in found)
