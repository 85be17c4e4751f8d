"""The inequality-adjusted human development index (UNDP, technical note 2)."""

import numpy as np

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework import get
from cityindex.published.result import Published, column, published
from cityindex.recipe import default_recipe
from cityindex.steps.means.power import geometric
from cityindex.text import Text

TITLE = Text("IPM yang disesuaikan dengan ketimpangan", "Inequality-adjusted human development index")
LOSSES = {"health": "ineq_le", "education": "ineq_edu", "income": "ineq_inc"}


def inequality_adjusted(dataset: Dataset) -> Published:
    """IHDI = [Π (1 − A_d/100) · I_d]^(1/3) over health, education and income.

    ``dataset`` holds the four indicators of ``hdi-2010`` (``le``, ``eys``, ``mys``, ``gnipc``) and Atkinson's
    inequality of each dimension in per cent (``ineq_le``, ``ineq_edu``, ``ineq_inc``). I_d is the dimension's
    index of the HDI; UNDP measures A in the distribution of the raw variable and applies it to that index.
    Parts: ``hdi``, the adjusted dimensions, and ``loss`` = 100 · (1 − IHDI / HDI) in per cent. Not computable where
    an input is missing.
    """
    hdi = get("hdi-2010")
    index = build(default_recipe(hdi), dataset)
    of = {code: index.scores[..., n] for n, code in enumerate(index.nodes)}
    inequality = [column(dataset, code) for code in LOSSES.values()]
    adjusted = np.stack([(1 - a / 100) * of[d] for d, a in zip(LOSSES, inequality, strict=True)])
    scores = geometric(adjusted, np.ones((3, 1, 1)))
    scores[np.isnan(adjusted).any(axis=0)] = np.nan  # UNDP asks for all three
    with np.errstate(invalid="ignore", divide="ignore"):
        loss = 100 * (1 - scores / of["hdi"])
    loss[of["hdi"] == 0] = np.nan
    parts = {"hdi": of["hdi"], **dict(zip(LOSSES, adjusted, strict=True)), "loss": loss}
    return published(TITLE, dataset, scores, parts, [of["hdi"], *inequality])
