"""The weights a recipe ends with, as a table."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from cityindex.dataset import Floats
from cityindex.steps.state import State
from cityindex.tables import Table, Tabled
from cityindex.text import Text

_TITLES = {
    "code": Text("Kode indikator atau bagian", "Code of the indicator or node"),
    "parent": Text("Bagian di atasnya", "The node it belongs to"),
    "weight": Text("Bobot", "Weight"),
    "share": Text("Bagian dari bobot induknya, 0–1", "Share of its parent's weights, 0–1"),
    "share_of_index": Text(
        "Bagian dari indeks bila semua nilai ada, 0–1", "Share of the index where nothing is missing, 0–1"
    ),
    "method": Text("Cara bobot ini dipilih", "How the weight was chosen"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Weights(Tabled):
    """One entry for each child of a node, in the order indicators, nodes; context indicators and the root have none.

    ``weights`` as the build uses them; ``shares``: divided by their sum in the parent (NaN where that is 0);
    ``of_index``: the product of the shares up to the root: what the child counts in a weighted mean without gaps.
    ``methods``: how each was chosen ("set" for one set by its code).
    """

    codes: tuple[str, ...]
    parents: tuple[str, ...]
    weights: Floats
    shares: Floats
    of_index: Floats
    methods: tuple[str, ...]

    def tables(self) -> tuple[Table, ...]:
        """Return the one table, a row for each child."""
        columns: dict[str, Sequence[str] | Floats] = {
            "code": self.codes,
            "parent": self.parents,
            "weight": self.weights,
            "share": self.shares,
            "share_of_index": self.of_index,
            "method": self.methods,
        }
        return (Table("weights", Text("Bobot yang dipakai", "The weights in use"), columns, _TITLES),)


def record(state: State, methods: Sequence[str], single: Container[str]) -> Weights:
    """Collect the weights of ``state``; ``methods`` by node, ``single`` the codes whose weight was set by itself."""
    tree = state.tree
    codes = (*tree.indicators, *tree.nodes)
    parent = {child: n for n, children in enumerate(tree.children) for child in children}
    shares, whole = np.full(len(codes), np.nan), np.full(len(codes), np.nan)
    root = len(tree.indicators) + tree.bottom_up[-1]
    whole[root] = 1.0
    for n in reversed(tree.bottom_up):
        children = list(tree.children[n])
        total = state.weights[children].sum()
        if total > 0:
            shares[children] = state.weights[children] / total
            whole[children] = shares[children] * whole[len(tree.indicators) + n]
    rows = sorted(parent)
    return Weights(
        codes=tuple(codes[c] for c in rows),
        parents=tuple(tree.nodes[parent[c]] for c in rows),
        weights=state.weights[rows],
        shares=shares[rows],
        of_index=whole[rows],
        methods=tuple("set" if codes[c] in single else methods[parent[c]] for c in rows),
    )
