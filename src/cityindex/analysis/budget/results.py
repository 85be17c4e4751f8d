"""What a budget buys best."""

from dataclasses import dataclass
from typing import Any

from cityindex.analysis.leverage.results import Gain, Leverage
from cityindex.tables import Table, Tabled
from cityindex.text import Text
from cityindex.wording import fill, listed


@dataclass(frozen=True, slots=True)
class Choice:
    """One indicator in the set, what it costs, and what it would gain alone."""

    gain: Gain
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class BestSet(Tabled):
    """The set of indicators, each brought to its goal, that lifts the node most within a budget.

    ``chosen`` in the framework's order; ``score`` and ``rank``: the node's with all of them at once;
    ``gain`` = score − before. ``bound``: no set within the budget gains more; ``proven``: the set reaches it
    (to 1e-9), so it is the best. ``how``: ``knapsack``, ``every set``, ``branch and bound`` or ``greedy``. ``unpriced``: indicators
    that could gain but have no cost, so they were not considered.
    """

    leverage: Leverage
    budget: float
    chosen: tuple[Choice, ...]
    cost: float
    score: float
    gain: float
    rank: int
    bound: float
    proven: bool
    how: str
    unpriced: tuple[str, ...]

    def sentence(self, language: str) -> str:
        """Say the set in a sentence or two."""
        facts: dict[str, str | float | Text] = {
            "budget": self.budget,
            "cost": self.cost,
            "names": listed([choice.gain.indicator.title for choice in self.chosen]),
            "node": self.leverage.node.title,
            "gain": self.gain,
            "score": self.score,
            "bound": self.bound,
        }
        if not self.chosen:
            return fill(_NOTHING, facts).in_language(language)
        said = fill(_BEST, facts).in_language(language)
        return said + fill(_PROVEN if self.proven else _BOUND, facts).in_language(language)

    def tables(self) -> tuple[Table, ...]:
        """Return ``chosen``, a row for each indicator, and ``set``, one row for all together."""
        city, chosen = self.leverage.city, self.chosen
        place = {"unit": city.unit, "period": city.period, "node": self.leverage.node.code}
        whole = {
            **place,
            "budget": self.budget,
            "cost": self.cost,
            "before": self.leverage.score,
            "after": self.score,
            "gain": self.gain,
            "rank": self.rank,
            "bound": self.bound,
            "proven": self.proven,
            "how": self.how,
        }
        columns: dict[str, list[Any]] = {
            **{key: [value] * len(chosen) for key, value in place.items()},
            "indicator": [c.gain.indicator.code for c in chosen],
            "title": [c.gain.indicator.title for c in chosen],
            "goal": [c.gain.goal for c in chosen],
            "value": [c.gain.value for c in chosen],
            "to_value": [c.gain.to_value for c in chosen],
            "cost": [c.cost for c in chosen],
            "alone": [c.gain.gain for c in chosen],
        }
        return (
            Table("chosen", _CHOSEN, columns, {k: _TITLES[k] for k in columns}),
            Table("set", _SET, {k: [v] for k, v in whole.items()}, {k: _TITLES[k] for k in whole}),
        )


_BEST = Text(
    "Dengan anggaran {budget}, yang terbaik adalah {names} (biaya {cost}): skor {node} naik {gain} poin menjadi {score}.",
    "With a budget of {budget}, the best choice is {names} (cost {cost}): the score of {node} rises by {gain} points to {score}.",
)
_PROVEN = Text(
    " Sudah dipastikan tidak ada pilihan yang lebih baik.", " It is certain that no other choice does better."
)
_BOUND = Text(
    " Belum pasti yang terbaik, tetapi tidak ada pilihan yang naik lebih dari {bound} poin.",
    " It may not be the very best, but no choice gains more than {bound} points.",
)
_NOTHING = Text(
    "Dengan anggaran {budget} tidak ada yang dapat menaikkan skor {node}.",
    "With a budget of {budget} nothing can raise the score of {node}.",
)
_CHOSEN = Text("Pilihan terbaik dengan anggaran ini", "The best set within this budget")
_SET = Text("Semua pilihan bersama-sama", "The whole set together")
_TITLES = {
    "unit": Text("Kota", "City"),
    "period": Text("Tahun", "Year"),
    "node": Text("Skor dari", "Score of"),
    "indicator": Text("Kode", "Code"),
    "title": Text("Indikator", "Indicator"),
    "goal": Text("Tujuan", "Goal"),
    "value": Text("Nilai sekarang; dalam satuannya", "Value now; in its own unit"),
    "to_value": Text("Nilai yang dicapai; dalam satuannya", "Value to reach; in its own unit"),
    "cost": Text("Biaya; dalam satuan anggaran", "Cost; in the budget's unit"),
    "alone": Text("Kenaikan bila sendiri; poin", "Gain alone; points"),
    "budget": Text("Anggaran", "Budget"),
    "before": Text("Skor sekarang; poin", "Score now; points"),
    "after": Text("Skor sesudahnya; poin", "Score then; points"),
    "gain": Text("Kenaikan skor; poin", "Gain; points"),
    "rank": Text("Peringkat sesudahnya; 0 = tidak ada", "Rank then; 0 = none"),
    "bound": Text("Tidak ada pilihan yang naik lebih dari; poin", "No set gains more than; points"),
    "proven": Text("Dipastikan terbaik", "Proven to be the best"),
    "how": Text(
        "Cara mencari; knapsack dan every set: pasti, lainnya: dengan batas",
        "How it was found; knapsack and every set: exact, else: with a bound",
    ),
}
