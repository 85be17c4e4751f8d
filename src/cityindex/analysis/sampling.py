"""Where every random number of an analysis comes from: points in the unit cube, the same for the same seed."""

from collections.abc import Sequence

import numpy as np

from cityindex.dataset import Floats
from cityindex.optional import need

Seed = int | np.random.Generator
METHODS = ("random", "latin", "sobol")


def generator(seed: Seed) -> np.random.Generator:
    """Return the generator of a seed; one that is given is used as it stands, and moves on."""
    return np.random.default_rng(seed)


def draw(count: int, dimensions: int, *, seed: Seed, method: str = "random") -> Floats:
    """Return ``count`` points of the unit cube, float64 (count, dimensions) in [0, 1).

    ``random``: independent. ``latin``: a Latin hypercube (McKay et al. 1979); of ``count`` equal slices of a column
    each holds one point, at the same place within all of them, so that a range of length p gets p·count points, to
    less than one. ``sobol``: a scrambled Sobol' sequence, which fills the cube evenly, so that means
    settle faster (needs SciPy). Its balance holds for a power of two (every half, quarter… of every column gets
    its exact share of the points); any other count is allowed and loses that exactness, not the evenness.
    With random and sobol, the first points of a longer draw are the points of a shorter one of the same integer seed.
    ValueError for an unknown method, for no points, and for more Sobol' columns than are tabulated (21,201).
    """
    if method not in METHODS:
        raise ValueError(f"no sampling {method!r}; choose one of {', '.join(METHODS)}")
    if count < 1 or dimensions < 0:
        raise ValueError(f"{count} points in {dimensions} dimensions; ask for one point or more")
    if method == "random" or dimensions == 0:
        return generator(seed).random((count, dimensions))
    if method == "latin":
        return _latin(count, dimensions, generator(seed))
    extra = need("cityindex.extras.quasi_random", why="Sobol' sampling")
    if dimensions > extra.MOST_DIMENSIONS:
        raise ValueError(
            f"Sobol' points have at most {extra.MOST_DIMENSIONS} dimensions, not {dimensions}; "
            "let fewer things vary, or take method='random'"
        )
    points: Floats = extra.sobol(count, dimensions, generator(seed))
    return points


def _latin(count: int, dimensions: int, chance: np.random.Generator) -> Floats:
    slices = chance.permuted(np.broadcast_to(np.arange(count), (dimensions, count)), axis=1).T
    points = (
        slices + chance.random(dimensions)
    ) / count  # one place within the slices: any range gets its share
    return np.minimum(points, np.nextafter(1.0, 0.0), out=np.ascontiguousarray(points))


def saltelli(count: int, groups: Sequence[int], *, seed: Seed, method: str = "sobol") -> Floats:
    """Return the design of variance-based sensitivity, (k + 2, count, D) for k groups of D columns in all.

    ``groups`` are the numbers of columns that move together, in column order: a choice has one, noise on 57
    weights has 57. Slices: A, B, then for each group g the matrix A with the columns of g taken from B; the
    model is run on all k + 2 (Saltelli et al. 2010, Computer Physics Communications 181, table 2). A and B are the
    two halves of one draw of 2·D columns. ValueError as for ``draw``, and for a group without columns.
    """
    if not groups or min(groups) < 1:
        raise ValueError(f"groups are {list(groups)}; each has one column or more")
    ends = np.cumsum(groups)
    base = draw(count, 2 * int(ends[-1]), seed=seed, method=method)
    a, b = base[:, : ends[-1]], base[:, ends[-1] :]
    design = np.empty((len(groups) + 2, count, int(ends[-1])))
    design[:] = a
    design[1] = b
    for mixed, start, end in zip(design[2:], ends - groups, ends, strict=True):
        mixed[:, start:end] = b[:, start:end]
    return design
