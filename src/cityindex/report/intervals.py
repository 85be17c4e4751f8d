"""A drawing of uncertainty: for every city, or every part of one city, the interval of its score."""

from collections.abc import Callable, Sequence
from html import escape

import numpy as np

from cityindex.analysis.uncertainty import Uncertainty
from cityindex.report.tables import Figure
from cityindex.report.tables.readable import clean
from cityindex.text import Text
from cityindex.wording import fill, written

TITLE = Text("Rentang skor", "Intervals of the scores")
CITIES = Text(
    "Batang: {share} % undian skor setiap kota; titik: nilai tengah; garis tegak: skor tanpa variasi. {count} dari "
    "{all} kota, yang tertinggi dahulu. Angkanya ada di tabel.",
    "Bars: {share} % of the draws of every city's score; dot: the middle; upright line: the score without variation. "
    "{count} of {all} cities, the highest first. The figures are in the table.",
)
PARTS = Text(
    "Batang: {share} % undian skor setiap bagian {unit}; titik: nilai tengah; garis tegak: skor tanpa variasi. "
    "Angkanya ada di tabel.",
    "Bars: {share} % of the draws of the score of every part of {unit}; dot: the middle; upright line: the score "
    "without variation. The figures are in the table.",
)
RANKS_TITLE = Text("Rentang peringkat", "Intervals of the ranks")
RANKS = Text(
    "Batang: {share} % undian peringkat setiap kota; titik: nilai tengah; garis tegak: peringkat tanpa variasi. {count} "
    "dari {all} kota, yang terbaik dahulu. Angkanya ada di tabel.",
    "Bars: {share} % of the draws of every city's rank; dot: the middle; upright line: the rank without variation. "
    "{count} of {all} cities, the best first. The figures are in the table.",
)
MOST = 60
"""Cities drawn; the table has them all."""
LEFT, RIGHT, ROW, TOP = 170, 620, 20, 30
Row = tuple[str, float, float, float, float]
"""A name, the lower end, the middle and the upper end, and the score without variation."""


def figures(found: Uncertainty, unit: str = "") -> list[Figure]:
    """Draw scores and ranks of many cities, or the scores of every node of one; who has none is left out."""
    if unit:
        return [_figure(TITLE, PARTS, _parts(found, unit), found, unit)]
    scores = sorted(_scores(found), key=lambda row: -row[2])[:MOST]
    ranks = sorted(_ranks(found), key=lambda row: (row[2], row[4]))[:MOST]
    return [_figure(TITLE, CITIES, scores, found), _figure(RANKS_TITLE, RANKS, ranks, found)]


def _figure(title: Text, said: Text, rows: Sequence[Row], found: Uncertainty, unit: str = "") -> Figure:
    low, _, high = found.shares
    facts: dict[str, str | float] = {
        "share": 100 * (high - low),
        "count": len(rows),
        "all": len(found.nominal.units),
        "unit": unit,
    }
    ticks, height = _ticks(rows), TOP + ROW * len(rows) + 8
    drawn = Text(*(_drawn(rows, ticks, height, language) for language in ("id", "en")))
    return Figure(title, fill(said, facts), drawn, 640, height)


def _scores(found: Uncertainty) -> list[Row]:
    nominal = found.nominal.scores[:, found.nominal.periods.index(found.period), found.root]
    rows = zip(found.nominal.units, found.quantiles[:, found.root], nominal, strict=True)
    return _scored([(name, *ends, score) for name, ends, score in rows])


def _ranks(found: Uncertainty) -> list[Row]:
    nominal = found.nominal.ranks[:, found.nominal.periods.index(found.period), found.root]
    ends, places = (np.where(r > 0, r, np.nan) for r in (found.rank_quantiles, nominal))
    return _scored(
        [(name, *row, place) for name, row, place in zip(found.nominal.units, ends, places, strict=True)]
    )


def _parts(found: Uncertainty, unit: str) -> list[Row]:
    u, p = found.nominal.units.index(unit), found.nominal.periods.index(found.period)
    rows = zip(found.nominal.nodes, found.quantiles[u], found.nominal.scores[u, p], strict=True)
    return _scored([(name, *ends, score) for name, ends, score in rows])


def _scored(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not np.isnan(row[2])]


def _ticks(rows: Sequence[Row]) -> np.ndarray:
    """About five round numbers that hold every interval."""
    numbers = [number for row in rows for number in row[1:] if not np.isnan(number)] or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    rough = max((high - low) / 4, 1e-9 * max(abs(high), 1.0))
    power = 10.0 ** np.floor(np.log10(rough))
    step = power * next(round_ for round_ in (1, 2, 5, 10) if round_ * power >= rough)
    ticks: np.ndarray = np.arange(np.floor(low / step), np.ceil(high / step) + 0.5) * step
    return ticks if len(ticks) > 1 else np.append(ticks, ticks[0] + step)


def _drawn(rows: Sequence[Row], ticks: np.ndarray, height: int, language: str) -> str:
    def x(score: float) -> str:
        return f"{LEFT + (RIGHT - LEFT) * (score - ticks[0]) / (ticks[-1] - ticks[0]):.1f}"

    axis = [
        f'<path d="M{x(tick)} {TOP - 6}V{height - 6}" stroke="currentColor" opacity=".25"/>'
        f'<text x="{x(tick)}" y="{TOP - 12}" text-anchor="middle" font-size="12" fill="currentColor">'
        f"{written(float(tick), 6).in_language(language)}</text>"
        for tick in ticks
    ]
    bars = [_bar(row, TOP + ROW * n + ROW // 2, x) for n, row in enumerate(rows)]
    return "".join((*axis, *bars))


def _bar(row: Row, y: int, x: Callable[[float], str]) -> str:
    name, low, middle, high, nominal = row
    shown = clean(name) if len(name) <= 22 else clean(name[:21]) + "…"
    drawn = (
        f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" font-size="13" fill="currentColor">{escape(shown)}</text>'
        f'<path d="M{x(low)} {y}H{x(high)}" stroke="#0b6e8c" stroke-width="8" opacity=".45"/>'
        f'<circle cx="{x(middle)}" cy="{y}" r="3.5" fill="#0b6e8c"/>'
    )
    if np.isnan(nominal):
        return drawn
    return f'{drawn}<path d="M{x(nominal)} {y - 7}V{y + 7}" stroke="currentColor" stroke-width="1.5"/>'
