"""A drawing of sensitivity: for each factor two bars with their intervals, alone and total."""

from html import escape

import numpy as np

from cityindex.analysis.sensitivity import Sensitivity
from cityindex.report.tables import Figure
from cityindex.report.tables.readable import clean
from cityindex.text import Text
from cityindex.wording import fill

TITLE = Text("Apa yang menggeser peringkat", "What shifts the ranks")
DESCRIPTION = Text(
    "Bagian ragam rata-rata pergeseran peringkat, sendiri dan total: {factors}.",
    "Shares of the variance of the mean rank shift, alone and total: {factors}.",
)
ALONE, TOTAL = Text("sendiri", "alone"), Text("total", "total")
LEFT, RIGHT, ROW, BAR, TOP = 150, 620, 46, 14, 34
"""Where bars begin and where 1 lies; the heights of a factor and of a bar; room for the axis."""


def figure(found: Sensitivity) -> Figure | None:
    """Draw the indices of the mean rank shift; None where there are none."""
    if found.shift_reason is not None:
        return None
    height = TOP + ROW * len(found.factors) + 24
    body = [_axis(height - 24)]
    for n, factor in enumerate(found.factors):
        y, one = TOP + ROW * n, found.shift
        body.append(_label(factor, y + BAR + 5))
        body.append(_bar(y, one.first[0, n], one.first_low[0, n], one.first_high[0, n], 0.45))
        body.append(_bar(y + BAR + 3, one.total[0, n], one.total_low[0, n], one.total_high[0, n], 0.9))
    drawn = "".join(body)
    return Figure(
        TITLE,
        _said(found),
        Text(*(drawn + _legend(language, height) for language in ("id", "en"))),
        640,
        height,
    )


def _x(share: float) -> float:
    """Shares beyond 0 and 1 are errors of estimation; the drawing ends there."""
    return round(LEFT + (RIGHT - LEFT) * float(np.clip(share, 0, 1)), 1)


def _bar(y: int, share: float, low: float, high: float, strength: float) -> str:
    middle = y + BAR / 2
    return (
        f'<rect x="{LEFT}" y="{y}" width="{_x(share) - LEFT:.1f}" height="{BAR}" fill="#0b6e8c" opacity="{strength}"/>'
        f'<path d="M{_x(low)} {middle}H{_x(high)}" stroke="currentColor" stroke-width="1.5"/>'
    )


def _axis(bottom: int) -> str:
    return "".join(
        f'<path d="M{_x(share)} {TOP - 6}V{bottom}" stroke="currentColor" opacity=".25"/>'
        f'<text x="{_x(share)}" y="{TOP - 12}" text-anchor="middle" font-size="12" fill="currentColor">{share:.0%}</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )


def _label(name: str, y: int) -> str:
    shown = clean(name) if len(name) <= 20 else clean(name[:19]) + "…"
    return f'<text x="{LEFT - 8}" y="{y}" text-anchor="end" font-size="13" fill="currentColor">{escape(shown)}</text>'


def _legend(language: str, height: int) -> str:
    parts = []
    for x, words, strength in ((LEFT, ALONE, 0.45), (LEFT + 110, TOTAL, 0.9)):
        parts.append(
            f'<rect x="{x}" y="{height - 15}" width="12" height="12" fill="#0b6e8c" opacity="{strength}"/>'
        )
        parts.append(
            f'<text x="{x + 18}" y="{height - 5}" font-size="12" fill="currentColor">{words.in_language(language)}</text>'
        )
    return "".join(parts)


def _said(found: Sensitivity) -> Text:
    shares = zip(found.factors, found.shift.first[0], found.shift.total[0], strict=True)
    listed = "; ".join(f"{factor} {first:.0%}, {total:.0%}" for factor, first, total in shares)
    return fill(DESCRIPTION, {"factors": listed})
