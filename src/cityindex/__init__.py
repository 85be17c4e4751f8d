"""Composite indicators for cities: frameworks, readings of printed values, quality rules, recipes and builds.

The names below are the engine's public ones (docs/reference/python-api.md); everything else may move.
"""

from cityindex import framework, published
from cityindex.analysis import (
    Availability,
    BestSet,
    Contributions,
    Convergence,
    Correlations,
    Difference,
    Leverage,
    PrincipalComponents,
    Reliability,
    Scored,
    Sensitivity,
    Side,
    Statistics,
    Trend,
    Weights,
    WhatIf,
    availability,
    best_set,
    change,
    chosen_weights,
    contributions,
    convergence,
    correlations,
    denominator_correlations,
    difference,
    leverage,
    principal_components,
    reliability,
    sensitivity,
    statistics,
    trend,
)
from cityindex.assessment import Assessment, Standing, Study, assess, standings, study
from cityindex.build import Index, build
from cityindex.coinr import CoinrError, CoinrNote, read_coinr
from cityindex.dataset import Dataset, Observation
from cityindex.framework import Framework, FrameworkError
from cityindex.quality import Flag, check
from cityindex.reading import Reading, explain, read
from cityindex.recipe import Recipe, default_recipe
from cityindex.rounding import round_half_up
from cityindex.steps import RecipeError
from cityindex.steps.imputers import register_imputer
from cityindex.tabular import TableError, import_table, load_mapping, read_csv

__all__ = [
    "Assessment",
    "Availability",
    "BestSet",
    "CoinrError",
    "CoinrNote",
    "Contributions",
    "Convergence",
    "Correlations",
    "Dataset",
    "Difference",
    "Flag",
    "Framework",
    "FrameworkError",
    "Index",
    "Leverage",
    "Observation",
    "PrincipalComponents",
    "Reading",
    "Recipe",
    "RecipeError",
    "Reliability",
    "Scored",
    "Sensitivity",
    "Side",
    "Standing",
    "Statistics",
    "Study",
    "TableError",
    "Trend",
    "Weights",
    "WhatIf",
    "assess",
    "availability",
    "best_set",
    "build",
    "change",
    "check",
    "chosen_weights",
    "contributions",
    "convergence",
    "correlations",
    "default_recipe",
    "denominator_correlations",
    "difference",
    "explain",
    "framework",
    "import_table",
    "leverage",
    "load_mapping",
    "principal_components",
    "published",
    "read",
    "read_coinr",
    "read_csv",
    "register_imputer",
    "reliability",
    "round_half_up",
    "sensitivity",
    "standings",
    "statistics",
    "study",
    "trend",
]
