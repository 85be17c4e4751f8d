"""A study as tables: who stands where in every year, and which values were flagged."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from cityindex.build import Index
from cityindex.index_tables import TITLES, reasons
from cityindex.quality import Flag
from cityindex.tables import Table
from cityindex.text import Text

if TYPE_CHECKING:
    from cityindex.assessment.study import Key

BAND = Text("Kelas", "Band")


def standings_table(index: Index, observed: Collection["Key"]) -> Table:
    """One row for each unit and year with observations: years ascending, best first, without a score last."""
    framework = index.recipe.framework
    scale = framework.band_scale(framework.root.bands) if framework.root.bands else None
    root = index.nodes.index(framework.root.code)
    rows = [
        (p, u)
        for p, period in enumerate(index.periods)
        for u in np.lexsort((np.array(index.units), -index.scores[:, p, root]))  # NaN sorts last
        if (index.units[u], period) in observed
    ]
    cells = ([u for _, u in rows], [p for p, _ in rows], root)
    scores = index.scores[cells]
    bands = [scale.band(float(score)) if scale else None for score in scores]
    columns: dict[str, Any] = {
        "period": [index.periods[p] for p, _ in rows],
        "rank": index.ranks[cells],
        "unit": [index.units[u] for _, u in rows],
        "score": scores,
        "band": [band.title if band else None for band in bands],
        "reason": reasons(index.reasons[cells]),
    }
    titles = {name: BAND if name == "band" else TITLES[name] for name in columns}
    return Table("standings", Text("Peringkat", "Standings"), columns, titles)


def flags_table(flags: Mapping["Key", tuple[Flag, ...]]) -> Table:
    """One row for each flag of each unit and year."""
    rows = [(unit, period, flag) for (unit, period), found in flags.items() for flag in found]
    columns: dict[str, Any] = {
        "unit": [unit for unit, _, _ in rows],
        "period": [period for _, period, _ in rows],
        "flag": [flag.code for _, _, flag in rows],
        "severity": [str(flag.severity) for _, _, flag in rows],
        "subject": [flag.indicator or flag.subject for _, _, flag in rows],
        "text": [flag.text for _, _, flag in rows],
    }
    titles = {name: TITLES[name] for name in ("unit", "period")}
    return Table("flags", Text("Catatan mutu", "Quality flags"), columns, titles)
