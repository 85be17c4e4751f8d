"""Weights that people give: budgets of points, and comparisons by pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.weights.errors import WeightError

RANDOM_INDEX = (0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean inconsistency of random comparisons of 0, 1, 2 … 15 items (Saaty 1980)."""


def budget(points: Mapping[str, Mapping[str, float]], children: Sequence[str]) -> Floats:
    """Budget allocation: the mean share (k) that the experts gave each child of one total.

    ``points`` by expert, then child; a child that an expert does not name gets 0. ``WeightError`` where the experts
    distribute different totals, for then some would count more than others.
    """
    if not points:
        raise WeightError("have no expert's budget; give at least one")
    for expert, given in points.items():
        if unknown := set(given) - set(children):
            raise WeightError(f"are {', '.join(children)}; {expert} gives points to {min(unknown)!r}")
        if any(not 0 <= value <= 1e9 for value in given.values()):
            raise WeightError(f"have a number of points from {expert} that is none; give numbers from 0 up")
    table = np.array([[given.get(child, 0.0) for child in children] for given in points.values()])
    sums = table.sum(axis=1)
    if sums[0] <= 0 or (np.abs(sums - sums[0]) > 1e-9 * sums[0]).any():
        each = ", ".join(f"{expert} {total:g}" for expert, total in zip(points, sums, strict=True))
        raise WeightError(
            f"have budgets of different or no totals ({each}); every expert gives out the same sum"
        )
    weights: Floats = table.mean(axis=0) / sums[0]
    return weights


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """Weights (k) from comparisons by pairs, and how far these agree among themselves.

    ``eigenvalue``: the largest, k where all comparisons agree. ``ratio``: consistency ratio; above 0.1 they
    contradict each other. ``doubtful``: the pair (i, j) furthest from what the weights say.
    """

    weights: Floats
    eigenvalue: float
    ratio: float
    doubtful: tuple[int, int]


def hierarchy(matrix: Floats) -> Hierarchy:
    """Analytic hierarchy process: the principal eigenvector of ``matrix`` (k, k), a_ij = how much i outweighs j.

    Index (λ − k) / (k − 1); ratio = index / Saaty's random index; 0 below three items. ``WeightError`` unless
    a_ij > 0 and a_ji = 1 / a_ij. Source: Saaty (1980), The Analytic Hierarchy Process.
    """
    k = len(matrix)
    if matrix.shape != (k, k) or not k or not (np.isfinite(matrix) & (matrix > 0)).all():
        raise WeightError("need comparisons in a square table of numbers above 0")
    if (np.abs(matrix * matrix.T - 1) > 1e-6).any():
        raise WeightError("need comparisons that mirror each other: if a is 3 times b, b is 1/3 of a")
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    weights = np.abs(vectors[:, first].real)
    weights /= weights.sum()
    index = (float(values[first].real) - k) / max(k - 1, 1)
    ratio = index / RANDOM_INDEX[min(k, len(RANDOM_INDEX) - 1)] if k > 2 else 0.0
    away = np.abs(np.log(matrix * weights[None, :] / weights[:, None]))
    i, j = np.unravel_index(int(np.argmax(np.triu(away))), away.shape)
    return Hierarchy(weights, float(values[first].real), max(ratio, 0.0), (int(i), int(j)))


def matrix_of(comparisons: Mapping[str, Mapping[str, float]], children: Sequence[str]) -> Floats:
    """Turn ``{"a": {"b": 3}}`` (a is three times as important as b) into a full matrix; each pair once or both ways."""
    at = {child: n for n, child in enumerate(children)}
    named = {*comparisons, *(other for row in comparisons.values() for other in row)}
    if unknown := named - set(children):
        raise WeightError(f"are {', '.join(children)}; the comparisons name {min(unknown)!r}")
    matrix = np.full((len(children), len(children)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for one, row in comparisons.items():
        for other, times in row.items():
            matrix[at[one], at[other]] = times
    gaps = np.isnan(matrix) & ~np.isnan(matrix.T)
    matrix[gaps] = 1 / matrix.T[gaps]
    if np.isnan(matrix).any():
        i, j = np.argwhere(np.isnan(matrix))[0]
        raise WeightError(f"need a comparison of {children[i]} with {children[j]}")
    return matrix
