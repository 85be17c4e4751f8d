"""A report as one HTML page: no script, no other host, readable on a phone and on paper."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from cityindex.assessment import Assessment, IndicatorResult, NodeResult, Standing
from cityindex.framework.types import Framework
from cityindex.quality import Severity
from cityindex.report import words
from cityindex.report.plain import as_tree, counts, depth, node_heading, remarks, value_text
from cityindex.text import Text

STYLE = """
:root{--ink:#1b1f23;--accent:#c2321f;--sea:#0f5c6e;--sand:#f6f1e7}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem;color:var(--ink);background:#fff;font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;border-bottom:.25rem solid var(--accent);padding-bottom:.5rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem;color:var(--sea)}
.head{background:var(--sand);padding:1rem;margin:1rem 0}
.head p{margin:.25rem 0}.head p:first-child{font-size:1.25rem;font-weight:700}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #d9d4c7}
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tr.own{background:var(--sand);font-weight:700}
.quiet{color:#555c63}
li{margin:.35rem 0}
@media print{body{max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def assessment_html(assessment: Assessment, language: str) -> str:
    """Return one unit's report as a page of its own."""

    def say(text: Text) -> str:
        return escape(text.in_language(language))

    title = f"{say(assessment.framework.title)}: {escape(assessment.unit)}, {assessment.period}"
    head = "".join(f"<p>{say(line)}</p>" for line in words.headline(assessment))
    parts = section(
        say(words.PARTS),
        [say(w) for w in node_heading(assessment)],
        (_node(assessment, node, language) for node in as_tree(assessment)),
    )
    rows = section(
        say(words.ALL_ROWS),
        [say(w) for w in (words.CODE, words.INDICATOR, words.RAW, words.VALUE, words.JUDGEMENT, words.FLAGS)],
        (_indicator(result, language) for result in assessment.indicators),
    )
    findings = [f for f in assessment.flags if f.severity != Severity.FORMAT]
    formats = [f for f in assessment.flags if f.severity == Severity.FORMAT]
    lists = "".join(
        f"<h2>{say(heading)}</h2><ul>"
        + "".join(
            f"<li>{say(f.text)} <span class=quiet>({escape(f.indicator or f.subject or '')} {escape(f.code)})</span></li>"
            for f in found
        )
        + "</ul>"
        for heading, found in ((words.FINDINGS, findings), (words.FORMATS, formats))
        if found
    )
    return page(
        title, language, f"<div class=head>{head}</div>{parts}{_groups(assessment, language)}{lists}{rows}"
    )


def standings_html(
    framework: Framework, by_period: Mapping[int, Sequence[Standing]], language: str, own: str = ""
) -> str:
    """Return rankings as a page of their own."""

    def say(text: Text) -> str:
        return escape(text.in_language(language))

    body = "".join(
        section(
            f"{say(framework.title)}, {period}",
            [say(w) for w in (words.RANK, words.UNIT, words.SCORE, words.BAND)],
            (
                f"<tr{' class=own' if s.unit == own else ''}><td class=n>{s.rank or '—'}</td>"
                f"<th scope=row>{escape(s.unit)}</th><td class=n>{say(words.printed(s.score, framework))}</td>"
                f"<td>{say(s.band.band.title) if s.band else ''}</td></tr>"
                for s in found
            ),
        )
        for period, found in by_period.items()
    )
    return page(say(framework.title), language, body + f"<p class=quiet>{say(words.ALONE)}</p>")


def page(title: str, language: str, body: str) -> str:
    """Return a whole page; ``title`` and ``body`` are safe HTML."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )


def section(caption: str, heading: Sequence[str], rows: Iterable[str]) -> str:
    """Return a heading and a table that scrolls by itself; all parts are safe HTML, rows are whole ``<tr>``."""
    cells = "".join(f"<th scope=col>{cell}</th>" for cell in heading)
    body = "\n".join(rows)
    return (
        f"<h2>{caption}</h2><div class=scroll role=region tabindex=0 aria-label='{caption}'><table>"
        f"<thead><tr>{cells}</tr></thead><tbody>\n{body}\n</tbody></table></div>"
    )


def _node(assessment: Assessment, result: NodeResult, language: str) -> str:
    def say(text: Text) -> str:
        return escape(text.in_language(language))

    framework = assessment.framework
    indent = depth(framework, result.node.code)
    return (
        f"<tr><th scope=row style='padding-left:{0.5 + 1.25 * indent}rem'>{say(result.node.title)}</th>"
        f"<td class=n>{words.share(result.readiness.every)}</td>"
        f"<td class=n>{say(words.printed(result.score, framework))}</td>"
        f"<td class=n>{say(words.printed(result.score_with_suspects, framework))}</td>"
        f"{_numbers(counts(result.coverage))}"
        f"<td>{'; '.join(map(say, remarks(result)))}</td></tr>"
    )


def _indicator(result: IndicatorResult, language: str) -> str:
    def say(text: Text) -> str:
        return escape(text.in_language(language))

    judgement = result.judgement.title if result.judgement else words.NOT_INTERPRETED
    return (
        f"<tr><td>{escape(result.indicator.code)}</td><th scope=row>{say(result.indicator.title)}</th>"
        f"<td>{escape(result.raw_value or '')}</td><td>{say(value_text(result))}</td>"
        f"<td>{say(judgement)}</td><td>{escape(' '.join(result.flags))}</td></tr>"
    )


def _groups(assessment: Assessment, language: str) -> str:
    def say(text: Text) -> str:
        return escape(text.in_language(language))

    if not assessment.groups:
        return ""
    rows = (
        f"<tr><th scope=row>{say(group.title)}</th><td class=n>{words.share(group.readiness.every)}</td>"
        f"{_numbers(counts(group.coverage))}</tr>"
        for group in assessment.groups
    )
    heading = (words.PART, words.best_title(assessment), words.ROWS, words.FILLED, words.JUDGED, words.SCORED)
    return section(say(words.PILLARS), [say(w) for w in heading], rows)


def _numbers(cells: Sequence[str]) -> str:
    return "".join(f"<td class=n>{cell}</td>" for cell in cells)
