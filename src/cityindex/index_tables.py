"""A built index as tables: scores of every node, and the indicators on the common scale."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from cityindex.dataset import Codes
from cityindex.reasons import TEXTS, Reason
from cityindex.tables import Table
from cityindex.text import Text

if TYPE_CHECKING:
    from cityindex.build import Index

TITLES: Mapping[str, Text] = {
    "unit": Text("Kota", "City"),
    "name": Text("Nama", "Name"),
    "period": Text("Tahun", "Year"),
    "node": Text("Bagian", "Part; code of the node"),
    "indicator": Text("Indikator", "Indicator; its code"),
    "title": Text("Judul", "Title"),
    "score": Text("Skor", "Score"),
    "rank": Text("Peringkat; 1 = terbaik, 0 = tanpa peringkat", "Rank; 1 = best, 0 = not ranked"),
    "with_value": Text("Ada nilai; indikator yang punya nilai", "With value; indicators that have a value"),
    "scored": Text("Dinilai; indikator yang punya skor", "Scored; indicators that have a score"),
    "indicators": Text("Indikator; semua di bawahnya", "Indicators; all below it"),
    "normalised": Text("Nilai setara; pada skala bersama", "Normalised; on the common scale"),
    "reason": Text("Alasan; mengapa tidak ada skor", "Reason; why there is no score"),
}


def scores_table(index: "Index") -> Table:
    """One row for each unit, period and node, in that order."""
    columns = {
        **_keys(index, "node", index.nodes, [n.title for n in index.recipe.framework.nodes]),
        "score": index.scores.ravel(),
        "rank": index.ranks.ravel(),
        "with_value": index.with_value.ravel(),
        "scored": index.scored.ravel(),
        "indicators": np.broadcast_to(index.indicators, index.scores.shape).ravel(),
        "reason": reasons(index.reasons),
    }
    return _table("scores", Text("Skor semua bagian", "Scores of every part"), columns)


def indicators_table(index: "Index") -> Table:
    """One row for each unit, period and indicator, in that order."""
    found = index.recipe.framework.indicators
    columns = {
        **_keys(index, "indicator", [i.code for i in found], [i.title for i in found]),
        "normalised": index.normalised.ravel(),
        "reason": reasons(index.indicator_reasons),
    }
    return _table(
        "indicators", Text("Indikator pada skala bersama", "Indicators on the common scale"), columns
    )


def ranking_table(index: "Index", period: int) -> Table:
    """One row for each unit with a score in a period, best first, and one column for each node's score."""
    p, root = index.periods.index(period), index.nodes.index(index.recipe.framework.root.code)
    scores, ranks = index.scores[:, p], index.ranks[:, p, root]
    order = np.lexsort((np.arange(len(scores)), -scores[:, root]))  # NaN sorts last
    units = [index.units[u] for u in order]
    titles = {**TITLES, **{n.code: n.title for n in index.recipe.framework.nodes}}
    columns: dict[str, Any] = {"rank": ranks[order], "unit": units}
    if index.dataset.names:
        columns["name"] = [index.dataset.names.get(unit, unit) for unit in units]
    columns |= {code: scores[order, n] for n, code in enumerate(index.nodes)}
    if any(why := reasons(index.reasons[order, p, root])):
        columns["reason"] = why
    title = Text(f"Peringkat {period}", f"Ranking {period}") if period else Text("Peringkat", "Ranking")
    return Table("ranking", title, columns, {column: titles[column] for column in columns})


def reasons(codes: Codes) -> list[Text | None]:
    """Return why, in words, for every cell; None where there is a number."""
    words = {int(reason): TEXTS.get(reason) for reason in Reason}
    return [words[code] for code in codes.ravel().tolist()]


def _keys(index: "Index", kind: str, codes: Sequence[str], titles: Sequence[Text]) -> dict[str, Any]:
    """The columns that say what a row is about, for arrays (units, periods, codes) laid flat."""
    units, periods, width = len(index.units), len(index.periods), len(codes)
    names = [index.dataset.names.get(unit, unit) for unit in index.units]
    return {
        "unit": np.repeat(index.units, periods * width),
        **({"name": np.repeat(names, periods * width)} if index.dataset.names else {}),
        "period": np.tile(np.repeat(index.periods, width), units),
        kind: np.tile(codes, units * periods),
        "title": list(titles) * (units * periods),
    }


def _table(name: str, title: Text, columns: dict[str, Any]) -> Table:
    return Table(name, title, columns, {column: TITLES[column] for column in columns})
