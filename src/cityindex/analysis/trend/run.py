"""Level, pace and acceleration of every city, node and indicator of a built index."""

from collections.abc import Callable

import numpy as np

from cityindex.analysis.trend.breaks import Breaks, began
from cityindex.analysis.trend.lines import Estimate, acceleration, pace
from cityindex.analysis.trend.results import ACCELERATION_NEEDS, PACE_NEEDS, Counts, Trend
from cityindex.build import Index
from cityindex.dataset import Floats, Mask
from cityindex.tree import compile_tree

Rows = slice | list[int]


def trend(
    index: Index,
    unit: str | None = None,
    *,
    node: str | None = None,
    period: int | None = None,
    breaks: Breaks = (),
    horizon: int = 10,
) -> Trend:
    """Return where scores stand, where they go, and how that changes, for one city or all (``unit`` None).

    ``node``: this node or indicator alone. ``period``: the last year to use, the index's last unless given. ``breaks``: first years of a new way of counting, for everything or by
    code; nothing is computed across one. ``horizon``: years to look ahead for the next band. Gaps between years may
    differ; missing years are left out. ValueError for names that are not there and a horizon below 1.
    """
    framework = index.recipe.framework
    everything = (*index.nodes, *(i.code for i in framework.indicators))
    if unit is not None and unit not in index.units:
        raise ValueError(f"no city {unit!r} in the index")
    if node is not None and node not in everything:
        raise ValueError(f"{node!r} is neither a node nor an indicator of {framework.id}")
    if horizon < 1:
        raise ValueError(f"the horizon is {horizon}; give a number of years from 1 up")
    if period is not None and period not in index.periods:
        raise ValueError(f"no period {period}; the index has {', '.join(map(str, index.periods))}")
    last = max(index.periods, default=0) if period is None else period
    order = np.array(
        [n for n in np.argsort(index.periods, kind="stable") if index.periods[n] <= last], dtype=np.intp
    )
    years = np.array(index.periods)[order]
    rows: Rows = slice(None) if unit is None else [index.units.index(unit)]
    picked = [n for n, code in enumerate(everything) if node in (None, code)]
    codes = tuple(everything[n] for n in picked)
    since = began(framework, years.tolist(), breaks)
    start = np.array([since[code] for code in codes])
    scores = np.concatenate([index.scores, index.normalised], axis=-1)[rows][:, order][..., picked]
    y = scores.swapaxes(1, 2)
    used = ~np.isnan(y) & (years >= start[:, None])
    latest = len(years) - 1 - np.argmax(used[..., ::-1], axis=-1)
    known = used.any(axis=-1)
    return Trend(
        framework=framework,
        units=index.units if unit is None else (unit,),
        codes=codes,
        horizon=horizon,
        first=min(index.periods, default=0),
        began=start,
        level=np.where(known, np.take_along_axis(y, latest[..., None], axis=-1)[..., 0], np.nan),
        year=np.where(known, years[latest], 0),
        count=used.sum(axis=-1),
        pace=_each(years, y, used, PACE_NEEDS, pace),
        acceleration=_each(years, y, used, ACCELERATION_NEEDS, acceleration),
        same_parts=_same_parts(index, rows, order, picked, used, latest),
    )


def _each(
    years: np.ndarray, y: Floats, used: Mask, needed: int, find: Callable[[Floats, Floats], Estimate]
) -> Floats:
    """Estimate (U, K, 3) from series (U, K, P): all series with the same years at once."""
    flat, mask = y.reshape(-1, len(years)), used.reshape(-1, len(years))
    out = np.full((len(flat), 3), np.nan)
    patterns, which = np.unique(mask, axis=0, return_inverse=True)
    for n, pattern in enumerate(patterns):
        if np.count_nonzero(pattern) >= needed:
            alike = np.flatnonzero(which.ravel() == n)
            t = years[pattern].astype(np.float64)
            out[alike] = np.stack(find(t - t[-1], flat[alike][:, pattern]), axis=-1)
    return out.reshape(*y.shape[:2], 3)


def _same_parts(
    index: Index, rows: Rows, order: Counts, picked: list[int], used: Mask, latest: Counts
) -> Mask:
    """Whether the same indicators had a score in all periods used as in the latest (U, K)."""
    leaves = compile_tree(index.recipe.framework).leaves
    below = np.concatenate([leaves, np.eye(len(leaves), dtype=np.bool_)], axis=1)
    present = ~np.isnan(index.normalised)[rows][:, order]
    same = np.ones(latest.shape, dtype=np.bool_)
    for k, column in enumerate(picked):
        there = present[..., below[:, column]]
        now = np.take_along_axis(there, latest[:, k, None, None], axis=1)
        same[:, k] = ((there == now).all(axis=-1) | ~used[:, k]).all(axis=-1)
    return same
