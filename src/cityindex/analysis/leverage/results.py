"""What would move a city's score, as values and tables."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

from cityindex.analysis.leverage import words
from cityindex.analysis.leverage.cohort import Cohort
from cityindex.analysis.whatif import WhatIf
from cityindex.framework.types import Band, Framework, Indicator, Node
from cityindex.tables import Table, Tabled
from cityindex.text import Text
from cityindex.wording import fill

GoalKind = Literal["band", "target", "peer"]
GOALS: tuple[GoalKind, ...] = ("band", "target", "peer")


@dataclass(frozen=True, slots=True)
class Gain:
    """One indicator brought to one goal, everything else as it is.

    ``value`` → ``to_value`` in the indicator's own unit, ``score`` → ``to_score`` normalised. ``gain`` in points of
    the node; ``after``: its score then; ``rank``: the city's place in the node then, 0 = none. ``weight``:
    the effective weight where ``exact`` is ``linear``, then gain = weight × (to_score − score); NaN where it
    is ``rebuild``: the steps were run again with the new value. ``source``: where the goal comes from.
    """

    indicator: Indicator
    goal: GoalKind
    value: float
    to_value: float
    score: float
    to_score: float
    band: Band | None
    to_band: Band | None
    gain: float
    after: float
    rank: int
    weight: float
    exact: Literal["linear", "rebuild"]
    source: Text
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What entering a missing value could do: the node's score with the worst and the best value it may have."""

    indicator: Indicator
    worst_value: float
    best_value: float
    worst_after: float
    best_after: float
    worst_rank: int
    best_rank: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A goal of an indicator that cannot be computed, or any goal of it (``goal`` empty), and why."""

    indicator: Indicator
    goal: GoalKind | Literal[""]
    reason: Text


@dataclass(frozen=True, slots=True)
class Reach:
    """What one indicator alone would have to be to bring the node into its next band.

    ``possible``: False where even its best value does not; ``to_value`` and ``after`` are then that best.
    """

    indicator: Indicator
    value: float
    to_value: float
    score: float
    to_score: float
    after: float
    possible: bool


@dataclass(frozen=True, slots=True, eq=False)
class Leverage(Tabled):
    """What would move one city's score in a node most.

    ``gains``: largest first; ties by the framework's order, then band, target, peer. ``next_band``: the node's,
    None at the top or without bands; ``reaches``: indicators that could bring it there, smallest change first.
    ``missing``: values that could be entered. ``left_out``: what cannot be computed, and why.
    ``city``: to ask further what-ifs.
    """

    city: WhatIf
    node: Node
    score: float
    rank: int
    band: Band | None
    next_band: Band | None
    cohort: Cohort
    gains: tuple[Gain, ...]
    reaches: tuple[Reach, ...]
    missing: tuple[Filling, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def framework(self) -> Framework:
        """The framework of the index."""
        return self.city.index.recipe.framework

    def sentence(self, gain: Gain, language: str) -> str:
        """Say one gain in a sentence."""
        rises = gain.gain > 1e-9  # less is binary noise
        moved = words.GAIN if rises else words.NO_GAIN
        peer = gain.goal == "peer"
        facts: dict[str, str | float | Text] = {
            "indicator": gain.indicator.title,
            "value": gain.value,
            "to_value": gain.to_value,
            "source": gain.source if peer else words.GOALS[gain.goal],
            "node": self.node.title,
            "gain": gain.gain,
            "after": gain.after,
        }
        said = fill(moved, facts)
        if gain.rank and rises:
            said = _joined(said, fill(words.RANK, {"rank": gain.rank}))
        return said.in_language(language)

    def tables(self) -> tuple[Table, ...]:
        """Return ``gains``, ``reaches``, ``missing`` and ``left_out``; a row for each entry."""
        return (
            self._table("gains", _GAINS, self.gains, Gain),
            self._table("reaches", _REACHES, self.reaches, Reach),
            self._table("missing", _MISSING, self.missing, Filling),
            self._table("left_out", _LEFT_OUT, self.left_out, LeftOut),
        )

    def _table(self, name: str, title: Text, entries: Iterable[Any], kind: type) -> Table:
        found = list(entries)
        columns: dict[str, list[Any]] = {
            "unit": [self.city.unit] * len(found),
            "period": [self.city.period] * len(found),
            "node": [self.node.code] * len(found),
            "title": [entry.indicator.title for entry in found],
        }
        for field in fields(kind):
            columns[field.name] = [_cell(getattr(entry, field.name)) for entry in found]
        return Table(name, title, columns, {key: text for key, text in _TITLES.items() if key in columns})


def _cell(value: Any) -> Any:
    if isinstance(value, Indicator):
        return value.code
    return value.title if isinstance(value, Band) else value


def _joined(one: Text, two: Text) -> Text:
    return Text(one.id + two.id, one.en + two.en)


_GAINS = Text("Yang paling menggerakkan skor", "What would move the score most")
_REACHES = Text(
    "Satu indikator yang dapat membawa ke kelas berikutnya", "One indicator that could reach the next band"
)
_MISSING = Text("Nilai yang belum ada: akibatnya bila diisi", "Missing values: what entering them could do")
_LEFT_OUT = Text("Yang tidak dapat dihitung, dan sebabnya", "What cannot be computed, and why")
_TITLES = {
    "unit": Text("Kota", "City"),
    "period": Text("Tahun", "Year"),
    "node": Text("Skor dari", "Score of"),
    "indicator": Text("Kode", "Code"),
    "title": Text("Indikator", "Indicator"),
    "goal": Text(
        "Tujuan; band: kelas berikutnya, target, peer: kota pembanding terbaik",
        "Goal; band: the next band, target, peer: the best peer",
    ),
    "value": Text("Nilai sekarang; dalam satuannya", "Value now; in its own unit"),
    "to_value": Text("Nilai yang dicapai; dalam satuannya", "Value to reach; in its own unit"),
    "score": Text("Skor indikator sekarang; setelah disetarakan", "Indicator's score now; normalised"),
    "to_score": Text("Skor indikator sesudahnya; setelah disetarakan", "Indicator's score then; normalised"),
    "band": Text("Kelas sekarang", "Band now"),
    "to_band": Text("Kelas sesudahnya", "Band then"),
    "gain": Text("Kenaikan skor; poin", "Gain; points"),
    "after": Text("Skor sesudahnya; poin", "Score then; points"),
    "rank": Text("Peringkat sesudahnya; 0 = tidak ada", "Rank then; 0 = none"),
    "weight": Text("Bobot efektif; bagian dari 1", "Effective weight; share of 1"),
    "exact": Text(
        "Cara hitung; linear: bobot kali perubahan, rebuild: dihitung ulang",
        "How computed; linear: weight times change, rebuild: the steps run again",
    ),
    "source": Text("Asal; dari mana tujuannya", "Source; where the goal comes from"),
    "peer": Text("Kota pembanding", "Peer"),
    "possible": Text("Dapat tercapai; dengan nilai terbaiknya", "Possible; with its best value"),
    "worst_value": Text("Nilai terburuk; dalam satuannya", "Worst value; in its own unit"),
    "best_value": Text("Nilai terbaik; dalam satuannya", "Best value; in its own unit"),
    "worst_after": Text("Skor bila terburuk; poin", "Score at worst; points"),
    "best_after": Text("Skor bila terbaik; poin", "Score at best; points"),
    "worst_rank": Text("Peringkat bila terburuk; 0 = tidak ada", "Rank at worst; 0 = none"),
    "best_rank": Text("Peringkat bila terbaik; 0 = tidak ada", "Rank at best; 0 = none"),
    "reason": Text("Sebab", "Reason"),
}
