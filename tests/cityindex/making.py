"""Small frameworks and datasets for tests of the engine."""

from collections.abc import Sequence

import numpy as np

from cityindex.dataset import Dataset
from cityindex.framework.types import (
    Aggregate,
    Band,
    BandScale,
    Framework,
    Goalposts,
    Indicator,
    Judgement,
    Level,
    Node,
    Normalise,
    Provenance,
    ValueType,
)
from cityindex.text import Text


def text(word: str) -> Text:
    return Text(word, word)


def posts(low: float = 0, high: float = 100, *, log: bool = False, mark: str = "official") -> Goalposts:
    return Goalposts(low, high, Provenance(mark), "source", log)


def indicator(code: str, parent: str = "left", **fields: object) -> Indicator:
    fields.setdefault("value_type", ValueType.SCORE)
    fields.setdefault("goalposts", posts())
    return Indicator(code=code, title=text(code), parent=parent, **fields)  # type: ignore[arg-type]


def framework(
    *indicators: Indicator,
    nodes: Sequence[Node] = (),
    normalise: str = "goalposts",
    aggregate: str = "arithmetic",
    min_share: float = 0.0,
    bands: Sequence[BandScale] = (),
    scale: float = 100.0,
) -> Framework:
    """A tree of two storeys, index → left, right, unless other nodes are given."""
    return Framework(
        id="small",
        title=text("Small"),
        legal_basis=text(""),
        valid_from=None,
        valid_to=None,
        provenance=Provenance.OFFICIAL,
        sources=(),
        levels=(
            Level("index", text("Index"), Aggregate(aggregate), min_share),
            Level("part", text("Part"), Aggregate(aggregate), min_share),
        ),
        nodes=tuple(nodes) or (node("index"), node("left", "index"), node("right", "index")),
        indicators=indicators or (indicator("a"), indicator("b"), indicator("c", "right")),
        normalise=Normalise(normalise),
        scale=scale,
        decimals=2,
        band_scales=tuple(bands),
        judgements=(Judgement("poor", text("Poor")), Judgement("good", text("Good"))),
    )


def node(code: str, parent: str | None = None, **fields: object) -> Node:
    level = "index" if parent is None else "part"
    return Node(code, level, text(code), parent, **fields)  # type: ignore[arg-type]


def bands(*starts: float, decimals: int | None = None, maximum: float | None = None) -> BandScale:
    named = tuple(Band(f"band{n}", text(f"band{n}"), start) for n, start in enumerate(starts))
    return BandScale("scale", named, Provenance.OFFICIAL, "source", decimals, maximum)


def dataset(chosen: Framework, *rows: Sequence[float]) -> Dataset:
    """One row per unit u0, u1, …; NaN = missing."""
    codes = [i.code for i in chosen.indicators]
    units = [f"u{n}" for n in range(len(rows))]
    return Dataset.from_array(np.array(rows, dtype=float), units=units, indicators=codes)
