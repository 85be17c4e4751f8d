"""From a recipe and what varies to the share each has in what changes."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from cityindex.analysis.sampling import Seed, generator, saltelli
from cityindex.analysis.sensitivity.indices import NOBODY, indices, reason
from cityindex.analysis.sensitivity.results import Sensitivity
from cityindex.analysis.uncertainty import Progress, Source, dimensions, evaluate
from cityindex.build import build
from cityindex.dataset import Dataset, Floats
from cityindex.recipe import Recipe
from cityindex.tree import compile_tree

T = TypeVar("T")
TARGETS = ("rank", "score")


def sensitivity(
    recipe: Recipe,
    dataset: Dataset,
    vary: Sequence[Source],
    *,
    draws: int = 1024,
    seed: Seed = 1,
    sampling: str = "sobol",
    period: int | None = None,
    target: str = "rank",
    node: str | None = None,
    resamples: int = 1000,
    confidence: float = 0.95,
    progress: Progress | None = None,
) -> Sensitivity:
    """Tell which of the sources in ``vary`` moves the result: first- and total-order indices with intervals.

    Each source is one factor under a name of its own, however many numbers it draws. The index is built ``draws`` ·
    (factors + 2) times. The outputs are the rank or the score (``target``) of a ``node`` (default: the root) in a
    ``period`` (default: the last) of every unit, and the mean absolute rank shift. ``draws`` is best a power of two
    where ``sampling`` is ``sobol``. Formulas and sources: ``estimators``, ``intervals``, docs/method/sensitivity.md.
    The same seed gives the same bytes. Where an output never varies, or a unit lacks a score in some run, there is
    no index but a reason. ValueError for wrong arguments, RecipeError where a recipe cannot be followed.
    """
    if target not in TARGETS:
        raise ValueError(f"no target {target!r}; choose one of {', '.join(TARGETS)}")
    if draws < 2:
        raise ValueError(f"draws is {draws}; shares of a variance need at least 2, and intervals many more")
    nominal = build(recipe, dataset)
    p = _place(period, nominal.periods, "period", nominal.periods[-1])
    n = _place(node, nominal.nodes, "node", recipe.framework.root.code)
    tree = compile_tree(recipe.framework)
    dimensions(vary, tree)  # refuses sources that cannot go together
    design_seed, bootstrap_seed = generator(seed).spawn(2)
    design = saltelli(draws, [s.dimensions(tree) for s in vary], seed=design_seed, method=sampling)
    numbers = design.reshape(-1, design.shape[-1])
    runs = evaluate(
        recipe, dataset, vary, numbers, period=nominal.periods[p], node=nominal.nodes[n], progress=progress
    )
    ranks = np.where(runs.ranks > 0, runs.ranks, np.nan)
    shifts, compared = _shifts(ranks, nominal.ranks[:, p, n])
    shifts = shifts.reshape(design.shape[:2])
    outputs = (ranks if target == "rank" else runs.scores).reshape(-1, *design.shape[:2])
    reasons = (reason(shifts) if compared.any() else NOBODY, *map(reason, outputs))
    found = indices(
        np.concatenate([shifts[None], outputs]),
        reasons,
        seed=bootstrap_seed,
        resamples=resamples,
        confidence=confidence,
    )
    return Sensitivity(
        nominal=nominal,
        period=nominal.periods[p],
        node=nominal.nodes[n],
        target=target,
        vary=tuple(vary),
        numbers=numbers,
        sampling=sampling,
        confidence=confidence,
        cities=found.rows(slice(1, None)),
        shift=found.rows(slice(0, 1)),
        city_reasons=reasons[1:],
        shift_reason=reasons[0],
        compared=compared,
        outputs=outputs,
        shifts=shifts,
    )


def _place(wanted: T | None, known: Sequence[T], kind: str, default: T) -> int:
    """Return the position of what was asked for. ValueError names what there is."""
    chosen = default if wanted is None else wanted
    if chosen not in known:
        raise ValueError(f"no {kind} {chosen!r}; there are {', '.join(map(str, known))}")
    return known.index(chosen)


def _shifts(ranks: Floats, nominal: np.ndarray) -> tuple[Floats, np.ndarray]:
    """Mean absolute shift against the nominal ranks in every run (R), and over which units it is taken (U)."""
    compared = (nominal > 0) & ~np.isnan(ranks).any(axis=1)
    away = np.abs(ranks[compared] - nominal[compared, None])
    return away.mean(axis=0) if compared.any() else np.full(ranks.shape[1], np.nan), compared
