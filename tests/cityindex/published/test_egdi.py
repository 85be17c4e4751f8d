"""The UN e-government development index 2022 of 193 countries, from its three printed components."""

import csv
from pathlib import Path

import numpy as np

from cityindex.build import build
from cityindex.dataset import Dataset
from cityindex.framework import get
from cityindex.ranking import rounded
from cityindex.recipe import default_recipe

# Figures of the UN E-Government Survey 2022 in ten-thousandths, written down from a public copy of its table of data
FIGURES = Path(__file__).parent / "egdi_2022.csv"
OFF_BY_ONE = {
    "Albania", "Cambodia", "China", "Comoros", "Congo DR", "Djibouti", "Dominican Republic", "Germany", "Haiti",
    "Jamaica", "Mauritania", "Morocco", "Myanmar", "New Zealand", "San Marino", "Sao Tome and Principe", "Somalia",
    "Sri Lanka", "Tanzania", "Tonga", "Tunisia", "Uzbekistan",
}  # fmt: skip


def test_the_index_follows_from_its_parts_as_far_as_their_printed_digits_reach():
    with FIGURES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = ["osi", "hci", "tii"]
    values = np.array([[int(row[code]) / 1e4 for code in codes] for row in rows])
    data = Dataset.from_array(values, units=[row["country"] for row in rows], indicators=codes)
    scores = build(default_recipe(get("egdi-2022")), data).scores[:, 0, 0]
    published = np.array([int(row["egdi"]) / 1e4 for row in rows])
    equal = np.isclose(rounded(scores, 4), published, rtol=0, atol=1e-9)
    assert f"{equal.sum()} of {len(rows)}" == "171 of 193"
    assert {row["country"] for row, same in zip(rows, equal, strict=True) if not same} == OFF_BY_ONE
    # parts printed with four digits are uncertain by 0.00005 each, so is their mean, and so is the printed index
    assert (np.abs(scores - published) < 1e-4).all()
