"""The gender inequality index and the gender development index (UNDP, technical notes 3 and 4)."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cityindex.build import build
from cityindex.dataset import Dataset, Floats
from cityindex.framework import get
from cityindex.published.result import Published, column, published
from cityindex.recipe import default_recipe
from cityindex.steps import Normalise
from cityindex.steps.means.power import geometric, harmonic
from cityindex.text import Text

INEQUALITY = Text("Indeks ketimpangan gender", "Gender inequality index")
DEVELOPMENT = Text("Indeks pembangunan gender", "Gender development index")
FEWEST_SEATS = 0.1
"""Per cent of parliament counted where women hold no seat: a geometric mean knows no zero."""
MOTHERS = (10.0, 1000.0)
"""Maternal deaths in 100,000 births below and above which nothing changes."""


def gender_inequality(dataset: Dataset) -> Published:
    """GII = 1 − HARM(G_F, G_M) / G_ref; 0 = women and men fare alike, 1 = as unequal as can be.

    Columns: ``mmr`` (maternal deaths in 100,000 births), ``abr`` (births to 1,000 girls of 15–19), and in per cent, of
    women ``_f`` and men ``_m``: ``pr`` (seats in parliament), ``se`` (secondary education), ``lfpr`` (labour force).
    Health of women is √(10/mmr · 1/abr), of men 1; empowerment √(pr · se), labour lfpr, as shares. G of a sex is the
    geometric mean of its three dimensions, G_ref that of the dimensions' means over both sexes. mmr is clipped to
    10–1,000, seats of women to 0.1 at least. Parts: ``women`` and ``men`` (G), ``reference``. Not computable where an
    input is missing or ``abr`` is 0.
    """
    codes = ("mmr", "abr", "se_f", "se_m", "pr_f", "pr_m", "lfpr_f", "lfpr_m")
    inputs = [column(dataset, code) for code in codes]
    mmr, abr, se_f, se_m, pr_f, pr_m, lfpr_f, lfpr_m = inputs
    births = np.where(abr > 0, abr, np.nan)
    health = np.sqrt(10 / np.clip(mmr, *MOTHERS) / births)
    women = np.stack([health, np.sqrt(np.maximum(pr_f, FEWEST_SEATS) * se_f) / 100, lfpr_f / 100])
    men = np.stack([np.ones_like(health), np.sqrt(pr_m * se_m) / 100, lfpr_m / 100])
    g_women, g_men = _whole(geometric, women), _whole(geometric, men)
    reference = _whole(geometric, (women + men) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = 1 - _whole(harmonic, np.stack([g_women, g_men])) / reference
    scores[reference == 0] = np.nan
    parts = {"women": g_women, "men": g_men, "reference": reference}
    return published(INEQUALITY, dataset, scores, parts, inputs)


def gender_development(dataset: Dataset) -> Published:
    """GDI = HDI of women / HDI of men; 1 = equal, above 1 women fare better.

    Columns: ``le``, ``eys``, ``mys`` and ``gni_pc``, each with ``_f`` for women and ``_m`` for men. Both are built
    like ``hdi-2010``, but life expectancy runs from 22.5 to 87.5 years for women and 17.5 to 82.5 for men.
    Parts: ``hdi_f``, ``hdi_m``. Not computable where an input is missing or the HDI of men is 0.
    """
    women, men = _human_development(dataset, "f", 22.5), _human_development(dataset, "m", 17.5)
    scores = women / np.where(men > 0, men, np.nan)
    return published(DEVELOPMENT, dataset, scores, {"hdi_f": women, "hdi_m": men}, [women, men])


def _human_development(dataset: Dataset, sex: str, shortest: float) -> Floats:
    """The HDI (U, P) of one sex, whose life expectancy counts from ``shortest`` to 65 years more."""
    names = {"le": f"le_{sex}", "eys": f"eys_{sex}", "mys": f"mys_{sex}", "gnipc": f"gni_pc_{sex}"}
    values = np.stack([column(dataset, name) for name in names.values()], axis=-1)
    own = Dataset.from_array(values, units=dataset.units, periods=dataset.periods, indicators=tuple(names))
    recipe = default_recipe(get("hdi-2010"))
    posts = {"le": {"goalposts": [shortest, shortest + 65]}}
    normalise = next(step for step in recipe.steps if isinstance(step, Normalise))
    index = build(recipe.with_step(replace(normalise, overrides=posts)), own)
    return index.scores[..., index.nodes.index("hdi")]


def _whole(mean: Callable[[Floats, Floats], Floats], x: Floats) -> Floats:
    """A mean with equal weights of children that must all be there."""
    found = mean(x, np.ones((len(x), 1, 1)))
    found[np.isnan(x).any(axis=0)] = np.nan
    return found
