"""What a run says in sentences."""

from collections.abc import Mapping

from cityindex.text import Text
from cityindex.wording import fill

NOT_COMPUTABLE = Text(
    "{units} kota tidak punya skor pada sebagian undian ({share} % dari undian mereka); rentang dan peringkat "
    "berasal dari undian lainnya. Penyebab utama: {where}.",
    "{units} units have no score in some draws ({share} % of theirs); intervals and ranks are those of the other "
    "draws. Mostly under: {where}.",
)
DIFFERENT_HEIGHTS = Text(
    "Pilihan yang divariasikan memberi skor pada ketinggian yang berbeda: rata-rata {low} ({lowest}) sampai {high} "
    "({highest}). Rentang skor mencampurkannya; peringkat tetap dapat dibandingkan.",
    "The alternatives give scores at different heights: {low} on average ({lowest}) to {high} ({highest}). Intervals of "
    "scores mix them; ranks can be compared all the same.",
)
EVERYWHERE = Text("semua pilihan", "all choices")


def not_computable(units: int, share: float, by_choice: Mapping[str, float]) -> Text:
    """Say how many units lack a score in a share of their draws, and under which alternatives most."""
    worst = max(by_choice, key=lambda label: by_choice[label])
    where = Text(worst, worst) if worst else EVERYWHERE
    return fill(NOT_COMPUTABLE, {"units": units, "share": 100 * share, "where": where})


def different_heights(means: Mapping[str, float]) -> Text:
    """Say which alternatives give the lowest and the highest scores on average."""
    low, high = min(means, key=lambda label: means[label]), max(means, key=lambda label: means[label])
    return fill(DIFFERENT_HEIGHTS, {"low": means[low], "lowest": low, "high": means[high], "highest": high})
