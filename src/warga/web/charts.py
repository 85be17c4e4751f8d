"""Drawings as SVG text: pure functions, so that they can be tested without a page.

Every drawing carries a title and a description and stands beside a table with the same numbers. Text inside a drawing
is kept out where it would shrink on a phone; what must be read stands in the page.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class Part(NamedTuple):
    """A share of a whole: its tone (good, fair, poor, none, data), the words for it and how many."""

    tone: str
    label: str
    number: float


class Moment(NamedTuple):
    """A value of a series; ``breaks`` says that it cannot be compared with the one before. None is a gap."""

    label: str
    value: float | None
    breaks: bool = False


# One mark per tone in a box of 12 × 12; the shape alone tells the tone.
MARKS = {
    "good": '<circle class="c-good" cx="{x}" cy="{y}" r="5"/>',
    "fair": '<path class="c-fair" d="M{x} {top}a5 5 0 0 1 0 10z"/><circle class="c-ring" cx="{x}" cy="{y}" r="4.5"/>',
    "poor": '<path class="c-poor" d="M{x} {top}l5.5 10h-11z"/>',
    "data": '<circle class="c-data" cx="{x}" cy="{y}" r="5"/>',
    "none": '<circle class="c-open" cx="{x}" cy="{y}" r="4.5"/>',
}
SPACING = 14


def figure(
    width: float, height: float, title: str, description: str, inner: SafeString, css: str
) -> SafeString:
    """Wrap a drawing with its title and description.

    Their ids come from what is drawn: several drawings fit one page, and the same page is the same bytes each time.
    """
    number = crc32(f"{title}{description}{inner}".encode())
    return format_html(
        '<svg viewBox="0 0 {w} {h}" class="{css}"{fit} role="img" aria-labelledby="t{n} d{n}">'
        '<title id="t{n}">{title}</title><desc id="d{n}">{description}</desc>{inner}</svg>',
        w=f"{width:g}",
        h=f"{height:g}",
        css=css,
        fit=mark_safe(' preserveAspectRatio="none"') if css == "share" else "",
        n=number,
        title=title,
        description=description,
        inner=inner,
    )


def described(parts: Sequence[Part]) -> str:
    """Say a whole and its parts in one line: ``Baik: 10; Sedang: 2``."""
    return "; ".join(f"{part.label}: {part.number:g}" for part in parts)


def dots(parts: Sequence[Part], title: str, columns: int = 14) -> SafeString:
    """Draw one mark for each thing counted, in rows of ``columns``: 41 indicators are 41 marks."""
    tones = [part.tone for part in parts for _ in range(int(part.number))]
    rows = max(1, -(-len(tones) // columns))
    marks = "".join(
        MARKS.get(tone, MARKS["none"]).format(x=x, y=y, top=y - 5)
        for place, tone in enumerate(tones)
        for x, y in [(place % columns * SPACING + 7, place // columns * SPACING + 7)]
    )
    inner = mark_safe(marks)  # noqa: S308 - numbers in our own shapes
    return figure(columns * SPACING, rows * SPACING, title, described(parts), inner, "dots")


def share_bar(parts: Sequence[Part], title: str) -> SafeString:
    """Draw parts of a whole side by side, each as wide as its share; nothing to share is an empty track."""
    whole = sum(part.number for part in parts)
    x, pieces = 0.0, []
    for part in parts:
        width = 100 * part.number / whole if whole else 0
        if width:
            pieces.append((part.tone, f"{x:.2f}", f"{max(width - 0.4, 0.2):.2f}"))
        x += width
    inner = format_html_join("", '<rect class="c-{}" x="{}" width="{}" height="6"/>', pieces)
    track = mark_safe('<rect class="c-track" width="100" height="6"/>')
    return figure(
        100, 6, title, described(parts), format_html("{}{}", "" if pieces else track, inner), "share"
    )


def bar(value: float | None, maximum: float = 100, tone: str = "data") -> SafeString:
    """Draw one bar on its track, without words: the number stands beside it. None is an empty, dashed track."""
    if value is None:
        inner = mark_safe('<rect class="c-none" x=".5" y=".5" width="99" height="5"/>')
    else:
        width = f"{100 * min(max(value / maximum, 0), 1):.2f}" if maximum > 0 else "0"
        inner = format_html(
            '<rect class="c-track" width="100" height="6"/><rect class="c-{}" width="{}" height="6"/>',
            tone,
            width,
        )
    return format_html(
        '<svg viewBox="0 0 100 6" preserveAspectRatio="none" class="bar" aria-hidden="true">{}</svg>', inner
    )


def interval(
    low: float, high: float, mark: float | None, start: float, end: float, tone: str = "data"
) -> SafeString:
    """Draw where something lies between ``start`` and ``end``: a band from low to high, a line at ``mark``.

    Without words: the numbers stand beside it, and what the ends of the track mean stands in the table's caption.
    """
    span = (end - start) or 1

    def at(value: float) -> float:
        return 100 * min(max((value - start) / span, 0), 1)

    left, right = at(low), at(high)
    width = max(right - left, 0.8)
    band = (tone, f"{min(left, 100 - width):.2f}", f"{width:.2f}")
    line = [] if mark is None else [(f"{min(max(at(mark), 0.4), 99.6):.2f}",)]
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" class="bar interval" aria-hidden="true">'
        '<rect class="c-track" y="4" width="100" height="2"/>{}{}</svg>',
        format_html('<rect class="c-{}" x="{}" y="2" width="{}" height="6"/>', *band),
        format_html_join("", '<path class="c-mark" d="M{} 0v10"/>', line),
    )


def written(value: float) -> str:
    """Write a number as the reader's language does, without empty decimals."""
    number = int(value) if value == int(value) else round(value, 4)
    return number_format(number, use_l10n=True, force_grouping=True)


def trend(moments: Sequence[Moment], title: str, description: str) -> SafeString:
    """Draw a series as a line that stops at gaps and at breaks of method; first and last values are written."""
    known = [moment.value for moment in moments if moment.value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    span = (high - low) or 1.0
    step = 300 / max(len(moments) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        return 20 + place * step, 130 - 90 * (value - low) / span

    spots = [
        (place, m.label, *at(place, m.value), m.value)
        for place, m in enumerate(moments)
        if m.value is not None
    ]
    joined = (
        (at(i, a.value), at(i + 1, b.value))
        for i, (a, b) in enumerate(pairwise(moments))
        if a.value is not None and b.value is not None and not b.breaks
    )
    lines = format_html_join(
        "",
        '<path class="c-stroke" d="M{} {}L{} {}"/>',
        ((*(f"{n:.1f}" for n in (*p, *q)),) for p, q in joined),
    )
    circles = format_html_join(
        "",
        '<circle class="c-data" cx="{}" cy="{}" r="3.5"/>',
        ((f"{x:.1f}", f"{y:.1f}") for _, _, x, y, _ in spots),
    )
    ends = [spots[0], spots[-1]] if len(spots) > 1 else spots
    words = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}">{}</text><text x="{}" y="158" text-anchor="{}">{}</text>',
        (
            (f"{x:.0f}", f"{y - 10:.0f}", side, written(value), f"{x:.0f}", side, label)
            for (place, label, x, y, value) in ends
            for side in ["end" if place and place == len(moments) - 1 else "start"]
        ),
    )
    base = mark_safe('<path class="c-line" d="M20 140H320"/>')
    return figure(340, 168, title, description, format_html("{}{}{}{}", base, lines, circles, words), "trend")
