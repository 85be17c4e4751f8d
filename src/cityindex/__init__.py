"""Composite indicators for cities: frameworks, readings of printed values, quality rules, recipes and builds.

The names below are the engine's public ones (docs/reference/python-api.md); everything else may move.
"""

from cityindex import framework
from cityindex.analysis import Scored, Sensitivity, WhatIf, sensitivity
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
from cityindex.tabular import TableError, import_table, load_mapping, read_csv

__all__ = [
    "Assessment",
    "CoinrError",
    "CoinrNote",
    "Dataset",
    "Flag",
    "Framework",
    "FrameworkError",
    "Index",
    "Observation",
    "Reading",
    "Recipe",
    "RecipeError",
    "Scored",
    "Sensitivity",
    "Standing",
    "Study",
    "TableError",
    "WhatIf",
    "assess",
    "build",
    "check",
    "default_recipe",
    "explain",
    "framework",
    "import_table",
    "load_mapping",
    "read",
    "read_coinr",
    "read_csv",
    "round_half_up",
    "sensitivity",
    "standings",
    "study",
]
