"""Reports for a terminal: aligned columns, no colour."""

import unicodedata
from collections.abc import Sequence

from cityindex.assessment import Assessment, IndicatorResult, NodeResult, Standing
from cityindex.assessment.measures import Coverage
from cityindex.framework.types import Framework, Indicator
from cityindex.quality import Severity
from cityindex.report import words
from cityindex.text import Text
from cityindex.wording import written

WIDEST = 60


def assessment_text(assessment: Assessment, language: str) -> str:
    """Return one unit's report: headline, parts, components, findings."""

    def say(text: Text) -> str:
        return text.in_language(language)

    framework = assessment.framework
    blocks = [
        f"{say(framework.title)} · {assessment.unit} · {assessment.period}",
        "\n".join(say(line) for line in words.headline(assessment)),
        columns(
            [[say(w) for w in node_heading(assessment)]]
            + [_node(assessment, node, language) for node in as_tree(assessment)]
        ),
        columns(
            [
                [
                    say(w)
                    for w in (
                        words.CODE,
                        words.RAW,
                        words.VALUE,
                        words.JUDGEMENT,
                        words.INDICATOR,
                        words.FLAGS,
                    )
                ]
            ]
            + [_indicator(result, language) for result in assessment.indicators]
        ),
    ]
    findings = [flag for flag in assessment.flags if flag.severity != Severity.FORMAT]
    if findings:
        lines = [f"  {f.indicator or f.subject or '—'}  {f.code}: {say(f.text)}" for f in findings]
        blocks.append("\n".join([say(words.FINDINGS), *lines]))
    return "\n\n".join(blocks)


def standings_text(
    framework: Framework,
    period: int,
    standings: Sequence[Standing],
    ranked: int,
    language: str,
    own: str = "",
) -> str:
    """Return a ranking; the unit ``own`` is marked with an arrow."""

    def say(text: Text) -> str:
        return text.in_language(language)

    heading = [say(words.RANK), say(words.UNIT), say(words.SCORE), say(words.BAND)]
    inner = [
        node for node in framework.nodes if node.parent is not None and node.parent == framework.root.code
    ]
    rows = [[*heading, *(say(node.title) for node in inner)]]
    for s in standings:
        band = say(s.band.band.title) if s.band else ""
        name = f"{s.unit} ←" if s.unit == own else s.unit
        scores = [say(words.printed(s.nodes[node.code], framework)) for node in inner]
        rows.append([str(s.rank or "—"), name, say(words.printed(s.score, framework)), band, *scores])
    title = f"{say(framework.title)} · {period} · {ranked} {say(words.UNITS)}"
    return "\n\n".join([title, columns(rows), say(words.ALONE)])


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Align rows; the first is underlined. Long cells are cut, but never the last column."""
    cut = [[*(_cut(cell) for cell in row[:-1]), row[-1]] for row in rows]
    widths = [max(_width(row[n]) for row in cut) for n in range(len(cut[0]))]
    lines = [
        "  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cut
    ]
    rule = "  ".join("─" * min(width, WIDEST) for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])


def value_text(result: IndicatorResult) -> Text:
    """Write a value in words of its kind: yes or no, with its sign, or a plain number."""
    if result.value is None:
        return words.NO_VALUE
    if result.read_as == "boolean":
        return Text("ya", "yes") if result.value else Text("tidak", "no")
    number = written(result.value)
    return Text(f"{number.id} %", f"{number.en} %") if result.read_as == "percent" else number


def depth(framework: Framework, code: str | None) -> int:
    """How far below the root a node stands."""
    parents = {node.code: node.parent for node in framework.nodes}
    steps = -1
    while code is not None:
        code, steps = parents[code], steps + 1
    return steps


def node_heading(assessment: Assessment) -> list[Text]:
    """Return the headings of the table of parts."""
    first = [words.PART, words.best_title(assessment), words.SCORE, words.WITH_SUSPECTS]
    return [*first, words.ROWS, words.FILLED, words.JUDGED, words.SCORED, words.REMARK]


def counts(coverage: Coverage) -> list[str]:
    """Return rows in all, with a value, judged, scored."""
    found = (coverage.indicators, coverage.with_value, coverage.interpreted, coverage.scored)
    return [str(count) for count in found]


def as_tree(assessment: Assessment) -> list[NodeResult]:
    """Return the nodes so that each part stands below the one it belongs to."""
    below: dict[str | None, list[NodeResult]] = {}
    for result in assessment.nodes:
        below.setdefault(result.node.parent, []).append(result)
    order: list[NodeResult] = []
    waiting = below.get(None, [])
    while waiting:
        first, *waiting = waiting
        order.append(first)
        waiting = below.get(first.node.code, []) + waiting
    return order


def remarks(result: NodeResult) -> list[Text]:
    """What has to be said beside a score: its band, what it rests on, or why there is none."""
    band = result.band.band.title if result.band else None
    return [text for text in (band, words.mark(result.mark), result.reason) if text]


def _node(assessment: Assessment, result: NodeResult, language: str) -> list[str]:
    framework = assessment.framework
    return [
        "  " * depth(framework, result.node.code) + result.node.title.in_language(language),
        words.share(result.readiness.every),
        words.printed(result.score, framework).in_language(language),
        words.printed(result.score_with_suspects, framework).in_language(language),
        *counts(result.coverage),
        "; ".join(text.in_language(language) for text in remarks(result)),
    ]


def _indicator(result: IndicatorResult, language: str) -> list[str]:
    judgement = result.judgement.title if result.judgement else words.NOT_INTERPRETED
    indicator: Indicator = result.indicator
    return [
        indicator.code,
        result.raw_value if result.raw_value is not None else "",
        value_text(result).in_language(language),
        judgement.in_language(language),
        indicator.title.in_language(language),
        " ".join(result.flags),
    ]


def _cut(cell: str) -> str:
    return cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…"


def _width(cell: str) -> int:
    return sum(0 if unicodedata.combining(c) else 1 for c in cell)


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
